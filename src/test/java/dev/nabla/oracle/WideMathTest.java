package dev.nabla.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apfloat.Apfloat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The quick oracle against the slow one, to 45 digits.
class WideMathTest {

  private static final long DIGITS = 90;
  private static final double TOLERANCE = 1e-45;

  record Row(
      String name,
      UnaryOperator<Wide> quick,
      UnaryOperator<Apfloat> slow,
      double low,
      double high) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> functions() {
    return Stream.of(
        new Row("exp", WideMath::exp, Precise::exp, -760, 720),
        new Row("expm1", WideMath::expm1, Precise::expm1, -60, 60),
        new Row("log", WideMath::log, Precise::log, 0, 3),
        new Row("log1p", WideMath::log1p, Precise::log1p, -1, 3),
        new Row("tanh", WideMath::tanh, Precise::tanh, -20, 20),
        new Row("sigmoid", WideMath::sigmoid, Precise::sigmoid, -750, 60),
        new Row("softplus", WideMath::softplus, Precise::softplus, -750, 60),
        new Row("erfc", WideMath::erfc, Precise::erfc, -7, 28),
        new Row("erf", WideMath::erf, x -> new Apfloat(1, DIGITS).subtract(Precise.erfc(x)), -7, 7),
        new Row("erfcx", WideMath::scaledErfc, Precise::scaledErfc, 0, 30),
        new Row("normal distribution", WideMath::normalDistribution, Precise::normalCdf, -39, 9),
        new Row("normal density", WideMath::normalDensity, Precise::normalDensity, -39, 39),
        new Row(
            "scaled normal tail", WideMath::scaledNormalTail, Precise::scaledNormalTail, 0, 50));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void agrees(Row row) {
    Stream.of(Samples.uniform(1, 150, row.low, row.high), Samples.logUniform(2, 150, -20, 10))
        .flatMapToDouble(Arrays::stream)
        .filter(x -> x > row.low && x < row.high)
        .parallel()
        .forEach(
            x -> {
              var expected = row.slow.apply(Precise.of(x, DIGITS));
              var error =
                  apfloat(row.quick.apply(Wide.of(x)))
                      .subtract(expected)
                      .divide(expected)
                      .doubleValue();
              assertThat(Math.abs(error)).as("%s(%s)", row, x).isLessThan(TOLERANCE);
            });
  }

  @Test
  void errorsAreCountedAsTheSlowOracleCountsThem() {
    for (double x : Samples.bitPatterns(3, 2000)) {
      if (Double.isFinite(x)) {
        var third = Wide.of(x).over(Wide.of(3));
        for (double actual : new double[] {x / 3, Math.nextUp(x / 3), x, 0, Double.NaN}) {
          double expected = Ulp.error(actual, apfloat(third));
          assertThat(third.ulps(actual)).isCloseTo(expected, offset(1e-9 * Math.max(1, expected)));
        }
      }
    }
  }

  @Test
  void float32IsRoundedToTheNearest() {
    for (double x : Samples.bitPatterns(4, 5000)) {
      if (Double.isFinite(x)) {
        assertThat(Wide.of(x).floatValue()).isEqualTo((float) x);
      }
    }
    for (double x : Samples.logUniform(5, 5000, -152, 128)) {
      assertThat(Wide.of(x).floatValue()).isEqualTo((float) x);
    }
    assertThat(Wide.of(1 + 0x1p-24).floatValue()).isEqualTo(1);
    assertThat(Wide.of(1 + 3 * 0x1p-24).floatValue()).isEqualTo(1 + 0x1p-22f);
  }

  private static Apfloat apfloat(Wide x) {
    var two = new BigDecimal(2);
    var mantissa = new BigDecimal(x.mantissa());
    var decimal =
        x.exponent() >= 0
            ? mantissa.multiply(two.pow(x.exponent()))
            : mantissa.divide(two.pow(-x.exponent()));
    return new Apfloat(decimal, DIGITS);
  }
}
