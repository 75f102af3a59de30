package dev.nabla.inference;

import dev.nabla.refusal.Place;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.wire.FaultFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Answers faults with the protocol's `{"error": …}`.
@Component
@Order(0)
class ErrorFormat implements FaultFormat {

  private final JsonMapper mapper;

  ErrorFormat(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public boolean covers(String path) {
    return path.equals("/v2") || path.startsWith("/v2/");
  }

  @Override
  public MediaType mediaType() {
    return MediaType.APPLICATION_JSON;
  }

  @Override
  public byte[] body(RejectedException refusal, int status, @Nullable String path) {
    var place = shown(refusal.place());
    var error = place.isEmpty() ? refusal.detail() : place + ": " + refusal.detail();
    return mapper.writeValueAsBytes(Map.of("error", error));
  }

  private static String shown(Place place) {
    return switch (place) {
      case Place.Body(var steps) -> shown(steps);
      case Place.Query(var name) -> name;
      case Place.Header(var name) -> name;
    };
  }

  /// As in `targets[2][0]`. Fields that mean nothing here may have any names.
  private static String shown(List<Object> steps) {
    var shown = new StringBuilder();
    for (var step : steps) {
      if (step instanceof Integer index) {
        shown.append('[').append(index).append(']');
      } else {
        shown.append(shown.isEmpty() ? "" : ".").append(Shown.text(step.toString()));
      }
    }
    return shown.toString();
  }
}
