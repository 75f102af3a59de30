package dev.nabla.accuracy;

import static dev.nabla.accuracy.Functions.evaluate;
import static dev.nabla.accuracy.Functions.parameters;
import static dev.nabla.accuracy.Functions.tensor;
import static dev.nabla.accuracy.Functions.vector;
import static java.math.MathContext.DECIMAL64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.function.Evaluation;
import dev.nabla.function.Limits;
import dev.nabla.function.Upstream;
import dev.nabla.loss.Loss;
import dev.nabla.refusal.RejectedException;
import dev.nabla.tensor.Labels;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.Workspace;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Conventions at the edges, each worked out by hand: zero distances, infinities, NaN, weights of
/// 0.
class EdgeTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static double[] gradient(Evaluation evaluation, String input) {
    var gradient = Objects.requireNonNull(evaluation.gradients().get(input));
    return Arrays.copyOf(gradient.data(), gradient.size());
  }

  private static Tensor pairs(double... data) {
    return tensor(Shape.of(data.length / 2, 2), data);
  }

  @ParameterizedTest
  @ValueSource(strings = {"euclidean", "squared_euclidean", "manhattan"})
  void equalVectorsHaveNoGradientWhateverStandsBeforeThem(String distance) {
    var evaluation =
        evaluate(
            "contrastive",
            parameters("distance", distance),
            Map.of("x1", pairs(0, 0, 1, 1), "x2", pairs(3, 4, 1, 1), "targets", vector(1, 1)));
    assertThat(Arrays.copyOfRange(gradient(evaluation, "x1"), 2, 4)).containsOnly(0);
    assertThat(Arrays.copyOfRange(gradient(evaluation, "x2"), 2, 4)).containsOnly(0);
  }

  @Test
  void tripletsOfEqualVectorsHaveNoGradientWhateverStandsBeforeThem() {
    var evaluation =
        evaluate(
            "triplet",
            parameters(),
            Map.of(
                "anchor", pairs(0, 0, 1, 1),
                "positive", pairs(3, 4, 1, 1),
                "negative", pairs(1, 0, 1, 1)));
    for (var input : new String[] {"anchor", "positive", "negative"}) {
      assertThat(Arrays.copyOfRange(gradient(evaluation, input), 2, 4)).containsOnly(0);
    }
  }

  @Test
  void aDistanceAlongOneInfiniteComponentPointsAlongIt() {
    var evaluation =
        evaluate(
            "contrastive",
            parameters(),
            Map.of(
                "x1",
                vector(-INFINITY, 3),
                "x2",
                vector(0, 1),
                "targets",
                tensor(Shape.SCALAR, 1)));
    assertThat(evaluation.values().data()[0]).isEqualTo(INFINITY);
    assertThat(gradient(evaluation, "x1")).containsExactly(-1, 0);
  }

  @Test
  void aDifferenceThatOverflowsHasItsDirection() {
    var evaluation =
        evaluate(
            "contrastive",
            parameters(),
            Map.of(
                "x1",
                vector(1.7e308, 0),
                "x2",
                vector(-1.7e308, 0),
                "targets",
                tensor(Shape.SCALAR, 1)));
    assertThat(evaluation.values().data()[0]).isEqualTo(INFINITY);
    assertThat(gradient(evaluation, "x1")).containsExactly(1, 0);
  }

  @Test
  void notANumberFillsItsRowAlone() {
    var evaluation =
        evaluate(
            "triplet",
            parameters(),
            Map.of(
                "anchor", pairs(0, 0, 0, 0),
                "positive", pairs(1, Double.NaN, 3, 4),
                "negative", pairs(1, 0, 0, 1)));
    assertThat(evaluation.values().data()[0]).isNaN();
    for (var input : new String[] {"anchor", "positive", "negative"}) {
      assertThat(gradient(evaluation, input)[0]).isNaN();
      assertThat(gradient(evaluation, input)[1]).isNaN();
      assertThat(gradient(evaluation, input)[2]).isFinite();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, 1e-310, 1e-300})
  void aTemperatureNextToZeroLeavesTheLargestScore(double temperature) {
    var evaluation =
        evaluate(
            "softmax",
            parameters("temperature", temperature),
            Map.of("x", vector(-2, -1, -INFINITY), "upstream", vector(1, 2, 3)));
    assertThat(Arrays.copyOf(evaluation.values().data(), 3)).containsExactly(0, 1, 0);
    for (double component : gradient(evaluation, "x")) {
      assertThat(component).isZero();
    }
  }

  /// Where the exponential is just above a power of two and the value just below one, so that the
  /// value's ulp is half the exponential's. Expected digits: mpmath, 60 digits.
  @ParameterizedTest
  @CsvSource({
    "-4.8478640989284765, 0.007784049288681352149",
    "-4.846942588222187, 0.007791169767012683422"
  })
  void sigmoidKeepsItsBoundBelowPowersOfTwo(double x, BigDecimal exact) {
    var evaluation = evaluate("sigmoid", parameters(), Map.of("x", vector(x)));
    assertThat(ulps(evaluation.values().data()[0], exact)).isLessThan(2);
  }

  @ParameterizedTest
  @CsvSource({
    "-6.235813014840811, 0.001950391301232232720",
    "-5.540176080099312, 0.003895191718542339339"
  })
  void sigmoidsGradientKeepsItsBoundBelowPowersOfTwo(double x, BigDecimal exact) {
    var evaluation = evaluate("sigmoid", parameters(), Map.of("x", vector(x)));
    assertThat(ulps(gradient(evaluation, "x")[0], exact)).isLessThan(4);
  }

  private static double ulps(double found, BigDecimal exact) {
    var error = new BigDecimal(found).subtract(exact).abs();
    return error.divide(new BigDecimal(Math.ulp(exact.doubleValue())), DECIMAL64).doubleValue();
  }

  @Test
  void aLargeSharedComponentLeavesATinyDifference() {
    var evaluation = pair(parameters(), vector(1e200, 1e-200), vector(1e200, 0));
    assertThat(evaluation.values().data()[0]).isEqualTo(1e-200);
    assertThat(gradient(evaluation, "x1")).containsExactly(0, 1);
  }

  @Test
  void aTinyEpsCountsBesideALargeSharedComponent() {
    var evaluation = pair(parameters("eps", 1e-300), vector(-7e307), vector(-7e307));
    assertThat(evaluation.values().data()[0]).isEqualTo(1e-300);
  }

  /// The float64 numbers 0.9 and 0.1 are together 2⁻⁵⁵ above 1.
  @Test
  void epsTakesAwayADifferenceWithItsRounding() {
    var evaluation = pair(parameters("eps", -0.1), vector(1), vector(0.9));
    assertThat(evaluation.values().data()[0]).isEqualTo(0x1p-55);
  }

  @Test
  void aComponentFarBelowTheDistanceKeepsItsGradient() {
    var evaluation = pair(parameters(), vector(4e144, 1e-135), vector(0, 0));
    assertThat(gradient(evaluation, "x1")[1]).isCloseTo(2.5e-280, within(4 * Math.ulp(2.5e-280)));
  }

  /// Numbers alone have one of two directions, so none can be turned; 1 − cos is 0 or 2.
  @ParameterizedTest
  @CsvSource({
    "3, -0.07120685098848661, 2",
    "6.538844148904406e-147, 6.539102808725033e-147, 0",
    "0.521414515500803, 0.48616042291981665, 0"
  })
  void parallelAndOppositeVectorsAreNotTurned(double first, double second, double distance) {
    var evaluation = pair(parameters("distance", "cosine"), vector(first), vector(second));
    assertThat(evaluation.values().data()[0]).isEqualTo(distance);
    assertThat(gradient(evaluation, "x1")).containsExactly(0);
    assertThat(gradient(evaluation, "x2")).containsExactly(0);
  }

  /// The limits of 1 − b₁/|b| and of its slopes −b₂²/|b|³ and b₁·b₂/|b|³, for b = (2, 3).
  @Test
  void aVectorWithOneInfiniteComponentHasItsAngle() {
    var evaluation = pair(parameters("distance", "cosine"), vector(INFINITY, 1), vector(2, 3));
    assertThat(evaluation.values().data()[0]).isCloseTo(1 - 2 / Math.sqrt(13), within(1e-15));
    assertThat(gradient(evaluation, "x1")).containsExactly(0, -0.0);
    double cube = 13 * Math.sqrt(13);
    assertThat(gradient(evaluation, "x2")[0]).isCloseTo(-9 / cube, within(1e-15));
    assertThat(gradient(evaluation, "x2")[1]).isCloseTo(6 / cube, within(1e-15));
  }

  private static Evaluation pair(Map<String, @Nullable Object> parameters, Tensor x1, Tensor x2) {
    return evaluate(
        "contrastive", parameters, Map.of("x1", x1, "x2", x2, "targets", tensor(Shape.SCALAR, 1)));
  }

  @Test
  void aTripletsMarginCountsHoweverSmallBesideItsDistances() {
    var evaluation = triplet(1e-17, 1, 1);
    assertThat(evaluation.values().data()[0]).isEqualTo(1e-17);
    assertThat(gradient(evaluation, "positive")).containsExactly(1);
    assertThat(gradient(evaluation, "negative")).containsExactly(-1);
  }

  /// The float64 numbers 0.7 and 0.3 are 6.6e-17 short of 1 together.
  @Test
  void aTripletIsEasyByWhatItsNumbersAre() {
    assertThat(triplet(0.3, 0.7, 1).extras().get("regions"))
        .isEqualTo(new Labels(Shape.of(1), List.of("easy")));
  }

  private static Evaluation triplet(double margin, double positive, double negative) {
    return evaluate(
        "triplet",
        parameters("margin", margin),
        Map.of(
            "anchor", tensor(Shape.of(1, 1), 0),
            "positive", tensor(Shape.of(1, 1), positive),
            "negative", tensor(Shape.of(1, 1), negative)));
  }

  @Test
  void classWeightsWhoseSumIsNoNumberAreRefused() {
    var kernel = Functions.CATALOGUE.find("cross_entropy").orElseThrow().bind(parameters());
    var inputs =
        Functions.CATALOGUE
            .find("cross_entropy")
            .orElseThrow()
            .check(
                Map.of(
                    "logits", pairs(0, 0, 0, 0),
                    "targets", vector(0, 1),
                    "class_weights", vector(1e308, 1e308)),
                kernel,
                false,
                new Limits(100, 100, 100),
                Workspace.ofNew());
    assertThatThrownBy(() -> ((Loss) kernel).divisor(inputs))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("whose sum over the targets is a number");
  }

  @Test
  void anUpstreamOfZeroLeavesAnInfiniteWeightOut() {
    var evaluation =
        evaluate(
            "maxout",
            parameters(),
            Map.of(
                "x", vector(1, 2),
                "weights", tensor(Shape.of(2, 1, 2), 3, INFINITY, 0, 0),
                "biases", tensor(Shape.of(2, 1), 0, 0),
                "upstream", vector(0)));
    assertThat(evaluation.values().data()[0]).isEqualTo(INFINITY);
    assertThat(gradient(evaluation, "x")).containsOnly(0);
  }

  @Test
  void aWeightOfZeroLeavesAnInfiniteLossOut() {
    assertThat(Upstream.weighed(INFINITY, 0)).isZero();
    assertThat(Upstream.weighed(Double.NaN, 0)).isNaN();
    assertThat(Upstream.weighed(3, 0.5)).isEqualTo(1.5);
  }

  @Test
  void targetsAllIgnoredCostNothing() {
    var evaluation =
        evaluate(
            "cross_entropy",
            parameters("ignore_index", -100L),
            Map.of("logits", pairs(1, 2, 3, 4), "targets", vector(-100, -100)));
    assertThat(Arrays.copyOf(evaluation.values().data(), 2)).containsOnly(0);
    assertThat(gradient(evaluation, "logits")).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, 1e-200, 1e160, 1.7e308})
  void equalVectorsAreAtDistanceZeroWhateverTheirLength(double length) {
    var evaluation =
        evaluate(
            "contrastive",
            parameters(),
            Map.of(
                "x1", pairs(length, -length), "x2", pairs(length, -length), "targets", vector(1)));
    assertThat(evaluation.values().data()[0]).isEqualTo(0);
    assertThat(gradient(evaluation, "x1")).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"euclidean", "squared_euclidean", "manhattan"})
  void aComponentAcrossADistanceThatOverflowsHasNoGradient(String distance) {
    var evaluation =
        evaluate(
            "contrastive",
            parameters("distance", distance, "form", "squared"),
            Map.of("x1", pairs(1.7e308, 3), "x2", pairs(-1.7e308, 3), "targets", vector(1)));
    assertThat(evaluation.values().data()[0]).isEqualTo(INFINITY);
    assertThat(gradient(evaluation, "x1")).containsExactly(INFINITY, 0);
  }

  @Test
  void halfASquareMayBeFiniteWhereTheSquareIsNot() {
    var evaluation =
        evaluate(
            "contrastive",
            parameters("form", "squared"),
            Map.of("x1", pairs(0x1p512, 0), "x2", pairs(0, 0), "targets", vector(1)));
    assertThat(evaluation.values().data()[0]).isEqualTo(0x1p1023);
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary_cross_entropy", "balanced_cross_entropy", "focal"})
  void aProbabilityOfMinusZeroPullsLikeZero(String loss) {
    var evaluation =
        evaluate(
            loss, parameters(), Map.of("probabilities", vector(-0.0, 0), "targets", vector(1, 0)));
    assertThat(evaluation.values().data()[0]).isEqualTo(INFINITY);
    assertThat(gradient(evaluation, "probabilities")[0]).isEqualTo(-INFINITY);
  }

  @Test
  void aClassProbabilityOfMinusZeroPullsLikeZero() {
    var evaluation =
        evaluate(
            "cross_entropy",
            parameters(),
            Map.of("probabilities", pairs(-0.0, 1), "targets", vector(0)));
    assertThat(gradient(evaluation, "probabilities")).containsExactly(-INFINITY, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "binary_cross_entropy, pos_weight, logits",
    "binary_cross_entropy, pos_weight, probabilities",
    "balanced_cross_entropy, alpha, logits",
    "balanced_cross_entropy, alpha, probabilities",
    "focal, alpha, logits",
    "focal, alpha, probabilities"
  })
  void notANumberShowsEvenWhereItsClassWeighsNothing(String loss, String weight, String form) {
    var evaluation =
        evaluate(
            loss,
            parameters(weight, 0.0),
            Map.of(form, vector(Double.NaN, 0), "targets", vector(1, 1)));
    assertThat(evaluation.values().data()[0]).isNaN();
    assertThat(gradient(evaluation, form)[0]).isNaN();
    assertThat(evaluation.values().data()[1]).isZero();
    assertThat(Math.abs(gradient(evaluation, form)[1])).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e10, 1e100, Double.MAX_VALUE})
  void focalSilencesAllButTheImpossibleAtAHugeGamma(double gamma) {
    var evaluation =
        evaluate(
            "focal",
            parameters("gamma", gamma, "alpha", null),
            Map.of("probabilities", vector(0, 0.25, 0.75, 1), "targets", vector(1, 1, 0, 1)));
    assertThat(Arrays.copyOf(evaluation.values().data(), 4)).containsExactly(INFINITY, 0, 0, 0);
    assertThat(gradient(evaluation, "probabilities")[0]).isEqualTo(-INFINITY);
    for (int i = 1; i < 4; i++) {
      assertThat(Math.abs(gradient(evaluation, "probabilities")[i])).isZero();
    }
  }

  @Test
  void focalCountsAProbabilityThatOneSwallowsAtAHugeGamma() {
    var evaluation =
        evaluate(
            "focal",
            parameters("gamma", 1e17, "alpha", null),
            Map.of("probabilities", vector(1e-17), "targets", vector(1)));
    // (1 − 10⁻¹⁷)^(10¹⁷)·17·ln 10, in 40-digit arithmetic.
    assertThat(evaluation.values().data()[0]).isCloseTo(14.400253193425831, within(4e-15));
  }

  @Test
  void aTemperatureBringsBackADifferenceThatOverflows() {
    var evaluation =
        evaluate(
            "softmax", parameters("temperature", 1.7e308), Map.of("x", vector(1.7e308, -1.7e308)));
    // σ(2) and σ(−2).
    assertThat(evaluation.values().data()[0]).isCloseTo(0.8807970779778824, within(2e-16));
    assertThat(evaluation.values().data()[1]).isCloseTo(0.11920292202211755, within(3e-17));
  }

  @Test
  void aSoftTargetBringsBackADifferenceThatOverflows() {
    var evaluation =
        evaluate(
            "cross_entropy",
            parameters(),
            Map.of("logits", pairs(0x1p1023, -0x1p1023), "targets", pairs(0.75, 0.25)));
    assertThat(evaluation.values().data()[0]).isEqualTo(0x1p1022);
  }
}
