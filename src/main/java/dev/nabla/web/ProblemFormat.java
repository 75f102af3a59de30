package dev.nabla.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.wire.FaultFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Answers faults with RFC 9457 problems, on every path that no other protocol has.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemFormat implements FaultFormat {

  /// One fault in a request.
  ///
  /// @param pointer a JSON Pointer into the body; empty for the request as a whole
  /// @param parameter the parameter of the query that is at fault, in place of the pointer
  /// @param header the header that is at fault, in place of the pointer
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Fault(
      @Nullable String pointer,
      @Nullable String parameter,
      @Nullable String header,
      String detail) {

    static Fault of(RejectedException refusal) {
      var detail = refusal.detail();
      return switch (refusal.place()) {
        case Place.Body(var steps) -> new Fault(pointerTo(steps), null, null, detail);
        case Place.Query(var name) -> new Fault(null, name, null, detail);
        case Place.Header(var name) -> new Fault(null, null, name, detail);
      };
    }

    /// RFC 6901: each step behind a slash, ~ and / escaped.
    private static String pointerTo(List<Object> steps) {
      var pointer = new StringBuilder();
      for (var step : steps) {
        pointer.append('/').append(step.toString().replace("~", "~0").replace("/", "~1"));
      }
      return pointer.toString();
    }
  }

  private final JsonMapper mapper;

  ProblemFormat(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public boolean covers(String path) {
    return true;
  }

  @Override
  public MediaType mediaType() {
    return MediaType.APPLICATION_PROBLEM_JSON;
  }

  @Override
  public byte[] body(RejectedException refusal, int status, @Nullable String path) {
    var reason = refusal.reason();
    var problem = ProblemDetail.forStatus(HttpStatusCode.valueOf(status));
    problem.setType(URI.create("/problems/" + reason.slug()));
    problem.setTitle(reason.title());
    problem.setDetail(refusal.detail());
    problem.setInstance(instance(path));
    if (reason != Reason.INTERNAL_ERROR) {
      problem.setProperty("errors", List.of(Fault.of(refusal)));
    }
    return mapper.writeValueAsBytes(problem);
  }

  /// The path, unless it is itself what is wrong with the request.
  private static @Nullable URI instance(@Nullable String path) {
    try {
      return path == null ? null : new URI(path);
    } catch (URISyntaxException broken) {
      return null;
    }
  }
}
