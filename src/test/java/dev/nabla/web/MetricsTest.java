package dev.nabla.web;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What operations see: the core's latency a function, what was refused, and whether the service is
/// well.
@OutsideTest
class MetricsTest {

  private static final Pattern LINE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private final Http http;
  private final Http management;

  MetricsTest(@LocalServerPort int port, @LocalManagementPort int managementPort) {
    http = new Http(port);
    management = new Http(managementPort);
  }

  record Sample(String name, Map<String, String> labels, double value) {
    static Sample of(MatchResult line) {
      var labels =
          LABEL
              .matcher(Objects.requireNonNullElse(line.group(2), ""))
              .results()
              .collect(toMap(label -> label.group(1), label -> label.group(2)));
      return new Sample(line.group(1), labels, Double.parseDouble(line.group(3)));
    }
  }

  private List<Sample> scrape() {
    var response = management.get("/actuator/prometheus");
    assertThat(response.statusCode()).isEqualTo(200);
    return LINE.matcher(response.body()).results().map(Sample::of).toList();
  }

  private double sum(String name, Map<String, String> labels) {
    return scrape().stream()
        .filter(sample -> sample.name.equals(name))
        .filter(sample -> sample.labels.entrySet().containsAll(labels.entrySet()))
        .mapToDouble(Sample::value)
        .sum();
  }

  /// How far a sum moves while something is done.
  private double moved(String name, Map<String, String> labels, Runnable work) {
    double before = sum(name, labels);
    work.run();
    return sum(name, labels) - before;
  }

  @BeforeEach
  void meetTheFunctions() {
    calls(1);
    http.post("/v1/losses/mse", "{}");
  }

  private void calls(int count) {
    for (int i = 0; i < count; i++) {
      http.answer("/v1/losses/mse", "{'predictions': [1, 2, 3], 'targets': [3, 2, 1]}");
    }
  }

  private static final Map<String, String> MSE =
      Map.of("function", "mse", "kind", "loss", "dtype", "float64");
  private static final Map<String, String> MSE_SUCCESS =
      Map.of(
          "function",
          "mse",
          "kind",
          "loss",
          "dtype",
          "float64",
          "outcome",
          "success",
          "le",
          "+Inf");

  @Test
  void latencyIsCountedForEachFunction() {
    assertThat(moved("nabla_compute_seconds_bucket", MSE_SUCCESS, () -> calls(7))).isEqualTo(7);
    assertThat(moved("nabla_compute_seconds_count", MSE, () -> calls(3))).isEqualTo(3);
    assertThat(moved("nabla_compute_seconds_sum", MSE, () -> calls(1))).isBetween(1e-9, 1.0);
  }

  @Test
  void latencyOfOtherFunctionsStays() {
    http.answer("/v1/losses/hinge", "{'scores': 0, 'targets': 1}");
    var hinge = Map.of("function", "hinge");
    assertThat(moved("nabla_compute_seconds_count", hinge, () -> calls(3))).isEqualTo(0);
  }

  @Test
  void dtypeIsTold() {
    var single = Map.of("function", "relu", "kind", "activation", "dtype", "float32");
    var work = "{'x': [1, 2], 'dtype': 'float32'}";
    http.answer("/v1/activations/relu", work);
    assertThat(
            moved(
                "nabla_compute_seconds_count",
                single,
                () -> http.answer("/v1/activations/relu", work)))
        .isEqualTo(1);
  }

  @Test
  void outcomeIsTold() {
    var rejected = Map.of("function", "mse", "outcome", "rejected");
    assertThat(
            moved(
                "nabla_compute_seconds_count",
                rejected,
                () -> http.post("/v1/losses/mse", "{'predictions': 1, 'targets': [1]}")))
        .isEqualTo(1);
  }

  @Test
  void bucketsBeginAtMicroseconds() {
    var bounds =
        scrape().stream()
            .filter(sample -> sample.name.equals("nabla_compute_seconds_bucket"))
            .filter(sample -> sample.labels.entrySet().containsAll(MSE.entrySet()))
            .map(sample -> sample.labels.getOrDefault("le", ""))
            .filter(bound -> !bound.equals("+Inf"))
            .map(Double::valueOf)
            .toList();
    assertThat(bounds).filteredOn(bound -> bound <= 2e-6).isNotEmpty();
    assertThat(bounds).filteredOn(bound -> bound <= 1e-4).hasSizeGreaterThan(10);
    assertThat(bounds).filteredOn(bound -> bound >= 1).isNotEmpty();
  }

  @Test
  void elementsAreSummed() {
    assertThat(moved("nabla_compute_elements_sum", MSE, () -> calls(2))).isEqualTo(12);
    assertThat(moved("nabla_compute_elements_count", MSE, () -> calls(2))).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nabla_decode_seconds", "nabla_encode_seconds"})
  void readingAndWritingAreTimed(String timer) {
    var json = Map.of("format", "json");
    double before = sum(timer + "_count", json);
    calls(5);
    // The end of writing is noted when the client has its answer already.
    await().untilAsserted(() -> assertThat(sum(timer + "_count", json)).isEqualTo(before + 5));
  }

  /// JSON in and binary out.
  @Test
  void formatsAreTimedApart() {
    var decode = Map.of("format", "oip-json");
    var encode = Map.of("format", "oip-binary");
    double read = sum("nabla_decode_seconds_count", decode);
    double written = sum("nabla_encode_seconds_count", encode);
    http.post(
        "/v2/models/relu/infer",
        "{'inputs': [{'name': 'x', 'shape': [1], 'datatype': 'FP64', 'data': [1]}],"
            + " 'parameters': {'binary_data_output': true}}");
    await()
        .untilAsserted(
            () -> {
              assertThat(sum("nabla_decode_seconds_count", decode)).isEqualTo(read + 1);
              assertThat(sum("nabla_encode_seconds_count", encode)).isEqualTo(written + 1);
            });
  }

  @Test
  void refusalsAreCountedByReason() {
    var missing = Map.of("reason", "missing-field");
    assertThat(moved("nabla_rejected_total", missing, () -> http.post("/v1/losses/mse", "{}")))
        .isEqualTo(1);
    http.get("/v1/activations/unknown");
    var unknown = Map.of("reason", "unknown-function");
    assertThat(moved("nabla_rejected_total", unknown, () -> http.get("/v1/activations/unknown")))
        .isEqualTo(1);
    assertThat(moved("nabla_rejected_total", Map.of(), () -> calls(2))).isEqualTo(0);
  }

  @Test
  void brokenHttpIsCounted() {
    var broken = Map.of("reason", "malformed-request");
    var request = "GET /v1/activations/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    http.raw(request);
    assertThat(moved("nabla_rejected_total", broken, () -> http.raw(request))).isEqualTo(1);
  }

  @Test
  void clientsCannotNameSeries() {
    http.get("/v1/activations/made_up_by_a_client");
    http.post("/v1/losses/made_up_by_a_client", "{'made_up_by_a_client': 1}");
    http.get("/made_up_by_a_client");
    assertThat(management.get("/actuator/prometheus").body()).doesNotContain("made_up_by_a_client");
  }

  @Test
  void aliasesCountForTheirFunction() {
    assertThat(
            moved(
                "nabla_compute_seconds_count",
                MSE,
                () -> http.answer("/v1/losses/squared_error", "{'predictions': 1, 'targets': 1}")))
        .isEqualTo(1);
  }

  @Test
  void examplesInDocumentsAreNotCounted() {
    assertThat(moved("nabla_compute_seconds_count", Map.of(), () -> http.shown("/v1/activations")))
        .isEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
  void serviceIsWell(String path) {
    assertThat(management.shown(path).get("status").stringValue()).isEqualTo("UP");
  }

  @Test
  void buildIsTold() {
    assertThat(management.shown("/actuator/info").at("/build/name").stringValue())
        .isEqualTo("nabla");
  }

  @Test
  void billOfMaterialsIsThere() {
    assertThat(management.shown("/actuator/sbom").get("ids"))
        .isEqualTo(Http.json("['application']"));
    assertThat(management.shown("/actuator/sbom/application").get("bomFormat").stringValue())
        .isEqualTo("CycloneDX");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/env", "/actuator/heapdump", "/actuator/shutdown"})
  void nothingElseIsManaged(String path) {
    assertThat(management.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void managementIsOnItsOwnPort() {
    assertThat(http.get("/actuator/health").statusCode()).isEqualTo(404);
  }
}
