package dev.nabla.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of the service on a port of this machine. JSON in test code may be written in single
/// quotes.
public record Http(int port) {

  public static final JsonMapper JSON = new JsonMapper();

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String[] JSON_BODY = {"Content-Type", "application/json"};

  public HttpResponse<String> get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public HttpResponse<String> post(String path, String body) {
    return send("POST", path, BodyPublishers.ofString(quoted(body)), JSON_BODY);
  }

  public HttpResponse<String> post(String path, BodyPublisher body) {
    return send("POST", path, body, JSON_BODY);
  }

  /// Sends a request.
  ///
  /// @param headers names and values in turn
  public HttpResponse<String> send(
      String method, String path, BodyPublisher body, String... headers) {
    return send(BodyHandlers.ofString(), method, path, body, headers);
  }

  /// Sends a request whose answer is not text.
  public HttpResponse<byte[]> sendForBytes(
      String method, String path, BodyPublisher body, String... headers) {
    return send(BodyHandlers.ofByteArray(), method, path, body, headers);
  }

  private <T> HttpResponse<T> send(
      BodyHandler<T> answer, String method, String path, BodyPublisher body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(port, path)))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), answer);
    } catch (IOException e) {
      throw new AssertionError("no answer to %s %s".formatted(method, path), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// What the service answers a good request.
  public JsonNode answer(String path, String body) {
    var response = post(path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  /// What a path shows that answers.
  public JsonNode shown(String path) {
    var response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  /// Sends bytes that the client library would refuse to send, and reads to the end of the
  /// connection.
  public String raw(String request) {
    var answer = new ByteArrayOutputStream();
    try (var socket = new Socket("localhost", port)) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.shutdownOutput();
      socket.getInputStream().transferTo(answer);
    } catch (SocketException reset) {
      // The service hangs up where it refuses to read on; its answer is here by then.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return answer.toString(UTF_8);
  }

  public static JsonNode json(String text) {
    return JSON.readTree(quoted(text));
  }

  public static String quoted(String body) {
    return body.replace('\'', '"');
  }
}
