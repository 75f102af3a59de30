package dev.nabla.admission;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Holds the service up, once it stops, until its last answer is on its way. What Spring does for
/// that ends a little too early: see [Http11Protocol].
@Component
@ConditionalOnProperty(name = "server.shutdown", havingValue = "graceful", matchIfMissing = true)
class LastAnswers
    implements SmartLifecycle, WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final long PAUSE_MILLISECONDS = 5;

  private volatile @Nullable Http11Protocol protocol;
  private volatile boolean running;

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addProtocolHandlerCustomizers((Http11Protocol made) -> protocol = made);
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public void stop(Runnable callback) {
    Thread.startVirtualThread(
        () -> {
          try {
            await();
          } finally {
            stop();
            callback.run();
          }
        });
  }

  private void await() {
    var awaited = protocol;
    try {
      while (awaited != null && !awaited.isDone()) {
        Thread.sleep(PAUSE_MILLISECONDS);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Spring's own wait has the same one, so that both begin and have to end together.
  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
  }

  /// As Spring's own wait, which is what pauses the protocol.
  @Override
  public boolean isPauseable() {
    return false;
  }
}
