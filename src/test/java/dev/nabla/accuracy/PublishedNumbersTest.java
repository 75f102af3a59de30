package dev.nabla.accuracy;

import static dev.nabla.accuracy.Functions.evaluate;
import static dev.nabla.accuracy.Functions.parameters;
import static dev.nabla.accuracy.Functions.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.function.Evaluation;
import dev.nabla.tensor.Labels;
import dev.nabla.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers that others can look up: the project's tables, made with 50-digit arithmetic, and what
/// the papers claim.
class PublishedNumbersTest {

  private static final double NONE = 0;

  private static Evaluation gelu(String form, double... x) {
    return evaluate("gelu", parameters("approximate", form), Map.of("x", vector(x)));
  }

  private static double gradient(Evaluation evaluation, String input) {
    return Objects.requireNonNull(evaluation.gradients().get(input)).data()[0];
  }

  @ParameterizedTest
  @CsvSource({
    "none, 1, 0.841344746068543, 1.08331547058769",
    "tanh, 1, 0.841191990608277, 1.08296408384578",
    "sigmoid, 1, 0.845795765932821, 1.06777960655633",
    "none, -3, -0.00404969409489028, -0.0119456472041839",
    "tanh, -3, -0.00363739208177302, -0.0115841666309697",
    "sigmoid, -3, -0.0180713097077860, -0.0245483239056524",
  })
  void geluToFifteenDigits(String form, double x, double value, double gradient) {
    var evaluation = gelu(form, x);
    assertThat(evaluation.values().data()[0]).isCloseTo(value, within(5e-15 * Math.abs(value)));
    assertThat(gradient(evaluation, "x")).isCloseTo(gradient, within(5e-15 * Math.abs(gradient)));
  }

  @ParameterizedTest
  @CsvSource({
    "none, -5.507e-88, -1.101e-86",
    "tanh, -3.375e-261, -2.942e-259",
    "sigmoid, -3.293e-14, -5.441e-14",
  })
  void geluFarOutInItsTail(String form, double value, double gradient) {
    var evaluation = gelu(form, -20);
    assertThat(evaluation.values().data()[0]).isCloseTo(value, within(5e-4 * Math.abs(value)));
    assertThat(gradient(evaluation, "x")).isCloseTo(gradient, within(5e-4 * Math.abs(gradient)));
  }

  @Test
  void geluAtMinusTenIsNotFlushedToZero() {
    assertThat(gelu("none", -10).values().data()[0]).isCloseTo(-7.62e-23, within(0.005e-23));
  }

  @ParameterizedTest
  @CsvSource({"tanh, 4.7324e-4, 2.699", "sigmoid, 2.0335e-2, 2.270"})
  void geluApproximationsAreAtMostThisFarAway(String form, double distance, double at) {
    var x = IntStream.rangeClosed(-10_000, 10_000).mapToDouble(i -> i / 1000.0).toArray();
    var exact = gelu("none", x).values().data();
    var approximate = gelu(form, x).values().data();
    int farthest =
        IntStream.range(0, x.length)
            .reduce(
                (i, j) ->
                    Math.abs(exact[j] - approximate[j]) > Math.abs(exact[i] - approximate[i])
                        ? j
                        : i)
            .orElseThrow();
    assertThat(Math.abs(exact[farthest] - approximate[farthest]))
        .isCloseTo(distance, within(distance * 1e-4));
    assertThat(Math.abs(x[farthest])).isCloseTo(at, within(0.001));
  }

  @Test
  void geluDipsToItsMinimum() {
    var evaluation = gelu("none", -0.751791524693564);
    assertThat(evaluation.values().data()[0]).isCloseTo(-0.169971207479904, within(1e-15));
    assertThat(gradient(evaluation, "x")).isCloseTo(0, within(1e-15));
  }

  @Test
  void sigmoidKeepsItsSlopeWhereOneMinusSigmaIsZero() {
    var evaluation = evaluate("sigmoid", parameters(), Map.of("x", vector(40)));
    assertThat(gradient(evaluation, "x")).isCloseTo(4.25e-18, within(0.005e-18));
  }

  @Test
  void crossEntropyKeepsItsGradientWhereTheSampleIsRight() {
    var evaluation =
        evaluate(
            "binary_cross_entropy",
            parameters(),
            Map.of("logits", vector(40), "targets", vector(1)));
    assertThat(gradient(evaluation, "logits")).isCloseTo(-4.25e-18, within(0.005e-18));
  }

  @Test
  void focalKeepsItsGradientAtGammaOneHalf() {
    var evaluation = focal(0.5, 40);
    // The table has −1.3e-26: p_t = 1, 1 − p_t = e⁻⁴⁰, so −(e⁻⁴⁰)^1.5·1.5.
    assertThat(gradient(evaluation, "logits")).isCloseTo(-1.3e-26, within(0.05e-26));
  }

  private static Evaluation focal(double gamma, double... logits) {
    return evaluate(
        "focal",
        parameters("alpha", null, "gamma", gamma),
        Map.of("logits", vector(logits), "targets", vector(ones(logits.length))));
  }

  private static double[] ones(int count) {
    return IntStream.range(0, count).mapToDouble(i -> 1).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "-2, 0, -0.880797078",
    "-2, 0.5, -0.945607801",
    "-2, 1, -0.999117290",
    "-2, 2, -1.076713730",
    "-2, 5, -1.138964230",
    "0, 0, -0.5",
    "0, 0.5, -0.476085659",
    "0, 1, -0.423286795",
    "0, 2, -0.298286795",
    "0, 5, -0.069777123",
    "2, 0, -0.119202922",
    "2, 0.5, -0.060455267",
    "2, 1, -0.027535964",
    "2, 2, -0.004870940",
    "2, 5, -1.63225e-5",
  })
  void focalGradients(double logit, double gamma, double gradient) {
    assertThat(gradient(focal(gamma, logit), "logits"))
        .isCloseTo(gradient, within(Math.max(5e-10, 5e-6 * Math.abs(gradient)) * 1.01));
  }

  /// How much less than under cross-entropy a positive of probability p weighs at γ = 2.
  private static double discount(double p) {
    var inputs = Map.of("probabilities", vector(p), "targets", vector(1));
    var focal = evaluate("focal", parameters("alpha", null, "gamma", 2.0), inputs);
    var plain = evaluate("binary_cross_entropy", parameters(), inputs);
    return plain.values().data()[0] / focal.values().data()[0];
  }

  @Test
  void focalTurnsDownEasySamplesAsThePaperSays() {
    assertThat(discount(0.9)).isCloseTo(100, within(1e-9));
    assertThat(discount(0.968377223)).isCloseTo(1000, within(1e-4));
    for (double p = 0.01; p <= 0.5; p += 0.01) {
      assertThat(discount(p)).isBetween(1.0, 4.0 + 1e-12);
    }
  }

  @Test
  void focalWithoutGammaIsBalancedCrossEntropyToTheBit() {
    var logits = new double[] {-800, -40, -1.5, -1e-9, 0, 1e-9, 0.3, 2, 40, 800};
    for (double target : new double[] {0, 1}) {
      var targets = IntStream.range(0, logits.length).mapToDouble(i -> target).toArray();
      var inputs = Map.of("logits", vector(logits), "targets", vector(targets));
      var focal = evaluate("focal", parameters("alpha", 0.3, "gamma", NONE), inputs);
      var balanced = evaluate("balanced_cross_entropy", parameters("alpha", 0.3), inputs);
      assertThat(focal.values().data()).isEqualTo(balanced.values().data());
      assertThat(Objects.requireNonNull(focal.gradients().get("logits")).data())
          .isEqualTo(Objects.requireNonNull(balanced.gradients().get("logits")).data());
    }
  }

  @Test
  void softmaxOfTwoIsTheSigmoidOfTheDifference() {
    for (double[] pair : new double[][] {{0, 0}, {1, -2}, {-3, 0.5}, {700, 0}, {0, 40}}) {
      var softmax = evaluate("softmax", parameters(), Map.of("x", vector(pair)));
      var sigmoid = evaluate("sigmoid", parameters(), Map.of("x", vector(pair[0] - pair[1])));
      assertThat(softmax.values().data()[0]).isEqualTo(sigmoid.values().data()[0]);
    }
  }

  @Test
  void softmaxWithDefaultUpstreamHasExactlyNoGradient() {
    var softmax = evaluate("softmax", parameters(), Map.of("x", vector(0.1, -3, 20, 0.7)));
    assertThat(Objects.requireNonNull(softmax.gradients().get("x")).data())
        .satisfies(slopes -> assertThat(DoubleStream.of(slopes)).allMatch(slope -> slope == 0));
  }

  @Test
  void aHardTripletCostsAtLeastTheMargin() {
    var random = new Random(3);
    for (int i = 0; i < 500; i++) {
      var evaluation =
          evaluate(
              "triplet",
              parameters("margin", 0.5),
              Map.of(
                  "anchor", vector(random.doubles(3).toArray()),
                  "positive", vector(random.doubles(3).toArray()),
                  "negative", vector(random.doubles(3).toArray())));
      var near = ((Tensor) extra(evaluation, "distances_positive")).data()[0];
      var far = ((Tensor) extra(evaluation, "distances_negative")).data()[0];
      var region = ((Labels) extra(evaluation, "regions")).data().getFirst();
      double loss = evaluation.values().data()[0];
      assertThat(region).isEqualTo(far > near + 0.5 ? "easy" : far <= near ? "hard" : "semi_hard");
      switch (region) {
        case "hard" -> assertThat(loss).isGreaterThanOrEqualTo(0.5);
        case "easy" -> assertThat(loss).isZero();
        default -> assertThat(loss).isBetween(0.0, 0.5);
      }
    }
  }

  private static Object extra(Evaluation evaluation, String name) {
    return Objects.requireNonNull(evaluation.extras().get(name));
  }
}
