package dev.nabla.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.nabla.web.Http;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The figures: what they show is what the service answers and what the theory says, however they
/// are moved.
@BrowserTest
class FiguresTest {

  private static final String FIGURES =
      """
      relu, dead-unit
      leaky_relu, dead-unit
      gelu, gelu
      softmax, softmax
      maxout, maxout
      hinge, margins
      exponential, margins
      binary_cross_entropy, cross-entropy
      binary_cross_entropy, margins
      balanced_cross_entropy, cross-entropy
      cross_entropy, cross-entropy
      focal, focal
      contrastive, contrastive
      triplet, triplet
      """;

  private final Http http;
  private final Visit wide;
  private final Visit narrow;

  FiguresTest(@LocalServerPort int port, Browser browser) {
    http = new Http(port);
    wide = new Visit(browser, port);
    narrow = new Visit(browser, port, 320, ColorScheme.DARK, "zh");
  }

  @AfterAll
  void leave() {
    wide.close();
    narrow.close();
  }

  private static Locator open(Visit visit, String address, String figure) {
    visit.open(address);
    var place = visit.find("[data-figure='%s']".formatted(figure));
    place.locator("[data-ready]").waitFor();
    return place;
  }

  private static String address(String function) {
    return (List.of("relu", "leaky_relu", "gelu", "softmax", "maxout").contains(function)
            ? "activations/"
            : "losses/")
        + function;
  }

  private static double exact(Locator figure, String value) {
    return Double.parseDouble(figure.locator(place(value)).getAttribute("data-exact"));
  }

  private static String place(String value) {
    return "[data-value='%s']".formatted(value);
  }

  /// Puts a slider where a keyboard could have put it.
  private static void slide(Locator figure, String control, String value) {
    figure.locator("[data-control='%s']".formatted(control)).fill(value);
  }

  /// Waits until the address holds this state of a figure, which it does once the figure rests.
  private static void awaitKept(Page page, String figure, String state) {
    page.waitForURL(url -> url.contains("figure.%s=%s".formatted(figure, state)));
  }

  /// Whether the figure shows what the service says of the triplet in the address.
  private void assertAnswered(Locator figure, String state) {
    var request =
        """
        {'anchor': [%s, %s], 'positive': [%s, %s], 'negative': [%s, %s], 'margin': %s,
         'distance': '%s', 'swap': %s}"""
            .formatted((Object[]) state.split(",", -1));
    var answer = http.answer("/v1/losses/triplet", request);
    var region = figure.locator(place("region"));
    PlaywrightAssertions.assertThat(region)
        .hasAttribute("data-exact", answer.get("regions").stringValue());
    assertThat(exact(figure, "loss")).isEqualTo(answer.get("loss").doubleValue());
    assertThat(exact(figure, "distance-positive"))
        .isEqualTo(answer.get("distances_positive").doubleValue());
    assertThat(exact(figure, "distance-negative"))
        .isEqualTo(answer.get("distances_negative").doubleValue());
    boolean pushes = answer.get("loss").doubleValue() > 0;
    assertThat(figure.locator("[data-arrow=negative]").count()).isEqualTo(pushes ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(textBlock = FIGURES)
  void isDrawnForEverybody(String function, String id) {
    var figure = open(wide, address(function), id);
    assertThat(figure.locator("[role=alert]").isVisible()).isFalse();
    assertAccessible(wide, id);
    var chinese = open(narrow, address(function), id);
    assertThat(chinese.locator("h3").innerText()).matches(".*\\p{IsHan}.*");
    assertThat(chinese.innerText()).doesNotContain("undefined");
    assertThat(narrow.overflows()).isFalse();
    assertAccessible(narrow, id);
  }

  private static void assertAccessible(Visit visit, String id) {
    var found = new AxeBuilder(visit.page()).include("[data-figure='%s']".formatted(id)).analyze();
    assertThat(found.getViolations()).isEmpty();
  }

  @Test
  void bothLanguagesHaveTheSameTexts() {
    wide.open("losses/focal");
    var keys =
        """
        async (language) => {
          const keys = (texts) => Object.entries(texts).flatMap(([key, text]) =>
            typeof text === "string" ? [key] : keys(text).map((inner) => `${key}.${inner}`));
          return keys((await import(`/texts/figures.${language}.js`)).default);
        }""";
    assertThat(wide.page().evaluate(keys, "zh")).isEqualTo(wide.page().evaluate(keys, "en"));
  }

  @Test
  void arrowKeysMoveTheNegativeThroughTheRegions() {
    var figure = open(wide, "losses/triplet", "triplet");
    var region = figure.locator(place("region"));
    PlaywrightAssertions.assertThat(region).hasAttribute("data-exact", "semi_hard");
    var negative = figure.locator("[data-point=negative]");
    negative.focus();
    for (int i = 0; i < 10; i++) {
      negative.press("ArrowUp");
    }
    PlaywrightAssertions.assertThat(region).hasAttribute("data-exact", "hard");
    var near = "-0.5,0,0.5,0.6,-0.9,-0.5,1,euclidean,false";
    awaitKept(wide.page(), "triplet", near);
    assertAnswered(figure, near);
    for (int i = 0; i < 4; i++) {
      negative.press("Shift+ArrowDown");
    }
    PlaywrightAssertions.assertThat(region).hasAttribute("data-exact", "easy");
    var far = "-0.5,0,0.5,0.6,-0.9,-2.5,1,euclidean,false";
    awaitKept(wide.page(), "triplet", far);
    assertAnswered(figure, far);
    assertThat(exact(figure, "loss")).isZero();
  }

  @Test
  void thePointerDragsTheNegative() {
    var figure = open(wide, "losses/triplet", "triplet");
    double before = exact(figure, "loss");
    var negative = figure.locator("[data-point=negative]");
    negative.scrollIntoViewIfNeeded();
    var start = middle(negative);
    var anchor = middle(figure.locator("[data-point=anchor]"));
    var mouse = wide.page().mouse();
    mouse.move(start[0], start[1]);
    mouse.down();
    mouse.move(anchor[0], anchor[1] + 30, new Mouse.MoveOptions().setSteps(10));
    mouse.up();
    PlaywrightAssertions.assertThat(figure.locator(place("region")))
        .hasAttribute("data-exact", "hard");
    var dropped = negative.getAttribute("aria-valuetext").replaceAll("[xy ]", "").replace('−', '-');
    var state = "-0.5,0,0.5,0.6,%s,1,euclidean,false".formatted(dropped);
    awaitKept(wide.page(), "triplet", state);
    assertAnswered(figure, state);
    assertThat(exact(figure, "loss")).isGreaterThan(before);
  }

  private static double[] middle(Locator element) {
    var box = element.boundingBox();
    return new double[] {box.x + box.width / 2, box.y + box.height / 2};
  }

  /// The places of the three points, the margin, the distance and the swap.
  private static final String STATES =
      """
      "0,0,1,0,0,-0.5,1,euclidean,false"
      "0,0,1,0,1.5,1,0.75,manhattan,false"
      "0.5,0.5,1,0,-1,-1,0.5,cosine,false"
      "0,0,1,0,1.5,0.25,0.2,squared_euclidean,true"
      """;

  /// An address restores a triplet; and of each place in the plane that is not next to a border,
  /// the colour says what a negative there is.
  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', textBlock = STATES)
  void anAddressRestoresATripletWithItsRegions(String state) {
    assertAnswered(open(wide, "losses/triplet?figure.triplet=" + state, "triplet"), state);
    var values = List.of(state.split(",", -1));
    var places = new ArrayList<List<Double>>();
    for (double x = -2.8; x < 3; x += 0.4) {
      for (double y = -2.8; y < 3; y += 0.4) {
        places.add(List.of(x, y));
      }
    }
    var request =
        Map.of(
            "anchor", Collections.nCopies(places.size(), numbers(values.subList(0, 2))),
            "positive", Collections.nCopies(places.size(), numbers(values.subList(2, 4))),
            "negative", places,
            "margin", Double.valueOf(values.get(6)),
            "distance", values.get(7),
            "swap", Boolean.valueOf(values.get(8)));
    var answer = http.answer("/v1/losses/triplet", Http.JSON.writeValueAsString(request));
    double near = answer.at("/distances_positive/0").doubleValue();
    double margin = Double.parseDouble(values.get(6));
    var colours = (List<?>) wide.page().evaluate(COLOURS, places);
    int compared = 0;
    for (int i = 0; i < places.size(); i++) {
      double excess = answer.at("/distances_negative/" + i).doubleValue() - near;
      if (Math.abs(excess) > 0.1 && Math.abs(excess - margin) > 0.1) {
        assertThat(colours.get(i))
            .as("at %s", places.get(i))
            .isEqualTo(answer.at("/regions/" + i).stringValue());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  private static final String COLOURS =
      """
      (places) => {
        const plane = document.querySelector("[data-plane]");
        const size = plane.viewBox.baseVal.width;
        const filled = (region, [x, y]) => plane.querySelector(`path.figure-region-${region}`)
          .isPointInFill(new DOMPoint((x + 3) / 6 * size, (3 - y) / 6 * size));
        return places.map((place) => ["hard", "semi_hard"].find((region) => filled(region, place)) ?? "easy");
      }""";

  private static List<Double> numbers(List<String> texts) {
    return texts.stream().map(Double::valueOf).toList();
  }

  @Test
  void whatAnAddressCannotMeanIsLeftOut() {
    var figure = open(wide, "losses/triplet?figure.triplet=1,2,north", "triplet");
    assertAnswered(figure, "-0.5,0,0.5,0.6,-0.9,-1.5,1,euclidean,false");
  }

  @Test
  void theMarginOfThePageIsTheFigures() {
    var figure = open(wide, "losses/triplet?margin=0.25", "triplet");
    assertAnswered(figure, "-0.5,0,0.5,0.6,-0.9,-1.5,0.25,euclidean,false");
  }

  @Test
  void aSimilarPairCostsItsDistanceAndADissimilarOneWhatIsMissing() {
    var figure =
        open(
            wide,
            "losses/contrastive?figure.contrastive=0,0,1.2,1.6,1,1,linear,euclidean",
            "contrastive");
    assertThat(exact(figure, "loss")).isCloseTo(2, within(1e-15));
    var apart =
        open(
            wide,
            "losses/contrastive?figure.contrastive=0,0,0.3,0.4,0,1,linear,euclidean",
            "contrastive");
    assertThat(exact(apart, "loss")).isCloseTo(0.5, within(1e-15));
    slide(apart, "margin", "2");
    PlaywrightAssertions.assertThat(apart.locator(place("loss"))).hasText("1.5");
    apart.locator("[data-control=targets][value='1']").check();
    PlaywrightAssertions.assertThat(apart.locator(place("loss"))).hasText("0.5");
  }

  /// Section 3.2 of the paper: at γ = 2 a sample with p_t = 0.9 weighs 100 times less.
  @Test
  void focalLossIsThePapersFigure() {
    var figure = open(wide, "losses/focal", "focal");
    assertThat(figure.locator("[data-chart=loss] .figure-line").count()).isEqualTo(6);
    assertThat(exact(figure, "0-1")).isEqualTo(1);
    assertThat(exact(figure, "3-1")).isCloseTo(0.01, within(1e-15));
    assertThat(exact(figure, "0-0")).isCloseTo(-Math.log(0.9), within(1e-15));
    assertThat(exact(figure, "3-0")).isCloseTo(-0.01 * Math.log(0.9), within(1e-15));
    slide(figure, "gamma", "1.5");
    PlaywrightAssertions.assertThat(figure.locator("[data-row='5'] th")).containsText("1.5");
    slide(figure, "p_t", "0.5");
    assertThat(exact(figure, "5-1")).isCloseTo(Math.pow(0.5, 1.5), within(1e-15));
  }

  @Test
  void aCurveBesideFocalLossHasItsTitle() {
    var figure = open(wide, "losses/balanced_cross_entropy", "cross-entropy");
    PlaywrightAssertions.assertThat(figure.locator("[data-row=own] th"))
        .hasText("Balanced cross-entropy");
  }

  @Test
  void theOriginIsNamedWhereAnglesCount() {
    var cosine = "0.5,0.5,1,0,-1,-1,0.5,cosine,false";
    var figure = open(wide, "losses/triplet?figure.triplet=" + cosine, "triplet");
    assertThat(figure.locator("[data-plane]").textContent()).contains("origin");
  }

  @Test
  void softmaxShowsItsJacobian() {
    var figure = open(wide, "activations/softmax", "softmax");
    slide(figure, "x1", "2");
    slide(figure, "temperature", "0.5");
    var answer =
        http.answer(
            "/v1/activations/softmax", "{'x': [2, 0.5, -1], 'temperature': 0.5, 'jacobian': true}");
    PlaywrightAssertions.assertThat(figure.locator(place("s1")))
        .hasAttribute("data-exact", String.valueOf(answer.at("/values/0").doubleValue()));
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        JsonNode entry = answer.at("/jacobian/%d/%d".formatted(i, j));
        assertThat(exact(figure, "j%d%d".formatted(i + 1, j + 1))).isEqualTo(entry.doubleValue());
      }
    }
  }

  /// A tangent in the middle of a stretch of width w is (w/2)² below x² at its ends.
  @Test
  void moreLinesFitAParabolaCloser() {
    var figure = open(wide, "activations/maxout", "maxout");
    assertThat(exact(figure, "gap")).isCloseTo(0.5625, within(1e-12));
    slide(figure, "pieces", "6");
    PlaywrightAssertions.assertThat(figure.locator(place("gap"))).hasText("0.25");
    assertThat(figure.locator("[data-series^=piece-]").count()).isEqualTo(6);
    figure.locator("[data-point=tangent-0]").press("ArrowRight");
    PlaywrightAssertions.assertThat(figure.locator(place("gap"))).not().hasText("0.25");
    assertThat(exact(figure, "gap")).isGreaterThan(0.25);
    awaitKept(wide.page(), "maxout", "square,6,-2.4_-1.5_-0.5_0.5_1.5_2.5");
  }

  /// The distances and their places by 50-digit arithmetic.
  @Test
  void geluMarksWhereItsApproximationsAreFurthestOff() {
    var figure = open(wide, "activations/gelu", "gelu");
    assertThat(figure.locator("[data-chart=difference-tanh] .figure-mark").allTextContents())
        .containsExactly("4.7324 × 10⁻⁴", "at x = −2.699", "4.7324 × 10⁻⁴", "at x = 2.699");
    assertThat(figure.locator("[data-chart=difference-sigmoid] .figure-mark").allTextContents())
        .containsExactly("−0.020335", "at x = −2.27", "−0.020335", "at x = 2.27");
  }

  @Test
  void lossesOfAMarginMeetWhereTheMistakeBegins() {
    var figure = open(wide, "losses/hinge?figure.margins=0", "margins");
    for (var loss : List.of("hinge", "exponential", "logistic")) {
      assertThat(exact(figure, loss + "-0")).as(loss).isCloseTo(1, within(1e-15));
      assertThat(exact(figure, loss + "-1")).as(loss).isNegative();
    }
  }

  @Test
  void reluDiesAndLeakyReluDoesNot() {
    var figure = open(wide, "activations/relu", "dead-unit");
    PlaywrightAssertions.assertThat(figure.locator(place("verdict")))
        .hasAttribute("data-exact", "alive");
    slide(figure, "bias", "-5");
    PlaywrightAssertions.assertThat(figure.locator(place("verdict")))
        .hasAttribute("data-exact", "dead");
    assertThat(exact(figure, "relu-1")).isZero();
    assertThat(exact(figure, "leaky_relu-1")).isCloseTo(10 * 0.1, within(1e-15));
  }
}
