package dev.nabla.web;

import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Answers what never reaches a controller: request lines, headers and chunks that Tomcat itself
/// refuses. Its own answer would be a page of HTML.
@Component
class ProblemValve extends ErrorReportValve
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  private final Problems problems;
  private final JsonMapper mapper;

  ProblemValve(Problems problems, JsonMapper mapper) {
    this.problems = problems;
    this.mapper = mapper;
  }

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    // The last valve added is the first to see a response without a body.
    factory.addContextCustomizers(context -> context.getParent().getPipeline().addValve(this));
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable fault) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    var reachable = new AtomicBoolean();
    response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, reachable);
    if (!reachable.get()) {
      return;
    }
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      mapper.writeValue(response.getOutputStream(), problem(status, request.getMethod()));
      response.finishResponse();
    } catch (IOException gone) {
      container.getLogger().debug("the client left before it was answered", gone);
    }
  }

  private ProblemDetail problem(int status, @Nullable String method) {
    if (status == 500) {
      return problems.internalError();
    }
    var reason = Problems.reason(HttpStatusCode.valueOf(status));
    var detail =
        reason == Reason.METHOD_NOT_ALLOWED
            ? "expected another method, found " + method
            : "expected a request line, headers and body that HTTP allows, found others";
    var problem = problems.of(new RejectedException(reason, List.of(), detail), false);
    // Such as 501 for an unknown transfer coding, which no reason of our own has.
    problem.setStatus(status);
    return problem;
  }
}
