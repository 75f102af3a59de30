package dev.nabla.wire;

import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  ResponseEntity<byte[]> of(RejectedException refusal, @Nullable String path) {
    return of(refusal, refusal.reason().status(), path);
  }

  ResponseEntity<byte[]> of(RejectedException refusal, int status, @Nullable String path) {
    Counter.builder("nabla.rejected")
        .description("Requests refused")
        .tag("reason", refusal.reason().slug())
        .register(registry)
        .increment();
    var asked = path == null ? "" : path;
    var format = formats.stream().filter(it -> it.covers(asked)).findFirst().orElseThrow();
    var answer = ResponseEntity.status(status).contentType(format.mediaType());
    if (refusal.reason().passes()) {
      answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds(refusal.retryAfter())));
    }
    return answer.body(format.body(refusal, status, path));
  }

  /// Rounded up, and never now.
  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusSeconds(1).minusNanos(1).toSeconds());
  }

  /// A fault that is not the request's.
  static RejectedException internalError() {
    return new RejectedException(
        Reason.INTERNAL_ERROR, List.of(), Reason.INTERNAL_ERROR.explanation());
  }

  /// The reason behind a status that a framework chose.
  static Reason reason(HttpStatusCode status) {
    return switch (status.value()) {
      case 404 -> Reason.NOT_FOUND;
      case 405 -> Reason.METHOD_NOT_ALLOWED;
      case 406 -> Reason.NOT_ACCEPTABLE;
      case 408 -> Reason.REQUEST_TIMEOUT;
      case 413 -> Reason.LIMIT_EXCEEDED;
      case 415 -> Reason.UNSUPPORTED_MEDIA_TYPE;
      case 503 -> Reason.NOT_READY;
      default -> status.is5xxServerError() ? Reason.INTERNAL_ERROR : Reason.MALFORMED_REQUEST;
    };
  }
}
