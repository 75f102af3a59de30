package dev.nabla.admission;

import dev.nabla.settings.Settings;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Ends what is not over when a request has been answered. A body that was refused unread is read
/// to its end, or else the client could not see why it was refused; one that is still coming at the
/// request's deadline is not. A client that asks first whether to send it (`Expect: 100-continue`)
/// is told to when it is wanted, so that a refusal spares it that. An answer that was given up is
/// cut off, so that it does not look whole.
@Component
class Leftovers extends ValveBase
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  /// The attribute of requests whose answer was given up.
  static final String ABORT = Leftovers.class.getName() + ".abort";

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private final Settings settings;

  Leftovers(Settings settings) {
    super(true);
    this.settings = settings;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.setProtocol(Http11Protocol.class.getName());
    factory.addConnectorCustomizers(
        connector -> connector.setProperty("continueResponseTiming", "onRead"));
    factory.addEngineValves(this);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    var body = request.getCoyoteRequest();
    if (request.getAttribute(ABORT) != null) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    } else if (hasBody(request) && !isBroken(body) && !body.isFinished()) {
      response.finishResponse();
      if (isKeptBack(body) || body.isExceptionPresent() || !drain(body)) {
        body.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
      }
    }
  }

  /// Whether the client was not told to send the body, and so may never do it.
  private static boolean isKeptBack(org.apache.coyote.Request body) {
    return body.hasExpectation() && body.getBytesRead() == 0;
  }

  private static boolean hasBody(Request request) {
    return request.getHeader("Content-Length") != null
        || request.getHeader("Transfer-Encoding") != null;
  }

  /// Whether Tomcat will hang up in any case, as it does where it cannot tell how long a body is.
  private static boolean isBroken(org.apache.coyote.Request request) {
    var broken = new AtomicBoolean();
    request.action(ActionCode.IS_ERROR, broken);
    return broken.get();
  }

  /// Reads on, past the servlet's stream, which is closed when its answer ends.
  ///
  /// @return whether the end came in time
  private boolean drain(org.apache.coyote.Request body) {
    var nowhere = new Nowhere();
    try {
      for (long left = left(body); left > 0; left = left(body)) {
        if (Http11Protocol.read(body, nowhere, Duration.ofNanos(left)) < 0) {
          return true;
        }
      }
    } catch (IOException gone) {
      LOG.debug("the client left or paused before its body was read", gone);
    }
    return false;
  }

  /// What is left of the request's time, in nanoseconds.
  private long left(org.apache.coyote.Request body) {
    return body.getStartTimeNanos() + settings.timeouts().request().toNanos() - System.nanoTime();
  }

  /// Where bytes go that nobody wants.
  private static final class Nowhere implements ApplicationBufferHandler {

    private @Nullable ByteBuffer last;

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      last = buffer;
    }

    @Override
    public @Nullable ByteBuffer getByteBuffer() {
      return last;
    }

    @Override
    public void expand(int size) {}
  }
}
