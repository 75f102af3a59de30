package dev.nabla.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nabla.NablaApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;

/// A service that stops answers all that it took up.
class ShutdownTest {

  private static final int CLIENTS = 8;

  private static ConfigurableApplicationContext start(String... more) {
    return start(new SpringApplication(NablaApplication.class), more);
  }

  private static ConfigurableApplicationContext start(
      SpringApplication application, String... more) {
    var arguments = new String[more.length + 2];
    arguments[0] = "--server.port=0";
    arguments[1] = "--management.server.port=0";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return application.run(arguments);
  }

  private static int port(ConfigurableApplicationContext context) {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  private static CompletableFuture<Void> stop(
      ConfigurableApplicationContext context, ExecutorService threads) {
    return CompletableFuture.runAsync(context::close, threads);
  }

  private static HttpResponse<String> ask(HttpClient client, int port, int number)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d/v1/losses/mse".formatted(port)))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"predictions\": [%d], \"targets\": [0]}".formatted(number)))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static void assertAnswers(HttpResponse<String> response, int number) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).contains("\"loss\":%s,".formatted((double) number * number));
  }

  private static boolean isRefused(int port) {
    try (var _ = new Socket("localhost", port)) {
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (IOException other) {
      return false;
    }
  }

  @Test
  void whatWaitsAtTheGateIsAnswered() throws Exception {
    var context =
        start(
            "--nabla.gate.running=1",
            "--nabla.gate.longest-wait=10m",
            "--nabla.timeouts.request=1h");
    int port = port(context);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var client = HttpClient.newHttpClient()) {
      var crowd = Crowd.at(context.getBean(Gate.class), 1);
      var answers =
          IntStream.range(0, CLIENTS)
              .mapToObj(number -> threads.submit(() -> ask(client, port, number)))
              .toList();
      Crowd.awaitQueue(context.getBean(MeterRegistry.class), CLIENTS);
      var stopped = stop(context, threads);
      await().until(() -> isRefused(port));
      crowd.close();
      for (int number = 0; number < CLIENTS; number++) {
        assertAnswers(answers.get(number).get(), number);
      }
      stopped.join();
    }
  }

  @Test
  void underLoadEveryAnswerArrives() throws Exception {
    var context = start();
    int port = port(context);
    var registry = context.getBean(MeterRegistry.class);
    var received = new AtomicLong();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var client = HttpClient.newHttpClient()) {
      var clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(first -> threads.submit(() -> askOn(client, port, first, received)))
              .toList();
      await().until(() -> received.get() > 50 * CLIENTS);
      stop(context, threads).join();
      for (var each : clients) {
        each.get();
      }
    }
    long answered =
        registry.get("nabla.compute").tag("outcome", "success").timers().stream()
            .mapToLong(Timer::count)
            .sum();
    assertThat(received).hasValue(answered);
  }

  /// Holds each request up in Tomcat, before a servlet has it, until the service is gone or it is
  /// plain that it waits.
  private static final class Delay extends ValveBase
      implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    final CountDownLatch reached = new CountDownLatch(1);
    final CompletableFuture<Void> stopped = new CompletableFuture<>();

    Delay() {
      super(true);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
      factory.addEngineValves(this);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      reached.countDown();
      stopped.completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
      getNext().invoke(request, response);
    }
  }

  @Test
  void whatIsOnItsWayToAServletIsAnswered() throws Exception {
    var delay = new Delay();
    var application = new SpringApplication(NablaApplication.class);
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("delay", delay));
    var context = start(application);
    int port = port(context);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var client = HttpClient.newHttpClient()) {
      var answer = threads.submit(() -> ask(client, port, 3));
      delay.reached.await();
      var stopped = stop(context, threads).thenRun(() -> delay.stopped.complete(null));
      assertAnswers(answer.get(), 3);
      stopped.join();
    }
  }

  /// Asks again and again, until the service is gone.
  private static Void askOn(HttpClient client, int port, int first, AtomicLong received)
      throws InterruptedException {
    for (int number = first; ; number += CLIENTS) {
      HttpResponse<String> response;
      try {
        response = ask(client, port, number);
      } catch (IOException gone) {
        return null;
      }
      if (response.statusCode() == 503) {
        return null;
      }
      assertAnswers(response, number);
      received.incrementAndGet();
    }
  }
}
