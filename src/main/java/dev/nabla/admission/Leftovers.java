package dev.nabla.admission;

import dev.nabla.settings.Settings;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Ends what is not over when a request has been answered. A body that was refused unread is read
/// to its end, or else the client could not see why it was refused; one that is still coming at the
/// request's deadline is not. An answer that was given up is cut off, so that it does not look
/// whole.
@Component
class Leftovers extends ValveBase
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  /// The attribute of requests whose answer was given up.
  static final String ABORT = Leftovers.class.getName() + ".abort";

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private static final int BUFFER_BYTES = 8 * 1024;

  private final Settings settings;

  Leftovers(Settings settings) {
    super(true);
    this.settings = settings;
  }

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addEngineValves(this);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.getAttribute(ABORT) != null) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    } else if (mayHaveBody(request) && !request.getInputStream().isFinished()) {
      response.finishResponse();
      if (request.getCoyoteRequest().isExceptionPresent() || !drain(request)) {
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
      }
    }
  }

  private static boolean mayHaveBody(Request request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  /// @return whether the end came in time
  private boolean drain(Request request) {
    long end =
        request.getCoyoteRequest().getStartTimeNanos() + settings.timeouts().request().toNanos();
    var buffer = new byte[BUFFER_BYTES];
    try {
      var body = request.getInputStream();
      while (System.nanoTime() < end) {
        if (body.read(buffer) < 0) {
          return true;
        }
      }
    } catch (IOException gone) {
      LOG.debug("the client left before its body was read", gone);
    }
    return false;
  }
}
