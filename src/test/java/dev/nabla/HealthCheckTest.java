package dev.nabla;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthCheckTest {

  @ParameterizedTest
  @CsvSource({"200, true", "503, false", "404, false", "500, false"})
  void onlySuccessIsReady(int status, boolean isReady) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/actuator/health/readiness", exchange -> exchange.sendResponseHeaders(status, -1));
    server.start();
    try {
      assertThat(HealthCheck.isReady(server.getAddress().getPort())).isEqualTo(isReady);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aPortThatNobodyListensOnIsNotReady() throws IOException {
    int port;
    try (var closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    assertThat(HealthCheck.isReady(port)).isFalse();
  }
}
