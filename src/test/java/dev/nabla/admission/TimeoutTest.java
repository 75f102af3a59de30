package dev.nabla.admission;

import static dev.nabla.admission.Refusals.RELU;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.Http;
import dev.nabla.web.OutsideTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// Requests that take too long, and clients that do.
class TimeoutTest {

  @Nested
  @OutsideTest
  @TestPropertySource(
      properties = {
        "nabla.gate.running=1",
        "nabla.gate.longest-wait=10m",
        "nabla.timeouts.request=300ms",
        "server.tomcat.connection-timeout=1h"
      })
  class OfTheRequest {

    private final Http http;
    private final Gate gate;
    private final Refusals refusals;

    @Autowired
    OfTheRequest(@LocalServerPort int port, Gate gate, MeterRegistry registry) {
      this.http = new Http(port);
      this.gate = gate;
      this.refusals = new Refusals(http, registry);
    }

    @Test
    void anAnswerThatIsNotReadyInTimeIsNone() {
      try (var _ = Crowd.at(gate, 1)) {
        refusals.assertAll(
            504,
            "deadline-exceeded",
            "expected to begin the answer within 300 ms (nabla.timeouts.request)");
      }
      refusals.assertNone();
    }

    @ParameterizedTest
    @CsvSource({
      "/v1/activations/relu,  /problems/request-timeout",
      "/v2/models/relu/infer, {\"error\":\"expected the whole body within 300 ms"
    })
    void aBodyThatTricklesIsRefused(String path, String said) throws Exception {
      double before = refusals.counted("request-timeout");
      try (var client = new Raw(http.port())) {
        client.send(Raw.head(path, 1_000_000));
        assertThat(client.trickle()).startsWith("HTTP/1.1 408 ").contains(said);
      }
      assertThat(refusals.counted("request-timeout") - before).isEqualTo(1);
    }

    @Test
    void aConnectionOutlivesARefusedBody() throws Exception {
      try (var client = new Raw(http.port())) {
        client.post("/v1/activations/none", "{}");
        client.awaitAnswer();
        client.send("GET /v2 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(client.rest()).contains("HTTP/1.1 200 ");
      }
    }

    @Test
    @Timeout(60)
    void theRestOfARefusedBodyIsNotWaitedForLonger() throws Exception {
      try (var client = new Raw(http.port())) {
        client.send(Raw.head("/v1/activations/none", 1_000_000));
        assertThat(client.trickle()).startsWith("HTTP/1.1 404 ");
      }
    }

    @ParameterizedTest
    @Timeout(60)
    @ValueSource(strings = {"Content-Length: 1000000", "Transfer-Encoding: chunked"})
    void aRefusedBodyThatNeverComesIsNotWaitedForLonger(String length) throws Exception {
      try (var client = new Raw(http.port())) {
        client.send(
            Raw.head("/v1/activations/none", 1_000_000).replace("Content-Length: 1000000", length));
        assertThat(client.rest()).startsWith("HTTP/1.1 404 ");
      }
    }
  }

  @Nested
  @OutsideTest
  @TestPropertySource(properties = "nabla.timeouts.request=1ms")
  class OfAPicture {

    private final Http http;

    OfAPicture(@LocalServerPort int port) {
      http = new Http(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"svg", "png"})
    void aPictureThatIsNotReadyInTimeIsNone(String format) {
      var answer = http.get(Refusals.CURVE + "?width=2000&height=2000&format=" + format);
      Refusals.assertProblem(answer, 504, "deadline-exceeded", "(nabla.timeouts.request)");
      assertThat(answer.headers().firstValue("ETag")).isEmpty();
      assertThat(answer.headers().firstValue("Cache-Control")).isEmpty();
    }
  }

  @Nested
  @OutsideTest
  @TestPropertySource(
      properties = {"nabla.timeouts.answer=1ms", "server.tomcat.connection-timeout=300ms"})
  class OfTheConnection {

    private final Http http;
    private final Refusals refusals;

    @Autowired
    OfTheConnection(@LocalServerPort int port, MeterRegistry registry) {
      this.http = new Http(port);
      this.refusals = new Refusals(http, registry);
    }

    @ParameterizedTest
    @ValueSource(strings = {RELU, Refusals.INFER})
    void aBodyThatStopsIsRefused(String path) throws Exception {
      double before = refusals.counted("request-timeout");
      try (var client = new Raw(http.port())) {
        client.send(Raw.head(path, 100) + "{");
        assertThat(client.rest())
            .startsWith("HTTP/1.1 408 ")
            .contains("expected no pause in the body longer than server.tomcat.connection-timeout");
      }
      assertThat(refusals.counted("request-timeout") - before).isEqualTo(1);
    }

    @Test
    void headersThatStopAreWaitedForNoLonger() throws Exception {
      try (var client = new Raw(http.port())) {
        client.send("POST /v1/activations/relu HTTP/1.1\r\nHost: ");
        assertThat(client.rest()).doesNotContain(" 200 ");
      }
    }

    @Test
    void anAnswerThatIsTakenTooSlowlyIsCutOff() throws Exception {
      var body = "{\"x\": [%s0]}".formatted("0.1234567890123456,".repeat(1 << 20));
      try (var client = new Raw(http.port())) {
        client.post(RELU, body);
        assertThat(client.rest()).startsWith("HTTP/1.1 200 ").doesNotEndWith("0\r\n\r\n");
      }
      refusals.assertNone();
    }
  }
}
