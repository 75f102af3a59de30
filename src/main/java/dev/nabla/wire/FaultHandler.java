package dev.nabla.wire;

import dev.nabla.admission.SlowClientException;
import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import dev.nabla.function.Shown;
import dev.nabla.observability.AccessRecord;
import java.net.SocketTimeoutException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.exc.JacksonIOException;

/// Answers every fault of a request that reached Spring, whatever the client accepts.
@RestControllerAdvice
class FaultHandler extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(FaultHandler.class);

  private final FaultAnswers answers;

  FaultHandler(FaultAnswers answers) {
    this.answers = answers;
  }

  @ExceptionHandler
  ResponseEntity<Object> rejected(RejectedException rejected, WebRequest request) {
    note(rejected.reason(), request);
    return answer(rejected, new HttpHeaders(), request);
  }

  /// A client that leaves while its answer is being written is no fault, and there is nobody left
  /// to tell.
  @ExceptionHandler({
    ClientAbortException.class,
    SlowClientException.class,
    JacksonIOException.class
  })
  @Nullable ResponseEntity<Object> gone(Exception gone, WebRequest request) {
    if (gone.getCause() instanceof SocketTimeoutException) {
      // Tomcat has set the status, and FaultValve will answer.
      note(Reason.REQUEST_TIMEOUT, request);
    }
    LOG.debug("the client left before it was answered", gone);
    return null;
  }

  @ExceptionHandler
  ResponseEntity<Object> failed(RuntimeException fault, WebRequest request) {
    LOG.error("a request failed", fault);
    return answer(FaultAnswers.internalError(), new HttpHeaders(), request);
  }

  /// What Spring MVC itself refuses: methods, media types, paths.
  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception fault,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var reason = FaultAnswers.reason(status);
    if (reason == Reason.INTERNAL_ERROR) {
      LOG.error("a request failed", fault);
      return answer(FaultAnswers.internalError(), headers, request);
    }
    note(reason, request);
    var refusal = new RejectedException(reason, List.of(), detail(fault, body, request));
    return answer(refusal, headers, request);
  }

  private ResponseEntity<Object> answer(
      RejectedException refusal, HttpHeaders headers, WebRequest request) {
    var answer = answers.of(refusal, path(request));
    return ResponseEntity.status(answer.getStatusCode())
        .headers(headers)
        .headers(answer.getHeaders())
        .body(answer.getBody());
  }

  private static void note(Reason reason, WebRequest request) {
    if (request instanceof ServletWebRequest servlet) {
      AccessRecord.of(servlet.getRequest()).rejected(reason.slug());
    }
  }

  private static @Nullable String path(WebRequest request) {
    return request instanceof ServletWebRequest servlet
        ? servlet.getRequest().getRequestURI()
        : null;
  }

  private static String detail(Exception fault, @Nullable Object body, WebRequest request) {
    return switch (fault) {
      case NoResourceFoundException nothing when path(request) != null ->
          // The exception names a path that has been tidied.
          "expected a path that GET /v3/api-docs lists, found "
              + Shown.text(String.valueOf(path(request)));
      case HttpRequestMethodNotSupportedException method ->
          "expected %s, found %s"
              .formatted(
                  method.getSupportedHttpMethods() == null
                      ? "another method"
                      : names(method.getSupportedHttpMethods()),
                  method.getMethod());
      case HttpMediaTypeNotSupportedException type ->
          "expected the Content-Type %s, found %s"
              .formatted(
                  names(type.getSupportedMediaTypes()), found(request, HttpHeaders.CONTENT_TYPE));
      case HttpMediaTypeNotAcceptableException type ->
          "expected an Accept that allows %s, found %s"
              .formatted(names(type.getSupportedMediaTypes()), found(request, HttpHeaders.ACCEPT));
      default ->
          body instanceof ProblemDetail problem && problem.getDetail() != null
              ? problem.getDetail()
              : String.valueOf(fault.getMessage());
    };
  }

  private static String names(Collection<?> alternatives) {
    return alternatives.stream().map(Object::toString).sorted().collect(Collectors.joining(" or "));
  }

  /// The header as it was sent, since one that cannot be parsed has no media type.
  private static String found(WebRequest request, String header) {
    var value = request.getHeader(header);
    return value == null ? "none" : Shown.text(value);
  }
}
