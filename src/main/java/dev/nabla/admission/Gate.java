package dev.nabla.admission;

import dev.nabla.settings.Settings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/// Lets so many requests compute at once, and so many wait for that.
@Component
public class Gate {

  private final Settings settings;
  private final RateLimiter limiter;
  private final Queue queue;
  private final Semaphore places;
  private final Memory memory;

  Gate(Settings settings, MeterRegistry registry) {
    this.settings = settings;
    var gate = settings.gate();
    this.limiter = new RateLimiter(settings.rateLimit());
    this.queue = new Queue(gate.queued());
    int running = gate.places();
    this.places = new Semaphore(running, true);
    this.memory = new Memory(settings);
    Gauge.builder("nabla.gate.queued", queue, Queue::length)
        .description("Requests that wait for a place or for memory")
        .register(registry);
    Gauge.builder("nabla.gate.running", places, it -> running - it.availablePermits())
        .description("Requests that are decoded, computed or encoded")
        .register(registry);
  }

  /// Begins the way of a request that will compute.
  ///
  /// @throws dev.nabla.refusal.RejectedException where its client has sent too many
  public Visit admit(HttpServletRequest request) {
    limiter.check(request.getRemoteAddr());
    return new Visit(request, settings, queue, places, memory);
  }
}
