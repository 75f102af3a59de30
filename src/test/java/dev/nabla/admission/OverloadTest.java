package dev.nabla.admission;

import static dev.nabla.admission.Refusals.RELU;
import static dev.nabla.admission.Refusals.X;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.Http;
import dev.nabla.web.OutsideTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// What happens when more is asked than can be served.
class OverloadTest {

  @Nested
  @OutsideTest
  @TestPropertySource(properties = {"nabla.gate.running=2", "nabla.gate.queued=0"})
  class WithoutAQueue {

    private final Http http;
    private final Http management;
    private final Gate gate;
    private final Refusals refusals;

    @Autowired
    WithoutAQueue(
        @LocalServerPort int port,
        @LocalManagementPort int managementPort,
        Gate gate,
        MeterRegistry registry) {
      this.http = new Http(port);
      this.management = new Http(managementPort);
      this.gate = gate;
      this.refusals = new Refusals(http, registry);
    }

    @Test
    void aFullGateRefuses() {
      try (var _ = Crowd.at(gate, 1)) {
        refusals.assertNone();
      }
      try (var _ = Crowd.at(gate, 2)) {
        refusals.assertAll(
            503, "overloaded", "expected no more requests to wait for a place than 0");
      }
      refusals.assertNone();
    }

    @Test
    void aLargeBodyIsRefusedTooAndReadToItsEnd() {
      var body = "{'x': [%s0]}".formatted("0,".repeat(1 << 20));
      try (var _ = Crowd.at(gate, 2)) {
        Refusals.assertProblem(http.post(RELU, body), 503, "overloaded", "a place");
      }
    }

    @Test
    void whatDoesNotComputeAnswersAllTheSame() {
      try (var _ = Crowd.at(gate, 2)) {
        assertThat(management.shown("/actuator/health/liveness").get("status").stringValue())
            .isEqualTo("UP");
        assertThat(management.shown("/actuator/health/readiness").get("status").stringValue())
            .isEqualTo("UP");
        assertThat(management.get("/actuator/prometheus").body())
            .contains("nabla_gate_running 2.0", "nabla_gate_queued 0.0");
        assertThat(http.shown("/v2/health/ready").get("ready").booleanValue()).isTrue();
        assertThat(http.shown("/v2/models/relu").get("name").stringValue()).isEqualTo("relu");
        assertThat(http.shown("/v1/activations/relu").get("name").stringValue()).isEqualTo("relu");
        assertThat(http.shown("/problems/overloaded").get("status").intValue()).isEqualTo(503);
      }
    }

    @Test
    void whoDoesNotTakeTheAnswerKeepsNobodyOut() throws Exception {
      var body = "{\"x\": [%s0]}".formatted("0.5,".repeat(1 << 20));
      try (var _ = Crowd.at(gate, 1);
          var idle = new Raw(http.port())) {
        idle.post(RELU, body);
        idle.awaitAnswer();
        refusals.assertNone();
      }
    }
  }

  @Nested
  @OutsideTest
  @TestPropertySource(
      properties = {
        "nabla.gate.running=1",
        "nabla.gate.queued=1",
        "nabla.gate.longest-wait=10m",
        "nabla.timeouts.request=1h"
      })
  class WithAQueue {

    private final Http http;
    private final Gate gate;
    private final MeterRegistry registry;

    @Autowired
    WithAQueue(@LocalServerPort int port, Gate gate, MeterRegistry registry) {
      this.http = new Http(port);
      this.gate = gate;
      this.registry = registry;
    }

    @Test
    void oneWaitsAndTheNextIsRefused() {
      try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
        CompletableFuture<Integer> waiting;
        try (var _ = Crowd.at(gate, 1)) {
          waiting = CompletableFuture.supplyAsync(() -> http.post(RELU, X).statusCode(), clients);
          Crowd.awaitQueue(registry, 1);
          Refusals.assertProblem(
              http.post(RELU, X), 503, "overloaded", "expected no more requests to wait for");
          assertThat(waiting).isNotDone();
        }
        assertThat(waiting.join()).isEqualTo(200);
        Crowd.awaitQueue(registry, 0);
      }
    }
  }

  @Nested
  @OutsideTest
  @TestPropertySource(
      properties = {
        "nabla.gate.running=1",
        "nabla.gate.longest-wait=1ms",
        "nabla.gate.heap-percent=1",
      })
  class WithLittlePatience {

    /// More than all there is for large requests, which gives all there is.
    private static final long ALL = 1L << 40;

    private final Http http;
    private final Gate gate;
    private final Refusals refusals;

    @Autowired
    WithLittlePatience(@LocalServerPort int port, Gate gate, MeterRegistry registry) {
      this.http = new Http(port);
      this.gate = gate;
      this.refusals = new Refusals(http, registry);
    }

    @Test
    void whoWaitsTooLongIsRefused() {
      try (var _ = Crowd.at(gate, 1)) {
        refusals.assertAll(
            503, "overloaded", "a place to be free within 1 ms (nabla.gate.longest-wait)");
      }
      refusals.assertNone();
    }

    @Test
    void largeBodiesWaitForMemoryAndSmallOnesDoNot() {
      var large = "{'x': [%s0]}".formatted("0,".repeat(100_000));
      var bytes = Http.quoted(large).getBytes(UTF_8);
      assertThat(http.post(RELU, large).statusCode()).isEqualTo(200);
      try (var _ = Crowd.inMemory(gate, ALL)) {
        Refusals.assertProblem(
            http.post(RELU, large), 503, "overloaded", "MB of heap to be free within 1 ms");
        var inChunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
        Refusals.assertProblem(http.post(RELU, inChunks), 503, "overloaded", "MB of heap");
        refusals.assertNone();
      }
      assertThat(http.post(RELU, large).statusCode()).isEqualTo(200);
    }

    @Test
    void aSmallRequestForMuchIsRefusedIfThereIsNotSoMuch() {
      var rows = "[[1],%s[1]]".formatted("[1],".repeat(998));
      var pieces = "[[%s1],[%s2]]".formatted("1,".repeat(999), "2,".repeat(999));
      var weights = pieces.replaceAll("([12])", "[$1]");
      var request =
          "{'x': %s, 'weights': %s, 'biases': %s, 'outputs': []}".formatted(rows, weights, pieces);
      assertThat(http.post("/v1/activations/maxout", request).statusCode()).isEqualTo(200);
      try (var _ = Crowd.inMemory(gate, ALL)) {
        Refusals.assertProblem(
            http.post("/v1/activations/maxout", request), 503, "overloaded", "MB of heap");
      }
      assertThat(http.post("/v1/activations/maxout", request).statusCode()).isEqualTo(200);
    }
  }
}
