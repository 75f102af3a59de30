package dev.nabla.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The plot and what changes it. Expected numbers follow from the formulas by hand.
@BrowserTest
class WorkbenchTest {

  private static LocatorAssertions assertShown(Locator locator) {
    return PlaywrightAssertions.assertThat(locator);
  }

  private static String drawing(Visit visit) {
    return (String) visit.find(".panel-values canvas").evaluate("canvas => canvas.toDataURL()");
  }

  @Test
  void aSliderMovesTheCurve(Visit visit) {
    visit.open("activations/leaky_relu");
    var before = drawing(visit);
    visit.find("#p-alpha-slider").fill("0.5");
    visit.awaitCurve("activations/leaky_relu?alpha=0.5").readLeftEnd();
    // αx and α at x = −6.
    assertThat(visit.reading(0)).containsExactly("−3", "0.5");
    assertThat(visit.find("#p-alpha").inputValue()).isEqualTo("0.5");
    assertThat(drawing(visit)).isNotEqualTo(before);
  }

  @Test
  void aBoxTakesWhatTheSliderDoesNotReach(Visit visit) {
    visit.open("activations/leaky_relu");
    visit.find("#p-alpha").fill("-2");
    visit.awaitCurve("activations/leaky_relu?alpha=-2").readLeftEnd();
    assertThat(visit.reading(0)).containsExactly("12", "−2");
    assertThat(visit.find("#p-alpha-slider").inputValue()).isEqualTo("-2");
  }

  @Test
  void aNullParameterIsAChoice(Visit visit) {
    visit.open("losses/focal?axis=p_t&gamma=0");
    visit.find("#p-alpha-null").check();
    visit.awaitCurve("losses/focal?axis=p_t&gamma=0&alpha=null");
    assertShown(visit.find("#p-alpha-slider")).isDisabled();
    visit.find(".plot").focus();
    visit.page().keyboard().press("End");
    // −log 1, and −1/1: the loss is cross-entropy's.
    assertThat(visit.reading(0)).containsExactly("0", "−1");
  }

  @Test
  void anEnumeratedParameterIsAList(Visit visit) {
    visit.open("losses/contrastive");
    visit.find("#p-form").selectOption("squared");
    visit.awaitCurve("losses/contrastive?form=squared").readLeftEnd();
    // ½(m − 0)² at D = 0.
    assertThat(visit.reading(0).getFirst()).isEqualTo("0.5");
  }

  @Test
  void anInputOfTheAxisMayBeSet(Visit visit) {
    visit.open("activations/maxout");
    visit.find("#p-biases").fill("[[2],[2]]");
    visit.awaitCurve("activations/maxout?biases=[[2],[2]]").readLeftEnd();
    // |x| + 2 at x = −3.
    assertThat(visit.reading(0)).containsExactly("5", "−1");
  }

  @Test
  void aRefusalStandsAtItsParameter(Visit visit) {
    visit.open("losses/focal");
    visit.find("#p-gamma").fill("-1");
    assertShown(visit.find("[data-parameter=gamma] .fault")).containsText("≥ 0");
    visit.expect("400");
    visit.find("#p-gamma").fill("1");
    visit.awaitCurve("losses/focal?gamma=1");
    assertShown(visit.find("[data-parameter=gamma] .fault")).isHidden();
  }

  @Test
  void anAddressThatIsRefusedShowsWhatItHoldsAndWhy(Visit visit) {
    visit.page().navigate("/#/losses/focal?gamma=-3");
    visit.expect("400");
    assertShown(visit.find(".drawing > .fault"))
        .containsText("gamma: expected a finite number ≥ 0");
    assertShown(visit.find("[data-parameter=gamma] .fault")).containsText("≥ 0");
    assertShown(visit.find("#p-gamma")).hasValue("-3");
    // The card's default, and the input that the axis takes for it.
    assertShown(visit.find("#p-alpha")).hasValue("0.25");
    assertShown(visit.find("#p-alpha-slider")).hasValue("0.25");
    assertShown(visit.find("#p-targets")).hasValue("1");
    // What one address gave is no other's default.
    visit.page().evaluate("location.hash = '#/losses/focal?alpha=0.9'");
    visit.awaitCurve("losses/focal?alpha=0.9");
    visit.page().evaluate("location.hash = '#/losses/focal?gamma=-3'");
    assertShown(visit.find("#p-gamma")).hasValue("-3");
    assertShown(visit.find("#p-alpha")).hasValue("0.25");
    visit.find(".controls button").click();
    visit.awaitCurve("losses/focal");
    assertShown(visit.find(".drawing > .fault")).isHidden();
  }

  @Test
  void defaultsComeBackFromWhatIsRefused(Visit visit) {
    visit.open("losses/focal");
    visit.find("#p-gamma").fill("-1");
    visit.expect("400");
    assertShown(visit.find("[data-parameter=gamma] .fault")).containsText("≥ 0");
    visit.find(".controls button").click();
    assertShown(visit.find("[data-parameter=gamma] .fault")).isHidden();
    assertShown(visit.find("#p-gamma")).hasValue("2");
  }

  @Test
  void defaultsComeBack(Visit visit) {
    visit.open("losses/focal?gamma=4&alpha=0.9");
    visit.find(".controls button").click();
    visit.awaitCurve("losses/focal");
    assertThat(visit.find("#p-gamma").inputValue()).isEqualTo("2");
    assertThat(visit.find("#p-alpha").inputValue()).isEqualTo("0.25");
  }

  @Test
  void upToSixCurvesAreCompared(Visit visit) {
    visit.open("losses/focal?axis=p_t");
    for (var gamma : List.of("0", "0.5", "1", "3", "5")) {
      visit.find("#pin").click();
      visit.find("#p-gamma").fill(gamma);
      visit.awaitCurve("losses/focal?axis=p_t&gamma=" + gamma);
    }
    assertShown(visit.find(".legend tbody tr")).hasCount(6);
    assertShown(visit.find("#pin")).isDisabled();
    assertThat(visit.find(".legend tbody tr").nth(1).innerText()).contains("Focal loss");
    visit.find(".legend button").first().click();
    assertShown(visit.find(".legend tbody tr")).hasCount(5);
    assertShown(visit.find("#pin")).isEnabled();
  }

  @Test
  void anotherFunctionJoinsThePinnedOnes(Visit visit) {
    visit.open("losses/hinge");
    visit.find("#pin").click();
    visit.find("[data-name=exponential]").click();
    visit.awaitCurve("losses/exponential").readLeftEnd();
    // e³ and −e³ beside 1 + 3 and −1, at a margin of −3.
    assertThat(visit.reading(0)).containsExactly("20.0855", "−20.0855");
    assertThat(visit.reading(1)).containsExactly("4", "−1");
  }

  @Test
  void whereAPinnedCurveIsNotDefinedItIsNotDrawn(Visit visit) {
    visit.open("activations/tanh?from=2&to=6&pin=losses/focal?axis=p_t");
    assertShown(visit.find(".legend tbody tr").nth(1)).containsText("not defined here");
    visit.expect("400");
  }

  @Test
  void zoomAsksForTheRangeAnew(Visit visit) {
    visit.open("activations/relu");
    visit.find("#tool-plus").click();
    visit.page().waitForURL("**from=-3&to=3");
    visit.readLeftEnd();
    assertShown(visit.find("#readout")).hasText("x = −3");
    visit.find("#tool-reset").click();
    visit.page().waitForURL(url -> !url.contains("from="));
    visit.readLeftEnd();
    assertShown(visit.find("#readout")).hasText("x = −6");
  }

  @Test
  void beyondTheDomainTheCurveEnds(Visit visit) {
    visit.open("losses/focal?axis=p_t");
    visit.find("#tool-minus").click();
    visit.page().waitForURL("**from=-0.5&to=1.5");
    visit.expect("400");
    visit.readLeftEnd();
    assertShown(visit.find("#readout")).hasText("p_t = 0");
    assertShown(visit.find(".drawing > .fault")).isHidden();
  }

  @Test
  void draggingZooms(Visit visit) {
    visit.open("activations/relu");
    var box = visit.find(".panel-values .u-over").boundingBox();
    var mouse = visit.page().mouse();
    mouse.move(box.x + box.width / 2, box.y + 50);
    mouse.down();
    mouse.move(box.x + box.width * 3 / 4, box.y + 60);
    mouse.up();
    visit.page().waitForURL(url -> url.matches(".*from=-?0(\\.\\d+)?&to=(2\\.9\\d*|3(\\.0\\d*)?)"));
  }

  @Test
  void thePointerReadsAllCurves(Visit visit) {
    visit.open("activations/relu?pin=activations/leaky_relu?alpha=0.5");
    var box = visit.find(".panel-gradients .u-over").boundingBox();
    visit.page().mouse().move(box.x + 1, box.y + 20);
    assertShown(visit.find("#readout")).hasText("x = −6");
    assertThat(visit.reading(0)).containsExactly("0", "0");
    assertThat(visit.reading(1)).containsExactly("−3", "0.5");
  }

  @Test
  void kinksAndDeadRegionsAreNamed(Visit visit) {
    visit.open("losses/hinge?margin=0.5");
    assertShown(visit.find(".shading")).containsText("kink at 0.5");
    assertShown(visit.find(".mark.dead")).isVisible();
    visit.open("activations/sigmoid");
    assertShown(visit.find(".mark.faded")).isVisible();
    assertShown(visit.find(".mark.dead, .mark.kink")).hasCount(0);
    // The bottom of a valley is no saturation.
    visit.open("losses/mse?from=-0.01&to=0.01");
    assertShown(visit.find(".mark")).hasCount(0);
  }

  @Test
  void theCurveIsATableToo(Visit visit) {
    visit.open("activations/relu?pin=activations/tanh");
    visit.find(".data summary").click();
    var rows = visit.find(".data tbody tr");
    assertShown(rows).hasCount(25);
    assertThat(rows.first().innerText().split("\\s+")).startsWith("−6", "0", "0", "−0.999988");
  }

  private static String download(Visit visit, String format) {
    var address = visit.find(".downloads [data-format=%s]".formatted(format)).getAttribute("href");
    return visit.page().request().get(address).text();
  }

  @Test
  void theComparisonOfOneFunctionIsAFile(Visit visit) {
    visit.open("losses/focal?axis=p_t&gamma=5&pin=losses/focal?axis%3Dp_t%26gamma%3D0");
    assertShown(visit.find(".downloads span")).hasText("Download");
    var csv = download(visit, "csv").lines().toList();
    assertThat(csv.getFirst())
        .endsWith(
            "\"values, gamma = 5\",\"gradients, gamma = 5\",\"values, gamma = 0\",\"gradients, gamma = 0\"");
    // The heading, and a line for each point of the plot.
    assertThat(csv).hasSize(602);
    var bright = download(visit, "svg");
    visit.find("#theme").click();
    assertThat(download(visit, "svg")).startsWith("<").isNotEqualTo(bright);
  }

  @Test
  void whatIsNoOneFilesComparisonIsNotSaidToBe(Visit visit) {
    // Two values of each of two parameters are four curves.
    for (var pin :
        List.of("activations/tanh", "losses/focal?axis%3Dp_t%26gamma%3D0%26alpha%3D0.5")) {
      visit.open("losses/focal?axis=p_t&pin=" + pin);
      assertShown(visit.find(".downloads span")).hasText("Download the first curve");
      assertThat(download(visit, "csv").lines().findFirst().orElseThrow())
          .endsWith(",values,gradients");
    }
  }

  @Test
  void curvesAlongDifferentAxesSayWhich(Visit visit) {
    visit.open("losses/focal?axis=p_t&pin=activations/tanh");
    assertShown(visit.find(".legend tbody small")).hasText(new String[] {"along p_t", "along x"});
    visit.open("activations/relu?pin=activations/tanh");
    assertShown(visit.find(".legend tbody small")).hasCount(0);
  }

  /// Notes what is written on canvases, and what of it reaches beyond them.
  private static final String NOTE_WRITING =
      """
      window.written = [];
      window.cutOff = [];
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
        const { actualBoundingBoxLeft: left, actualBoundingBoxRight: right } = this.measureText(text);
        const at = x + this.getTransform().e;
        window.written.push(text);
        if (at - left < 0 || at + right > this.canvas.width) {
          window.cutOff.push(text);
        }
        fillText.call(this, text, x, y);
      };""";

  @ParameterizedTest
  @CsvSource({
    "losses/mse?from=-2000&to=2000, 4e6, 2000",
    "losses/exponential?from=-20&to=20, 4e8, −20",
    "losses/exponential?from=-60&to=20, 3e25, −60",
    "activations/sigmoid?from=0.9999995&to=1.0000005, 0.7310586, 1.0000002",
    "activations/relu?from=-1e-9&to=1e-9, 8e−10, −1e−9",
    "losses/focal?axis=p_t, 1.5, 1"
  })
  void labelsAreWholeAndTellPlacesApart(String address, String height, String place, Visit visit) {
    visit.page().addInitScript(NOTE_WRITING);
    visit.open(address);
    assertThat(visit.page().evaluate("window.cutOff")).isEqualTo(List.of());
    assertThat(visit.page().evaluate("window.written"))
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .contains(height, place);
  }

  @ParameterizedTest
  @CsvSource({
    "activations/relu?from=-2.5e-18&to=2.5e-18, x = −5e−13",
    "activations/relu?from=0.9999999999&to=1.0000000001, x = 0.9999995",
    "activations/relu?from=1e200&to=2e200, x = 999999000000000"
  })
  void zoomEndsWherePointsWouldMeet(String address, String leftEnd, Visit visit) {
    visit.open(address);
    assertShown(visit.find("#tool-plus")).isDisabled();
    assertShown(visit.find("#tool-minus")).isEnabled();
    visit.readLeftEnd();
    assertShown(visit.find("#readout")).hasText(leftEnd);
    var numbers = visit.page().evaluate("document.querySelector('#readout').textContent");
    visit.page().keyboard().press("ArrowRight");
    assertShown(visit.find("#readout")).not().hasText((String) numbers);
  }
}
