package dev.nabla.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/// The services of Compose and Swarm are confined, agree with each other and mount what is there.
class ComposeTest {

  private static final Path GRAFANA = Path.of("src/main/docker/grafana/provisioning");

  private final Compose compose = Compose.read(Compose.FILE);
  private final Compose stack = Compose.read(Compose.STACK);

  @ParameterizedTest
  @ValueSource(strings = {"nabla", "replica", "haproxy", "prometheus", "grafana"})
  void aServiceIsPinnedConfinedAndLimited(String name) {
    var service = compose.service(name);
    assertThat(service.get("image").stringValue()).matches("[\\w/]+:v?\\d+\\.\\d+\\.\\d+");
    assertThat(service.get("read_only").booleanValue()).isTrue();
    assertThat(Compose.strings(service.get("cap_drop"))).containsExactly("ALL");
    assertThat(Compose.strings(service.get("security_opt")))
        .containsExactly("no-new-privileges:true");
    assertThat(service.get("restart").stringValue()).isEqualTo("unless-stopped");
    assertThat(service.at("/deploy/resources/limits").propertyNames())
        .containsExactlyInAnyOrder("cpus", "memory");
  }

  @Test
  void profileScaleMakesThreeReplicasBehindABalancer() {
    var nabla = compose.service("nabla");
    var replica = compose.service("replica");
    assertThat(replica.at("/deploy/replicas").intValue()).isEqualTo(2);
    for (var key : List.of("image", "tmpfs", "networks", "stop_grace_period")) {
      assertThat(replica.get(key)).isEqualTo(nabla.get(key));
    }
    assertThat(replica.at("/deploy/resources")).isEqualTo(nabla.at("/deploy/resources"));
    for (var name : List.of("replica", "haproxy")) {
      assertThat(Compose.strings(compose.service(name).get("profiles"))).containsExactly("scale");
    }
  }

  @Test
  void onlyThisHostSeesPrometheusAndGrafana() {
    for (var name : List.of("prometheus", "grafana")) {
      assertThat(Compose.strings(compose.service(name).get("ports")))
          .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
      assertThat(stack.root().at("/services/%s/ports".formatted(name)).isEmpty()).isTrue();
    }
  }

  @Test
  void filesThatAreMountedAreThere() {
    for (var file : List.of(compose, stack)) {
      for (var service : file.root().get("services")) {
        var volumes = service.path("volumes").valueStream().filter(JsonNode::isString);
        assertThat(volumes.map(JsonNode::stringValue))
            .filteredOn(volume -> volume.startsWith("."))
            .allSatisfy(volume -> assertThat(volume).endsWith(":ro"))
            .allSatisfy(volume -> assertThat(Path.of(volume.split(":", 2)[0])).isDirectory());
      }
    }
  }

  @Test
  void grafanaFindsItsDashboardAndItsData() throws IOException {
    var folder = "./" + GRAFANA.resolveSibling("dashboards") + ":";
    var provider = yaml(GRAFANA.resolve("dashboards/nabla.yml")).at("/providers/0/options/path");
    assertThat(Compose.strings(compose.service("grafana").get("volumes")))
        .contains(folder + provider.stringValue() + ":ro");
    assertThat(
            compose
                .service("grafana")
                .at("/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                .stringValue())
        .isEqualTo(provider.stringValue() + "/nabla.json");
    var source = yaml(GRAFANA.resolve("datasources/prometheus.yml")).at("/datasources/0");
    assertThat(source.get("type").stringValue()).isEqualTo("prometheus");
    assertThat(source.get("url").stringValue()).isEqualTo("http://prometheus:9090");
    assertThat(source.get("isDefault").booleanValue()).isTrue();
  }

  private static JsonNode yaml(Path file) throws IOException {
    return Client.JSON.valueToTree(new Yaml().load(Files.readString(file)));
  }

  @Test
  void theStackRunsTheSameServicesAndReplacesThemOneByOne() {
    for (var name : List.of("nabla", "prometheus")) {
      for (var key : List.of("image", "read_only", "cap_drop")) {
        assertThat(stack.service(name).get(key)).isEqualTo(compose.service(name).get(key));
      }
      assertThat(stack.service(name).at("/deploy/resources/limits"))
          .isEqualTo(compose.service(name).at("/deploy/resources/limits"));
    }
    var nabla = stack.service("nabla");
    // Swarm takes in-memory file systems as volumes only.
    assertThat(nabla.has("tmpfs")).isFalse();
    assertThat(nabla.get("volumes").valueStream().map(volume -> volume.get("target")))
        .containsExactlyElementsOf(compose.service("nabla").get("tmpfs"));
    assertThat(nabla.at("/volumes/0/type").stringValue()).isEqualTo("tmpfs");
    assertThat(nabla.at("/deploy/update_config/order").stringValue()).isEqualTo("start-first");
    assertThat(nabla.at("/deploy/update_config/parallelism").intValue()).isEqualTo(1);
  }
}
