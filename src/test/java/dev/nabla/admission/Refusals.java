package dev.nabla.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.Http;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.util.stream.Stream;

/// Asks for something that is to be refused, in the words of each protocol.
///
/// @param registry where the service counts refusals
record Refusals(Http http, MeterRegistry registry) {

  static final String RELU = "/v1/activations/relu";
  static final String INFER = "/v2/models/relu/infer";
  static final String CURVE = "/v1/activations/relu/curve";
  static final String X = "{'x': [-1, 2]}";
  static final String INPUTS =
      "{'inputs': [{'name': 'x', 'shape': [2], 'datatype': 'FP64', 'data': [-1, 2]}]}";

  /// All that compute are refused for one reason, and counted.
  ///
  /// @param detail a part of what both protocols say
  void assertAll(int status, String reason, String detail) {
    double before = counted(reason);
    assertProblem(http.post(RELU, X), status, reason, detail);
    assertProblem(http.get(CURVE), status, reason, detail);
    assertError(http.post(INFER, INPUTS), status, detail);
    assertThat(counted(reason) - before).isEqualTo(3);
  }

  double counted(String reason) {
    return registry.find("nabla.rejected").tag("reason", reason).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  static void assertProblem(
      HttpResponse<String> response, int status, String reason, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    var problem = Http.JSON.readTree(response.body());
    assertThat(problem.get("type").stringValue()).isEqualTo("/problems/" + reason);
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("detail").stringValue()).contains(detail);
    assertRetry(response, status);
  }

  static void assertError(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    var error = Http.JSON.readTree(response.body());
    assertThat(error.propertyNames()).containsExactly("error");
    assertThat(error.get("error").stringValue()).contains(detail);
    assertRetry(response, status);
  }

  private static void assertRetry(HttpResponse<String> response, int status) {
    var retry = response.headers().firstValue("Retry-After");
    if (status == 429 || status == 503) {
      assertThat(retry).hasValueSatisfying(it -> assertThat(Integer.parseInt(it)).isPositive());
    } else {
      assertThat(retry).isEmpty();
    }
  }

  /// All that compute are answered.
  void assertNone() {
    Stream.of(http.post(RELU, X), http.get(CURVE), http.post(INFER, INPUTS))
        .forEach(it -> assertThat(it.statusCode()).as(it.body()).isEqualTo(200));
  }
}
