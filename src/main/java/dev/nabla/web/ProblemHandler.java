package dev.nabla.web;

import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

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
  ResponseEntity<ProblemDetail> rejected(RejectedException rejected) {
    return answer(problems.of(rejected), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> failed(RuntimeException fault) {
    LOG.error("a request failed", fault);
    return answer(
        problems.of(Reason.INTERNAL_ERROR, Reason.INTERNAL_ERROR.explanation()), new HttpHeaders());
  }

  /// What Spring MVC itself refuses: methods, media types, paths.
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception fault,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var problem = problems.of(reason(status), detail(fault, body));
    return ResponseEntity.status(problem.getStatus())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem, HttpHeaders headers) {
    return ResponseEntity.status(problem.getStatus())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static Reason reason(HttpStatusCode status) {
    return switch (status.value()) {
      case 404 -> Reason.NOT_FOUND;
      case 405 -> Reason.METHOD_NOT_ALLOWED;
      case 406 -> Reason.NOT_ACCEPTABLE;
      case 413 -> Reason.LIMIT_EXCEEDED;
      case 415 -> Reason.UNSUPPORTED_MEDIA_TYPE;
      default -> status.is4xxClientError() ? Reason.MALFORMED_REQUEST : Reason.INTERNAL_ERROR;
    };
  }

  private static String detail(Exception fault, @Nullable Object body) {
    return switch (fault) {
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
              + (type.getContentType() == null ? "none" : type.getContentType());
      case HttpMediaTypeNotAcceptableException type ->
          "expected an Accept that allows "
              + type.getSupportedMediaTypes().stream()
                  .map(Object::toString)
                  .collect(Collectors.joining(" or "));
      default ->
          body instanceof ProblemDetail problem && problem.getDetail() != null
              ? problem.getDetail()
              : String.valueOf(fault.getMessage());
    };
  }
}
