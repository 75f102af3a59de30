package dev.nabla.deployment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.OutputFrame.OutputType;

/// A container that is told to stop answers each request that it has accepted.
class GracefulStopTest {

  private static final int CLIENTS = 4;

  /// What the engine waits before it kills, as `docker stop` does.
  private static final int GRACE_SECONDS = 10;

  @BeforeAll
  static void require() throws IOException, InterruptedException {
    Image.require();
  }

  @Test
  void noRequestIsLost() throws IOException, InterruptedException, ExecutionException {
    try (var network = Network.newNetwork();
        var replica = Image.replica(network);
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      replica.start();
      var client = Client.of(replica, Image.PORT);
      var question = Question.any(1_000);
      // Half of a request is there before the stop and half comes after it.
      try (var slow = new Socket(replica.getHost(), replica.getMappedPort(Image.PORT))) {
        var body = question.body().getBytes(US_ASCII);
        var head =
            "POST %s HTTP/1.1\r\nHost: nabla\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(Question.PATH, body.length)
                .getBytes(US_ASCII);
        slow.getOutputStream().write(head);
        slow.getOutputStream().write(body, 0, body.length / 2);
        var answered = new AtomicInteger();
        var asked = new ArrayList<Future<?>>();
        for (int i = 0; i < CLIENTS; i++) {
          asked.add(clients.submit(() -> askUntilRefused(client, answered)));
        }
        while (answered.get() < 50 * CLIENTS) {
          Thread.sleep(10);
        }
        var stopped = clients.submit(() -> stop(replica));
        Thread.sleep(1_000);
        slow.getOutputStream().write(body, body.length / 2, body.length - body.length / 2);
        var answer = new String(slow.getInputStream().readAllBytes(), UTF_8);
        assertThat(answer).startsWith("HTTP/1.1 200");
        question.check(Client.JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4)));
        stopped.get();
        for (var each : asked) {
          each.get();
        }
        assertThat(accepted(replica)).isEqualTo(answered.get() + 1);
      }
      // 128 + SIGTERM: it ended by itself, and was not killed.
      assertThat(replica.getCurrentContainerInfo().getState().getExitCodeLong()).isEqualTo(143);
    }
  }

  /// Asks on and on, until a connection fails or the service says that it is about to stop; an
  /// answer that comes is whole and right.
  private static void askUntilRefused(Client client, AtomicInteger answered) {
    while (true) {
      var question = Question.any(1_000);
      try {
        var answer = client.post(Question.PATH, question.body());
        if (answer.statusCode() == 503) {
          return;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        question.check(Client.JSON.readTree(answer.body()));
        answered.incrementAndGet();
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void stop(GenericContainer<?> container) {
    Image.engine().stopContainerCmd(container.getContainerId()).withTimeout(GRACE_SECONDS).exec();
  }

  /// Requests that the service has computed, by its log.
  private static long accepted(GenericContainer<?> replica) {
    return replica
        .getLogs(OutputType.STDOUT)
        .lines()
        .map(Client.JSON::readTree)
        .filter(line -> line.at("/log/logger").asString("").equals("nabla.access"))
        .filter(line -> line.at("/http/response/status_code").asInt(0) == 200)
        .filter(line -> line.at("/url/path").asString("").equals(Question.PATH))
        .count();
  }
}
