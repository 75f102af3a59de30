package dev.nabla.wire;

import dev.nabla.observability.AccessLog;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Answers what never reaches a controller: request lines, headers and chunks that Tomcat itself
/// refuses. Its own answer would be a page of HTML.
@Component
class FaultValve extends ErrorReportValve
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  private final FaultAnswers answers;
  private final AccessLog accessLog;

  FaultValve(FaultAnswers answers, AccessLog accessLog) {
    this.answers = answers;
    this.accessLog = accessLog;
  }

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    // The last valve added is the first to see a response without a body.
    factory.addContextCustomizers(context -> context.getParent().getPipeline().addValve(this));
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable fault) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    var reachable = new AtomicBoolean();
    response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, reachable);
    if (!reachable.get()) {
      return;
    }
    int status = status(request, response, fault);
    response.setStatus(status);
    var refusal = ContainerRefusal.of(status, request, response, fault);
    long duration = System.nanoTime() - request.getCoyoteRequest().getStartTimeNanos();
    accessLog.refused(request, response, refusal.reason().slug(), duration);
    try {
      var answer = answers.of(refusal, status, request);
      answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
      response.getOutputStream().write(Objects.requireNonNull(answer.getBody()));
      response.finishResponse();
    } catch (IOException gone) {
      container.getLogger().debug("the client left before it was answered", gone);
    }
  }

  /// Tomcat's status, but where it has 400 for what is something else.
  private static int status(Request request, Response response, @Nullable Throwable fault) {
    int status = response.getStatus();
    if (status != 400) {
      return status;
    }
    if (isTurnedAway(request)) {
      return 503;
    }
    return ContainerRefusal.isTooLarge(fault) ? ContainerRefusal.TOO_LARGE : status;
  }

  /// Whether the service began to stop behind the request's first line. Tomcat means to answer 503
  /// then, and reads no headers; but it goes on to look for `Host` among them, and what it does not
  /// find makes a 400 of it.
  private static boolean isTurnedAway(Request request) {
    return request.getCoyoteRequest().getMimeHeaders().size() == 0
        && request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
        && protocol.isPaused();
  }
}
