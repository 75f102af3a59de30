package dev.nabla.explorer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.nabla.web.Http;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The list, and the address that holds what is on show.
@BrowserTest
class AddressTest {

  private final int port;

  AddressTest(@LocalServerPort int port) {
    this.port = port;
  }

  private static List<String> names(Visit visit) {
    return visit.find(".lists a").evaluateAll("links => links.map(it => it.dataset.name)")
            instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  @Test
  void theRootShowsAFunction(Visit visit) {
    visit.page().navigate("/");
    visit.find("[data-shown]").waitFor();
    assertThat(visit.find("h1")).isVisible();
  }

  @Test
  void anAddressRestoresTheView(Visit visit) {
    visit.open(
        "losses/focal?axis=p_t&gamma=5&alpha=null&from=0.2&to=0.8"
            + "&pin=losses/focal?axis%3Dp_t%26gamma%3D0&pin=losses/binary_cross_entropy?axis%3Dp_t&lang=zh");
    assertThat(visit.find("h1")).hasText("焦点损失");
    assertThat(visit.find("#axis")).hasValue("p_t");
    assertThat(visit.find("#p-gamma")).hasValue("5");
    assertThat(visit.find("#p-alpha-null")).isChecked();
    assertThat(visit.find(".legend tbody tr")).hasCount(3);
    visit.readLeftEnd();
    assertThat(visit.text("#readout")).isEqualTo("p_t = 0.2");
    // −(1 − 0.2)⁵ ln 0.2, and −ln 0.2 twice, the first weighed by the default α = 0.25.
    assertThat(visit.reading(0).getFirst()).isEqualTo("0.527381");
    assertThat(visit.reading(1).getFirst()).isEqualTo("0.402359");
    assertThat(visit.reading(2).getFirst()).isEqualTo("1.60944");
  }

  @Test
  void severalValuesAreCurvesBesideEachOther(Visit visit) {
    visit.open(
        "activations/maxout?weights=[[[-1]],[[1]]],[[[-2]],[[3]]]"
            + "&pin=activations/leaky_relu?alpha%3D0,0.5");
    assertThat(visit.find("#p-weights")).hasValue("[[[-1]],[[1]]]");
    assertThat(visit.find(".legend tbody tr")).hasCount(4);
    visit.readLeftEnd();
    assertThat(visit.text("#readout")).isEqualTo("x = −3");
    // |x|, max(−2x, 3x), and the two leaks of −3.
    assertThat(List.of(0, 1, 2, 3))
        .extracting(curve -> visit.reading(curve).getFirst())
        .containsExactly("3", "6", "0", "−1.5");
    // No more than the plot has colours for.
    visit.open("losses/focal?gamma=0,1,2,3,4,5,6,7");
    assertThat(visit.find(".legend tbody tr")).hasCount(6);
  }

  @Test
  void aFieldTakesOneValue(Visit visit) {
    visit.open("losses/focal");
    visit.find("#p-targets").fill("0,1");
    assertThat(visit.find("#fault-targets")).hasText("expected one value, found several");
    visit.find("#p-targets").fill("0");
    visit.awaitCurve("losses/focal?targets=0");
    assertThat(visit.find("#fault-targets")).isEmpty();
  }

  @Test
  void whatIsChosenIsInTheAddress(Visit visit) {
    visit.open("losses/focal");
    visit.find("#axis").focus();
    visit.find("#axis").selectOption("p_t");
    visit.awaitCurve("losses/focal?axis=p_t");
    // Another axis leaves the reader where the reader is.
    assertThat(visit.find("#axis")).isFocused();
    visit.find("#p-gamma").fill("3");
    visit.find("#pin").click();
    var address = visit.page().url();
    assertThat(address).contains("#/losses/focal?axis=p_t&gamma=3&pin=losses/focal");
    visit.page().navigate("about:blank");
    visit.page().navigate(address);
    visit.awaitCurve("losses/focal?axis=p_t&gamma=3");
    assertThat(visit.find(".legend tbody tr")).hasCount(2);
  }

  @Test
  void aSliderIsOneAddressOnceItRests(Visit visit) {
    visit.open("losses/focal");
    var before = visit.page().evaluate("history.length");
    for (var gamma : List.of("0.5", "1", "1.5", "3")) {
      visit.find("#p-gamma-slider").fill(gamma);
    }
    visit.page().waitForURL("**/losses/focal?gamma=3");
    assertThat(visit.page().evaluate("history.length")).isEqualTo(before);
  }

  @Test
  void backAndForwardWork(Visit visit) {
    visit.open("activations/relu");
    visit.find("[data-name=tanh]").click();
    visit.awaitCurve("activations/tanh");
    visit.find("#tool-plus").click();
    visit.page().goBack();
    visit.page().goBack();
    visit.awaitCurve("activations/relu");
    assertThat(visit.find("h1")).containsText("ReLU");
    visit.page().goForward();
    visit.awaitCurve("activations/tanh");
  }

  @Test
  void goingBackReturnsToWhereTheReaderWas(Visit visit) {
    visit.open("activations/relu");
    scrollTo(visit, 1500);
    visit.page().evaluate("document.querySelector('[data-name=tanh]').click()");
    visit.awaitCurve("activations/tanh");
    assertThat(visit.page().evaluate("scrollY")).isEqualTo(0);
    visit.page().goBack();
    visit.awaitCurve("activations/relu");
    visit.find("[data-figure] [data-ready]").waitFor();
    assertThat(visit.page().evaluate("scrollY")).isEqualTo(1500);
    visit.page().goForward();
    visit.awaitCurve("activations/tanh");
    assertThat(visit.page().evaluate("scrollY")).isEqualTo(0);
  }

  /// Scrolls a page that is complete, and waits until it has noted where.
  private static void scrollTo(Visit visit, int top) {
    visit.find("[data-figure] [data-ready]").waitFor();
    visit.page().evaluate("top => scrollTo(0, top)", top);
    visit
        .page()
        .waitForCondition(
            () -> (boolean) visit.page().evaluate("top => history.state?.top === top", top));
  }

  @Test
  void aliasesOpenTheirFunction(Visit visit) {
    visit.open("losses/bce").awaitCurve("losses/binary_cross_entropy");
  }

  @Test
  void anUnknownNameIsSaidToBeOne(Visit visit) {
    visit.page().navigate("/#/losses/nonsense");
    assertThat(visit.find("main [role=alert]")).containsText("nonsense");
    assertThat(visit.find(".lists a").first()).isVisible();
  }

  @Test
  void whoHasScrolledSeesThatANameIsUnknown(Visit visit) {
    visit.open("activations/relu");
    scrollTo(visit, 1500);
    visit.page().evaluate("location.hash = '#/losses/nonsense'");
    assertThat(visit.find("main [role=alert]")).isInViewport();
  }

  @Test
  void theSearchStaysInSightAboveALongList(Visit visit) {
    visit.page().setViewportSize(1280, 640);
    visit.open("losses/triplet");
    assertThat(visit.find("[aria-current=page]")).isInViewport();
    assertThat(visit.find("#search"))
        .isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
  }

  @Test
  void filtersChooseByTheCards(Visit visit) {
    visit.open("activations/gelu");
    var http = new Http(port);
    visit.find("[data-kind=loss]").click();
    visit.find("[data-trait=convex]").click();
    visit.find("[data-trait=smooth]").click();
    var expected =
        http.shown("/v1/losses")
            .valueStream()
            .filter(card -> card.at("/properties/convex").booleanValue())
            .filter(card -> card.at("/properties/smooth").booleanValue())
            .map(card -> card.get("name").stringValue())
            .toList();
    assertThat(names(visit)).isEqualTo(expected).contains("mse").doesNotContain("hinge");
    visit.page().reload();
    visit.find("[data-shown]").waitFor();
    assertThat(names(visit)).isEqualTo(expected);
  }

  @Test
  void modelsChooseByTheGuide(Visit visit) {
    visit.open("activations/gelu");
    for (var advice : new Http(port).shown("/v1/guide")) {
      visit.find("#model").selectOption(advice.get("model").stringValue());
      var losses = advice.get("losses").valueStream().map(JsonNode::stringValue).toList();
      assertThat(names(visit)).containsExactlyInAnyOrderElementsOf(losses);
      assertThat(visit.text(".why")).isEqualTo(Visit.typeset(advice.get("why").stringValue()));
    }
  }

  @Test
  void searchFindsNamesAndAliases(Visit visit) {
    visit.open("activations/gelu");
    Stream.of("squared error", "logistic", "focal_loss")
        .forEach(
            words -> {
              visit.find("#search").fill(words);
              assertThat(names(visit)).isNotEmpty().hasSizeLessThan(4);
            });
    visit.find("#search").fill("nonsense");
    assertThat(names(visit)).isEmpty();
    assertThat(visit.find(".count")).containsText("0 of");
  }
}
