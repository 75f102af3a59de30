package dev.nabla.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

/// Prometheus, set up as the compose file has it, finds the replica by its name, scrapes it and has
/// an answer to every question of the dashboard and the alerts.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusTest {

  private static final int PORT = 9090;
  private static final String FOLDER = "./src/main/docker/prometheus";

  /// What has nothing to show while all is well, besides the alerts.
  private static final Set<String> EMPTY_WHEN_WELL =
      Set.of("Log events", "job:http_server_requests_errors:ratio5m");

  private final Network network = Network.newNetwork();
  private GenericContainer<?> replica;
  private GenericContainer<?> prometheus;

  @BeforeAll
  void scrape(@TempDir Path folder) throws IOException, InterruptedException {
    Image.require();
    copyHurried(folder);
    replica = Image.replica(network);
    replica.start();
    prometheus =
        Compose.read(Compose.FILE)
            .container("prometheus", network, Map.of(FOLDER, folder))
            .withExposedPorts(PORT)
            .waitingFor(Wait.forHttp("/-/ready").forPort(PORT));
    prometheus.start();
    // A rate takes two scrapes, and a rule of rules one more round each.
    var end = Instant.now().plus(Duration.ofMinutes(1));
    var client = Client.of(replica, Image.PORT);
    // Once: more would be worth an alert.
    client.post("/v1/losses/mse", "{}");
    for (int rounds = 0; rounds < 8; ) {
      client.post(Question.PATH, Question.any(100).body());
      client.post("/v1/losses/mse", "{\"predictions\": 1, \"targets\": 2}");
      client.get("/v1/guide");
      Thread.sleep(1_000);
      rounds = isEmpty("function:nabla_compute_seconds:p99_5m") ? 0 : rounds + 1;
      assertThat(Instant.now()).as("nothing is recorded").isBefore(end);
    }
  }

  @AfterAll
  void stop() {
    if (replica != null) {
      replica.close();
    }
    if (prometheus != null) {
      prometheus.close();
    }
    network.close();
  }

  /// The folder's files with a second where they say 15.
  private static void copyHurried(Path folder) throws IOException {
    // Prometheus runs as a user of its own.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var files = Files.list(Path.of(FOLDER))) {
      for (var file : files.toList()) {
        var copy = folder.resolve(file.getFileName());
        Files.writeString(copy, Files.readString(file).replace("15s", "1s").replace("5s", "1s"));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
      }
    }
  }

  private boolean isEmpty(String expression) throws IOException {
    var answer =
        Client.of(prometheus, PORT)
            .json("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
    assertThat(answer.get("status").stringValue()).as(answer.toString()).isEqualTo("success");
    return answer.at("/data/result").isEmpty();
  }

  static List<MonitoringTest.Query> queries() {
    return MonitoringTest.queries();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void everyQueryHasAnAnswer(MonitoringTest.Query query) throws IOException {
    // Grafana puts this for "all".
    var expression = query.expression().replaceAll("\\$(function|instance)", ".*");
    boolean isAlert = query.where().startsWith("Nabla");
    boolean isEmpty = isEmpty(expression);
    if (isAlert) {
      assertThat(isEmpty).as("%s does not fire", query.where()).isTrue();
    } else if (!EMPTY_WHEN_WELL.contains(query.where())) {
      assertThat(isEmpty).as("%s shows nothing", query.where()).isFalse();
    }
  }

  @Test
  void everyRuleIsLoadedAndWell() throws IOException {
    var groups = Client.of(prometheus, PORT).json("/api/v1/rules").at("/data/groups");
    assertThat(groups.valueStream().map(group -> group.get("name").stringValue()))
        .containsExactlyInAnyOrder("nabla.recording", "nabla.alerts");
    assertThat(groups.valueStream().flatMap(group -> group.get("rules").valueStream()))
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(rule.get("health").stringValue()).isEqualTo("ok"));
  }

  @Test
  void theReplicaIsFoundByItsName() throws IOException {
    assertThat(isEmpty("up{job=\"nabla\", instance=~\".+:8081\"} == 1")).isFalse();
  }
}
