package dev.nabla.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;

/// Three replicas behind HAProxy, as profile `scale` has them: one may die and come back.
class ScaleTest {

  private static final int PORT = 8000;
  private static final int METRICS_PORT = 8404;
  private static final int CLIENTS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Pattern UP =
      Pattern.compile("(?m)^haproxy_server_status\\{[^}]*state=\"UP\"[^}]*} 1(\\.0)?$");
  private static final Pattern ANSWERED =
      Pattern.compile(
          "(?m)^haproxy_server_http_responses_total\\{[^}]*code=\"2xx\"[^}]*} (?!0$)\\d+$");

  @BeforeAll
  static void require() throws IOException, InterruptedException {
    Image.require();
  }

  @Test
  void aReplicaDiesAndComesBackUnnoticed()
      throws IOException, InterruptedException, ExecutionException {
    try (var network = Network.newNetwork();
        var first = Image.replica(network);
        var second = Image.replica(network);
        var third = Image.replica(network);
        var balancer = balancer(network);
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Startables.deepStart(first, second, third, balancer).join();
      var metrics = Client.of(balancer, METRICS_PORT);
      awaitCount(metrics, UP, 3);
      var client = Client.of(balancer, PORT);
      var answered = new AtomicInteger();
      var isOver = new AtomicBoolean();
      var asked = new ArrayList<Future<?>>();
      for (int i = 0; i < CLIENTS; i++) {
        asked.add(clients.submit(() -> ask(client, answered, isOver)));
      }
      awaitMore(answered, 200);
      Image.engine().killContainerCmd(second.getContainerId()).withSignal("KILL").exec();
      awaitCount(metrics, UP, 2);
      awaitMore(answered, 200);
      Image.engine().startContainerCmd(second.getContainerId()).exec();
      awaitCount(metrics, UP, 3);
      awaitMore(answered, 200);
      isOver.set(true);
      for (var each : asked) {
        each.get();
      }
      assertThat(ANSWERED.matcher(metrics.get("/metrics").body()).results().count())
          .as("replicas that answered")
          .isGreaterThanOrEqualTo(3);
    }
  }

  private static GenericContainer<?> balancer(Network network) {
    return Compose.read(Compose.FILE)
        .container("haproxy", network, Map.of())
        .withExposedPorts(PORT, METRICS_PORT)
        .waitingFor(Wait.forHttp("/metrics").forPort(METRICS_PORT));
  }

  private static void ask(Client client, AtomicInteger answered, AtomicBoolean isOver) {
    while (!isOver.get()) {
      Question.any(200).askTwiceAtMost(client);
      answered.incrementAndGet();
    }
  }

  private static void awaitMore(AtomicInteger answered, int count) throws InterruptedException {
    int enough = answered.get() + count;
    var end = Instant.now().plus(PATIENCE);
    while (answered.get() < enough) {
      assertThat(Instant.now()).as("answers: %s", answered).isBefore(end);
      Thread.sleep(20);
    }
  }

  private static void awaitCount(Client metrics, Pattern pattern, int count)
      throws IOException, InterruptedException {
    var end = Instant.now().plus(PATIENCE);
    while (pattern.matcher(metrics.get("/metrics").body()).results().count() != count) {
      assertThat(Instant.now())
          .as(() -> "waiting for %d in %s".formatted(count, servers(metrics)))
          .isBefore(end);
      Thread.sleep(100);
    }
  }

  private static List<String> servers(Client metrics) {
    try {
      return metrics
          .get("/metrics")
          .body()
          .lines()
          .filter(line -> line.startsWith("haproxy_server_status"))
          .filter(line -> line.endsWith(" 1"))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
