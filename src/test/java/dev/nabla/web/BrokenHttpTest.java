package dev.nabla.web;

import static dev.nabla.web.Problems.assertServes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What breaks the rules of HTTP itself is answered by a problem too, and changes nothing for the
/// next.
@OutsideTest
class BrokenHttpTest {

  private static final String SIGMOID = "/v1/activations/sigmoid";

  private final Http http;
  private final Http management;

  BrokenHttpTest(@LocalServerPort int port, @LocalManagementPort int managementPort) {
    http = new Http(port);
    management = new Http(managementPort);
  }

  /// A request, the status it gets, and a part of the message.
  record Raw(String name, int status, String detail, String request) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String TOO_LARGE =
      "expected at most 8,192 bytes in the request line and headers"
          + " (server.max-http-request-header-size)";
  private static final String CURVE = "/v1/losses/mse/curve";

  static final List<Raw> RAW =
      List.of(
          path("encoded slash", 400, "/v1/activations/a%2Fb", "without encoded slashes"),
          path("encoded backslash", 400, "/v1/activations/a%5Cb", "found /v1/activations/a%5Cb"),
          path("broken escape", 400, "/v1/activations/%zz", "found /v1/activations/%zz"),
          path("cut off escape", 400, "/v1/activations/%4", "expected a path"),
          path("encoded zero", 400, "/v1/activations/%00", "expected a path"),
          path("no UTF-8", 400, "/v1/activations/%ff", "expected a path in percent-encoded UTF-8"),
          path("out of the root", 400, "/../../etc/passwd", "within the root"),
          path("encoded dots", 404, "/v1/activations/%2e%2e/x", "found /v1/activations/%2e%2e/x"),
          path("double slash", 404, "/v1/activations//sigmoid", "found /v1/activations//sigmoid"),
          path("kept from clients", 404, "/META-INF/x", "found /META-INF/x"),
          path("quote", 400, "/v1/activations/sig\"moid", "in the request target"),
          path("very long", 431, "/v1/activations/" + "a".repeat(70_000), TOO_LARGE),
          path("broken value", 400, CURVE + "?points=%zz", "found points=%zz"),
          path("broken parameter", 400, CURVE + "?%zz=1", "found %zz=1"),
          path("value of no UTF-8", 400, CURVE + "?points=%ff", "percent-encoded UTF-8"),
          path("nameless parameter", 400, CURVE + "?=", "pairs name=value"),
          path("empty pairs", 400, CURVE + "?&=", "pairs name=value"),
          path(
              "many parameters",
              400,
              CURVE + "?" + "a&".repeat(1001),
              "no more of them than server.tomcat.max-parameter-count"),
          new Raw(
              "broken value beside a file",
              400,
              "found outputs=%zz",
              headers("Content-Length: 1", "x")
                  .replace(SIGMOID, SIGMOID + "?outputs=%zz")
                  .replace("application/json", "application/x-npy")),
          new Raw("no host", 400, "Host none", "GET /v1/guide HTTP/1.1\r\n\r\n"),
          new Raw(
              "two hosts",
              400,
              "expected a path in percent-encoded UTF-8 without encoded slashes and within the root,"
                  + " one Host, and Content-Length as one number and not beside Transfer-Encoding,"
                  + " found /v1/activations/sigmoid, Host x, y, Content-Length none,"
                  + " Transfer-Encoding none",
              headers("Host: y", "")),
          new Raw("no HTTP", 400, "found others: Invalid character", "NONSENSE\r\n\r\n"),
          new Raw(
              "other HTTP",
              505,
              "expected HTTP/1.1 or HTTP/1.0, found HTTP/3.0",
              "GET /v1/guide HTTP/3.0\r\nHost: x\r\n\r\n"),
          new Raw(
              "tunnel",
              501,
              "expected another method, found CONNECT",
              "CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\nConnection: close\r\n\r\n"),
          new Raw("long header", 431, TOO_LARGE, headers("X: " + "a".repeat(70_000), "")),
          new Raw(
              "many headers",
              431,
              "at most 100 headers",
              headers("X: a\r\n".repeat(100) + "X: a", "")),
          new Raw("header of two words", 400, "[X Y: a]", headers("X Y: a", "")),
          new Raw(
              "length that is none", 400, "Content-Length x", headers("Content-Length: x", "{}")),
          new Raw("negative length", 400, "Content-Length -1", headers("Content-Length: -1", "{}")),
          new Raw(
              "broken chunk",
              400,
              "expected chunks and trailers that HTTP allows",
              headers("Transfer-Encoding: chunked", "zz\r\n{}\r\n")),
          new Raw(
              "unknown coding",
              501,
              "expected the Transfer-Encoding chunked, found nonsense",
              headers("Transfer-Encoding: nonsense", "{}")),
          new Raw(
              "unknown expectation",
              417,
              "expected 100-continue, found nonsense",
              headers("Expect: nonsense", "")),
          new Raw(
              "body cut off",
              400,
              "expected a body as long as Content-Length or its last chunk says",
              headers("Content-Length: 100", "{")),
          new Raw(
              "range behind the end",
              416,
              "expected a range that the file has, found bytes=9999999-",
              "GET /index.html HTTP/1.1\r\nHost: x\r\nRange: bytes=9999999-\r\nConnection: close\r\n\r\n"));

  private static Raw path(String name, int status, String path, String detail) {
    var request = "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(path);
    return new Raw(name, status, detail, request);
  }

  private static String headers(String header, String body) {
    return "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n%s\r\n\r\n%s"
        .formatted(SIGMOID, header, body);
  }

  @ParameterizedTest
  @FieldSource("RAW")
  void brokenHttpIsRefused(Raw row) {
    var answer = http.raw(row.request);
    assertThat(answer).startsWith("HTTP/1.1 %d ".formatted(row.status));
    assertThat(answer)
        .contains("Content-Type: application/problem+json")
        .doesNotContain("/problems/internal-error");
    assertThat(answer.replace("\\\"", "\"")).contains(row.detail);
    assertServes(http);
  }

  @Test
  void clientMayLeaveWhileItIsAnswered() throws Exception {
    var numbers = "0.123456789,".repeat(500_000);
    var body = "{\"x\":[%s0]}".formatted(numbers);
    try (var socket = new Socket("localhost", http.port())) {
      // A small window and a reset: the service cannot get rid of the rest of its answer.
      socket.setReceiveBufferSize(4096);
      socket.setSoLinger(true, 0);
      var request = headers("Content-Length: " + body.length(), body);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
    }
    assertServes(http);
  }

  @Test
  void brokenQueriesOfProbesAreRefused() {
    assertThat(
            management.raw(
                "GET /actuator/prometheus?name=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("/problems/malformed-request");
  }
}
