package dev.nabla.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// Each limit is kept at its size and refused one past it.
class LimitsTest {

  private static final String RELU = "/v1/activations/relu";
  private static final String SOFTMAX = "/v1/activations/softmax";
  private static final String MAXOUT = "/v1/activations/maxout";

  /// @param body a request that asks for as much as it is given
  /// @param pointer where the first thing too many is
  record Limit(String property, int size, String path, Body body, String pointer) {
    interface Body {
      String of(int size);
    }

    @Override
    public String toString() {
      return property;
    }
  }

  @Nested
  @OutsideTest
  class Defaults {

    static final List<Limit> LIMITS =
        List.of(
            new Limit("body", 64 << 20, RELU, LimitsTest::bytes, ""),
            new Limit("elements", 4_194_304, RELU, LimitsTest::elements, "/x/4194304"),
            new Limit("jacobian-elements", 1_048_576, SOFTMAX, LimitsTest::jacobian, "/jacobian"),
            new Limit("nesting", 8, RELU, LimitsTest::nesting, "/x" + "/0".repeat(8)));

    private final Http http;

    Defaults(@LocalServerPort int port) {
      http = new Http(port);
    }

    @ParameterizedTest
    @FieldSource("LIMITS")
    void limitHolds(Limit limit) {
      assertHolds(http, limit);
    }
  }

  @Nested
  @OutsideTest
  @TestPropertySource(
      properties = {
        "nabla.limits.body=1KB",
        "nabla.limits.elements=100",
        "nabla.limits.jacobian-elements=20",
        "nabla.limits.products=200",
        "nabla.limits.nesting=3"
      })
  class Settings {

    static final List<Limit> LIMITS =
        List.of(
            new Limit("body", 1024, RELU, LimitsTest::bytes, ""),
            new Limit("elements", 100, RELU, LimitsTest::elements, "/x/100"),
            new Limit("elements", 100, "/v1/losses/mse", LimitsTest::pair, "/targets/50"),
            new Limit("elements", 100, SOFTMAX, LimitsTest::empties, "/x/100"),
            new Limit("elements", 100, MAXOUT, LimitsTest::output, ""),
            new Limit("jacobian-elements", 20, SOFTMAX, LimitsTest::jacobian, "/jacobian"),
            new Limit("products", 200, MAXOUT, LimitsTest::products, ""),
            new Limit("nesting", 3, RELU, LimitsTest::nesting, "/x/0/0/0"));

    private final Http http;

    Settings(@LocalServerPort int port) {
      http = new Http(port);
    }

    @ParameterizedTest
    @FieldSource("LIMITS")
    void limitHolds(Limit limit) {
      assertHolds(http, limit);
    }
  }

  @Nested
  @OutsideTest
  @TestPropertySource(properties = "nabla.limits.curve-points=50")
  class OfCurves {

    private final Http http;

    OfCurves(@LocalServerPort int port) {
      http = new Http(port);
    }

    @Test
    void pointsAreAsManyAsAllowedWhereFewerThanUsual() {
      assertThat(http.shown(RELU + "/curve").get("x")).hasSize(50);
      assertThat(http.get(RELU + "/curve?points=51").statusCode()).isEqualTo(413);
      var points =
          http.shown("/v3/api-docs")
              .at("/paths/~1v1~1activations~1relu~1curve/get/parameters")
              .valueStream()
              .filter(parameter -> parameter.get("name").stringValue().equals("points"))
              .findAny()
              .orElseThrow();
      assertThat(points.at("/schema/default").intValue()).isEqualTo(50);
    }
  }

  private static void assertHolds(Http http, Limit limit) {
    var kept = http.post(limit.path, limit.body.of(limit.size));
    assertThat(kept.statusCode()).isEqualTo(200);

    var tooMuch = limit.body.of(limit.size + 1);
    assertRefused(http.post(limit.path, tooMuch), limit);
    // Of unknown length, sent in chunks.
    var bytes = Http.quoted(tooMuch).getBytes(UTF_8);
    var chunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    assertRefused(http.post(limit.path, chunks), limit);
  }

  private static void assertRefused(HttpResponse<String> response, Limit limit) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(413);
    var problem = Http.JSON.readTree(response.body());
    assertThat(problem.get("type").stringValue()).isEqualTo("/problems/limit-exceeded");
    assertThat(problem.get("detail").stringValue())
        .startsWith("expected at most %s ".formatted("%,d".formatted(limit.size)))
        .contains("(nabla.limits.%s)".formatted(limit.property));
    assertThat(problem.at("/errors/0/pointer").stringValue()).isEqualTo(limit.pointer);
  }

  private static String bytes(int size) {
    var request = "{'x': 1}";
    return request + " ".repeat(size - request.length());
  }

  /// Arrays without elements cost work all the same.
  private static String empties(int size) {
    return "{\"x\": [" + String.join(",", Collections.nCopies(size, "[]")) + "]}";
  }

  private static String elements(int size) {
    return "{'x': [%s0], 'outputs': []}".formatted("0,".repeat(size - 1));
  }

  /// All but one in the first tensor.
  private static String pair(int size) {
    var more = size % 2 == 0 ? "" : ", 0";
    var half = "0" + ",0".repeat(size / 2 - 1);
    return "{'predictions': [%s], 'targets': [%s%s]}".formatted(half, half, more);
  }

  /// Rows of one number each, so that the Jacobian has as many.
  private static String jacobian(int size) {
    return "{'x': [%s[0]], 'jacobian': true, 'outputs': []}".formatted("[0],".repeat(size - 1));
  }

  /// More numbers out than in.
  private static String output(int size) {
    return maxout(10, 2, (size + 9) / 10);
  }

  private static String products(int size) {
    int pieces = size % 3 == 0 ? 3 : 4;
    return maxout(size / pieces, pieces, 1);
  }

  private static String maxout(int samples, int pieces, int units) {
    return "{'x': %s, 'weights': %s, 'biases': %s}"
        .formatted(
            rows(samples, "[1]"), rows(pieces, rows(units, "[1]")), rows(pieces, rows(units, "1")));
  }

  private static String rows(int count, String row) {
    return "[%s%s]".formatted((row + ",").repeat(count - 1), row);
  }

  private static String nesting(int size) {
    return "{'x': %s0%s}".formatted("[".repeat(size), "]".repeat(size));
  }
}
