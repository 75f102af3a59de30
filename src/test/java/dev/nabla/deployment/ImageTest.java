package dev.nabla.deployment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.OutputFrame.OutputType;

/// The image serves all that the jar does, under the compose file's confinement, and stops without
/// losing a request.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageTest {

  private final Network network = Network.newNetwork();
  private GenericContainer<?> replica;
  private Client client;
  private Client management;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    Image.require();
    replica = Image.replica(network);
    replica.start();
    client = Client.of(replica, Image.PORT);
    management = Client.of(replica, Image.MANAGEMENT_PORT);
  }

  @AfterAll
  void stop() {
    if (replica != null) {
      replica.close();
    }
    network.close();
  }

  private static InspectImageResponse image() {
    return Image.engine().inspectImageCmd(Image.name()).exec();
  }

  private static ContainerConfig config() {
    return requireNonNull(image().getConfig());
  }

  @Test
  void itIsNoLargerThan200Megabytes() {
    assertThat(image().getSize()).isLessThanOrEqualTo(200_000_000L);
  }

  @Test
  void itSaysWhatItIsAndHowToRunIt() {
    var labels = requireNonNull(config().getLabels());
    assertThat(labels)
        .containsEntry("org.opencontainers.image.title", "nabla")
        .containsKeys("org.opencontainers.image.description", "org.opencontainers.image.revision");
    assertThat(Path.of("pom.xml"))
        .content()
        .contains(
            "<version>%s</version>".formatted(labels.get("org.opencontainers.image.version")));
    assertThat(config().getUser()).isEqualTo("10001:10001");
    assertThat(config().getExposedPorts())
        .containsExactlyInAnyOrder(
            ExposedPort.tcp(Image.PORT), ExposedPort.tcp(Image.MANAGEMENT_PORT));
  }

  @Test
  void thereIsNoShell() {
    var shell =
        Image.engine()
            .createContainerCmd(Image.name())
            .withEntrypoint("/bin/sh", "-c", "true")
            .exec()
            .getId();
    try {
      assertThatThrownBy(() -> Image.engine().startContainerCmd(shell).exec())
          .isInstanceOf(DockerException.class)
          .hasMessageContaining("no such file or directory");
    } finally {
      Image.engine().removeContainerCmd(shell).exec();
    }
  }

  @Test
  void itComputesActivationsAndLosses() throws IOException {
    var question = Question.any(1_000);
    question.check(Client.JSON.readTree(client.post(Question.PATH, question.body()).body()));
    var loss =
        client.post("/v1/losses/mse", "{\"predictions\": [1, 2], \"targets\": [3, 2]}").body();
    // (4 + 0) / 2, and 2 (p − t) / 2
    assertThat(Client.JSON.readTree(loss).get("loss").doubleValue()).isEqualTo(2);
    assertThat(Client.JSON.readTree(loss).at("/gradients/predictions").toString())
        .isEqualTo("[-2.0,0.0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1/activations",
        "/v1/losses",
        "/v1/guide",
        "/v2",
        "/v3/api-docs",
        "/swagger-ui/index.html",
        "/problems",
        "/v1/activations/gelu/curve?format=svg",
        "/v1/activations/gelu/curve?format=png"
      })
  void theRuntimeHasTheModulesForEveryPath(String path) throws IOException {
    assertThat(client.get(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"health/liveness", "health/readiness", "prometheus", "info", "sbom"})
  void theRuntimeHasTheModulesForOperations(String path) throws IOException {
    assertThat(management.get("/actuator/" + path).statusCode()).isEqualTo(200);
  }

  @Test
  void itStartsWithBeansThatWereWrittenWhenItWasBuilt() {
    assertThat(replica.getLogs(OutputType.STDOUT)).contains("Starting AOT-processed Nabla");
  }

  @Test
  void settingsOfSpringsOwnAreHeededAllTheSame() throws IOException {
    try (var other =
        Image.replica(network)
            .withEnv("SPRINGDOC_API_DOCS_ENABLED", "false")
            .withEnv("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,beans")) {
      other.start();
      assertThat(Client.of(other, Image.PORT).get("/v3/api-docs").statusCode()).isEqualTo(404);
      assertThat(Client.of(other, Image.MANAGEMENT_PORT).get("/actuator/beans").statusCode())
          .isEqualTo(200);
    }
  }

  /// Where the JVM does not know that the Vector API's module is there, it answers the same numbers
  /// twenty times slower, and makes an object of each vector: 3 KB an element.
  @Test
  void theCoreRunsOnVectorsThatAreNoObjects() {
    int elements = 10_000;
    int requests = 600;
    var body = "{\"x\": %s}".formatted(Question.any(elements).numbers());
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              double before = sum("jvm_gc_memory_allocated_bytes_total");
              for (int i = 0; i < requests; i++) {
                client.post("/v1/activations/gelu", body);
              }
              double allocated = sum("jvm_gc_memory_allocated_bytes_total") - before;
              assertThat(allocated / requests / elements).isPositive().isLessThan(500);
            });
  }

  /// The sum of the metrics whose line begins so, without those that are not known.
  private double sum(String metric) throws IOException {
    return management
        .get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(metric))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .filter(value -> value > 0)
        .sum();
  }

  @Test
  void theHeapFollowsTheContainersLimit() throws IOException {
    double heap = sum("jvm_memory_max_bytes{area=\"heap\"");
    long limit =
        Compose.bytes(
            Compose.read(Compose.FILE).service("nabla").at("/deploy/resources/limits/memory"));
    // A collector may count one of its spaces twice or not at all.
    assertThat(heap / limit).isCloseTo(0.6, within(0.06));
  }

  @Test
  void theLogIsJsonOfTheElasticCommonSchema() throws IOException {
    client.post(Question.PATH, Question.any(3).body());
    await()
        .untilAsserted(
            () ->
                assertThat(replica.getLogs(OutputType.STDOUT).lines().map(Client.JSON::readTree))
                    .allSatisfy(
                        line -> assertThat(line.at("/ecs/version").asString("")).isNotEmpty())
                    .anySatisfy(
                        line ->
                            assertThat(line.at("/log/logger").asString(""))
                                .isEqualTo("nabla.access")));
  }
}
