package dev.nabla.observability;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// The name of a request in logs: the client's own in `X-Request-Id`, else the trace that W3C's
/// `traceparent` says it belongs to, else a new one.
final class RequestId {

  static final String HEADER = "X-Request-Id";

  /// What cannot be mistaken for anything else in a log line or a header.
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

  /// Of any version of W3C's Trace Context; the group is the trace. Versions after 00 may say more
  /// behind it.
  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(?!ff|00.{54})[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");

  private RequestId() {}

  static String of(HttpServletRequest request) {
    var given = request.getHeader(HEADER);
    if (given != null && ACCEPTED.matcher(given).matches()) {
      return given;
    }
    var parent = request.getHeader("traceparent");
    if (parent != null) {
      var trace = TRACEPARENT.matcher(parent);
      if (trace.matches()) {
        return trace.group(1);
      }
    }
    return fresh();
  }

  /// 128 random bits, as long as a trace's id. Nobody is kept from guessing them.
  private static String fresh() {
    var random = ThreadLocalRandom.current();
    var format = HexFormat.of();
    return format.toHexDigits(random.nextLong()) + format.toHexDigits(random.nextLong());
  }
}
