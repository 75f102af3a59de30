package dev.nabla.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Rules and dashboard ask for what the service really exposes, and the rules do what their tests
/// under `src/test/prometheus` say.
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Path RULES = Path.of("src/main/docker/prometheus");
  private static final Path DASHBOARD = Path.of("src/main/docker/grafana/dashboards/nabla.json");
  private static final Path RULE_TESTS = Path.of("src/test/prometheus");

  /// Prometheus itself says whether a scrape succeeded.
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  private static final Pattern EXPOSED = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)[{ ]");

  private final Set<String> exposed = new HashSet<>();

  @BeforeAll
  void scrape(@LocalServerPort int port, @LocalManagementPort int management)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var call =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/activations/relu"))
              .header("Content-Type", "application/json");
      for (var body : List.of("{\"x\": 1}", "{}")) {
        client.send(call.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding());
      }
      // Pauses are not told before there was one.
      System.gc();
      var metrics =
          HttpRequest.newBuilder(
              URI.create("http://localhost:" + management + "/actuator/prometheus"));
      var text = client.send(metrics.build(), BodyHandlers.ofString()).body();
      EXPOSED.matcher(text).results().map(match -> match.group(1)).forEach(exposed::add);
    }
  }

  /// @param where the panel or rule that asks
  record Query(String where, String expression) {}

  static List<JsonNode> panels() {
    return read(DASHBOARD).get("panels").valueStream().filter(panel -> !isRow(panel)).toList();
  }

  private static boolean isRow(JsonNode panel) {
    return panel.get("type").stringValue().equals("row");
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> rules() {
    return Stream.of("recording", "alerts")
        .flatMap(name -> yaml(RULES.resolve(name + ".rules.yml")).get("groups").valueStream())
        .flatMap(group -> group.get("rules").valueStream());
  }

  private static JsonNode yaml(Path file) {
    try {
      return JSON.valueToTree(new Yaml().load(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> recorded() {
    return rules()
        .filter(rule -> rule.has("record"))
        .map(rule -> rule.get("record").stringValue())
        .collect(toSet());
  }

  static List<Query> queries() {
    var queries = new ArrayList<Query>();
    for (var panel : panels()) {
      for (var target : panel.get("targets")) {
        queries.add(new Query(panel.get("title").stringValue(), target.get("expr").stringValue()));
      }
    }
    rules()
        .forEach(
            rule ->
                queries.add(
                    new Query(
                        rule.path("record").asString("") + rule.path("alert").asString(""),
                        rule.get("expr").stringValue())));
    return queries;
  }

  @ParameterizedTest
  @MethodSource("queries")
  void aQueryAsksForMetricsThatThereAre(Query query) {
    var known = new HashSet<>(exposed);
    known.addAll(recorded());
    known.addAll(OF_PROMETHEUS);
    assertThat(PromQl.metrics(query.expression)).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void namesAreFoundInQueries() {
    assertThat(
            PromQl.metrics(
                "1e9 * sum by (a, b) (rate(x_total{c=~\"y{(\", d!=\"z\"}[5m])) / ignoring (e)"
                    + " group_left sum without (f) (g:h:rate5m) or vector(0)"))
        .containsExactlyInAnyOrder("x_total", "g:h:rate5m");
  }

  @ParameterizedTest
  @MethodSource("panels")
  void aPanelSaysWhatItShows(JsonNode panel) {
    assertThat(panel.path("title").asString("")).isNotBlank();
    assertThat(panel.path("description").asString("")).endsWith(".");
    assertThat(panel.at("/fieldConfig/defaults/unit").asString("")).isNotBlank();
    assertThat(panel.get("targets")).isNotEmpty();
    assertThat(panel.get("targets"))
        .allSatisfy(target -> assertThat(target.get("legendFormat").asString("")).isNotBlank());
    assertThat(panel.at("/datasource/uid").asString("")).isEqualTo("${datasource}");
  }

  @Test
  void panelsHaveIdsAndPlacesOfTheirOwn() {
    var all = read(DASHBOARD).get("panels").valueStream().toList();
    assertThat(all).extracting(panel -> panel.get("id").intValue()).doesNotHaveDuplicates();
    var cells = new HashSet<List<Integer>>();
    for (var panel : all) {
      var place = panel.get("gridPos");
      int right = place.get("x").intValue() + place.get("w").intValue();
      assertThat(right).isLessThanOrEqualTo(24);
      for (int x = place.get("x").intValue(); x < right; x++) {
        int bottom = place.get("y").intValue() + place.get("h").intValue();
        for (int y = place.get("y").intValue(); y < bottom; y++) {
          assertThat(cells.add(List.of(x, y))).as("%s overlaps", panel.get("title")).isTrue();
        }
      }
    }
  }

  @Test
  void panelsOfWhatOperationsAskForAreThere() {
    assertThat(panels())
        .extracting(panel -> panel.get("title").stringValue())
        .contains(
            "Latency by function, p50",
            "Latency by function, p95",
            "Latency by function, p99",
            "Time per element",
            "Elements by function",
            "Calls by outcome",
            "Decode and encode, p50",
            "Rejections by reason",
            "Queue",
            "CPU",
            "Heap",
            "Time in collections",
            "Time to ready");
  }

  @Test
  void everyAlertSaysWhatToDo() {
    var alerts = rules().filter(rule -> rule.has("alert")).toList();
    assertThat(alerts).hasSizeGreaterThanOrEqualTo(5);
    assertThat(alerts)
        .allSatisfy(
            alert -> {
              assertThat(alert.at("/labels/severity").asString("")).isIn("warning", "critical");
              assertThat(alert.at("/annotations/summary").asString("")).isNotBlank();
              assertThat(alert.at("/annotations/description").asString("")).isNotBlank();
            });
  }

  @Test
  void theRulesDoWhatTheirTestsSay() throws IOException, InterruptedException {
    assumeTrue(
        isInstalled("promtool"), "promtool is not installed: the rules' own tests are skipped");
    promtool("check rules", RULES, ".rules.yml");
    promtool("test rules", RULE_TESTS, ".test.yml");
  }

  private static boolean isInstalled(String command) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  private static void promtool(String command, Path folder, String ending)
      throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("promtool"));
    words.addAll(List.of(command.split(" ", -1)));
    try (var files = Files.list(folder)) {
      files.map(Path::toString).filter(file -> file.endsWith(ending)).sorted().forEach(words::add);
    }
    assertThat(words).hasSizeGreaterThan(3);
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
