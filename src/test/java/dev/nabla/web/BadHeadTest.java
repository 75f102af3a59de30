package dev.nabla.web;

import static dev.nabla.web.Problems.assertRefused;
import static dev.nabla.web.Problems.assertServes;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/// A method, path or header that is wrong is answered by a problem that says what was expected, and
/// changes nothing for the next.
@OutsideTest
class BadHeadTest {

  private static final String SIGMOID = "/v1/activations/sigmoid";
  private static final String MSE = "/v1/losses/mse";
  private static final String[] JSON = {"Content-Type", "application/json"};

  private final Http http;
  private final Http management;

  BadHeadTest(@LocalServerPort int port, @LocalManagementPort int managementPort) {
    http = new Http(port);
    management = new Http(managementPort);
  }

  /// @param headers names and values in turn
  record Head(
      String name,
      String method,
      String path,
      List<String> headers,
      int status,
      String problem,
      String detail) {

    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Head> HEADS =
      List.of(
          head("no method of a function", "DELETE", SIGMOID, 405, "expected GET or POST"),
          head("no method of a list", "POST", "/v1/losses", 405, "expected GET, found POST"),
          head("no method of HTTP", "BREW", SIGMOID, 405, "found BREW"),
          head("traced", "TRACE", SIGMOID, 405, "found TRACE"),
          head("no method of a page", "POST", "/", 405, "expected GET, HEAD, found POST"),
          head("unknown path traced", "TRACE", "/v1/nothing", 404, "found /v1/nothing"),
          head("unknown path", "GET", "/v1/nothing", 404, "found /v1/nothing"),
          head("unknown page", "GET", "/nothing.html", 404, "GET /v3/api-docs lists"),
          head("error page", "GET", "/error", 404, "found /error"),
          head("slash behind a name", "POST", SIGMOID + "/", 404, "found /v1/activations/sigmoid/"),
          head("unknown problem", "GET", "/problems/nonsense", 404, "lists, found nonsense"),
          accept("text/html", SIGMOID, "POST"),
          accept("text/html", SIGMOID, "GET"),
          accept("image/png", "/v1/guide", "GET"),
          accept("nonsense", SIGMOID, "POST"),
          accept("application/json;q=0", SIGMOID, "POST"),
          accept("*/*;q=0", SIGMOID, "POST"),
          new Head(
              "no JSON from a loss",
              "POST",
              MSE,
              List.of("Accept", "application/json;q=0, */*", "Content-Type", "application/json"),
              406,
              "not-acceptable",
              "expected an Accept that allows application/json, found application/json;q=0, */*"),
          contentType("text/plain", "found text/plain"),
          contentType("application/x-www-form-urlencoded", "found application/x-www"),
          contentType("application/octet-stream", "found application/octet-stream"),
          contentType("application/json; charset=nonsense", "charset=nonsense"),
          contentType("nonsense", "found nonsense"),
          contentType("multipart/*", "found multipart/*"),
          contentType("multipart/form-data", "found multipart/form-data"),
          contentType(null, "found none"));

  private static Head head(String name, String method, String path, int status, String detail) {
    var problem = status == 404 ? "not-found" : "method-not-allowed";
    return new Head(name, method, path, List.of(JSON), status, problem, detail);
  }

  private static Head accept(String types, String path, String method) {
    var headers = List.of("Accept", types, "Content-Type", "application/json");
    var arrays = method.equals("POST") ? " or application/x-npy" : "";
    var detail =
        "expected an Accept that allows application/json%s, found %s".formatted(arrays, types);
    return new Head("Accept " + types, method, path, headers, 406, "not-acceptable", detail);
  }

  private static Head contentType(@Nullable String type, String detail) {
    var headers = type == null ? List.<String>of() : List.of("Content-Type", type);
    return new Head(
        "Content-Type " + type, "POST", SIGMOID, headers, 415, "unsupported-media-type", detail);
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void headIsRefused(Head row) {
    var body = BodyPublishers.ofString("{\"x\": 1}");
    var response = http.send(row.method, row.path, body, row.headers.toArray(String[]::new));
    assertRefused(http, response, row.status, row.problem, "", row.detail);
    if (row.status == 405) {
      assertThat(response.headers().firstValue("Allow")).isPresent();
    }
    assertServes(http);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "TRACE", "BREW"})
  void wrongMethodIsToldTheRightOnes(String method) {
    assertThat(allowed(http.send(method, SIGMOID, BodyPublishers.noBody())))
        .containsExactlyInAnyOrder("GET", "POST");
  }

  @Test
  void optionsAreThoseOfThePath() {
    assertThat(allowed(http.send("OPTIONS", SIGMOID, BodyPublishers.noBody())))
        .containsExactlyInAnyOrder("GET", "HEAD", "POST", "OPTIONS");
    var refused = http.send("OPTIONS", "/", BodyPublishers.noBody(), "Accept", "text/nonsense");
    assertThat(refused.statusCode()).isEqualTo(406);
    assertThat(allowed(refused)).isEmpty();
  }

  private static List<String> allowed(HttpResponse<String> response) {
    return response.headers().allValues("Allow").stream()
        .flatMap(methods -> Stream.of(methods.split("\\s*,\\s*")))
        .toList();
  }

  /// On every path and on both ports: nothing looks into it but what asks for a body.
  @Test
  void multipartIsAMediaTypeAsAnyOther() {
    var multipart = new String[] {"Content-Type", "multipart/form-data"};
    var body = BodyPublishers.ofString("--");
    assertThat(http.send("GET", "/v1/guide", body, multipart).statusCode()).isEqualTo(200);
    assertThat(http.send("POST", "/nothing", body, multipart).statusCode()).isEqualTo(404);
    assertThat(management.send("GET", "/actuator/health", body, multipart).statusCode())
        .isEqualTo(200);
    assertThat(management.send("POST", "/actuator/health", body, multipart).statusCode())
        .isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "APPLICATION/JSON"
      })
  void contentTypeMayHaveParameters(String type) {
    var body = BodyPublishers.ofString("{\"x\": 1}");
    assertThat(http.send("POST", SIGMOID, body, "Content-Type", type).statusCode()).isEqualTo(200);
  }

  @Test
  void headAndOptionsAreAnswered() {
    assertThat(http.send("HEAD", SIGMOID, BodyPublishers.noBody()))
        .returns(200, HttpResponse::statusCode)
        .returns("", HttpResponse::body);
    assertThat(http.send("OPTIONS", SIGMOID, BodyPublishers.noBody()).statusCode()).isEqualTo(200);
    assertThat(http.send("HEAD", "/v1/nothing", BodyPublishers.noBody()).statusCode())
        .isEqualTo(404);
  }
}
