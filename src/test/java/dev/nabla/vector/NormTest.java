package dev.nabla.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Samples;
import dev.nabla.oracle.Wide;
import dev.nabla.oracle.WideMath;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 479, 480, 600, 1000, -100, -480, -481, -700, -1060, -1073})
  void staysWithinOneUlp(int exponent) {
    for (int n : new int[] {1, 2, 7, 8, 9, 100, 1001}) {
      var a = new double[Lanes.padded(n)];
      Arrays.fill(a, Double.NaN);
      System.arraycopy(Samples.logUniform(n, n, exponent - 3, exponent), 0, a, 0, n);
      var squares = Wide.ZERO;
      for (int i = 0; i < n; i++) {
        squares = squares.plus(Wide.of(a[i]).times(Wide.of(a[i])));
      }
      assertThat(WideMath.sqrt(squares).ulps(Norm.euclidean(a, n))).isLessThan(1);
    }
  }

  @Test
  void overflowsOnlyWhereTheLengthDoes() {
    double max = Double.MAX_VALUE;
    assertThat(Norm.euclidean(new double[] {max, 1e290, 0, 0, 0, 0, 0, 0}, 2)).isEqualTo(max);
    assertThat(Norm.euclidean(new double[] {max, max, 0, 0, 0, 0, 0, 0}, 2)).isEqualTo(INFINITY);
  }

  @Test
  void takesTheLimitAtSpecialNumbers() {
    assertThat(Norm.euclidean(new double[8], 0)).isZero();
    assertThat(Norm.euclidean(new double[8], 5)).isZero();
    assertThat(Norm.euclidean(new double[] {1, -INFINITY, 0, 0, 0, 0, 0, 0}, 2))
        .isEqualTo(INFINITY);
    assertThat(Norm.euclidean(new double[] {1, Double.NaN, 0, 0, 0, 0, 0, 0}, 2)).isNaN();
  }
}
