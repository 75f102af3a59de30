package dev.nabla.deployment;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The manifests are what Kubernetes' own model says they may be, to the last field, and fit each
/// other and the image.
class KubernetesTest {

  private static final Path BASE = Path.of("src/main/kubernetes/base");
  private static final Path MONITORED = Path.of("src/main/kubernetes/monitored");
  private static final Path RULES = Path.of("src/main/docker/prometheus");

  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Map.of(
          "Deployment", Deployment.class,
          "Service", Service.class,
          "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "PodDisruptionBudget", PodDisruptionBudget.class,
          "NetworkPolicy", NetworkPolicy.class,
          "ServiceMonitor", ServiceMonitor.class,
          "PrometheusRule", PrometheusRule.class);

  private static final ObjectMapper STRICT =
      new YAMLMapper()
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                // The model keeps fields that it does not know: without a place for them, they are
                // refused.
                @Override
                public Boolean hasAnySetter(Annotated member) {
                  return false;
                }
              });

  static List<Path> manifests() throws IOException {
    var manifests = new ArrayList<Path>();
    for (var folder : List.of(BASE, MONITORED)) {
      var kustomization = STRICT.readTree(text(folder.resolve("kustomization.yaml")));
      for (var resource : kustomization.path("resources")) {
        if (!resource.asText().startsWith("..")) {
          manifests.add(folder.resolve(resource.asText()));
        }
      }
      for (var patch : kustomization.path("patches")) {
        manifests.add(folder.resolve(patch.get("path").asText()));
      }
    }
    return manifests;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HasMetadata read(String yaml) throws JsonProcessingException {
    return STRICT.readValue(yaml, TYPES.get(STRICT.readTree(yaml).get("kind").asText()));
  }

  private static <T extends HasMetadata> T read(Path folder, Class<T> type) {
    var file = folder.resolve(type.getSimpleName().toLowerCase(Locale.ROOT) + ".yaml");
    try {
      return type.cast(read(text(file)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void aManifestHasNoFieldThatKubernetesDoesNotKnow(Path file) throws IOException {
    var resource = read(text(file));
    assertThat(STRICT.readTree(text(file)).get("apiVersion").asText())
        .isEqualTo(HasMetadata.getApiVersion(resource.getClass()));
    assertThat(resource.getMetadata().getName()).isEqualTo("nabla");
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsNoticed() {
    var wrong = text(BASE.resolve("deployment.yaml")).replace("periodSeconds", "periodSecond");
    assertThatThrownBy(() -> read(wrong)).isInstanceOf(UnrecognizedPropertyException.class);
  }

  @Test
  void everyManifestIsListed() throws IOException {
    var listed = manifests();
    for (var folder : List.of(BASE, MONITORED)) {
      try (var files = Files.list(folder)) {
        assertThat(files)
            .filteredOn(file -> !file.endsWith("kustomization.yaml"))
            .filteredOn(file -> !file.endsWith("prometheus-adapter.yaml"))
            .isSubsetOf(listed);
      }
    }
  }

  private static Container container() {
    var containers = read(BASE, Deployment.class).getSpec().getTemplate().getSpec().getContainers();
    assertThat(containers).hasSize(1);
    return containers.getFirst();
  }

  @Test
  void selectorsFindThePods() {
    var template = read(BASE, Deployment.class).getSpec().getTemplate();
    var labels = template.getMetadata().getLabels();
    assertThat(labels).isEqualTo(Map.of("app.kubernetes.io/name", "nabla"));
    var selectors =
        Stream.of(
            read(BASE, Deployment.class).getSpec().getSelector().getMatchLabels(),
            read(BASE, Service.class).getSpec().getSelector(),
            read(BASE, PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels(),
            read(BASE, NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels(),
            read(MONITORED, ServiceMonitor.class).getSpec().getSelector().getMatchLabels());
    assertThat(selectors).allMatch(labels::equals);
    assertThat(template.getSpec().getTopologySpreadConstraints())
        .hasSize(2)
        .allMatch(spread -> spread.getLabelSelector().getMatchLabels().equals(labels));
  }

  @Test
  void portsAreThoseOfTheService() {
    assertThat(container().getPorts())
        .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
        .containsExactly(tuple("http", 8080), tuple("management", 8081));
    assertThat(read(BASE, Service.class).getSpec().getPorts())
        .extracting(ServicePort::getName)
        .containsExactly("http", "management");
    assertThat(read(MONITORED, ServiceMonitor.class).getSpec().getEndpoints())
        .allMatch(endpoint -> endpoint.getPort().equals("management"));
  }

  @Test
  void probesAskTheRightHealth() {
    assertThat(container().getStartupProbe()).satisfies(probe -> assertAsks(probe, "readiness"));
    assertThat(container().getReadinessProbe()).satisfies(probe -> assertAsks(probe, "readiness"));
    assertThat(container().getLivenessProbe()).satisfies(probe -> assertAsks(probe, "liveness"));
  }

  private static void assertAsks(Probe probe, String health) {
    assertThat(probe.getHttpGet().getPath()).isEqualTo("/actuator/health/" + health);
    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
  }

  @Test
  void thePodIsConfined() {
    var pod = read(BASE, Deployment.class).getSpec().getTemplate().getSpec();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    var context = container().getSecurityContext();
    assertThat(context.getReadOnlyRootFilesystem()).isTrue();
    assertThat(context.getAllowPrivilegeEscalation()).isFalse();
    assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container().getResources().getRequests()).containsOnlyKeys("cpu", "memory");
    assertThat(container().getResources().getLimits())
        .containsOnlyKeys("cpu", "memory")
        .containsEntry("memory", new Quantity("1Gi"));
  }

  @Test
  void thePodIsWhatTheImageExpects() {
    var image = text(Path.of("Dockerfile"));
    var user = read(BASE, Deployment.class).getSpec().getTemplate().getSpec().getSecurityContext();
    assertThat(image)
        .contains("\nUSER %d:%d\n".formatted(user.getRunAsUser(), user.getRunAsGroup()))
        .contains(
            container().getPorts().stream()
                .map(port -> " " + port.getContainerPort())
                .collect(joining("", "\nEXPOSE", "\n")));
    var service = Compose.read(Compose.FILE).service("nabla");
    assertThat(container().getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .isEqualTo(Compose.strings(service.get("tmpfs")));
    assertThat(Quantity.getAmountInBytes(container().getResources().getLimits().get("memory")))
        .isEqualByComparingTo(
            BigDecimal.valueOf(Compose.bytes(service.at("/deploy/resources/limits/memory"))));
  }

  @Test
  void aPodHasTimeToFinishItsRequests() {
    long pause = container().getLifecycle().getPreStop().getSleep().getSeconds();
    var pod = read(BASE, Deployment.class).getSpec().getTemplate().getSpec();
    assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(pause + 10);
  }

  @Test
  void replicasFollowTheCpuAndTheCoresRate() throws IOException {
    var scaler = read(BASE, HorizontalPodAutoscaler.class).getSpec();
    assertThat(scaler.getScaleTargetRef().getKind()).isEqualTo("Deployment");
    assertThat(scaler.getMinReplicas()).isGreaterThanOrEqualTo(2);
    assertThat(scaler.getMetrics()).hasSize(1);
    var monitored = read(MONITORED, HorizontalPodAutoscaler.class).getSpec().getMetrics();
    assertThat(monitored).hasSize(2).contains(scaler.getMetrics().getFirst());
    var adapter = STRICT.readTree(text(MONITORED.resolve("prometheus-adapter.yaml")));
    assertThat(monitored.getLast().getPods().getMetric().getName())
        .isEqualTo(adapter.at("/rules/custom/0/name/as").asText());
    assertThat(adapter.at("/rules/custom/0/seriesQuery").asText())
        .startsWith("nabla_compute_elements_sum{");
  }

  /// With `-Dnabla.regenerate=true` it writes them instead.
  @Test
  void theOperatorsRulesAreThoseOfPrometheus() throws IOException {
    var generated =
        new StringBuilder(
            """
            # Generated from src/main/docker/prometheus by dev.nabla.deployment.KubernetesTest.
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: nabla
              labels: {app.kubernetes.io/name: nabla}
            spec:
              groups:
            """);
    for (var name : List.of("recording", "alerts")) {
      text(RULES.resolve(name + ".rules.yml"))
          .lines()
          .dropWhile(line -> !line.equals("groups:"))
          .skip(1)
          .forEach(line -> generated.append("  ").append(line).append('\n'));
    }
    var file = MONITORED.resolve("prometheusrule.yaml");
    if (Boolean.getBoolean("nabla.regenerate")) {
      Files.writeString(file, generated);
    }
    assertThat(file)
        .as("stale: mvn test -Dtest=KubernetesTest -Dnabla.regenerate=true")
        .hasContent(generated.toString());
  }
}
