package dev.nabla.observability;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/// Leaves Spring Boot's tracing out as long as there is no endpoint to send spans to.
class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

  private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

  private boolean on;

  @Override
  public void setEnvironment(Environment environment) {
    on = environment.containsProperty(ENDPOINT);
  }

  @Override
  public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
    var matches = new boolean[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      matches[i] = on || candidates[i] == null || !isTracing(candidates[i]);
    }
    return matches;
  }

  private static boolean isTracing(String candidate) {
    return Stream.of(
            "org.springframework.boot.opentelemetry.",
            "org.springframework.boot.micrometer.tracing.")
        .anyMatch(candidate::startsWith);
  }
}
