package dev.nabla.observability;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.OutputStreamAppender;
import dev.nabla.settings.Settings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Writes the lines of the log together that come within a short time. Each piece wakes whoever
/// reads the log: with one for each request, a container engine takes more of the cores than small
/// requests do. The last lines come when the service stops.
@Component
final class LogBuffer implements AutoCloseable {

  /// Less than a pipe holds, so that a piece seldom waits for its reader.
  private static final int BYTES = 1 << 14;

  /// Ends the writing together, where it was begun.
  private final Runnable end;

  @Autowired
  LogBuffer(Settings settings) {
    this(console(), settings.log().delay());
  }

  LogBuffer(@Nullable OutputStreamAppender<?> console, Duration delay) {
    end = console == null || !delay.isPositive() ? () -> {} : begin(console, delay);
  }

  private static Runnable begin(OutputStreamAppender<?> console, Duration delay) {
    var unbuffered = console.getOutputStream();
    var buffer = new BufferedOutputStream(unbuffered, BYTES);
    console.setOutputStream(buffer);
    console.setImmediateFlush(false);
    var flusher =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("log-buffer").factory());
    long nanoseconds = delay.toNanos();
    var _ =
        flusher.scheduleWithFixedDelay(
            () -> flush(buffer), nanoseconds, nanoseconds, TimeUnit.NANOSECONDS);
    return () -> {
      flusher.shutdownNow();
      console.setImmediateFlush(true);
      // Closes the buffer, which writes what is in it.
      console.setOutputStream(unbuffered);
    };
  }

  /// What Spring Boot has set up, if it logs to a console by Logback.
  private static @Nullable OutputStreamAppender<?> console() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
            && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("CONSOLE")
                instanceof OutputStreamAppender<?> console
        ? console
        : null;
  }

  private static void flush(OutputStream buffer) {
    try {
      buffer.flush();
    } catch (IOException e) {
      // Nobody reads the log any more: there is nowhere left to say so.
    }
  }

  @Override
  public void close() {
    end.run();
  }
}
