package dev.nabla.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.accuracy.Functions;
import dev.nabla.function.Kind;
import dev.nabla.plot.Curve.Series;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The heights of pictures of two points.
class ValueRangeTest {

  private static ValueRange range(Set<Quantity> outputs, List<Double> values, List<Double> slopes) {
    var relu = Functions.CATALOGUE.require(Kind.ACTIVATION, "relu");
    var query =
        new CurveQuery(
            relu, relu.axes().getFirst(), 0, 1, 2, List.of(Variant.DEFAULT), List.of(), outputs);
    var series =
        new Series(
            new LinkedHashMap<>(), new LinkedHashMap<>(), values, slopes, Map.of(), List.of());
    return ValueRange.of(new Curve(query, List.of(0.0, 1.0), List.of(series)));
  }

  private static ValueRange both(List<Double> values, List<Double> slopes) {
    return range(Set.of(Quantity.VALUE, Quantity.GRADIENT), values, slopes);
  }

  private static void assertReach(ValueRange range, double low, double high) {
    double margin = 0.05 * (high - low);
    assertThat(range.low()).isCloseTo(low - margin, within(1e-12));
    assertThat(range.high()).isCloseTo(high + margin, within(1e-12));
  }

  @Test
  void valuesAreShownWhole() {
    assertReach(range(Set.of(Quantity.VALUE), List.of(-1.0, 3.0), List.of(9.0, 9.0)), -1, 3);
    assertReach(range(Set.of(Quantity.GRADIENT), List.of(-1.0, 3.0), List.of(8.0, 9.0)), 8, 9);
  }

  @Test
  void gradientsReachOneHeightBeyondValuesAtMost() {
    assertReach(both(List.of(0.0, 1.0), List.of(-0.5, 1.5)), -0.5, 1.5);
    assertReach(both(List.of(0.0, 1.0), List.of(-1e9, 1e9)), -1, 2);
  }

  @Test
  void whatIsNotFiniteIsLeftOut() {
    assertReach(
        both(List.of(0.0, Double.POSITIVE_INFINITY, 1.0), List.of(Double.NaN, 0.0, 1.0)), 0, 1);
  }

  @Test
  void aConstantHasRoomAroundIt() {
    assertReach(both(List.of(2.0, 2.0), List.of(0.0, 0.0)), 1, 2);
    var zero = both(List.of(0.0, 0.0), List.of(0.0, 0.0));
    assertThat(zero.low()).isEqualTo(-1);
    assertThat(zero.high()).isEqualTo(1);
  }

  @Test
  void heightsThatOverflowAreScaled() {
    var range = both(List.of(1.5e308, 0.0), List.of(-1.5e308, 0.0));
    assertThat(range.scale()).isEqualTo(new Scale(308, false));
    assertReach(range, -1.5, 1.5);
    assertThat(range.drawn(1e308)).isCloseTo(1, within(1e-12));
  }

  @Test
  void heightsBelowTheNormalDoublesAreScaled() {
    var range = both(List.of(0.0, 0.0), List.of(0.0, 4e-310));
    assertThat(range.scale()).isEqualTo(new Scale(-310, false));
    assertReach(range, 0, 4);
  }

  @Test
  void linesLeadNotMuchBeyondThePicture() {
    var range = both(List.of(0.0, 1.0), List.of(-1e300, 1.0));
    assertThat(range.drawn(-1e300)).isBetween(-1e4, -1e3);
    assertThat(range.drawn(0.5)).isEqualTo(0.5);
    assertThat(range.drawn(Double.NaN)).isNaN();
  }
}
