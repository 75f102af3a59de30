package dev.nabla.explorer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.Http;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The panel that sends requests.
@BrowserTest
class TryItTest {

  private final int port;

  TryItTest(@LocalServerPort int port) {
    this.port = port;
  }

  @Test
  void digitsAreTheServicesOwn(Visit visit) {
    visit.open("activations/gelu");
    visit.find("#request").fill("{\"x\": [-10, -0.0, 1e300]}");
    visit.find("#request").press("Control+Enter");
    visit.find("#answer .json").waitFor();
    // Digits that JavaScript would write in another way.
    assertThat(visit.text("#answer .json")).contains("-7.619853024160528E-23", "-0.0", "1.0E300");
  }

  @Test
  void valuesAndGradientsStandSideBySide(Visit visit) {
    visit.open("losses/hinge");
    visit
        .find("#request")
        .fill("{\"scores\": [2, 0.5], \"targets\": [1, 1], \"reduction\": \"sum\"}");
    visit.find("#send").click();
    assertThat(visit.find("[data-field=loss]")).hasText("0.5");
    assertThat(visit.find("[data-field=values]")).hasText(new String[] {"0", "0.5"});
    assertThat(visit.find("[data-field='gradients.scores']")).hasText(new String[] {"0", "−1"});
  }

  @Test
  void rowsStandSideBySideToo(Visit visit) {
    visit.open("activations/softmax");
    visit.find("#request").fill("{\"x\": [[0, 0], [7, 7]]}");
    visit.find("#send").click();
    assertThat(visit.find("[data-field=values]"))
        .hasText(new String[] {"(0.5, 0.5)", "(0.5, 0.5)"});
    assertThat(visit.find("[data-field='gradients.x']")).hasText(new String[] {"(0, 0)", "(0, 0)"});
    visit.open("losses/triplet");
    // D(a,p) = 1 and D(a,n) = 1.5 along the axes, so half of the margin 1 is missing.
    visit
        .find("#request")
        .fill("{\"anchor\": [[0, 0]], \"positive\": [[1, 0]], \"negative\": [[0, 1.5]]}");
    visit.find("#send").click();
    assertThat(visit.find("[data-field=values]")).hasText("0.5");
    assertThat(visit.find("[data-field='gradients.positive']")).hasText("(1, 0)");
    assertThat(visit.find("[data-field='gradients.negative']")).hasText("(0, −1)");
  }

  @Test
  void gradientsToWeightsAreNoSamples(Visit visit) {
    visit.open("activations/maxout");
    visit
        .find("#request")
        .fill("{\"x\": [[1], [2]], \"weights\": [[[1]], [[-1]]], \"biases\": [[0], [0]]}");
    visit.find("#send").click();
    assertThat(visit.find("[data-field='gradients.x']")).hasText(new String[] {"(1)", "(1)"});
    assertThat(visit.find("[data-field='gradients.weights'], [data-field='gradients.biases']"))
        .hasCount(0);
  }

  @Test
  void aProblemIsShownAtItsPlace(Visit visit) {
    visit.open("losses/hinge");
    visit.find("#request").fill("{\"scores\": [2, -1],\n \"targets\": [1, 0]}");
    visit.find("#send").click();
    assertThat(visit.find("#answer .pointer")).hasText("/targets/1");
    assertThat(visit.find("#answer .fault")).hasText("expected −1 or 1, found 0");
    assertThat(visit.find("#answer mark")).hasText("0");
    visit.find("#answer .problems button").click();
    assertThat(
            visit
                .find("#request")
                .evaluate(
                    "text => text.value.slice(0, text.selectionEnd) + '|' + text.selectionStart"))
        .isEqualTo("{\"scores\": [2, -1],\n \"targets\": [1, 0|36");
    visit.expect("400");
  }

  @Test
  void aRequestThatIsNoJsonIsRefusedByTheService(Visit visit) {
    visit.open("activations/relu");
    visit.find("#request").fill("{\"x\": [1, 2");
    visit.find("#send").click();
    assertThat(visit.find("#answer .tag.danger")).hasText("400");
    // The pointer to the whole request is empty; "/" would be the one to a key without letters.
    assertThat(visit.find("#answer .pointer")).hasCount(0);
    visit.expect("400");
  }

  @Test
  void theExampleFollowsTheSlidersUntilItIsEdited(Visit visit) {
    visit.open("losses/focal?gamma=3");
    assertThat(Http.json(visit.find("#request").inputValue()).get("gamma").intValue()).isEqualTo(3);
    visit.find("#request").fill("{}");
    visit.find("#p-gamma").fill("1");
    visit.awaitCurve("losses/focal?gamma=1");
    assertThat(visit.find("#request")).hasValue("{}");
    visit.find(".try .quiet").first().click();
    assertThat(Http.json(visit.find("#request").inputValue()).get("gamma").intValue()).isEqualTo(1);
  }

  @Test
  void theRequestIsShownAsCode(Visit visit) {
    visit.open("activations/relu");
    var body = "{\"x\": [-2, -1, 0, 1, 2]}";
    assertThat(visit.text("#snippet"))
        .contains("curl http://localhost:%d/v1/activations/relu".formatted(port), body);
    for (var language : List.of("Python", "JavaScript", "Java")) {
      visit.find("#snippet-" + language).click();
      assertThat(visit.text("#snippet"))
          .contains("/v1/activations/relu", body.replace("\"", "\\\""));
      assertThat(visit.find("#snippet-" + language)).hasAttribute("aria-selected", "true");
    }
    visit.page().keyboard().press("ArrowRight");
    assertThat(visit.find("#snippet-curl")).isFocused();
  }

  @Test
  void swaggerUiOpensAtTheOperation(Visit visit) {
    visit.open("losses/focal");
    visit.find(".try .outside").click();
    visit.find("#operations-losses-focal.is-open").waitFor();
  }
}
