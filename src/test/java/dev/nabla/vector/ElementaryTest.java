package dev.nabla.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Precise;
import dev.nabla.oracle.Samples;
import dev.nabla.oracle.Ulp;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.incubator.vector.DoubleVector;
import org.apfloat.Apfloat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every number in the contracts of [Elementary], measured. `-Dnabla.samples=…` asks for more.
class ElementaryTest {

  private static final int SAMPLES = Integer.getInteger("nabla.samples", 20_000);

  /// A function with its definition, the domain's lower end, the interval to look at closely, the
  /// arguments where its computation changes, and the error its contract promises in ulps.
  record Row(
      String name,
      UnaryOperator<DoubleVector> function,
      UnaryOperator<Apfloat> definition,
      double domain,
      double low,
      double high,
      List<Double> seams,
      double budget) {

    double at(double x) {
      return function.apply(Lanes.broadcast(x)).lane(0);
    }

    double[] at(double[] x) {
      var padded = Arrays.copyOf(x, Lanes.padded(x.length));
      for (int i = 0; i < padded.length; i += Lanes.LANES) {
        Lanes.store(function.apply(Lanes.load(padded, i)), padded, i);
      }
      return Arrays.copyOf(padded, x.length);
    }

    double error(double x, double actual) {
      return Ulp.error(actual, definition.apply(Precise.of(x)));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> functions() {
    var everywhere = Double.NEGATIVE_INFINITY;
    return Stream.of(
        new Row(
            "exp",
            Elementary::exp,
            Precise::exp,
            everywhere,
            -1,
            1,
            seams(0.34657359027997264, -0.34657359027997264, -690, -708.3964185322641, 709.7),
            0.78),
        new Row(
            "exp(hi, lo)",
            x -> Elementary.exp(x, Lanes.broadcast(0)),
            Precise::exp,
            everywhere,
            -746,
            710,
            seams(-690, -745.1332191019411, 709.782712893384),
            0.78),
        new Row(
            "expm1",
            Elementary::expm1,
            Precise::expm1,
            everywhere,
            -1.5,
            1.5,
            seams(0x1p-54, -0x1p-54, 0.40907359027997264, -0.28407359027997264, -50, 37, 709.7),
            0.62),
        new Row(
            "log",
            Elementary::log,
            Precise::log,
            0,
            0.4,
            2.5,
            seams(Math.sqrt(0.5), 1, Math.sqrt(2), Double.MIN_NORMAL),
            0.66),
        new Row(
            "log1p",
            Elementary::log1p,
            Precise::log1p,
            -1,
            -0.6,
            1.5,
            seams(
                Math.sqrt(0.5) - 1, Math.sqrt(2) - 1, 0x1p-28, -0x1p-28, -0x1p-53, 0x1p53, 0x1p60),
            0.66),
        new Row(
            "tanh",
            Elementary::tanh,
            Precise::tanh,
            everywhere,
            -1.2,
            1.2,
            seams(0x1p-28, -0x1p-28, 0.17328679513998632, 0.5198603854199589, -19.06, 22),
            0.84),
        new Row(
            "erfc",
            Elementary::erfc,
            Precise::erfc,
            everywhere,
            -1,
            3,
            seams(0x1p-54, -0x1p-54, 0.588705, 26.2678, 26.5432, 27.2, 27.3, -5.9),
            0.97),
        new Row(
            "scaledNormalTail",
            Elementary::scaledNormalTail,
            Precise::scaledNormalTail,
            0,
            0,
            6,
            seams(0x1p-54, 5, 0x1p54, 1.79e307),
            0.94));
  }

  private static List<Double> seams(double... seams) {
    return DoubleStream.of(seams).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void keepsItsErrorBudget(Row row) {
    var x =
        Stream.of(
                Samples.uniform(1, SAMPLES / 2, row.low, row.high),
                Samples.logUniform(2, SAMPLES / 4, -60, 10),
                Samples.bitPatterns(3, SAMPLES / 4))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    check(row, x);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void keepsItsErrorBudgetAcrossSeams(Row row) {
    check(row, around(row.seams.stream().mapToDouble(seam -> seam).toArray()).toArray());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void isMonotoneAcrossSeams(Row row) {
    var falling = row.name.equals("erfc") || row.name.equals("scaledNormalTail");
    for (double seam : row.seams) {
      var values = row.at(around(seam).filter(x -> x >= row.domain).toArray());
      var sorted = values.clone();
      Arrays.sort(sorted);
      if (falling) {
        sorted = reversed(sorted);
      }
      assertThat(values).as("%s around %s", row, seam).containsExactly(sorted);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void keepsItsErrorBudgetAtSpecialNumbers(Row row) {
    check(row, Samples.specials());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void givesNaNForEveryNaN(Row row) {
    assertThat(row.at(Double.NaN)).isNaN();
    var payloads = new Random(8).longs(4096).map(bits -> bits | 0x7ff0000000000001L);
    for (double value : row.at(payloads.mapToDouble(Double::longBitsToDouble).toArray())) {
      assertThat(value).isNaN();
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void doesNotDependOnTheLane(Row row) {
    var x = Samples.uniform(4, 8, row.low, row.high);
    var values = row.at(x);
    for (int i = 0; i < x.length; i++) {
      assertThat(values[i]).isEqualTo(row.at(x[i]));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "exp, 0, 1",
    "exp, -0.0, 1",
    "exp, -Infinity, 0",
    "exp, Infinity, Infinity",
    "exp, 0x1.62e42fefa39f0p9, Infinity",
    "exp, -746, 0",
    "'exp(hi, lo)', -Infinity, 0",
    "'exp(hi, lo)', Infinity, Infinity",
    "expm1, 0, 0",
    "expm1, -0.0, -0.0",
    "expm1, -4.9e-324, -4.9e-324",
    "expm1, -Infinity, -1",
    "expm1, Infinity, Infinity",
    "expm1, 0x1.62e42fefa39f0p9, Infinity",
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
    "erfc, 0, 1",
    "erfc, -0.0, 1",
    "erfc, -Infinity, 2",
    "erfc, Infinity, 0",
    "scaledNormalTail, 0, 0.5",
    "scaledNormalTail, -0.0, 0.5",
    "scaledNormalTail, -4.9e-324, NaN",
    "scaledNormalTail, Infinity, 0",
  })
  void takesTheLimitAtSpecialNumbers(String name, double x, double expected) {
    var row = functions().filter(r -> r.name.equals(name)).findAny().orElseThrow();
    assertThat(Double.doubleToLongBits(row.at(x))).isEqualTo(Double.doubleToLongBits(expected));
  }

  @Test
  void staysFiniteToTheLastArgument() {
    var last = 0x1.62e42fefa39efp9;
    assertThat(Elementary.exp(Lanes.broadcast(last)).lane(0)).isFinite();
    assertThat(Elementary.expm1(Lanes.broadcast(last)).lane(0)).isFinite();
    var tiny = -745.1332191019411;
    assertThat(Elementary.exp(Lanes.broadcast(tiny)).lane(0)).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void expOfSumUsesBothParts() {
    var hi = Samples.uniform(5, SAMPLES / 2, -746, 709.7);
    var share = Samples.uniform(6, SAMPLES / 2, -1, 1);
    for (int i = 0; i < hi.length; i++) {
      var lo = share[i] * Math.ulp(hi[i]);
      var actual = Elementary.exp(Lanes.broadcast(hi[i]), Lanes.broadcast(lo)).lane(0);
      var expected = Precise.exp(Precise.of(hi[i]).add(Precise.of(lo)));
      assertThat(Ulp.error(actual, expected)).as("exp(%s + %s)", hi[i], lo).isLessThan(0.78);
    }
  }

  @Test
  void expOfSumIgnoresTheLowPartOfAnInfinity() {
    for (double lo : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
      var low = Lanes.broadcast(lo);
      assertThat(Elementary.exp(Lanes.broadcast(Double.POSITIVE_INFINITY), low).lane(0))
          .isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(Elementary.exp(Lanes.broadcast(Double.NEGATIVE_INFINITY), low).lane(0)).isZero();
    }
  }

  @Test
  void expOfSumOverflowsWhereTheSumDoes() {
    var last = Lanes.broadcast(0x1.62e42fefa39efp9);
    var low = Lanes.broadcast(0x1p-43);
    assertThat(Elementary.exp(last, low).lane(0)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void tanhIsOddToTheBit() {
    for (double x : Samples.logUniform(7, SAMPLES / 10, -60, 5)) {
      assertThat(Elementary.tanh(Lanes.broadcast(-x)).lane(0))
          .isEqualTo(-Elementary.tanh(Lanes.broadcast(x)).lane(0));
    }
  }

  private static void check(Row row, double[] x) {
    var values = row.at(x);
    for (int i = 0; i < x.length; i++) {
      if (Double.isNaN(x[i]) || x[i] < row.domain) {
        assertThat(values[i]).as("%s(%s)", row, x[i]).isNaN();
      } else if (Double.isFinite(x[i]) && hasFiniteValue(row, x[i])) {
        var error = row.error(x[i], values[i]);
        assertThat(error).as("%s(%s) = %s", row, x[i], values[i]).isLessThan(row.budget);
      }
    }
  }

  /// False at the poles of the logarithms alone.
  private static boolean hasFiniteValue(Row row, double x) {
    return x > row.domain || !row.name.startsWith("log");
  }

  /// Each seam with its 40 neighbours on both sides, in order.
  private static DoubleStream around(double... seams) {
    return Arrays.stream(seams)
        .flatMap(
            seam ->
                IntStream.rangeClosed(-40, 40)
                    .mapToDouble(
                        step -> {
                          var bits = Double.doubleToRawLongBits(seam);
                          return Double.longBitsToDouble(seam < 0 ? bits - step : bits + step);
                        }));
  }

  private static double[] reversed(double[] values) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> values[values.length - 1 - i])
        .toArray();
  }
}
