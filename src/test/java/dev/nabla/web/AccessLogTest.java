package dev.nabla.web;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.test.web.server.LocalServerPort;

/// One line for each request, which tells all but its content.
@OutsideTest
class AccessLogTest {

  private static final String MSE = "/v1/losses/mse";
  private static final String PAIR = "{'predictions': [1, 2, 3], 'targets': [3, 2, 1]}";
  private static final String NEW_ID = "[0-9a-f]{32}";

  private final ListAppender<ILoggingEvent> everything = new ListAppender<>();
  private final Http http;

  AccessLogTest(@LocalServerPort int port) {
    http = new Http(port);
  }

  @BeforeEach
  void listen() {
    // Requests that end late may still log while the list is looked through.
    everything.list = new CopyOnWriteArrayList<>();
    everything.start();
    root().addAppender(everything);
  }

  @AfterEach
  void stopListening() {
    root().detachAppender(everything);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private HttpResponse<String> post(String path, String body, String... headers) {
    var all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/json";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return http.send("POST", path, BodyPublishers.ofString(Http.quoted(body)), all);
  }

  private static String id(HttpResponse<String> response) {
    return response.headers().firstValue("X-Request-Id").orElse("none");
  }

  private ILoggingEvent line(HttpResponse<String> response) {
    return line(id(response));
  }

  /// The line is written when the client has its answer already.
  private ILoggingEvent line(String id) {
    return await()
        .until(
            () ->
                everything.list.stream()
                    .filter(event -> event.getLoggerName().equals("nabla.access"))
                    .filter(event -> id.equals(requestId(event)))
                    .toList(),
            lines -> lines.size() == 1)
        .getFirst();
  }

  private static @Nullable String requestId(ILoggingEvent event) {
    return event.getMDCPropertyMap().get("http.request.id");
  }

  private static Map<String, Object> fields(ILoggingEvent line) {
    return line.getKeyValuePairs().stream()
        .collect(toMap((KeyValuePair pair) -> pair.key, pair -> pair.value));
  }

  @Test
  void anAnswerIsToldWithItsDurations() {
    var line = line(post("/v1/losses/squared_error", PAIR));
    assertThat(fields(line))
        .containsEntry("http.request.method", "POST")
        .containsEntry("url.path", "/v1/losses/squared_error")
        .containsEntry("http.response.status_code", 200)
        .containsEntry("nabla.outcome", "success")
        .containsEntry("nabla.function", "mse")
        .containsEntry("nabla.elements", 6L)
        .doesNotContainKey("nabla.reason");
    assertThat(line.getFormattedMessage())
        .matches(
            "POST /v1/losses/squared_error 200 success in \\d+\\.\\d{3} ms: mse, 6 elements,"
                + " decode \\d+\\.\\d{3} ms, compute \\d+\\.\\d{3} ms, encode \\d+\\.\\d{3} ms");
  }

  @Test
  void aCurveIsToldTheSameWay() {
    var line = line(http.get("/v1/losses/squared_error/curve?format=svg&points=7"));
    assertThat(line.getFormattedMessage())
        .matches(
            "GET /v1/losses/squared_error/curve 200 success in \\d+\\.\\d{3} ms: mse, 7 elements,"
                + " decode \\d+\\.\\d{3} ms, compute \\d+\\.\\d{3} ms, encode \\d+\\.\\d{3} ms");
  }

  @Test
  void durationsAddUp() {
    var fields = fields(line(post(MSE, PAIR)));
    var stages =
        Stream.of("decode", "compute", "encode")
            .map(stage -> nanoseconds(fields, "nabla." + stage + "_nanoseconds"))
            .toList();
    assertThat(stages).allMatch(stage -> stage > 0);
    assertThat(nanoseconds(fields, "event.duration"))
        .isGreaterThan(stages.stream().mapToLong(stage -> stage).sum());
  }

  private static long nanoseconds(Map<String, Object> fields, String name) {
    return (long) requireNonNull(fields.get(name));
  }

  @Test
  void aRefusalIsToldWithItsReason() {
    var line = line(post(MSE, "{'predictions': 1, 'targets': [1]}"));
    assertThat(fields(line))
        .containsEntry("http.response.status_code", 400)
        .containsEntry("nabla.outcome", "rejected")
        .containsEntry("nabla.reason", "shape-mismatch")
        .containsEntry("nabla.function", "mse")
        .containsEntry("nabla.elements", 2L)
        .doesNotContainKey("nabla.compute_nanoseconds");
  }

  @Test
  void whatSpringRefusesIsTold() {
    var line = line(http.send("DELETE", MSE, BodyPublishers.noBody()));
    assertThat(fields(line))
        .containsEntry("http.response.status_code", 405)
        .containsEntry("nabla.reason", "method-not-allowed")
        .doesNotContainKey("nabla.function");
  }

  /// Before any filter, while the body is read, at the body's early end.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/%zz HTTP/1.1\r\n\r\n",
        "POST /v1/losses/mse HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /v1/losses/mse HTTP/1.1\r\nContent-Length: 9\r\n\r\n{"
      })
  void whatTomcatRefusesIsTold(String request) {
    var answer =
        http.raw(
            request.replaceFirst(
                "\r\n", "\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"));
    assertThat(answer).startsWith("HTTP/1.1 400");
    var id = Pattern.compile("X-Request-Id: (\\S+)").matcher(answer);
    assertThat(id.find()).isTrue();
    assertThat(fields(line(id.group(1))))
        .containsEntry("http.response.status_code", 400)
        .containsEntry("nabla.outcome", "rejected")
        .containsEntry("nabla.reason", "malformed-request");
  }

  @Test
  void aPathIsCutShort() {
    assertThat(fields(line(http.get("/" + "x".repeat(5000)))))
        .containsEntry("url.path", "/" + "x".repeat(199) + "…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "42", "Root=1-67891233-abcdef:x/y+z@w_.", "550e8400-e29b-41d4-a716"})
  void theClientsIdIsTaken(String given) {
    var response = post(MSE, PAIR, "X-Request-Id", given);
    assertThat(id(response)).isEqualTo(given);
    assertThat(requestId(line(response))).isEqualTo(given);
  }

  @Test
  void anIdIsTakenUpTo128Characters() {
    assertThat(id(post(MSE, PAIR, "X-Request-Id", "x".repeat(128)))).isEqualTo("x".repeat(128));
    assertThat(id(post(MSE, PAIR, "X-Request-Id", "x".repeat(129)))).matches(NEW_ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "semi;colon", "{json}", "quote\"", "tab\there", "<b>"})
  void anIdThatMightMisleadIsReplaced(String given) {
    var response = post(MSE, PAIR, "X-Request-Id", given);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(id(response)).matches(NEW_ID);
  }

  @Test
  void withoutAnIdEachRequestHasItsOwn() {
    assertThat(id(post(MSE, PAIR))).matches(NEW_ID).isNotEqualTo(id(post(MSE, PAIR)));
  }

  @Test
  void theTraceIsTheIdWhereNoneIsGiven() {
    var trace = "0af7651916cd43dd8448eb211c80319c";
    var parent = "00-" + trace + "-b7ad6b7169203331-01";
    assertThat(id(post(MSE, PAIR, "traceparent", parent))).isEqualTo(trace);
    var later = "01-" + trace + "-b7ad6b7169203331-01-extra";
    assertThat(id(post(MSE, PAIR, "traceparent", later))).isEqualTo(trace);
    assertThat(id(post(MSE, PAIR, "traceparent", parent, "X-Request-Id", "mine")))
        .isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-extra",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01extra",
        "0af7651916cd43dd8448eb211c80319c"
      })
  void aTraceThatIsNoneIsNotTheId(String parent) {
    var id = id(post(MSE, PAIR, "traceparent", parent));
    assertThat(id).matches(NEW_ID);
    assertThat(parent).doesNotContainIgnoringCase(id);
  }

  @Test
  void contentIsNotLogged() {
    var told = line(post(MSE, "{'predictions': [0.271828182], 'targets': [1]}"));
    var queried = line(http.get("/v1/losses/mse/curve?to=0.271828182"));
    var refused = line(post(MSE + "?c0ntent=0.271828182", "{'c0ntent': 0.271828182}"));
    assertThat(everything.list).contains(told, queried, refused);
    assertThat(everything.list)
        .allSatisfy(
            event ->
                assertThat(event.getFormattedMessage() + event.getKeyValuePairs())
                    .doesNotContain("c0ntent", "0.27182"));
  }
}
