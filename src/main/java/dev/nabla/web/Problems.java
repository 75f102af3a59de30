package dev.nabla.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/// Makes RFC 9457 problems of refusals, and counts them.
@Component
class Problems {

  /// One fault in a request.
  ///
  /// @param pointer a JSON Pointer into the body; empty for the request as a whole
  /// @param parameter the parameter of the query that is at fault, in place of the pointer
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Fault(@Nullable String pointer, @Nullable String parameter, String detail) {}

  private final MeterRegistry registry;

  Problems(MeterRegistry registry) {
    this.registry = registry;
  }

  /// @param inQuery whether what was asked stands in the query, there being no body
  ProblemDetail of(RejectedException rejected, boolean inQuery) {
    var place = rejected.place();
    var detail = rejected.detail();
    var problem = of(rejected.reason(), detail);
    var fault =
        inQuery && !place.isEmpty()
            ? new Fault(null, place.getFirst().toString(), detail)
            : new Fault(pointer(place), null, detail);
    problem.setProperty("errors", List.of(fault));
    return problem;
  }

  /// The reason behind a status that a framework chose.
  static Reason reason(HttpStatusCode status) {
    return switch (status.value()) {
      case 404 -> Reason.NOT_FOUND;
      case 405 -> Reason.METHOD_NOT_ALLOWED;
      case 406 -> Reason.NOT_ACCEPTABLE;
      case 413 -> Reason.LIMIT_EXCEEDED;
      case 415 -> Reason.UNSUPPORTED_MEDIA_TYPE;
      default -> status.is5xxServerError() ? Reason.INTERNAL_ERROR : Reason.MALFORMED_REQUEST;
    };
  }

  /// A fault that is not the request's.
  ProblemDetail internalError() {
    return of(Reason.INTERNAL_ERROR, Reason.INTERNAL_ERROR.explanation());
  }

  private ProblemDetail of(Reason reason, String detail) {
    Counter.builder("nabla.rejected")
        .description("Requests refused")
        .tag("reason", reason.slug())
        .register(registry)
        .increment();
    var problem = ProblemDetail.forStatus(HttpStatusCode.valueOf(reason.status()));
    problem.setType(URI.create("/problems/" + reason.slug()));
    problem.setTitle(reason.title());
    problem.setDetail(detail);
    return problem;
  }

  /// RFC 6901: each step behind a slash, ~ and / escaped.
  private static String pointer(List<Object> place) {
    var pointer = new StringBuilder();
    for (var step : place) {
      pointer.append('/').append(step.toString().replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}
