package dev.nabla.documents;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/// The running service that gives the documents their answers.
///
/// @param hosts the addresses behind the variables of the `http/` files
record Service(HttpClient client, Map<String, String> hosts) {

  record Answer(int status, String body) {}

  Answer answer(Exchange exchange) {
    var request =
        HttpRequest.newBuilder(URI.create(hosts.get(exchange.host()) + exchange.path()))
            .method(
                exchange.method(),
                exchange.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(exchange.body()));
    exchange.headers().forEach(request::header);
    try {
      var response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new IllegalStateException(exchange.path(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(exchange.path(), e);
    }
  }
}
