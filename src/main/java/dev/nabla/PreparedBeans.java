package dev.nabla;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.aot.AotDetector;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/// Says whether the bean definitions serve that Maven's profile `image` writes as code, and the
/// image starts with (`-Dspring.aot.enabled=true`): that takes a third off the time to ready. They
/// hold for the settings in the archive alone. A setting of Spring's own may ask for other beans,
/// such as those of tracing, so that with one the start works them out as it does without the
/// profile.
class PreparedBeans implements EnvironmentPostProcessor {

  /// Names of properties and of environment variables.
  private static final Predicate<String> OF_SPRING =
      matching("(?:spring|springdoc|management|server|otel)[._].+");

  private static final Predicate<String> OF_NO_BEAN =
      matching(
          "server[._](?:port|address)|spring[.]application[.].+|spring[._]main[._]banner.?mode|spring[.]aot[.]enabled");

  private static final String ARCHIVED = "Config resource 'class path resource";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (AotDetector.useGeneratedArtifacts() && !serve(environment)) {
      SpringProperties.setProperty(AotDetector.AOT_ENABLED, "false");
    }
  }

  /// Whether no setting from outside of the archive may ask for other beans.
  static boolean serve(ConfigurableEnvironment environment) {
    return environment.getPropertySources().stream()
        .filter(source -> !source.getName().startsWith(ARCHIVED))
        .flatMap(PreparedBeans::names)
        .noneMatch(OF_SPRING.and(OF_NO_BEAN.negate()));
  }

  private static Stream<String> names(PropertySource<?> source) {
    return source instanceof EnumerablePropertySource<?> known
        ? Arrays.stream(known.getPropertyNames())
        : Stream.empty();
  }

  private static Predicate<String> matching(String name) {
    return Pattern.compile(name, Pattern.CASE_INSENSITIVE).asMatchPredicate();
  }
}
