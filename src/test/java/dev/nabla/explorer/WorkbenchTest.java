package dev.nabla.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    var csv = visit.find(".links a").first().getAttribute("href");
    assertThat(visit.page().request().get(csv).text()).startsWith("x,values,gradients");
  }
}
