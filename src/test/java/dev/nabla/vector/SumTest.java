package dev.nabla.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nabla.oracle.Samples;
import dev.nabla.oracle.Ulp;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apfloat.Apfloat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected sums are exact, in decimal arithmetic.
class SumTest {

  private static final double MAX = Double.MAX_VALUE;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 15, 16, 17, 1000, 65_539})
  void staysWithinTwoUlpsOfTheExactSum(int n) {
    var positive = Arrays.stream(Samples.logUniform(1, n, -40, 40)).map(Math::abs).toArray();
    assertThat(Ulp.error(sum(positive), exact(positive))).isLessThan(2);
    var uniform = Samples.uniform(2, n, 0, 1);
    assertThat(Ulp.error(sum(uniform), exact(uniform))).isLessThan(2);
  }

  @Test
  void staysWithinTwoUlpsHoweverLong() {
    var n = 4_000_003;
    var terms = new double[Lanes.padded(n)];
    var term = 0.1;
    Arrays.fill(terms, term);
    var expected = new BigDecimal(term).multiply(BigDecimal.valueOf(n));
    assertThat(Ulp.error(Sum.sum(terms, n), new Apfloat(expected, 60))).isLessThan(2);
  }

  @Test
  void keepsWhatCancellationLeaves() {
    assertThat(sum(1e16, 1, -1e16)).isEqualTo(1);
    assertThat(sum(1, 1e100, 1, -1e100)).isEqualTo(2);
    var terms = Lanes.array(24);
    terms[0] = 1e16;
    terms[8] = 1;
    terms[16] = -1e16;
    assertThat(Sum.sum(terms, 24)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 16, 21})
  void ignoresThePadding(int n) {
    var terms = new double[24];
    Arrays.fill(terms, Double.NaN);
    Arrays.fill(terms, 0, n, 0.5);
    assertThat(Sum.sum(terms, n)).isEqualTo(n * 0.5);
    assertThat(Sum.dot(terms, terms, n)).isEqualTo(n * 0.25);
    assertThat(Sum.mean(terms, n, 2)).isEqualTo(n * 0.25);
  }

  @ParameterizedTest
  @CsvSource({
    "Infinity, 1, Infinity",
    "-Infinity, 1, -Infinity",
    "Infinity, Infinity, Infinity",
    "Infinity, -Infinity, NaN",
    "NaN, 1, NaN",
    "NaN, Infinity, NaN",
    "1.7976931348623157E308, 1.7976931348623157E308, Infinity",
    "-1.7976931348623157E308, -1.7976931348623157E308, -Infinity",
  })
  void treatsNonFiniteTermsAsTheirSumDoes(double a, double b, double expected) {
    for (int distance : new int[] {1, 8, 9}) {
      var terms = new double[24];
      terms[0] = a;
      terms[distance] = b;
      assertThat(Double.valueOf(Sum.sum(terms, 17))).isEqualTo(Double.valueOf(expected));
      var ones = new double[24];
      Arrays.fill(ones, 1);
      assertThat(Double.valueOf(Sum.dot(terms, ones, 17))).isEqualTo(Double.valueOf(expected));
    }
  }

  @Test
  void overflowsOnlyWhereTheSumDoes() {
    assertThat(sum(MAX, MAX, -MAX)).isEqualTo(MAX);
    assertThat(sum(MAX, -MAX, MAX, -MAX)).isZero();
  }

  @Test
  void meanNeverOverflows() {
    var terms = new double[1000];
    Arrays.fill(terms, MAX);
    assertThat(Sum.mean(terms, 1000, 1000)).isEqualTo(MAX);
    assertThat(Sum.mean(new double[] {INFINITY, 0, 0, 0, 0, 0, 0, 0}, 2, 2)).isEqualTo(INFINITY);
  }

  @Test
  void meanIsTheSumOverTheDivisor() {
    var terms = Samples.uniform(3, 1000, 0, 1);
    assertThat(Sum.mean(terms, 1000, 1000)).isEqualTo(Sum.sum(terms, 1000) / 1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 13, 1000, 20_001})
  void dotCarriesTheErrorsOfItsProducts(int n) {
    var a = Samples.uniform(4, n, 0, 1);
    var b = Samples.uniform(5, n, 0, 1);
    var expected =
        IntStream.range(0, n)
            .mapToObj(i -> new BigDecimal(a[i]).multiply(new BigDecimal(b[i])))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    var actual = Sum.dot(padded(a), padded(b), n);
    assertThat(Ulp.error(actual, new Apfloat(expected, 60))).isLessThan(2);
  }

  @Test
  void dotKeepsWhatCancellationLeaves() {
    var a = padded(1 + 0x1p-30, 1);
    var b = padded(1 + 0x1p-30, -1 - 0x1p-29);
    assertThat(Sum.dot(a, b, 2)).isEqualTo(0x1p-60);
  }

  /// Terms that are multiples of 2⁻⁵³, so that whole numbers add them exactly.
  @Test
  void staysWithinTwoUlpsOfAHundredMillionTerms() {
    assumeTrue(Integer.getInteger("nabla.samples", 0) >= 1_000_000, "only in the profile long");
    int n = 100_000_000;
    var terms = new double[Lanes.padded(n)];
    var random = new SplittableRandom(7);
    long high = 0;
    long low = 0;
    for (int i = 0; i < n; i++) {
      terms[i] = random.nextDouble();
      low += (long) (terms[i] * 0x1p53);
      high += low >>> 53;
      low &= (1L << 53) - 1;
    }
    var expected = new BigDecimal(high).add(new BigDecimal(low * 0x1p-53));
    assertThat(Ulp.error(Sum.sum(terms, n), new Apfloat(expected, 60))).isLessThan(2);
    var mean = expected.divide(BigDecimal.valueOf(n), new MathContext(60));
    assertThat(Ulp.error(Sum.mean(terms, n, n), new Apfloat(mean, 60))).isLessThan(2);
  }

  private static double sum(double... terms) {
    return Sum.sum(padded(terms), terms.length);
  }

  private static double[] padded(double... terms) {
    return Arrays.copyOf(terms, Lanes.padded(terms.length));
  }

  private static Apfloat exact(double[] terms) {
    var sum =
        Arrays.stream(terms).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Apfloat(sum, 60);
  }
}
