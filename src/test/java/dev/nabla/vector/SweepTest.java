package dev.nabla.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sweeps that take no elementary function, bit by bit against IEEE's own operations.
class SweepTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /// Numbers of every size, and those that are none.
  private static double[] numbers() {
    var random = new Random(3);
    var numbers = random.longs(4_096).mapToDouble(Double::longBitsToDouble).toArray();
    System.arraycopy(
        new double[] {0.0, -0.0, INFINITY, -INFINITY, Double.NaN, Double.MIN_VALUE, 3e-320, 1},
        0,
        numbers,
        0,
        8);
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        2, 65_536, 0x1p1022, 0x1p1023, 0x1p-1022, 0x1p-1074, 3, 1000, 0.1, -2, 0, INFINITY
      })
  void divisionIsIeees(double divisor) {
    var expected = numbers();
    for (int i = 0; i < expected.length; i++) {
      expected[i] /= divisor;
    }
    var x = numbers();
    Sweep.divide(x, divisor, 0, x.length);
    assertThat(x).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -3, 0.1})
  void aWeightOfZeroLeavesInfinitiesOut(double weight) {
    var expected = numbers();
    for (int i = 0; i < expected.length; i++) {
      boolean out = weight == 0 && Double.isInfinite(expected[i]);
      expected[i] = out ? 0 : expected[i] * weight;
    }
    var x = numbers();
    var weights = new double[x.length];
    Arrays.fill(weights, weight);
    Sweep.weigh(x, weights, 0, x.length);
    assertThat(x).containsExactly(expected);
  }
}
