package dev.nabla.plot;

import static dev.nabla.plot.CurveClient.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.Http;
import dev.nabla.web.OutsideTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The numbers of curves from outside: against the functions' own answers and by hand.
@OutsideTest
class CurveTest {

  private final CurveClient client;

  CurveTest(@LocalServerPort int port) {
    client = new CurveClient(port);
  }

  @ParameterizedTest
  @MethodSource("dev.nabla.plot.AxisRequest#all")
  void curveIsWhatTheFunctionAnswersPointByPoint(AxisRequest line) {
    var curve = client.shown("%s/curve?axis=%s&points=23".formatted(line.path(), line.axis()));
    var points = numbers(curve.get("x"));
    var values = new ArrayList<Double>();
    var gradients = new ArrayList<Double>();
    for (var point : points) {
      var request = line.request().replace("$", point.toString()).replace("#", "" + (1 - point));
      var loss = line.path().startsWith("losses") ? ", 'reduction': 'none'" : "";
      var answer = client.http().answer("/v1/" + line.path(), "{" + request + loss + "}");
      values.add(numbers(flat(answer.get("values"))).getFirst());
      gradients.add(numbers(flat(answer.at("/gradients/" + line.gradient()))).getFirst());
    }
    assertThat(numbers(curve.get("values"))).isEqualTo(values);
    assertThat(numbers(curve.get("gradients"))).isEqualTo(gradients);
  }

  private static JsonNode flat(JsonNode answer) {
    return answer.isArray() ? answer : Http.JSON.createArrayNode().add(answer);
  }

  @Test
  void everyAxisOfEveryCardIsAmongTheLines() {
    var declared = new ArrayList<String>();
    for (var collection : List.of("activations", "losses")) {
      for (var card : client.shown(collection)) {
        card.get("axes")
            .forEach(
                axis ->
                    declared.add(
                        "%s/%s %s"
                            .formatted(
                                collection,
                                card.get("name").stringValue(),
                                axis.get("name").stringValue())));
      }
    }
    assertThat(
            AxisRequest.all().map(line -> line.toString().replace("/bce", "/binary_cross_entropy")))
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void pointsMeetBothEndsAndLieEvenly() {
    assertThat(numbers(client.shown("activations/relu/curve?from=-1&to=1&points=5").get("x")))
        .containsExactly(-1.0, -0.5, 0.0, 0.5, 1.0);
    var standard = client.shown("activations/relu/curve");
    assertThat(standard.get("x")).hasSize(601);
    assertThat(standard.at("/x/0").doubleValue()).isEqualTo(-6);
    assertThat(standard.at("/x/300").doubleValue()).isZero();
    assertThat(standard.at("/x/600").doubleValue()).isEqualTo(6);
  }

  @Test
  void severalValuesMakeSeriesInTheirOrder() {
    var curve =
        client.shown("losses/focal/curve?axis=p_t&gamma=0,1&alpha=null,0.25&from=0.5&points=2");
    assertThat(curve.get("varied")).isEqualTo(Http.json("['alpha', 'gamma']"));
    assertThat(curve.has("values")).isFalse();
    var series = curve.get("series");
    assertThat(series.valueStream().map(it -> it.get("parameters").toString()))
        .containsExactly(
            Http.quoted("{'alpha':null,'gamma':0.0}"),
            Http.quoted("{'alpha':null,'gamma':1.0}"),
            Http.quoted("{'alpha':0.25,'gamma':0.0}"),
            Http.quoted("{'alpha':0.25,'gamma':1.0}"));
    // At p_t = ½ the loss is α·(½)^γ·ln 2, and halving is exact.
    assertThat(series.valueStream().map(it -> it.at("/values/0").doubleValue()))
        .containsExactly(Math.log(2), Math.log(2) / 2, Math.log(2) / 4, Math.log(2) / 8);
    assertThat(series.valueStream().map(it -> it.at("/modulating/0").doubleValue()))
        .containsExactly(1.0, 0.5, 0.25, 0.125);
  }

  @Test
  void wordsAndSwitchesAndInputsVaryToo() {
    assertThat(client.shown("activations/gelu/curve?approximate=none,tanh,sigmoid").get("series"))
        .hasSize(3);
    assertThat(client.shown("losses/triplet/curve?swap=true,false").get("series")).hasSize(2);
    var pairs = client.shown("losses/contrastive/curve?targets=0,1&to=2&points=3").get("series");
    assertThat(numbers(pairs.at("/0/values"))).containsExactly(1.0, 0.0, 0.0);
    assertThat(numbers(pairs.at("/1/values"))).containsExactly(0.0, 1.0, 2.0);
    assertThat(pairs.at("/1/inputs/targets").intValue()).isEqualTo(1);
  }

  @Test
  void maxoutTakesItsLinesFromTheQuery() {
    // max(−x, ½x, 2x − 1): the lines meet at 0 and at ⅔.
    var curve =
        client.shown(
            "activations/maxout/curve?from=-2&to=2&points=5&weights=%5B%5B%5B-1%5D%5D,%5B%5B0.5%5D%5D,"
                + "%5B%5B2%5D%5D%5D&biases=%5B%5B0%5D,%5B0%5D,%5B-1%5D%5D");
    assertThat(numbers(curve.get("values"))).containsExactly(2.0, 1.0, 0.0, 1.0, 3.0);
    assertThat(curve.get("selected")).isEqualTo(Http.json("[0, 0, 0, 2, 2]"));
    var kinks =
        client.shown(
            "activations/maxout/curve?weights=%5B%5B%5B-1%5D%5D,%5B%5B0.5%5D%5D,%5B%5B2%5D%5D%5D"
                + "&biases=%5B%5B0%5D,%5B0%5D,%5B-1%5D%5D");
    assertThat(numbers(kinks.get("kinks"))).hasSize(2).first().isEqualTo(0.0);
    assertThat(kinks.at("/kinks/1").doubleValue()).isBetween(2 / 3.0 - 1e-10, 2 / 3.0 + 1e-10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "activations/relu/curve; 0.0",
        "activations/leaky_relu/curve?alpha=0.5; 0.0",
        "activations/leaky_relu/curve?alpha=1; ''",
        "activations/gelu/curve; ''",
        "activations/sigmoid/curve?from=-500&to=500; ''",
        "losses/hinge/curve?margin=0.3; 0.3",
        "losses/hinge/curve?margin=0.3&from=1; ''",
        "losses/margin_ranking/curve?margin=1.25; 1.25",
        "losses/contrastive/curve?margin=0.7; 0.0,0.7",
        "losses/contrastive/curve?margin=0.7&form=squared&from=0.1; ''",
        "losses/triplet/curve?margin=0.55; 0.0,1.55",
        "losses/exponential/curve?from=-20; ''",
        "losses/focal/curve?axis=p_t&gamma=0.5; ''",
        "losses/focal/curve?axis=p_t&gamma=0.1&from=0.9; ''",
        "losses/focal/curve?axis=p_t&from=1e-300; ''",
        "activations/softmax/curve?from=-1e15&to=1e15; ''",
        "activations/tanh/curve?from=-1e300&to=1e300; ''",
        "activations/sigmoid/curve?from=-745&to=-720; ''",
        // Ranges of a few doubles.
        "losses/hinge/curve?from=0.9999999&to=1.0000001; 1.0",
        "losses/hinge/curve?margin=1000000&from=999998&to=1000002&points=11; 1000000.0",
        "losses/margin_ranking/curve?margin=1000&from=999.999&to=1000.001; 1000.0",
        "activations/leaky_relu/curve?from=0&to=4.9e-324&points=3; 0.0",
        "activations/relu/curve?from=-1e-320&to=1e-320; 0.0",
        // Ranges far wider than what is in them.
        "activations/relu/curve?from=-1e15&to=1e15&points=4; 0.0",
        "activations/leaky_relu/curve?from=-1e300&to=1e300&points=3; 0.0",
        "losses/hinge/curve?margin=1e14&from=0&to=3e14&points=3; 1e14",
        "losses/contrastive/curve?from=-1e6&to=1e6; -1.0,0.0,1.0",
        "losses/contrastive/curve?margin=1e-5; 0.0,1e-5",
        // Whatever the points are: the gradients at all three are 0.
        "losses/triplet/curve?points=3; 0.0,2.0",
        "losses/contrastive/curve?points=3&to=3; 0.0,1.0",
        // Where a distance is 0, where the negative is as near to both, where the margin ends.
        "losses/triplet/curve?swap=true; 0.0,0.5,1.0,3.0",
        "losses/triplet/curve?axis=distance_positive&swap=true&from=-2; 0.0,1.0,2.0",
        // 1 − cos of (1, x) and (1, 0) is 1 − 1/√(1 + x²), which is 0.2 at x = ¾.
        "losses/contrastive/curve?distance=cosine&margin=0.2&from=-2; -0.75,0.75",
        // |x + ε| + ε = 1, and 0 at x = −ε.
        "losses/contrastive/curve?distance=manhattan&eps=0.125&from=-2; -1.0,-0.125,0.75",
      })
  @Timeout(60)
  void kinksAreFoundWhereTheParametersPutThem(String pathAndQuery, String kinks) {
    var expected =
        kinks.isEmpty()
            ? List.of()
            : Arrays.stream(kinks.split(",", -1)).map(Double::valueOf).toList();
    assertThat(numbers(client.shown(pathAndQuery).get("kinks"))).isEqualTo(expected);
  }

  @Test
  void nonFiniteValuesAreWords() {
    var curve = client.shown("losses/bce/curve?axis=p_t&points=3");
    assertThat(curve.at("/values/0").stringValue()).isEqualTo("Infinity");
    assertThat(curve.at("/gradients/0").stringValue()).isEqualTo("-Infinity");
  }

  @Test
  void zerosKeepTheirSign() {
    var leaky = client.shown("activations/leaky_relu/curve?alpha=-0&from=-2&to=-1&points=2");
    assertThat(numbers(leaky.get("gradients"))).containsExactly(-0.0, -0.0);
    var maxout =
        client.shown(
            "activations/maxout/curve?points=2&weights=%5B%5B%5B1%5D%5D,%5B%5B-0%5D%5D,%5B%5B1%5D%5D%5D"
                + "&biases=%5B%5B0%5D,%5B-0%5D,%5B-0.5e-0%5D%5D");
    assertThat(maxout.at("/inputs/weights")).isEqualTo(Http.json("[[[1]], [[-0.0]], [[1]]]"));
    assertThat(maxout.at("/inputs/biases")).isEqualTo(Http.json("[[0], [-0.0], [-0.5]]"));
  }

  @Test
  void outputsChoose() {
    var values = client.shown("losses/focal/curve?outputs=values");
    assertThat(values.has("values")).isTrue();
    assertThat(values.has("gradients")).isFalse();
    var gradients = client.shown("losses/focal/curve?outputs=gradients");
    assertThat(gradients.has("values")).isFalse();
    assertThat(gradients.has("modulating")).isFalse();
    assertThat(gradients.has("gradients")).isTrue();
  }
}
