package dev.nabla;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/// Bean definitions written at build time serve where no setting may ask for others.
class PreparedBeansTest {

  private static boolean serve(PropertySource<?> source) {
    return PreparedBeans.serve(
        new StandardEnvironment() {
          @Override
          protected void customizePropertySources(MutablePropertySources sources) {
            sources.addLast(source);
          }
        });
  }

  private static PropertySource<?> source(String name, String property) {
    return new MapPropertySource(name, Map.of(property, "true"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nabla.limits.body",
        "NABLA_LIMITS_BODY",
        "NABLA_PORT",
        "server.port",
        "SERVER_PORT",
        "SERVER_ADDRESS",
        "SPRING_MAIN_BANNER_MODE",
        "spring.main.banner-mode",
        "spring.application.pid",
        "spring.aot.enabled",
        "LOGGING_STRUCTURED_FORMAT_CONSOLE",
        "java.home",
        "PATH",
        "SPRINGFIELD"
      })
  void settingsThatAskForNoBeansLeaveThemInUse(String property) {
    assertThat(serve(source("any", property))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "management.server.port",
        "MANAGEMENT_SERVER_PORT",
        "SPRINGDOC_SWAGGER_UI_ENABLED",
        "springdoc.api-docs.enabled",
        "spring.profiles.active",
        "SPRING_APPLICATION_JSON",
        "SPRING_THREADS_VIRTUAL_ENABLED",
        "server.forward-headers-strategy",
        "SERVER_SHUTDOWN"
      })
  void settingsOfSpringsOwnHaveThemWorkedOutAnew(String property) {
    assertThat(serve(source("any", property))).isFalse();
  }

  /// They were there when the definitions were written.
  @Test
  void settingsInTheArchiveAreNoneFromOutside() {
    var archived =
        source(
            "Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/'",
            "management.server.port");
    assertThat(serve(archived)).isTrue();
  }
}
