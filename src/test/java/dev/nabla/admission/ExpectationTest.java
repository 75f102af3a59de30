package dev.nabla.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.OutsideTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// Clients that ask first whether to send their body, as curl does with large ones. Whoever waited
/// for a body that is kept back would wait longer here than the test does.
@OutsideTest
@TestPropertySource(
    properties = {"nabla.timeouts.request=1h", "server.tomcat.connection-timeout=1h"})
class ExpectationTest {

  private final int port;

  ExpectationTest(@LocalServerPort int port) {
    this.port = port;
  }

  private static String head(String path, int length) {
    return Raw.head(path, length)
        .replace("\r\n\r\n", "\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
  }

  @ParameterizedTest
  @Timeout(60)
  @ValueSource(strings = {Refusals.RELU, Refusals.INFER})
  void aBodyThatIsWantedIsAskedFor(String path) throws Exception {
    var body = path.equals(Refusals.RELU) ? Refusals.X : Refusals.INPUTS;
    try (var client = new Raw(port)) {
      client.send(head(path, body.length()));
      client.awaitAnswer();
      client.send(body.replace('\'', '"'));
      assertThat(client.rest()).startsWith("TTP/1.1 100 \r\n\r\n").contains("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @Timeout(60)
  @CsvSource({
    "/v1/activations/none, 2, 404",
    "/v1/activations/relu?alpha=1, 2, 400",
    "/v1/activations/relu, 67108865, 413",
    "/v2/models/none/infer, 2, 404",
    "/v2/models/relu/infer, 67108865, 413",
  })
  void aRefusalSparesTheBody(String path, int length, int status) throws Exception {
    try (var client = new Raw(port)) {
      client.send(head(path, length));
      assertThat(client.rest())
          .startsWith("HTTP/1.1 %d ".formatted(status))
          .contains("Connection: close\r\n");
    }
  }
}
