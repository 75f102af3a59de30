package dev.nabla.compute;

import dev.nabla.refusal.RejectedException;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// The core's meters. Tag values come from the catalogue, so their number is bounded.
@Component
class ComputeMetrics {

  private final MeterProvider<Timer> timers;
  private final MeterProvider<DistributionSummary> elements;
  private final MeterRegistry registry;

  ComputeMetrics(MeterRegistry registry) {
    this.registry = registry;
    // Micrometer's own floor of 1 ms would put nearly every call of the core into one bucket.
    this.timers =
        Timer.builder("nabla.compute")
            .description("Time in the vectorized core: binding, checks, kernel and reduction")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofNanos(1_000))
            .maximumExpectedValue(Duration.ofSeconds(10))
            .withRegistry(registry);
    this.elements =
        DistributionSummary.builder("nabla.compute.elements")
            .description("Numbers in the tensors of a call")
            .withRegistry(registry);
  }

  Answer time(Call call, Supplier<Answer> work) {
    var sample = Timer.start(registry);
    var outcome = "error";
    try {
      var answer = work.get();
      outcome = "success";
      return answer;
    } catch (RejectedException rejected) {
      outcome = "rejected";
      throw rejected;
    } finally {
      var function = function(call);
      sample.stop(timers.withTags(function.and("outcome", outcome)));
      elements.withTags(function).record(call.elements());
    }
  }

  private static Tags function(Call call) {
    return Tags.of(
        "function", call.definition().name(),
        "kind", call.definition().kind().label(),
        "dtype", call.dtype().label());
  }
}
