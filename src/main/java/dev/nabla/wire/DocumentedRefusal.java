package dev.nabla.wire;

import dev.nabla.refusal.Reason;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/// What the OpenAPI document says of a refusal, whichever protocol has words for it.
public final class DocumentedRefusal {

  private static final Map<String, Object> RETRY_AFTER =
      Map.of(
          "description",
          "In how many seconds to ask again",
          "schema",
          Map.of("type", "integer", "minimum", 1));

  private DocumentedRefusal() {}

  /// The response of a status.
  ///
  /// @param schema the name of the body's type
  public static Map<String, Object> of(
      String status, String description, String mediaType, String schema) {
    var response = new LinkedHashMap<String, Object>();
    response.put("description", description);
    if (passes(Integer.parseInt(status))) {
      response.put("headers", Map.of(HttpHeaders.RETRY_AFTER, RETRY_AFTER));
    }
    var reference = Map.of("$ref", "#/components/schemas/" + schema);
    response.put("content", Map.of(mediaType, Map.of("schema", reference)));
    return response;
  }

  private static boolean passes(int status) {
    return Arrays.stream(Reason.values())
        .anyMatch(reason -> reason.passes() && reason.status() == status);
  }
}
