package dev.nabla.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.nabla.NablaApplication;
import io.micrometer.tracing.Tracer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/// Structured logs and traces, each in a service started for it, with a collector that keeps what
/// it is sent.
@ExtendWith(OutputCaptureExtension.class)
class TracingTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String[] PARENT = {
    "Content-Type", "application/json", "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01"
  };

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final HttpServer collector;

  TracingTest() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  /// Logging is set up once in a JVM, by whichever test started a service first, and would stay as
  /// these tests set it.
  @BeforeEach
  @AfterEach
  void forgetLogging() {
    System.clearProperty(
        LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT.getEnvironmentVariableName());
    LoggingSystem.get(TracingTest.class.getClassLoader()).cleanUp();
  }

  @BeforeEach
  void collect() {
    collector.createContext(
        "/v1/traces",
        exchange -> {
          // Protocol Buffers hold strings and ids as they are.
          sent.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void stop() {
    collector.stop(0);
  }

  private static ConfigurableApplicationContext start(String... arguments) {
    var ports = Stream.of("--server.port=0", "--management.server.port=0");
    return SpringApplication.run(
        NablaApplication.class, Stream.concat(ports, Stream.of(arguments)).toArray(String[]::new));
  }

  private static void call(Environment environment) {
    var response =
        new Http(environment.getRequiredProperty("local.server.port", Integer.class))
            .send("POST", "/v1/activations/relu", BodyPublishers.ofString("{\"x\":[1,2]}"), PARENT);
    assertThat(response.statusCode()).isEqualTo(200);
  }

  private static JsonNode accessLine(CapturedOutput output) {
    return await()
        .until(
            () ->
                output.getOut().lines().filter(line -> line.contains("\"nabla.access\"")).toList(),
            lines -> lines.size() == 1)
        .stream()
        .map(Http.JSON::readTree)
        .toList()
        .getFirst();
  }

  @Test
  void spansAreSentToTheEndpoint(CapturedOutput output) {
    var endpoint = "http://localhost:%d/v1/traces".formatted(collector.getAddress().getPort());
    try (var service =
        start(
            "--management.opentelemetry.tracing.export.otlp.endpoint=" + endpoint,
            "--management.opentelemetry.tracing.export.schedule-delay=50ms",
            "--logging.structured.format.console=ecs")) {
      call(service.getEnvironment());
      await().until(() -> !sent.isEmpty());
      var trace = new String(HexFormat.of().parseHex(TRACE), ISO_8859_1);
      assertThat(sent.getFirst())
          .contains(trace)
          .contains("http post /v1/activations/{name}")
          .contains("nabla.function", "relu", "nabla.elements", "nabla.compute_nanoseconds");
      var line = accessLine(output);
      assertThat(line.path("trace.id").stringValue()).isEqualTo(TRACE);
      assertThat(line.path("span.id").stringValue()).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void withoutAnEndpointThereAreNoTraces(CapturedOutput output) {
    try (var service = start()) {
      call(service.getEnvironment());
      assertThat(service.getBeanProvider(Tracer.class)).isEmpty();
      assertThat(service.getBeanDefinitionNames())
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("otel"));
    }
    assertThat(output).doesNotContainIgnoringCase("otel").doesNotContain("opentelemetry", "4318");
  }

  @Test
  void structuredLogsHoldTheAccessLineAsFields(CapturedOutput output) {
    try (var service = start("--logging.structured.format.console=ecs")) {
      call(service.getEnvironment());
      var line = accessLine(output);
      assertThat(line.at("/http/request/id").stringValue()).isEqualTo(TRACE);
      assertThat(line.at("/http/request/method").stringValue()).isEqualTo("POST");
      assertThat(line.at("/http/response/status_code").intValue()).isEqualTo(200);
      assertThat(line.at("/nabla/function").stringValue()).isEqualTo("relu");
      assertThat(line.at("/nabla/elements").intValue()).isEqualTo(2);
      assertThat(line.at("/event/duration").longValue()).isPositive();
    }
  }

  @Test
  void plainLogsNameTheRequest(CapturedOutput output) {
    try (var service = start()) {
      call(service.getEnvironment());
      await()
          .untilAsserted(
              () ->
                  assertThat(output.getOut())
                      .containsPattern("\\[%s] nabla\\.access +: POST /v1/".formatted(TRACE)));
    }
  }
}
