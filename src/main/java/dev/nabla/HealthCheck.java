package dev.nabla;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// Asks the service of its own container whether it is ready, and ends with 0 if it is and 1 if
/// not: the image has no shell and no curl. It runs every few seconds beside the service, so it
/// loads as little as it can: a socket, and none of the HTTP client.
final class HealthCheck {

  private static final int TIMEOUT_MILLISECONDS = 2_000;

  private static final String DEFAULT_PORT = "8081";

  private HealthCheck() {}

  static void main() {
    // System.exit would load the logging that it asks first.
    Runtime.getRuntime().halt(isReady(port(System.getenv("MANAGEMENT_SERVER_PORT"))) ? 0 : 1);
  }

  private static int port(@Nullable String configured) {
    return Integer.parseInt(configured == null ? DEFAULT_PORT : configured);
  }

  static boolean isReady(int managementPort) {
    try (var socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLISECONDS);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), managementPort),
          TIMEOUT_MILLISECONDS);
      socket
          .getOutputStream()
          .write("GET /actuator/health/readiness HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      var status =
          new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), US_ASCII);
      return status.endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }
}
