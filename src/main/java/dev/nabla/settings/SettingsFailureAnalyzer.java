package dev.nabla.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/// Says at start-up which property is wrong, what it was set to and where, and what it may be.
/// Comes before Spring Boot's own analyzer, which does not know the range.
@Order(Ordered.HIGHEST_PRECEDENCE)
class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

  private final Environment environment;

  SettingsFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, BindException cause) {
    var outOfRange = findCause(cause, OutOfRangeException.class);
    var name = outOfRange == null ? cause.getName().toString() : outOfRange.property().name();
    return Property.all().stream()
        .filter(property -> property.name().equals(name))
        .findAny()
        .map(property -> analysis(property, failure))
        .orElse(null);
  }

  private FailureAnalysis analysis(Property property, Throwable failure) {
    var found = find(property).map(SettingsFailureAnalyzer::shown).orElse("another value");
    return new FailureAnalysis(
        "%s must be %s, not %s.".formatted(property.name(), property.expected(), found),
        "Give %s a value in its range, or none to have its default.".formatted(property.name()),
        failure);
  }

  private Optional<ConfigurationProperty> find(Property property) {
    var name = ConfigurationPropertyName.of(property.name());
    for (var source : ConfigurationPropertySources.get(environment)) {
      var found = source.getConfigurationProperty(name);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static String shown(ConfigurationProperty found) {
    var origin = found.getOrigin();
    return "\"%s\"%s".formatted(found.getValue(), origin == null ? "" : " (" + origin + ")");
  }
}
