package dev.nabla.wire;

import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// Makes answers of refusals, in the format of the path that was asked, and counts them.
@Component
class FaultAnswers {

  private final List<FaultFormat> formats;
  private final MeterRegistry registry;

  FaultAnswers(List<FaultFormat> formats, MeterRegistry registry) {
    this.formats = formats;
    this.registry = registry;
  }

  ResponseEntity<byte[]> of(RejectedException refusal, HttpServletRequest request) {
    return of(refusal, refusal.reason().status(), request);
  }

  ResponseEntity<byte[]> of(RejectedException refusal, int status, HttpServletRequest request) {
    Counter.builder("nabla.rejected")
        .description("Requests refused")
        .tag("reason", refusal.reason().slug())
        .register(registry)
        .increment();
    var asked = asked(request);
    var format = formats.stream().filter(it -> it.covers(asked)).findFirst().orElseThrow();
    var answer = ResponseEntity.status(status).contentType(format.mediaType());
    if (refusal.reason().passes()) {
      answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds(refusal.retryAfter())));
    }
    return answer.body(format.body(refusal, status, request.getRequestURI()));
  }

  /// The path as it was mapped to whatever answers; where it did not come to that, as it was sent.
  private static String asked(HttpServletRequest request) {
    var mapped = request.getServletPath();
    return mapped == null || mapped.isEmpty()
        ? Objects.requireNonNullElse(request.getRequestURI(), "")
        : mapped;
  }

  /// Rounded up, and never now.
  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusSeconds(1).minusNanos(1).toSeconds());
  }

  /// A fault that is not the request's.
  static RejectedException internalError() {
    return new RejectedException(
        Reason.INTERNAL_ERROR, Place.whole(), Reason.INTERNAL_ERROR.explanation());
  }

  /// What is said of a path that nothing answers.
  static String nothingAt(HttpServletRequest request) {
    return "expected a path that GET /v3/api-docs lists, found "
        + Shown.text(request.getRequestURI());
  }

  /// The reason behind a status that a framework chose.
  static Reason reason(HttpStatusCode status) {
    return switch (status.value()) {
      case 404 -> Reason.NOT_FOUND;
      case 405 -> Reason.METHOD_NOT_ALLOWED;
      case 406 -> Reason.NOT_ACCEPTABLE;
      case 408 -> Reason.REQUEST_TIMEOUT;
      case 413, 431 -> Reason.LIMIT_EXCEEDED;
      case 415 -> Reason.UNSUPPORTED_MEDIA_TYPE;
      case 500 -> Reason.INTERNAL_ERROR;
      case 503 -> Reason.NOT_READY;
      // So is what HTTP has and this service does not: 501 for a transfer coding, 505 for a
      // version.
      default -> Reason.MALFORMED_REQUEST;
    };
  }
}
