package dev.nabla.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.function.Input.Domain;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole arrays are judged as their numbers are one by one, wherever the one that falls out stands.
class RangeTest {

  private static final double[] NUMBERS = {
    Double.NaN,
    Double.NEGATIVE_INFINITY,
    -Double.MAX_VALUE,
    -1,
    -Double.MIN_VALUE,
    -0.0,
    0.0,
    Double.MIN_VALUE,
    0.5,
    1,
    Math.nextUp(1.0),
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY
  };

  @ParameterizedTest
  @EnumSource
  void aRangeHoldsWhatItsDomainContains(Domain domain) {
    for (int n = 1; n < 20; n++) {
      var x = Lanes.array(n);
      Arrays.fill(x, 1);
      // What stands behind the n elements does not count.
      Arrays.fill(x, n, x.length, Double.NaN);
      for (int position = 0; position < n; position++) {
        for (double number : NUMBERS) {
          x[position] = number;
          assertThat(domain.containsAll(x, n))
              .as("%s at %d of %d", number, position, n)
              .isEqualTo(domain.contains(number));
          assertThat(Range.hasNaN(x, 0, n)).isEqualTo(Double.isNaN(number));
          x[position] = 1;
        }
      }
    }
  }
}
