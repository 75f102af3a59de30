package dev.nabla.plot;

import static dev.nabla.plot.CurveClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.Http;
import dev.nabla.web.OutsideTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What the OpenAPI document says of curves. Swagger UI sends all defaults that it finds there.
@OutsideTest
class CurveDocumentTest {

  private final Http http;
  private final CurveClient client;

  CurveDocumentTest(@LocalServerPort int port) {
    http = new Http(port);
    client = new CurveClient(port);
  }

  private JsonNode parameters(String path) {
    return http.shown("/v3/api-docs").at("/paths").get("/v1/" + path).at("/get/parameters");
  }

  @ParameterizedTest
  @CsvSource({
    "activations/gelu/curve, x, -6, 6",
    "losses/focal/curve, logit, -6, 6",
    "losses/focal/curve, p_t, 0, 1",
    "losses/triplet/curve, distance_positive, 0, 4"
  })
  void defaultsFitEveryAxisAndForm(String path, String axis, double from, double to) {
    var query = new ArrayList<>(List.of("axis=" + axis));
    for (var parameter : parameters(path)) {
      var standard = parameter.at("/schema/default");
      var name = parameter.get("name").stringValue();
      if (!standard.isMissingNode() && !name.equals("axis")) {
        query.add(name + "=" + standard.asString());
      }
    }
    var pathAndQuery = path + "?" + String.join("&", query);
    var x = CurveClient.numbers(client.shown(pathAndQuery).get("x"));
    assertThat(x).startsWith(from).endsWith(to);
    var csv = client.get(pathAndQuery, "Accept", "text/csv");
    assertThat(header(csv, "Content-Type")).startsWith("text/csv");
  }
}
