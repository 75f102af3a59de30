package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What the service tells of its functions: lists, cards and the guide; and of its problems.
@OutsideTest
class CatalogueTest {

  private static final List<String> ACTIVATIONS =
      List.of("sigmoid", "softmax", "tanh", "relu", "leaky_relu", "maxout", "gelu");
  static final List<String> LOSSES =
      List.of(
          "mse",
          "binary_cross_entropy",
          "cross_entropy",
          "hinge",
          "exponential",
          "margin_ranking",
          "contrastive",
          "triplet",
          "balanced_cross_entropy",
          "focal");

  private final Http http;

  CatalogueTest(@LocalServerPort int port) {
    http = new Http(port);
  }

  @Test
  void cataloguesHoldEveryFunction() {
    assertThat(names("/v1/activations")).containsExactlyInAnyOrderElementsOf(ACTIVATIONS);
    assertThat(names("/v1/losses")).containsExactlyInAnyOrderElementsOf(LOSSES);
  }

  private List<String> names(String path) {
    return http.shown(path).valueStream().map(card -> card.get("name").stringValue()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/activations", "/v1/losses"})
  void cardsAreWhole(String list) {
    for (var card : http.shown(list)) {
      var path = list + "/" + card.get("name").stringValue();
      assertThat(http.shown(path)).as(path).isEqualTo(card);
      card.get("aliases")
          .forEach(
              alias ->
                  assertThat(http.shown(list + "/" + alias.stringValue()))
                      .as(path)
                      .isEqualTo(card));
      assertThat(card.propertyNames())
          .as(path)
          .contains(
              "name",
              "aliases",
              "kind",
              "title",
              "summary",
              "formula",
              "latex",
              "inputs",
              "parameters",
              "properties",
              "notes",
              "references",
              "example");
      assertThat(list).startsWith("/v1/" + card.get("kind").stringValue().substring(0, 4));
      assertThat(card.get("formula").propertyNames()).as(path).containsExactly("value", "gradient");
      assertThat(card.get("latex").propertyNames()).as(path).containsExactly("value", "gradient");
      assertThat(card.get("notes")).as(path).isNotEmpty();
      assertHaveFields(
          card.get("inputs"), List.of("name", "required", "presence", "shape", "description"));
      assertHaveFields(card.get("parameters"), List.of("name", "type", "default", "description"));
      assertHaveFields(card.get("references"), List.of("title", "url"));
      assertThat(card.get("properties").propertyNames())
          .as(path)
          .contains(
              "range", "zero_centered", "monotonic", "saturates", "smooth", "convex", "kinks");
    }
  }

  private static void assertHaveFields(JsonNode array, Collection<String> fields) {
    array.forEach(
        element -> {
          assertThat(element.propertyNames()).containsAll(fields);
          fields.forEach(field -> assertThat(element.get(field).toString()).isNotEqualTo("\"\""));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/activations", "/v1/losses"})
  void examplesAnswerAsTheirCardsSay(String list) {
    for (var card : http.shown(list)) {
      var path = list + "/" + card.get("name").stringValue();
      assertThat(http.answer(path, card.at("/example/request").toString()))
          .as(path)
          .isEqualTo(card.at("/example/response"));
    }
  }

  @Test
  void parametersAreDescribedWithTheirRanges() {
    var temperature = http.shown("/v1/activations/softmax").at("/parameters/1");
    assertThat(temperature.get("name").stringValue()).isEqualTo("temperature");
    assertThat(temperature.get("default").doubleValue()).isEqualTo(1);
    assertThat(temperature.get("minimum").doubleValue()).isEqualTo(0);
    assertThat(temperature.get("exclusive").booleanValue()).isTrue();
    assertThat(temperature.propertyNames()).doesNotContain("maximum", "allowed", "nullable");
    assertThat(http.shown("/v1/activations/gelu").at("/parameters/0/allowed"))
        .isEqualTo(Http.json("['none', 'tanh', 'sigmoid']"));
  }

  /// @param model words that its name has
  record Advice(String model, List<String> losses) {}

  static final List<Advice> ADVICE =
      List.of(
          new Advice("linear regression", List.of("mse")),
          new Advice("logistic regression", List.of("binary_cross_entropy")),
          new Advice("SVM", List.of("hinge")),
          new Advice("AdaBoost", List.of("exponential")),
          new Advice("two- and three-tower", List.of("margin_ranking", "contrastive", "triplet")),
          new Advice("imbalanced or hard", List.of("balanced_cross_entropy", "focal")),
          new Advice("multi-class", List.of("cross_entropy")));

  @ParameterizedTest
  @FieldSource("ADVICE")
  void guideNamesTheLossesOfAModel(Advice expected) {
    var advice =
        http.shown("/v1/guide")
            .valueStream()
            .filter(entry -> entry.get("model").stringValue().contains(expected.model))
            .findFirst()
            .orElseThrow();
    assertThat(advice.get("losses").valueStream().map(JsonNode::stringValue))
        .containsExactlyElementsOf(expected.losses);
    assertThat(advice.get("why").stringValue()).isNotBlank().doesNotContain("\n");
    for (int i = 0; i < expected.losses.size(); i++) {
      assertThat(http.shown(advice.get("cards").get(i).stringValue()).get("name").stringValue())
          .isEqualTo(expected.losses.get(i));
    }
  }

  @Test
  void everyProblemTypeHasItsPage() {
    var pages = http.shown("/problems");
    assertThat(pages).isNotEmpty();
    for (var page : pages) {
      assertThat(http.shown(page.get("type").stringValue())).isEqualTo(page);
    }
  }

  @Test
  void problemPagesExplain() {
    var page = http.shown("/problems/shape-mismatch");
    assertThat(page.get("type").stringValue()).isEqualTo("/problems/shape-mismatch");
    assertThat(page.get("status").intValue()).isEqualTo(400);
    assertThat(page.get("title").stringValue()).isNotBlank();
    assertThat(page.get("explanation").stringValue()).isNotBlank();
  }
}
