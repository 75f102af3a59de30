package dev.nabla.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Kinks of functions whose kinks are plain to see.
@Timeout(60)
class KinksTest {

  private static List<Kink> kinks(
      DoubleUnaryOperator value, DoubleUnaryOperator slope, double from, double to) {
    return new Kinks(
            points -> Arrays.stream(points).map(value).toArray(),
            points -> Arrays.stream(points).map(slope).toArray(),
            from,
            to)
        .find();
  }

  @Test
  void aKinkHasItsPositionItsValueAndBothSlopes() {
    assertThat(kinks(x -> Math.abs(x - 0.3) + 2, x -> Math.signum(x - 0.3), -1, 1))
        .containsExactly(new Kink(0.3, 2, -1, 1));
  }

  @Test
  void kinksAreFoundNextToEachOther() {
    // max(0, |x| − w): slopes −1, 0, 1.
    for (double width : new double[] {1e-9, 0.01, 0.7}) {
      assertThat(
              kinks(
                  x -> Math.max(0, Math.abs(x) - width),
                  x -> Math.abs(x) > width ? Math.signum(x) : 0,
                  -1,
                  1))
          .containsExactly(new Kink(-width, 0, -1, 0), new Kink(width, 0, 0, 1));
    }
  }

  @Test
  void aPositionThatIsNoRoundDecimalIsExactToAFewUlps() {
    double third = 1 / 3.0;
    var kinks = kinks(x -> Math.max(0, x - third), x -> x > third ? 1 : 0, 0, 1);
    assertThat(kinks).hasSize(1);
    assertThat(Math.abs(kinks.getFirst().at() - third)).isLessThanOrEqualTo(3 * Math.ulp(third));
  }

  @Test
  void anEndIsAKinkWhereTheGradientLeavesItInAJump() {
    assertThat(kinks(x -> x, x -> x == 0 ? 0 : 1, 0, 1)).containsExactly(new Kink(0, 0, 0, 1));
  }

  @Test
  void aGradientOfItsOwnAtOnePointIsNoKink() {
    assertThat(kinks(x -> x, x -> x == 0 ? 0 : 1, -1, 1)).isEmpty();
  }

  @Test
  void smoothCurvesHaveNone() {
    assertThat(kinks(Math::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x), -1e9, 1e9)).isEmpty();
    assertThat(kinks(Math::log, x -> 1 / x, 0, 1)).isEmpty();
    // Steep without end at 0, as of 10/11·x^1.1.
    assertThat(kinks(x -> Math.pow(x, 1.1) / 1.1, x -> Math.pow(x, 0.1), 0, 1)).isEmpty();
    assertThat(kinks(x -> 0, x -> 0, 0, 1)).isEmpty();
  }

  @Test
  void gradientsThatAreNoNumbersAreNoKinks() {
    assertThat(kinks(x -> x, x -> x < 0 ? Double.NaN : 1, -1, 1)).isEmpty();
    assertThat(kinks(x -> x, x -> x < 0 ? Double.NEGATIVE_INFINITY : 1, -1, 1)).isEmpty();
  }

  @Test
  void theSmallestRangesAreSearched() {
    assertThat(kinks(Math::abs, Math::signum, -Double.MIN_VALUE, Double.MIN_VALUE))
        .containsExactly(new Kink(0, 0, -1, 1));
    assertThat(kinks(x -> x, x -> x > 1 ? 1 : 0, 1, Math.nextUp(1.0))).hasSize(1);
  }
}
