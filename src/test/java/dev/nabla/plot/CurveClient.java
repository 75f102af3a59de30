package dev.nabla.plot;

import dev.nabla.web.Http;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A client that asks for curves, by the path and query behind `/v1/`.
record CurveClient(Http http) {

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
    return http.sendForBytes("GET", "/v1/" + pathAndQuery, BodyPublishers.noBody(), headers);
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
