package dev.nabla.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.NablaApplication;
import dev.nabla.settings.Settings.ComputeSettings;
import dev.nabla.settings.Settings.GateSettings;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.settings.Settings.LogSettings;
import dev.nabla.settings.Settings.RateLimitSettings;
import dev.nabla.settings.Settings.TimeoutSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {

  /// Nothing but the settings.
  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(Settings.class)
  static class Alone {}

  private static ConfigurableApplicationContext start(Class<?> source, String... arguments) {
    var application = new SpringApplication(source);
    application.setWebApplicationType(WebApplicationType.NONE);
    return application.run(arguments);
  }

  private static void assertRefused(CapturedOutput output, String message, String... arguments) {
    assertThatThrownBy(() -> start(Alone.class, arguments)).isNotNull();
    assertThat(output).contains("APPLICATION FAILED TO START").contains(message);
  }

  static List<Property> properties() {
    return Property.all();
  }

  @Test
  void defaultsAreInRange() {
    // Without what the tests set otherwise.
    try (var context = start(Alone.class, "--spring.config.location=classpath:/")) {
      assertThat(context.getBean(Settings.class))
          .isEqualTo(
              new Settings(
                  new LimitSettings(
                      DataSize.ofMegabytes(64),
                      null,
                      4_194_304,
                      1_048_576,
                      1L << 30,
                      8,
                      10_001,
                      12),
                  new GateSettings(null, 256, Duration.ofSeconds(1), 60),
                  new TimeoutSettings(Duration.ofSeconds(10), Duration.ofSeconds(60)),
                  new RateLimitSettings(0, 100),
                  new ComputeSettings(Duration.ofMillis(500), DataSize.ofMegabytes(64)),
                  new LogSettings(Duration.ofMillis(100))));
    }
  }

  @ParameterizedTest
  @MethodSource("properties")
  void endsOfARangeAreInIt(Property property) {
    var range = property.range();
    start(Alone.class, "--%s=%s".formatted(property.name(), range.min())).close();
    start(Alone.class, "--%s=%s".formatted(property.name(), range.max())).close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "nabla.limits.nesting,           0,           a whole number from 1 to 8",
        "nabla.limits.nesting,           9,           a whole number from 1 to 8",
        "nabla.limits.nesting,           deep,        a whole number from 1 to 8",
        "nabla.limits.nesting,           1.5,         a whole number from 1 to 8",
        "nabla.limits.elements,          -1,          a whole number from 1 to 134217728",
        "nabla.limits.elements,          99999999999, a whole number from 1 to 134217728",
        "nabla.limits.jacobian-elements, 134217729,   a whole number from 1 to 134217728",
        "nabla.limits.products,          0,           a whole number from 1 to 9223372036854775807",
        "nabla.limits.body,              0B,          a size from 1B to 1GB",
        "nabla.limits.body,              2GB,         a size from 1B to 1GB",
        "nabla.limits.body,              64 m,        a size from 1B to 1GB",
        "nabla.gate.running,             0,           a whole number from 1 to 4096",
        "nabla.gate.longest-wait,        11m,         a duration from 0s to 10m",
        "nabla.timeouts.request,         soon,        a duration from 1ms to 1h"
      })
  void aWrongValueIsRefusedWithItsRange(
      String property, String value, String expected, CapturedOutput output) {
    assertRefused(
        output,
        "%s must be %s, not \"%s\" (\"%s\" from property source \"commandLineArgs\")."
            .formatted(property, expected, value, property),
        "--%s=%s".formatted(property, value));
  }

  @ParameterizedTest
  @MethodSource("properties")
  void everyRangeIsChecked(Property property, CapturedOutput output) {
    assertRefused(
        output,
        "%s must be %s, not \"-1\"".formatted(property.name(), property.expected()),
        "--%s=-1".formatted(property.name()));
  }

  @Test
  void aMisspeltPropertyIsRefused(CapturedOutput output) {
    assertRefused(output, "nabla.limits.nestin", "--nabla.limits.nestin=4");
  }

  @Test
  void theWholeServiceSaysSoToo(CapturedOutput output) {
    assertThatThrownBy(() -> start(NablaApplication.class, "--nabla.limits.nesting=9")).isNotNull();
    assertThat(output)
        .contains("nabla.limits.nesting must be a whole number from 1 to 8, not \"9\"")
        .doesNotContain("\tat ");
  }
}
