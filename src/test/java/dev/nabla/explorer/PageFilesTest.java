package dev.nabla.explorer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.Http;
import dev.nabla.web.OutsideTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/// How the page's files are served.
@OutsideTest
class PageFilesTest {

  private static final Path STATIC = Path.of("src/main/resources/static");

  private final Http http;

  PageFilesTest(@LocalServerPort int port) {
    http = new Http(port);
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  private HttpResponse<String> get(String path, String... headers) {
    return http.send("GET", path, BodyPublishers.noBody(), headers);
  }

  private static String page() throws IOException {
    return Files.readString(STATIC.resolve("index.html"), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html"})
  void thePageAllowsItselfNothingButThisService(String path) {
    var response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).startsWith("text/html");
    assertThat(header(response, "Content-Security-Policy"))
        .contains("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe", "http:", "https:");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void thePageHasNothingInline() throws IOException {
    assertThat(page())
        .doesNotContain("style=", "<style", "onclick")
        .doesNotContainPattern("<script>");
  }

  @Test
  void whatThePageNamesIsThere() throws IOException {
    var named = Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(page()).results();
    assertThat(named.map(match -> match.group(1)))
        .hasSizeGreaterThan(20)
        .allSatisfy(path -> assertThat(get(path).statusCode()).isIn(200, 302));
  }

  /// Modules that import modules would otherwise be fetched one after the other.
  @Test
  void everyModuleIsPreloaded() throws IOException {
    var page = page();
    try (var files = Files.walk(STATIC)) {
      var modules =
          files
              .map(file -> "/" + STATIC.relativize(file).toString().replace('\\', '/'))
              .filter(file -> file.endsWith(".js") && !file.contains("/figures"))
              .toList();
      assertThat(modules)
          .isNotEmpty()
          .allSatisfy(module -> assertThat(page).contains("\"" + module + "\""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/main.js", "/theme.css", "/webjars/katex/dist/katex.min.js"})
  void unchangedFilesAreNotSentAgain(String path) {
    var first = get(path);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
    assertThat(header(first, "Last-Modified")).isEqualTo("none");
    var tag = header(first, "ETag");
    var second = get(path, "If-None-Match", tag);
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(get(path, "If-None-Match", "W/\"other\"").body()).isEqualTo(first.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/main.js", "/webjars/katex/dist/katex.min.js", "/plot.css"})
  void filesAreCompressed(String path) {
    assertThat(header(get(path, "Accept-Encoding", "gzip"), "Content-Encoding")).isEqualTo("gzip");
  }

  @Test
  void numbersAreNot() {
    assertThat(header(get("/v1/activations", "Accept-Encoding", "gzip"), "Content-Encoding"))
        .isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing.js", "/nothing", "/webjars/katex/nothing.js", "/v1/", "/texts/"})
  void whatIsNotThereIsStillAProblem(String path) {
    var response = get(path, "Accept", "text/html");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void swaggerUiKeepsItsOwnRules() {
    assertThat(List.of(get("/swagger-ui.html"), get("/swagger-ui/index.html")))
        .allSatisfy(
            response -> assertThat(header(response, "Content-Security-Policy")).isEqualTo("none"));
  }
}
