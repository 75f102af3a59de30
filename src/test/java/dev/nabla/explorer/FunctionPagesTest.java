package dev.nabla.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import dev.nabla.web.Http;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Every function's page, from what the service says of the function.
@BrowserTest
class FunctionPagesTest {

  private final Http http;
  private final Visit wide;
  private final Visit narrow;

  FunctionPagesTest(@LocalServerPort int port, Browser browser) {
    http = new Http(port);
    wide = new Visit(browser, port);
    narrow = new Visit(browser, port, 320, ColorScheme.DARK, "en");
  }

  @AfterAll
  void leave() {
    wide.close();
    narrow.close();
  }

  /// A function's address on the page, and its card.
  record Shown(String address, JsonNode card) {
    @Override
    public String toString() {
      return address;
    }
  }

  Stream<Shown> functions() {
    return Stream.of("activations", "losses")
        .flatMap(
            list ->
                http.shown("/v1/" + list)
                    .valueStream()
                    .map(card -> new Shown(list + "/" + card.get("name").stringValue(), card)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void theCardIsOnThePageWithAControlForEachParameter(Shown function) {
    wide.open(function.address);
    var card = function.card;
    assertThat(wide.text("h1")).isEqualTo(card.get("title").stringValue());
    assertThat(wide.text(".summary")).isEqualTo(Visit.typeset(card.get("summary").stringValue()));
    assertThat(wide.find(".notes li").allInnerTexts())
        .containsExactlyElementsOf(
            card.get("notes")
                .valueStream()
                .map(note -> Visit.typeset(note.stringValue()))
                .toList());
    assertThat(wide.find(".references a").count()).isEqualTo(card.get("references").size());
    assertThat(wide.find(".formula:has(.katex-html)").count()).isEqualTo(2);
    assertThat(wide.find(".formula .katex-error").count()).isZero();
    assertThat(wide.find("[aria-current=page]").getAttribute("data-name"))
        .isEqualTo(card.get("name").stringValue());
    var names =
        function
            .card
            .get("parameters")
            .valueStream()
            .map(parameter -> parameter.get("name").stringValue())
            .filter(name -> !name.equals("axis"))
            .toList();
    var open = card.at("/axes/0/open").valueStream().map(JsonNode::stringValue).toList();
    assertThat(
            wide.find("[data-parameter]")
                .evaluateAll("controls => controls.map(it => it.dataset.parameter)"))
        .isEqualTo(Stream.of(names, open).flatMap(List::stream).toList());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void accuracyAndInputsAreTold(Shown function) {
    wide.open(function.address);
    var accuracy = function.card.get("accuracy");
    var told = wide.text("[data-property=accuracy] td");
    for (var bound : List.of("value", "gradient")) {
      double ulp = accuracy.get(bound + "_ulp").doubleValue();
      assertThat(told)
          .contains(ulp == 0 ? bound + " exact" : "%s within %s ulp".formatted(bound, shown(ulp)));
    }
    var presence =
        function
            .card
            .get("inputs")
            .valueStream()
            .map(input -> input.get("presence").stringValue().replace("one_of", "one of these"))
            .toList();
    assertThat(wide.find(".definitions").first().locator("dt span").allInnerTexts())
        .zipSatisfy(presence, (text, word) -> assertThat(text).endsWith("· " + word));
  }

  private static String shown(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyAxisIsDrawn(Shown function) {
    for (var axis : function.card.get("axes")) {
      var name = axis.get("name").stringValue();
      wide.open(function.address + "?axis=" + name);
      wide.readLeftEnd();
      var curve = http.shown("/v1/%s/curve?axis=%s".formatted(function.address, name));
      assertThat(number(wide.text("#readout").replaceAll(".*= ", "")))
          .isEqualTo(axis.get("from").doubleValue());
      assertThat(wide.reading(0))
          .as("axis %s", name)
          .satisfiesExactly(
              value -> assertClose(value, curve.at("/values/0")),
              gradient -> assertClose(gradient, curve.at("/gradients/0")));
    }
  }

  /// The read-out has six digits, and a gap where the number is not finite.
  private static void assertClose(String shown, JsonNode expected) {
    if (expected.isString()) {
      assertThat(shown).isEqualTo("–");
    } else {
      double value = expected.doubleValue();
      assertThat(number(shown))
          .isCloseTo(value, org.assertj.core.data.Offset.offset(Math.abs(value) * 1e-5));
    }
  }

  private static double number(String shown) {
    return Double.parseDouble(shown.replace('−', '-'));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void theExampleIsAnsweredAsTheServiceAnswersAndFitsTheSmallestPhone(Shown function) {
    narrow.open(function.address);
    var body = narrow.find("#request").inputValue();
    assertThat(Http.json(body)).isEqualTo(function.card.at("/example/request"));
    narrow.find("#send").click();
    narrow.find("#answer .json").waitFor();
    assertThat(Http.json(narrow.text("#answer .json")))
        .isEqualTo(http.answer("/v1/" + function.address, body));
    narrow.find(".data summary").click();
    narrow.find(".data tbody tr").first().waitFor();
    assertThat(narrow.overflows()).isFalse();
  }
}
