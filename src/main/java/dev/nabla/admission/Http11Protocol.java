package dev.nabla.admission;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/// Tomcat's HTTP/1.1, where each read of a body has its own longest wait. Tomcat has one for all,
/// and keeps the socket that knows it from valves.
///
/// Public because Tomcat makes it by its name.
public final class Http11Protocol extends Http11NioProtocol {

  /// Which of a request's notes is its processor. The first ones are Tomcat's own.
  private static final int PROCESSOR = 17;

  @Override
  protected Processor createProcessor() {
    return new OwnProcessor(this, getAdapter());
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

    OwnProcessor(Http11Protocol protocol, Adapter adapter) {
      super(protocol, adapter);
      request.setNote(PROCESSOR, this);
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
