package dev.nabla.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Samples;
import dev.nabla.oracle.Wide;
import dev.nabla.oracle.WideMath;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogSumExpTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 1, 30, 800, 1e300})
  void staysWithinOneUlp(double spread) {
    for (int n : new int[] {1, 2, 3, 8, 50, 1000}) {
      for (int row = 0; row < 20; row++) {
        var x = Samples.uniform(31L * n + row, n, -spread, spread);
        var sum = Wide.ZERO;
        var largest = Wide.of(Arrays.stream(x).max().orElseThrow());
        for (double element : x) {
          sum = sum.plus(WideMath.exp(Wide.of(element).minus(largest)));
        }
        var expected = largest.plus(WideMath.log(sum));
        assertThat(expected.ulps(logSumExp(x), Wide.ONE)).isLessThan(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-Infinity, -Infinity, -Infinity",
    "-Infinity, 3, 3",
    "Infinity, 1, Infinity",
    "Infinity, Infinity, Infinity",
    "Infinity, -Infinity, Infinity",
    "NaN, Infinity, NaN",
    "1, NaN, NaN",
  })
  void takesTheLimitAtSpecialNumbers(double a, double b, double expected) {
    assertThat(Double.valueOf(logSumExp(a, b))).isEqualTo(Double.valueOf(expected));
  }

  private static double logSumExp(double... row) {
    var x = Arrays.copyOf(row, Lanes.padded(row.length));
    return RowExponentials.logSumExp(x, row.length, new double[x.length], new double[x.length]);
  }
}
