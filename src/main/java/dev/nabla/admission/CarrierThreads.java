package dev.nabla.admission;

import java.util.Objects;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;

/// Sees to it that there are carriers left for those who only wait when all places at the gate are
/// taken. The JVM's own number, one for each core, would be used up by requests that compute, which
/// nothing preempts: the queue would be the scheduler's, without bounds, and probes would stand in
/// it. With more carriers than places, the operating system shares the cores out.
class CarrierThreads implements EnvironmentPostProcessor {

  private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (System.getProperty(PARALLELISM) == null) {
      int cores = Runtime.getRuntime().availableProcessors();
      System.setProperty(PARALLELISM, String.valueOf(places(environment, cores) + cores));
    }
  }

  /// As the settings have it, whose checks come later.
  private static int places(ConfigurableEnvironment environment, int cores) {
    try {
      var set = environment.getProperty("nabla.gate.running");
      return Math.max(1, Integer.parseInt(Objects.requireNonNullElse(set, "")));
    } catch (NumberFormatException absent) {
      return 2 * cores;
    }
  }
}
