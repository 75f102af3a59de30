package dev.nabla.wire;

import dev.nabla.admission.SlowClientException;
import dev.nabla.observability.AccessRecord;
import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
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
  ResponseEntity<Object> rejected(RejectedException rejected, ServletWebRequest request) {
    note(rejected.reason(), request);
    return answer(rejected, new HttpHeaders(), request);
  }

  /// A query that Tomcat cannot read, which shows when something asks for a parameter.
  @ExceptionHandler(InvalidParameterException.class)
  ResponseEntity<Object> unreadable(ServletWebRequest request) {
    var query = String.valueOf(request.getRequest().getQueryString());
    return rejected(
        new RejectedException(
            Reason.MALFORMED_REQUEST,
            Place.whole(),
            "expected a query of pairs name=value with & between them, percent-encoded UTF-8, and no"
                + " more of them than server.tomcat.max-parameter-count, found "
                + Shown.text(query)),
        request);
  }

  /// A body that breaks off or comes too slowly: Tomcat has set the status, and [FaultValve] will
  /// answer. A client that leaves while its answer is being written is no fault, and there is
  /// nobody left to tell.
  @ExceptionHandler({
    BadRequestException.class,
    SlowClientException.class,
    JacksonIOException.class
  })
  @Nullable ResponseEntity<Object> gone(
      Exception gone, ServletWebRequest request, HttpServletResponse response) {
    var status = HttpStatusCode.valueOf(response.getStatus());
    if (status.isError()) {
      note(FaultAnswers.reason(status), request);
    }
    LOG.debug("the client left before it was answered", gone);
    return null;
  }

  @ExceptionHandler
  ResponseEntity<Object> failed(RuntimeException fault, ServletWebRequest request) {
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
      WebRequest webRequest) {
    var request = (ServletWebRequest) webRequest;
    var reason = FaultAnswers.reason(status);
    if (reason == Reason.INTERNAL_ERROR) {
      LOG.error("a request failed", fault);
      return answer(FaultAnswers.internalError(), headers, request);
    }
    note(reason, request);
    var refusal = new RejectedException(reason, Place.whole(), detail(fault, body, request));
    return answer(refusal, headers, request);
  }

  private ResponseEntity<Object> answer(
      RejectedException refusal, HttpHeaders headers, ServletWebRequest request) {
    var answer = answers.of(refusal, request.getRequest());
    return ResponseEntity.status(answer.getStatusCode())
        .headers(headers)
        .headers(answer.getHeaders())
        .body(answer.getBody());
  }

  private static void note(Reason reason, ServletWebRequest request) {
    AccessRecord.of(request.getRequest()).rejected(reason.slug());
  }

  private static String detail(Exception fault, @Nullable Object body, ServletWebRequest request) {
    return switch (fault) {
      // The exception names a path that has been tidied.
      case NoResourceFoundException _ -> FaultAnswers.nothingAt(request.getRequest());
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
  private static String found(ServletWebRequest request, String header) {
    var values = request.getHeaderValues(header);
    return values == null ? "none" : Shown.text(String.join(", ", values));
  }
}
