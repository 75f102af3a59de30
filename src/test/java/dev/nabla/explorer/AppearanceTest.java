package dev.nabla.explorer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.nabla.web.Http;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Themes, languages, widths, and what people with disabilities need.
@BrowserTest
class AppearanceTest {

  private final int port;
  private final Browser browser;

  AppearanceTest(@LocalServerPort int port, Browser browser) {
    this.port = port;
    this.browser = browser;
  }

  private Visit visit(int width, ColorScheme scheme, String language) {
    return new Visit(browser, port, width, scheme, language);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280, en", "DARK, 1280, zh", "LIGHT, 360, zh", "DARK, 360, en"})
  void axeFindsNothingSerious(ColorScheme scheme, int width, String language) {
    try (var visit = visit(width, scheme, language)) {
      for (var address :
          List.of("losses/focal?axis=p_t&pin=losses/focal?gamma%3D0", "losses/triplet")) {
        visit.open(address);
        visit.find(".data summary").click();
        visit.find("#send").click();
        visit.find("#answer .json").waitFor();
        if (width < 700) {
          visit.find(".menu").click();
        }
        var serious =
            new AxeBuilder(visit.page())
                .analyze().getViolations().stream()
                    .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                    .map(rule -> rule.getId() + " " + rule.getNodes())
                    .toList();
        assertThat(serious).as(address).isEmpty();
      }
    }
  }

  @Test
  void theThemeFollowsTheSystemUntilItIsChosen() {
    try (var visit = visit(1280, ColorScheme.DARK, "en").open("activations/relu")) {
      var root = visit.find("html");
      assertThat(root).hasAttribute("data-theme", "dark");
      visit.find("#theme").click();
      assertThat(root).hasAttribute("data-theme", "light");
      visit.page().reload();
      assertThat(root).hasAttribute("data-theme", "light");
      visit.find("#theme").click();
      visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      assertThat(root).hasAttribute("data-theme", "light");
    }
  }

  @Test
  void nothingMovesForThoseWhoWantItCalm() {
    try (var visit = visit(1280, ColorScheme.LIGHT, "en").open("activations/relu")) {
      visit
          .page()
          .emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
      assertThat(
              visit
                  .find("button")
                  .evaluateAll("all => all.map(it => getComputedStyle(it).transitionDuration)"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
          .containsOnly("0s");
    }
  }

  @Test
  void theLanguageFollowsTheBrowserUntilItIsChosen() {
    try (var visit = visit(1280, ColorScheme.LIGHT, "zh-CN").open("activations/relu")) {
      assertThat(visit.find("html")).hasAttribute("lang", "zh-Hans");
      assertThat(visit.find("#send")).hasText("发送");
      visit.find("#language").selectOption("en");
      assertThat(visit.find("#send")).hasText("Send");
      assertThat(visit.find("html")).hasAttribute("lang", "en");
      visit.open("activations/tanh");
      assertThat(visit.find("#send")).hasText("Send");
    }
  }

  @Test
  void bothLanguagesSayTheSameThings() {
    try (var visit = new Visit(browser, port).open("activations/relu")) {
      var english = texts(visit, "en");
      var chinese = texts(visit, "zh");
      assertThat(keys("", chinese).filter(AppearanceTest::isPageText))
          .containsExactlyInAnyOrderElementsOf(
              keys("", english).filter(AppearanceTest::isPageText).toList());
    }
  }

  /// English is what the service says of functions itself.
  private static boolean isPageText(String key) {
    return Stream.of("/functions", "/models", "/descriptions", "/axes").noneMatch(key::startsWith);
  }

  @Test
  void chineseHasWordsForAllThatCardsSay() {
    try (var visit = new Visit(browser, port).open("activations/relu")) {
      var http = new Http(port);
      var chinese = texts(visit, "zh");
      var cards =
          Stream.of("activations", "losses")
              .flatMap(list -> http.shown("/v1/" + list).valueStream())
              .toList();
      assertThat(chinese.get("functions").propertyNames())
          .containsExactlyInAnyOrderElementsOf(strings(cards.stream(), "name"));
      assertThat(chinese.get("descriptions").propertyNames())
          .containsExactlyInAnyOrderElementsOf(
              strings(
                  cards.stream()
                      .flatMap(
                          card ->
                              Stream.of("parameters", "inputs", "outputs")
                                  .flatMap(list -> card.get(list).valueStream())),
                  "description"));
      var axes = cards.stream().flatMap(card -> card.get("axes").valueStream()).toList();
      assertThat(chinese.get("axes").propertyNames())
          .containsAll(strings(axes.stream(), "along"))
          .containsAll(strings(axes.stream(), "label"));
      assertThat(chinese.get("models").propertyNames())
          .containsExactlyInAnyOrderElementsOf(
              strings(http.shown("/v1/guide").valueStream(), "model"));
    }
  }

  @Test
  void hintsAreThoseOfTheFunction() {
    try (var visit = visit(1280, ColorScheme.LIGHT, "zh").open("activations/leaky_relu")) {
      // A slope here and a weight there: the same Greek letter.
      assertThat(visit.find("#hint-alpha")).containsText("斜率");
      assertThat(visit.open("losses/focal").find("#hint-alpha")).containsText("权重");
      assertThat(visit.find("#hint-targets")).containsText("真实类别");
      assertThat(visit.open("losses/triplet").find(".formulas .katex-html").last())
          .not()
          .containsText("while");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360})
  void formulasFitAPhone(int width) {
    try (var visit = visit(width, ColorScheme.LIGHT, "en")) {
      for (var address :
          List.of(
              "activations/gelu",
              "losses/binary_cross_entropy",
              "losses/contrastive",
              "losses/triplet")) {
        visit.open(address);
        assertThat(
                visit
                    .find(".formula")
                    .evaluateAll("all => all.map(it => it.scrollWidth - it.clientWidth)"))
            .as(address)
            .isEqualTo(List.of(0, 0));
      }
    }
  }

  @Test
  void aPhoneHasTheLinkToTheApiAndIsTouched() {
    var options =
        new Browser.NewContextOptions()
            .setBaseURL("http://localhost:" + port)
            .setViewportSize(360, 780)
            .setHasTouch(true)
            .setIsMobile(true);
    try (var context = browser.newContext(options)) {
      var page = context.newPage();
      page.navigate("/");
      assertThat(page.locator(".bar .outside")).isVisible();
      assertThat(page.locator("#readout")).containsText("Touch");
    }
  }

  private static List<String> strings(Stream<JsonNode> nodes, String field) {
    return nodes.map(node -> node.get(field).stringValue()).distinct().toList();
  }

  private static JsonNode texts(Visit visit, String language) {
    var text =
        visit
            .page()
            .evaluate(
                "async code => JSON.stringify((await import(`/texts/${code}.js`)).default)",
                language);
    return Http.JSON.readTree(Objects.requireNonNull((String) text));
  }

  private static Stream<String> keys(String path, JsonNode node) {
    return node.isObject()
        ? node.propertyStream()
            .flatMap(property -> keys(path + "/" + property.getKey(), property.getValue()))
        : Stream.of(path);
  }

  @Test
  void aPhoneHasTheListBehindAButton() {
    try (var visit = visit(360, ColorScheme.LIGHT, "en").open("activations/relu")) {
      assertThat(visit.find("#catalogue")).isHidden();
      visit.find(".menu").click();
      visit.find("[data-name=gelu]").click();
      visit.awaitCurve("activations/gelu");
      assertThat(visit.find("#catalogue")).isHidden();
      assertThat(visit.overflows()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 768, 1280})
  void nothingShiftsWhileThePageLoads(int width) {
    try (var visit = visit(width, ColorScheme.LIGHT, "en")) {
      visit
          .page()
          .addInitScript(
              "window.shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(entry"
                  + " => window.shifted += entry.value)).observe({type: 'layout-shift', buffered:"
                  + " true})");
      visit.open("losses/focal");
      visit.page().waitForTimeout(300);
      // The score that counts as good is 0.1.
      assertThat(((Number) visit.page().evaluate("window.shifted")).doubleValue()).isLessThan(0.02);
    }
  }

  @Test
  void theKeyboardReachesEverything() {
    try (var visit = new Visit(browser, port).open("activations/leaky_relu")) {
      var keyboard = visit.page().keyboard();
      keyboard.press("Tab");
      assertThat(visit.find(".skip")).isFocused();
      keyboard.press("Enter");
      assertThat(visit.find("h1")).isFocused();
      visit.find(".plot").focus();
      keyboard.press("End");
      assertThat(visit.find("#readout")).hasText("x = 6");
      keyboard.press("ArrowLeft");
      assertThat(visit.find("#readout")).hasText("x = 5.9");
      keyboard.press("+");
      visit.page().waitForURL("**from=*");
      keyboard.press("0");
      visit.page().waitForURL(url -> !url.contains("from="));
      visit.find("#p-alpha-slider").focus();
      keyboard.press("ArrowRight");
      visit.awaitCurve("activations/leaky_relu?alpha=0.02");
    }
  }
}
