package dev.nabla.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.Http;
import dev.nabla.web.OutsideTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.context.annotation.Bean;

/// A request behind whose first line the service begins to stop.
@OutsideTest
class PauseTest {

  /// Pauses when it is asked for the second time, which is between a request's line and headers.
  public static final class Pausing extends Http11Protocol {

    private static final AtomicInteger ASKED = new AtomicInteger(Integer.MIN_VALUE);

    static void begin() {
      ASKED.set(0);
    }

    static void end() {
      ASKED.set(Integer.MIN_VALUE);
    }

    @Override
    public boolean isPaused() {
      return super.isPaused() || ASKED.getAndIncrement() > 0;
    }
  }

  @TestConfiguration
  static class PausingServer {

    @Bean
    static BeanPostProcessor pausing() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          if (bean instanceof TomcatWebServerFactory factory) {
            factory.setProtocol(Pausing.class.getName());
          }
          return bean;
        }
      };
    }
  }

  private final Http http;
  private final Refusals refusals;

  @Autowired
  PauseTest(@LocalServerPort int port, MeterRegistry registry) {
    this.http = new Http(port);
    this.refusals = new Refusals(http, registry);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/activations/relu,  /problems/not-ready",
    "/v2/models/relu/infer, {\"error\":\"expected the service to run"
  })
  void itIsToldThatTheServiceStops(String path, String said) throws Exception {
    double before = refusals.counted("not-ready");
    try (var client = new Raw(http.port())) {
      Pausing.begin();
      client.post(path, "{}");
      assertThat(client.rest())
          .startsWith("HTTP/1.1 503 ")
          .contains("Retry-After: 1\r\n", "Connection: close\r\n", said);
    } finally {
      Pausing.end();
    }
    assertThat(refusals.counted("not-ready") - before).isEqualTo(1);
  }
}
