package dev.nabla.plot;

import dev.nabla.web.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A client that asks for curves, by the path and query behind `/v1/`.
record CurveClient(Http http) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  CurveClient(int port) {
    this(new Http(port));
  }

  JsonNode shown(String pathAndQuery) {
    return http.shown("/v1/" + pathAndQuery);
  }

  /// Asks for a curve in whatever form.
  ///
  /// @param headers names and values in turn
  HttpResponse<byte[]> get(String pathAndQuery, String... headers) {
    var uri = URI.create("http://localhost:%d/v1/%s".formatted(http.port(), pathAndQuery));
    var request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  static List<Double> numbers(JsonNode list) {
    return list.valueStream()
        .map(
            node ->
                node.isString() ? Double.valueOf(node.stringValue()) : (Double) node.doubleValue())
        .toList();
  }
}
