package dev.nabla.observability;

import io.micrometer.tracing.SpanCustomizer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Names each request and writes one line about it once it has been answered. Stands just behind
/// the filter that opens the span, so that the line belongs to it.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
public class AccessLog extends OncePerRequestFilter {

  /// Logger and keys are what configurations and dashboards know.
  private static final Logger LOG = LoggerFactory.getLogger("nabla.access");

  private static final String REQUEST_ID = "http.request.id";
  private static final int LONGEST_PATH = 200;

  private final @Nullable SpanCustomizer span;

  /// @param span the current span, if there is tracing
  AccessLog(ObjectProvider<SpanCustomizer> span) {
    this.span = span.getIfAvailable();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long start = System.nanoTime();
    var id = RequestId.of(request);
    response.setHeader(RequestId.HEADER, id);
    try (var _ = MDC.putCloseable(REQUEST_ID, id)) {
      boolean answered = false;
      try {
        chain.doFilter(request, response);
        answered = true;
      } finally {
        // The container answers 500 to what nobody caught.
        note(request, answered ? response.getStatus() : 500, System.nanoTime() - start);
      }
    }
  }

  /// Does the same for a request that the container refused before it came to any filter, such as
  /// one whose request line is broken.
  ///
  /// @param reason a word of the metrics' tag `reason`
  /// @param nanoseconds since the request began
  public void refused(
      HttpServletRequest request, HttpServletResponse response, String reason, long nanoseconds) {
    if (AccessRecord.isNoted(request)) {
      return;
    }
    var id = RequestId.of(request);
    response.setHeader(RequestId.HEADER, id);
    AccessRecord.of(request).rejected(reason);
    try (var _ = MDC.putCloseable(REQUEST_ID, id)) {
      note(request, response.getStatus(), nanoseconds);
    }
  }

  private void note(HttpServletRequest request, int status, long nanoseconds) {
    var record = AccessRecord.of(request);
    var fields = fields(record, status);
    if (span != null) {
      fields.forEach((key, value) -> span.tag(key, value.toString()));
    }
    if (LOG.isInfoEnabled()) {
      var event =
          LOG.atInfo()
              .addKeyValue("http.request.method", method(request))
              .addKeyValue("url.path", path(request))
              .addKeyValue("http.response.status_code", status)
              .addKeyValue("event.duration", nanoseconds);
      for (var field : fields.entrySet()) {
        event = event.addKeyValue(field.getKey(), field.getValue());
      }
      event.log(message(request, status, nanoseconds, record));
    }
  }

  private static Map<String, Object> fields(AccessRecord record, int status) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("nabla.outcome", outcome(status));
    if (record.rejection() != null) {
      fields.put("nabla.reason", record.rejection());
    }
    if (record.function() != null) {
      fields.put("nabla.function", record.function());
    }
    record.elements().ifPresent(count -> fields.put("nabla.elements", count));
    record.decode().ifPresent(time -> fields.put("nabla.decode_nanoseconds", time));
    record.compute().ifPresent(time -> fields.put("nabla.compute_nanoseconds", time));
    record.encode().ifPresent(time -> fields.put("nabla.encode_nanoseconds", time));
    return fields;
  }

  /// The same words as in the metrics.
  private static String outcome(int status) {
    if (status < 400) {
      return "success";
    }
    // A service that is busy, stopping or late counts what it refuses for that, and one that is
    // asked for what it does not speak.
    return status == 500 ? "error" : "rejected";
  }

  /// A dash stands for what could not be read.
  private static String method(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getMethod(), "-");
  }

  private static String path(HttpServletRequest request) {
    var path = Objects.requireNonNullElse(request.getRequestURI(), "-");
    return path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH) + "…";
  }

  private static String message(
      HttpServletRequest request, int status, long nanoseconds, AccessRecord record) {
    var message = new StringBuilder(160);
    message.append(method(request)).append(' ').append(path(request));
    message.append(' ').append(status).append(' ').append(outcome(status));
    if (record.rejection() != null) {
      message.append(" (").append(record.rejection()).append(')');
    }
    message.append(" in ");
    milliseconds(message, nanoseconds);
    if (record.function() != null) {
      message.append(": ").append(record.function());
    }
    record.elements().ifPresent(count -> message.append(", ").append(count).append(" elements"));
    stage(message, "decode", record.decode());
    stage(message, "compute", record.compute());
    stage(message, "encode", record.encode());
    return message.toString();
  }

  private static void stage(StringBuilder message, String name, OptionalLong nanoseconds) {
    if (nanoseconds.isPresent()) {
      message.append(", ").append(name).append(' ');
      milliseconds(message, nanoseconds.getAsLong());
    }
  }

  /// With three decimals, without the cost of a formatter.
  private static void milliseconds(StringBuilder message, long nanoseconds) {
    long microseconds = nanoseconds / 1000;
    message.append(microseconds / 1000).append('.');
    message.append(1000 + microseconds % 1000);
    message.deleteCharAt(message.length() - 4).append(" ms");
  }
}
