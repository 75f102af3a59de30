package dev.nabla.admission;

import static dev.nabla.admission.Refusals.INFER;
import static dev.nabla.admission.Refusals.INPUTS;
import static dev.nabla.admission.Refusals.RELU;
import static dev.nabla.admission.Refusals.X;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.Http;
import dev.nabla.web.OutsideTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// How often one client may ask, and who that is.
class RateLimitTest {

  /// More than the service could refill in the time that they take.
  private static final int MANY = 200;

  private static HttpResponse<String> post(Http http, String client, String path, String body) {
    return http.send(
        "POST",
        path,
        BodyPublishers.ofString(Http.quoted(body)),
        "Content-Type",
        "application/json",
        "X-Forwarded-For",
        client);
  }

  /// Asks until asked too often.
  private static HttpResponse<String> exhaust(Http http, String client, String path, String body) {
    var response = post(http, client, path, body);
    assertThat(response.statusCode()).isEqualTo(200);
    for (int i = 0; i < MANY && response.statusCode() == 200; i++) {
      response = post(http, client, path, body);
    }
    return response;
  }

  @Nested
  @OutsideTest
  @TestPropertySource(
      properties = {
        "nabla.rate-limit.requests-per-second=1",
        "nabla.rate-limit.burst=2",
        "server.forward-headers-strategy=native"
      })
  class BehindAProxy {

    private final Http http;
    private final Refusals refusals;

    @Autowired
    BehindAProxy(@LocalServerPort int port, MeterRegistry registry) {
      this.http = new Http(port);
      this.refusals = new Refusals(http, registry);
    }

    @Test
    void eachClientHasItsOwnLimit() {
      double before = refusals.counted("rate-limited");
      Refusals.assertProblem(
          exhaust(http, "192.0.2.1", RELU, X),
          429,
          "rate-limited",
          "no more requests a second from one client than 1 (nabla.rate-limit.requests-per-second)");
      assertThat(refusals.counted("rate-limited") - before).isEqualTo(1);
      Refusals.assertError(exhaust(http, "192.0.2.2", INFER, INPUTS), 429, "from one client");
      for (var address : List.of("::1", "203.0.113.9:4711", "unknown")) {
        assertThat(post(http, address, RELU, X).statusCode()).isEqualTo(200);
      }
      // What does not compute costs nothing.
      for (int i = 0; i < 10; i++) {
        assertThat(http.get("/v1/activations/relu").statusCode()).isEqualTo(200);
      }
    }
  }

  @Nested
  @OutsideTest
  @TestPropertySource(
      properties = {"nabla.rate-limit.requests-per-second=1", "nabla.rate-limit.burst=100"})
  class WithoutAProxy {

    private final Http http;

    @Autowired
    WithoutAProxy(@LocalServerPort int port) {
      this.http = new Http(port);
    }

    @Test
    void aClientCannotPassForAnother() {
      int refused = 0;
      for (int i = 0; i < MANY && refused == 0; i++) {
        var response = post(http, "192.0.2." + i, RELU, X);
        refused = response.statusCode() == 200 ? 0 : response.statusCode();
      }
      assertThat(refused).isEqualTo(429);
    }
  }

  @Test
  void whatIsNoAddressIsCutShort() {
    assertThat(RateLimiter.client("x".repeat(8000))).hasSizeLessThan(100);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7,                   192.0.2.7",
    "192.0.2.7:4711,              192.0.2.7",
    "::ffff:192.0.2.7,            192.0.2.7",
    "2001:db8:1:2:3:4:5:6,        20010db800010002",
    "2001:db8:1:2:0:0:0:1,        20010db800010002",
    "2001:db8:1:2::9,             20010db800010002",
    "[2001:db8:1:2::9]:4711,      20010db800010002",
    "[2001:db8:1:2::9],           20010db800010002",
    "2001:db8::7,                 20010db800000000",
    "::1,                         0000000000000000",
    "fe80::1%eth0,                fe80000000000000",
    "[fe80::1%eth0]:4711,         fe80000000000000",
    "unknown,                     unknown",
    "_hidden:4711,                _hidden:4711",
    "1:2:3,                       1:2:3"
  })
  void aClientIsAnAddressOrAnIpv6Network(String address, String client) {
    assertThat(RateLimiter.client(address)).isEqualTo(client);
  }
}
