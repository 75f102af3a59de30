package dev.nabla.web;

import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import dev.nabla.function.Shown;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
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

/// Answers every fault under this service's paths with a problem document, whatever the client
/// accepts.
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  private final Problems problems;

  ProblemHandler(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<Object> rejected(RejectedException rejected, HttpMethod method) {
    boolean inQuery = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    return answer(problems.of(rejected, inQuery), new HttpHeaders());
  }

  /// A client that leaves while its answer is being written is no fault, and there is nobody left
  /// to tell.
  @ExceptionHandler
  @Nullable ResponseEntity<Object> gone(JacksonIOException gone) {
    LOG.debug("the client left before it was answered", gone);
    return null;
  }

  @ExceptionHandler
  ResponseEntity<Object> failed(RuntimeException fault) {
    LOG.error("a request failed", fault);
    return answer(problems.internalError(), new HttpHeaders());
  }

  /// What Spring MVC itself refuses: methods, media types, paths.
  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception fault,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var reason = Problems.reason(status);
    if (reason == Reason.INTERNAL_ERROR) {
      LOG.error("a request failed", fault);
      return answer(problems.internalError(), headers);
    }
    var refusal = new RejectedException(reason, List.of(), detail(fault, body, request));
    return answer(problems.of(refusal, false), headers);
  }

  private static ResponseEntity<Object> answer(ProblemDetail problem, HttpHeaders headers) {
    return ResponseEntity.status(problem.getStatus())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static String detail(Exception fault, @Nullable Object body, WebRequest request) {
    return switch (fault) {
      case NoResourceFoundException nothing when request instanceof ServletWebRequest servlet ->
          // The exception names a path that has been tidied.
          "expected a path that GET /v3/api-docs lists, found "
              + Shown.text(servlet.getRequest().getRequestURI());
      case HttpRequestMethodNotSupportedException method ->
          "expected %s, found %s"
              .formatted(
                  method.getSupportedHttpMethods() == null
                      ? "another method"
                      : method.getSupportedHttpMethods().stream()
                          .map(Object::toString)
                          .sorted()
                          .collect(Collectors.joining(" or ")),
                  method.getMethod());
      case HttpMediaTypeNotSupportedException type ->
          "expected the Content-Type application/json, found "
              + found(request, HttpHeaders.CONTENT_TYPE);
      case HttpMediaTypeNotAcceptableException type ->
          "expected an Accept that allows %s, found %s"
              .formatted(
                  type.getSupportedMediaTypes().stream()
                      .map(Object::toString)
                      .collect(Collectors.joining(" or ")),
                  found(request, HttpHeaders.ACCEPT));
      default ->
          body instanceof ProblemDetail problem && problem.getDetail() != null
              ? problem.getDetail()
              : String.valueOf(fault.getMessage());
    };
  }

  /// The header as it was sent, since one that cannot be parsed has no media type.
  private static String found(WebRequest request, String header) {
    var value = request.getHeader(header);
    return value == null ? "none" : Shown.text(value);
  }
}
