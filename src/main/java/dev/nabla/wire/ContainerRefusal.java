package dev.nabla.wire;

import dev.nabla.refusal.Place;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import java.io.EOFException;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/// What a refusal by Tomcat, or by one of Spring's handlers that only sets a status, is about.
final class ContainerRefusal {

  /// Of a request line and headers over a limit.
  static final int TOO_LARGE = 431;

  private static final String TOO_MANY_BYTES =
      StringManager.getManager(Http11InputBuffer.class)
          .getString("iib.requestheadertoolarge.error");

  private ContainerRefusal() {}

  /// Whether a request line and headers have too many bytes, which Tomcat tells by its message
  /// alone, or too many headers.
  static boolean isTooLarge(@Nullable Throwable fault) {
    return fault instanceof IllegalStateException
        || (fault != null && TOO_MANY_BYTES.equals(fault.getMessage()));
  }

  /// @param fault why, where Tomcat tells
  static RejectedException of(
      int status, Request request, Response response, @Nullable Throwable fault) {
    if (status == 500) {
      return FaultAnswers.internalError();
    }
    var detail =
        switch (status) {
          case 400 -> malformed(request, fault);
          case 404 -> FaultAnswers.nothingAt(request);
          case 405 ->
              "expected %s, found %s"
                  .formatted(response.getHeader(HttpHeaders.ALLOW), request.getMethod());
          case 408 ->
              "expected no pause in the body longer than server.tomcat.connection-timeout, found one";
          case 416 -> "expected a range that the file has, found " + found(request, "Range");
          case 417 -> "expected 100-continue, found " + found(request, "Expect");
          case TOO_LARGE -> tooLarge(request);
          case 501 ->
              "CONNECT".equals(request.getMethod())
                  ? "expected another method, found CONNECT"
                  : "expected the Transfer-Encoding chunked, found "
                      + found(request, "Transfer-Encoding");
          case 503 -> "expected the service to run, found it stopping";
          case 505 -> "expected HTTP/1.1 or HTTP/1.0, found " + Shown.text(request.getProtocol());
          default -> "expected a request that HTTP allows, found another";
        };
    return new RejectedException(
        FaultAnswers.reason(HttpStatusCode.valueOf(status)), Place.whole(), detail);
  }

  private static String malformed(Request request, @Nullable Throwable fault) {
    return switch (fault) {
      case IllegalArgumentException broken ->
          "expected a request line and headers that HTTP allows, found others: "
              + Shown.text(String.valueOf(broken.getMessage()));
      case BadRequestException broken ->
          "expected chunks and trailers that HTTP allows, found others: "
              + Shown.text(String.valueOf(broken.getMessage()));
      case EOFException _ ->
          "expected a body as long as Content-Length or its last chunk says, found its end before";
      // Of these Tomcat tells nothing, or not always.
      case null, default ->
          "expected a path in percent-encoded UTF-8 without encoded slashes and within the root, one"
              + " Host, and Content-Length as one number and not beside Transfer-Encoding, found "
              + Shown.text(String.valueOf(request.getRequestURI()))
              + Stream.of("Host", "Content-Length", "Transfer-Encoding")
                  .map(name -> ", %s %s".formatted(name, found(request, name)))
                  .collect(Collectors.joining());
    };
  }

  private static String tooLarge(Request request) {
    var protocol = (AbstractHttp11Protocol<?>) request.getConnector().getProtocolHandler();
    return "expected at most %s bytes in the request line and headers (server.max-http-request-header-size) and at most %s headers, found more"
        .formatted(
            Shown.count(protocol.getMaxHttpRequestHeaderSize()),
            Shown.count(protocol.getMaxHeaderCount()));
  }

  private static String found(Request request, String header) {
    var values = Collections.list(request.getHeaders(header));
    return values.isEmpty() ? "none" : Shown.text(String.join(", ", values));
  }
}
