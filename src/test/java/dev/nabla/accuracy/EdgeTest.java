package dev.nabla.accuracy;

import static dev.nabla.accuracy.Functions.evaluate;
import static dev.nabla.accuracy.Functions.parameters;
import static dev.nabla.accuracy.Functions.tensor;
import static dev.nabla.accuracy.Functions.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.function.Evaluation;
import dev.nabla.function.Shape;
import dev.nabla.function.Tensor;
import dev.nabla.function.Upstream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
