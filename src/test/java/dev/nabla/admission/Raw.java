package dev.nabla.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/// A connection whose pace the test sets.
final class Raw implements AutoCloseable {

  private final Socket socket;

  Raw(int port) throws IOException {
    socket = new Socket("localhost", port);
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  void post(String path, String body) throws IOException {
    send(head(path, body.length()) + body);
  }

  static String head(String path, int length) {
    return """
    POST %s HTTP/1.1\r
    Host: localhost\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    """
        .formatted(path, length);
  }

  /// Returns when the answer has begun.
  void awaitAnswer() throws IOException {
    if (socket.getInputStream().read() != 'H') {
      throw new AssertionError("no answer");
    }
  }

  /// Sends spaces, one after the other, until there is an answer, and reads it to the end of the
  /// connection.
  String trickle() throws IOException, InterruptedException {
    while (socket.getInputStream().available() == 0) {
      try {
        send(" ");
      } catch (SocketException closed) {
        break;
      }
      Thread.sleep(5);
    }
    return rest();
  }

  /// All up to the end of the connection, which the service sets.
  String rest() throws IOException {
    var answer = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(answer);
    } catch (SocketException reset) {
      // So the service may end it too; its answer is here by then.
    }
    return answer.toString(UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
