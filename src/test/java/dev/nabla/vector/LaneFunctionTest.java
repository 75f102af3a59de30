package dev.nabla.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Samples;
import dev.nabla.oracle.Wide;
import dev.nabla.oracle.WideMath;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every number in the contracts of [Exponentials], [Logarithms], [Softplus], [Normal] and
/// [ErrorFunctions], measured. The profile `long` takes a million samples of each kind.
class LaneFunctionTest {

  private static final int SAMPLES = Integer.getInteger("nabla.samples", 20_000);

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  static List<LaneFunction> functions() {
    return LaneFunction.all();
  }

  private static LaneFunction function(String name) {
    return functions().stream().filter(f -> f.name().equals(name)).findAny().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void keepsItsErrorBound(LaneFunction function) {
    check(function, Samples.bitPatterns(3, SAMPLES));
    check(function, Samples.uniform(1, SAMPLES / 2, function.low(), function.high()));
    check(function, Samples.logUniform(2, SAMPLES / 2, -60, 10));
    check(function, Samples.uniform(4, SAMPLES / 4, -760, -690));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void keepsItsErrorBoundAcrossSeams(LaneFunction function) {
    check(function, around(function.seams()).toArray());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void keepsItsErrorBoundAtSpecialNumbers(LaneFunction function) {
    check(function, Samples.specials());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void isMonotoneAcrossSeams(LaneFunction function) {
    for (double seam : function.seams()) {
      var values = function.at(around(List.of(seam)).filter(function::isPromised).toArray());
      for (int i = 1; i < values.length; i++) {
        assertThat(inOrder(function, values[i - 1], values[i]))
            .as("%s around %s, step %d", function, seam, i)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void givesNaNForEveryNaN(LaneFunction function) {
    assertThat(function.at(Double.NaN)).isNaN();
    var payloads = new Random(8).longs(4096).map(bits -> bits | 0x7ff0000000000001L);
    for (double value : function.at(payloads.mapToDouble(Double::longBitsToDouble).toArray())) {
      assertThat(value).isNaN();
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void doesNotDependOnTheLane(LaneFunction function) {
    var x = Samples.uniform(4, 8, function.low(), function.high());
    var values = function.at(x);
    for (int i = 0; i < x.length; i++) {
      assertThat(values[i]).isEqualTo(function.at(x[i]));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "exp, 0, 1",
    "exp, -0.0, 1",
    "exp, -Infinity, 0",
    "exp, Infinity, Infinity",
    "exp of two, -Infinity, 0",
    "exp of two, Infinity, Infinity",
    "expm1, 0, 0",
    "expm1, -0.0, -0.0",
    "expm1, -4.9e-324, -4.9e-324",
    "expm1, -Infinity, -1",
    "expm1, Infinity, Infinity",
    "log, 1, 0",
    "log, 0, -Infinity",
    "log, -0.0, -Infinity",
    "log, -4.9e-324, NaN",
    "log, -Infinity, NaN",
    "log, Infinity, Infinity",
    "log1p, 0, 0",
    "log1p, -0.0, -0.0",
    "log1p, -1, -Infinity",
    "log1p, -1.0000000000000002, NaN",
    "log1p, -Infinity, NaN",
    "log1p, Infinity, Infinity",
    "tanh, 0, 0",
    "tanh, -0.0, -0.0",
    "tanh, -Infinity, -1",
    "tanh, Infinity, 1",
    "sigmoid, 0, 0.5",
    "sigmoid, -0.0, 0.5",
    "sigmoid, -Infinity, 0",
    "sigmoid, Infinity, 1",
    "softplus, -Infinity, 0",
    "softplus, Infinity, Infinity",
    "power 0.5, 0, 0",
    "power 0.5, -0.0, 0",
    "power 0.5, 1, 1",
    "power 0.5, -4.9e-324, NaN",
    "power 100.0, 0, 0",
    "power 100.0, 1, 1",
    "erf, 0, 0",
    "erf, -0.0, -0.0",
    "erf, -Infinity, -1",
    "erf, Infinity, 1",
    "erfc, 0, 1",
    "erfc, -0.0, 1",
    "erfc, -Infinity, 2",
    "erfc, Infinity, 0",
    "erfcx, 0, 1",
    "erfcx, -0.0, 1",
    "erfcx, -Infinity, Infinity",
    "erfcx, Infinity, 0",
    "normalDensity, -Infinity, 0",
    "normalDensity, Infinity, 0",
    "normalDistribution, 0, 0.5",
    "normalDistribution, -0.0, 0.5",
    "normalDistribution, -Infinity, 0",
    "normalDistribution, Infinity, 1",
    "scaledNormalTail, 0, 0.5",
    "scaledNormalTail, -0.0, 0.5",
    "scaledNormalTail, -4.9e-324, NaN",
    "scaledNormalTail, Infinity, 0",
  })
  void takesTheLimitAtSpecialNumbers(String name, double x, double expected) {
    assertThat(Double.doubleToLongBits(function(name).at(x)))
        .isEqualTo(Double.doubleToLongBits(expected));
  }

  /// The last argument with a result that is neither infinite nor 0, by the contract. That it is
  /// the last, the definition says.
  @ParameterizedTest
  @CsvSource({
    "exp, 709.782712893384, Infinity",
    "exp, -745.1332191019411, 0",
    "exp of two, 709.782712893384, Infinity",
    "exp of two, -745.1332191019411, 0",
    "expm1, 709.782712893384, Infinity",
    "sigmoid, -745.1332191019411, 0",
    "softplus, -745.1332191019411, 0",
    "erfc, 27.226017111108362, 0",
    "erfcx, -26.62873571375149, Infinity",
    "normalDensity, 38.58015760902841, 0",
    "normalDensity, -38.58015760902841, 0",
    "normalDistribution, -38.485408335567335, 0",
  })
  void endsAtTheLastArgument(String name, double last, double beyond) {
    var function = function(name);
    double next = last > 0 ? Math.nextUp(last) : Math.nextDown(last);
    assertThat(function.at(last)).isFinite().isNotZero();
    assertThat(function.at(next)).isEqualTo(beyond);
    assertThat(function.ulps(next, beyond)).isLessThanOrEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 2, 3, 100})
  void powerOfAnEndIsExact(double gamma) {
    var ends = new double[] {0, 1, 0x1p-40, 0, 0, 0, 0, 0};
    Sweep.power(ends, gamma, ends, 0, 8);
    assertThat(ends[0]).isEqualTo(gamma == 0 ? 1 : 0);
    assertThat(ends[1]).isEqualTo(1);
    assertThat(ends[2]).isEqualTo(Math.pow(0x1p-40, gamma));
  }

  @Test
  void powerTakesEveryExponent() {
    var random = new Random(12);
    double bound = function("power 2.0").bound();
    var x = Samples.uniform(13, 8, 0, 1);
    for (int i = 0; i < SAMPLES / 8; i++) {
      double gamma = Math.scalb(1 + random.nextDouble(), random.nextInt(-20, 20));
      var y = new double[8];
      Sweep.power(x, gamma, y, 0, 8);
      double expected = WideMath.power(Wide.of(x[i % 8]), Wide.of(gamma)).ulps(y[i % 8]);
      assertThat(expected).as("%s to the %s", x[i % 8], gamma).isLessThanOrEqualTo(bound);
    }
  }

  @Test
  void expOfSumUsesBothParts() {
    var hi = Samples.uniform(5, SAMPLES, -746, 709.7);
    var share = Samples.uniform(6, SAMPLES, -1, 1);
    var lo = new double[SAMPLES];
    Arrays.setAll(lo, i -> share[i] * Math.ulp(hi[i]));
    var y = new double[SAMPLES];
    Sweep.exp(hi, lo, y, 0, SAMPLES & -Lanes.BLOCK);
    double bound = function("exp of two").bound();
    for (int i = 0; i < (SAMPLES & -Lanes.BLOCK); i++) {
      var expected = WideMath.exp(Wide.of(hi[i]).plus(Wide.of(lo[i])));
      assertThat(expected.ulps(y[i])).as("exp(%s + %s)", hi[i], lo[i]).isLessThan(bound);
    }
  }

  @Test
  void expOfSumIgnoresTheLowPartOfAnInfinity() {
    for (double lo : new double[] {0, Double.NaN, INFINITY}) {
      var low = Lanes.broadcast(lo);
      assertThat(Exponentials.exp(Lanes.broadcast(INFINITY), low).lane(0)).isEqualTo(INFINITY);
      assertThat(Exponentials.exp(Lanes.broadcast(-INFINITY), low).lane(0)).isZero();
    }
  }

  @Test
  void expOfSumOverflowsWhereTheSumDoes() {
    var last = Lanes.broadcast(0x1.62e42fefa39efp9);
    var low = Lanes.broadcast(0x1p-43);
    assertThat(Exponentials.exp(last, low).lane(0)).isEqualTo(INFINITY);
  }

  @Test
  void softplusInTwoPartsHasMoreDigits() {
    var x = Samples.uniform(14, SAMPLES & -Lanes.BLOCK, -40, 40);
    var e = new double[x.length];
    var high = new double[x.length];
    var low = new double[x.length];
    Sweep.softplusOfMinusMagnitude(x, e, high, low, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      var minus = Wide.of(-Math.abs(x[i]));
      assertThat(WideMath.exp(minus).ulps(e[i])).isLessThan(0.78);
      var expected = WideMath.softplus(minus);
      var error = Wide.of(high[i]).plus(Wide.of(low[i])).minus(expected).over(expected);
      assertThat(error.abs().doubleValue()).as("at %s", x[i]).isLessThan(3e-17);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "erf"})
  void isOddToTheBit(String name) {
    var function = function(name);
    for (double x : Samples.logUniform(7, SAMPLES / 10, -1074, 5)) {
      assertThat(function.at(-x)).isEqualTo(-function.at(x));
    }
  }

  private static boolean inOrder(LaneFunction function, double before, double after) {
    return switch (function.direction()) {
      case 1 -> before <= after;
      case -1 -> before >= after;
      default -> true;
    };
  }

  private static void check(LaneFunction function, double[] x) {
    var values = function.at(x);
    double bound = function.bound();
    IntStream.range(0, x.length)
        .parallel()
        .forEach(
            i -> {
              if (Double.isNaN(x[i]) || x[i] < function.domain()) {
                assertThat(values[i]).as("%s(%s)", function, x[i]).isNaN();
              } else if (function.isPromised(x[i])) {
                assertThat(function.ulps(x[i], values[i]))
                    .as("%s(%s) = %s", function, x[i], values[i])
                    .isLessThan(bound);
              }
            });
  }

  /// Each seam with its 40 neighbours on both sides, in order.
  private static DoubleStream around(List<Double> seams) {
    return seams.stream()
        .flatMapToDouble(
            seam -> {
              var neighbours = new double[81];
              neighbours[40] = seam;
              for (int i = 1; i <= 40; i++) {
                neighbours[40 - i] = Math.nextDown(neighbours[41 - i]);
                neighbours[40 + i] = Math.nextUp(neighbours[39 + i]);
              }
              return DoubleStream.of(neighbours);
            });
  }
}
