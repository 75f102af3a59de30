package dev.nabla.admission;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// Tomcat's HTTP/1.1 with two things more. Each read of a body has its own longest wait: Tomcat has
/// one for all, and keeps the socket that knows it from valves. And it is known when all that came
/// has been answered: Spring asks the servlets, which know nothing of a request while its headers
/// are read, nor of the end of an answer, which Tomcat sends when they are done.
///
/// Public because Tomcat makes it by its name.
public class Http11Protocol extends Http11NioProtocol {

  /// Which of a request's notes is its processor. The first ones are Tomcat's own.
  private static final int PROCESSOR = 17;

  private final AtomicInteger served = new AtomicInteger();

  @Override
  protected Processor createProcessor() {
    return new OwnProcessor(this, getAdapter());
  }

  /// Whether no request is under way, and none will be.
  boolean isDone() {
    // In this order: what comes to be served after a pause is hung up on.
    return isPaused() && served.get() == 0;
  }

  /// Reads what is there of a body, or else waits for more.
  ///
  /// @param longestWait more than zero
  /// @return how many bytes there were, or less than zero at the end
  /// @throws java.net.SocketTimeoutException where nothing came for so long
  static int read(Request body, ApplicationBufferHandler into, Duration longestWait)
      throws IOException {
    var processor = (OwnProcessor) Objects.requireNonNull(body.getNote(PROCESSOR));
    return processor.read(into, longestWait);
  }

  private static final class OwnProcessor extends Http11Processor {

    private final AtomicInteger served;

    OwnProcessor(Http11Protocol protocol, Adapter adapter) {
      super(protocol, adapter);
      served = protocol.served;
      request.setNote(PROCESSOR, this);
    }

    /// From the first bytes of a request to the last ones of its answer.
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
      served.incrementAndGet();
      try {
        return super.service(socket);
      } finally {
        served.decrementAndGet();
      }
    }

    private int read(ApplicationBufferHandler into, Duration longestWait) throws IOException {
      var socket = getSocketWrapper();
      long usual = socket.getReadTimeout();
      // Zero would be for ever.
      socket.setReadTimeout(Math.max(1, longestWait.toMillis()));
      try {
        return request.doRead(into);
      } finally {
        socket.setReadTimeout(usual);
      }
    }
  }
}
