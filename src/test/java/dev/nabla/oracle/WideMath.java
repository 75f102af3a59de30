package dev.nabla.oracle;

import java.math.BigInteger;
import java.util.Arrays;

/// The mathematical functions to more than 40 digits, in some microseconds each. [Precise] says the
/// same more slowly and to any number of digits; a test holds the two together.
///
/// Inside, numbers lie in [#POINT] bits behind the binary point. Exponentials beyond ±20,000 stay
/// there: such results are far outside float64 all the same.
public final class WideMath {

  private static final int POINT = 256;
  private static final BigInteger UNIT = BigInteger.ONE.shiftLeft(POINT);

  /// Further bits in the sums that make constants.
  private static final int GUARD = 32;

  private static final BigInteger LN2_FIXED = inverseSeries(3, false).shiftRight(GUARD - 1);
  private static final Wide LN2 = wide(LN2_FIXED);

  /// By Machin's formula.
  public static final Wide PI = pi();

  public static final Wide SQRT_TWO = sqrt(Wide.TWO);
  private static final Wide SQRT_PI = sqrt(PI);

  private static final Wide EXPONENT_LIMIT = Wide.of(20_000);

  /// Steps of the table of exponentials, 1/128 apart.
  private static final int STEPS = 128;

  private static final BigInteger[] INVERSE_FACTORIALS = inverseFactorials(60);
  private static final BigInteger[] ODD_INVERSES = oddInverses(60);
  private static final BigInteger[] EXPONENTIALS = exponentials();

  /// erfc x·e^{x²} comes from Taylor series around multiples of 1/32 below this, from a continued
  /// fraction above.
  private static final int SERIES_END = 12;

  private static final int CENTRES = 32;
  private static final BigInteger[] SCALED_ERFC = scaledErfcTable();

  private WideMath() {}

  /// atanh(1/n) or, with alternating signs, atan(1/n), with [#GUARD] bits more.
  private static BigInteger inverseSeries(int n, boolean alternating) {
    var square = BigInteger.valueOf((long) n * n);
    var power = UNIT.shiftLeft(GUARD).divide(BigInteger.valueOf(n));
    var sum = power;
    for (int i = 3; power.signum() != 0; i += 2) {
      power = power.divide(square);
      var term = power.divide(BigInteger.valueOf(i));
      sum = alternating && i % 4 == 3 ? sum.subtract(term) : sum.add(term);
    }
    return sum;
  }

  private static Wide pi() {
    var sixteen = inverseSeries(5, true).shiftLeft(4);
    var four = inverseSeries(239, true).shiftLeft(2);
    return Wide.rounded(sixteen.subtract(four), -POINT - GUARD);
  }

  private static BigInteger[] inverseFactorials(int count) {
    var all = new BigInteger[count];
    all[0] = UNIT;
    for (int n = 1; n < count; n++) {
      all[n] = all[n - 1].divide(BigInteger.valueOf(n));
    }
    return all;
  }

  /// 1/(2n + 1).
  private static BigInteger[] oddInverses(int count) {
    var all = new BigInteger[count];
    Arrays.setAll(all, n -> UNIT.divide(BigInteger.valueOf(2L * n + 1)));
    return all;
  }

  private static BigInteger[] exponentials() {
    var table = new BigInteger[STEPS + 1];
    for (int j = 0; j <= STEPS; j++) {
      var x = UNIT.multiply(BigInteger.valueOf(j - STEPS / 2)).divide(BigInteger.valueOf(STEPS));
      table[j] = expSeries(x, 0, INVERSE_FACTORIALS.length - 1);
    }
    return table;
  }

  /// Σ xⁿ⁻ᵒ/n! for n from the offset o to the last.
  private static BigInteger expSeries(BigInteger x, int offset, int last) {
    var sum = INVERSE_FACTORIALS[last];
    for (int n = last - 1; n >= offset; n--) {
      sum = sum.multiply(x).shiftRight(POINT).add(INVERSE_FACTORIALS[n]);
    }
    return sum;
  }

  private static BigInteger fixed(Wide x) {
    return x.mantissa().shiftLeft(x.exponent() + POINT);
  }

  private static Wide wide(BigInteger fixed) {
    return Wide.rounded(fixed, -POINT);
  }

  public static Wide sqrt(Wide x) {
    int shift = 2 * Wide.BITS + (x.exponent() & 1);
    return Wide.rounded(x.mantissa().shiftLeft(shift).sqrt(), (x.exponent() - shift) / 2);
  }

  /// eˣ.
  public static Wide exp(Wide x) {
    if (x.magnitude() < -Wide.BITS) {
      return Wide.ONE.plus(x);
    }
    var clamped = x.abs().compareTo(EXPONENT_LIMIT) > 0 ? limited(x) : x;
    int k = (int) Math.round(clamped.doubleValue() / Math.log(2));
    var r = fixed(clamped).subtract(LN2_FIXED.multiply(BigInteger.valueOf(k)));
    int j = r.multiply(BigInteger.valueOf(STEPS)).shiftRight(POINT).intValueExact();
    var rest = r.subtract(UNIT.multiply(BigInteger.valueOf(j)).divide(BigInteger.valueOf(STEPS)));
    var power = EXPONENTIALS[j + STEPS / 2].multiply(expSeries(rest, 0, 30)).shiftRight(POINT);
    return Wide.rounded(power, k - POINT);
  }

  private static Wide limited(Wide x) {
    return x.signum() < 0 ? EXPONENT_LIMIT.negate() : EXPONENT_LIMIT;
  }

  /// eˣ − 1.
  public static Wide expm1(Wide x) {
    if (x.magnitude() > -1) {
      return exp(x).minus(Wide.ONE);
    }
    // Σ xⁿ/(n + 1)!
    int last = Math.clamp(-POINT / (long) x.magnitude() + 2, 3, 50);
    return x.times(wide(expSeries(fixed(x), 1, last)));
  }

  /// The natural logarithm, for x > 0.
  public static Wide log(Wide x) {
    var offset = x.minus(Wide.ONE);
    if (offset.magnitude() <= -3) {
      return log1p(offset);
    }
    int k = x.magnitude();
    var m = x.scaled(-k);
    var start = Wide.of(StrictMath.log(m.doubleValue()));
    var rest = log1p(m.times(exp(start.negate())).minus(Wide.ONE));
    return LN2.times(Wide.of(k)).plus(start).plus(rest);
  }

  /// log(1 + x), for x > −1.
  public static Wide log1p(Wide x) {
    if (x.magnitude() > -3) {
      return log(x.plus(Wide.ONE));
    }
    var s = x.over(x.plus(Wide.TWO));
    int bits = Math.clamp(-2L * s.magnitude(), 6, POINT);
    var square = fixed(s.times(s));
    var sum = BigInteger.ZERO;
    for (int n = POINT / bits + 1; n >= 0; n--) {
      sum = sum.multiply(square).shiftRight(POINT).add(ODD_INVERSES[n]);
    }
    return s.times(wide(sum)).scaled(1);
  }

  /// x to the power of γ, for x ≥ 0.
  public static Wide power(Wide x, Wide exponent) {
    if (exponent.signum() == 0) {
      return Wide.ONE;
    }
    if (exponent.compareTo(Wide.TWO) == 0) {
      // Exact: a square can lie on the middle of two float32 numbers.
      return x.times(x);
    }
    return x.signum() == 0 ? Wide.ZERO : exp(exponent.times(log(x)));
  }

  /// The hyperbolic tangent.
  public static Wide tanh(Wide x) {
    var e = expm1(x.scaled(1));
    return e.over(e.plus(Wide.TWO));
  }

  /// 1/(1 + e⁻ˣ).
  public static Wide sigmoid(Wide x) {
    return Wide.ONE.over(exp(x.negate()).plus(Wide.ONE));
  }

  /// log(1 + eˣ).
  public static Wide softplus(Wide x) {
    return x.signum() > 0 ? x.plus(log1p(exp(x.negate()))) : log1p(exp(x));
  }

  /// The error function.
  public static Wide erf(Wide x) {
    if (x.magnitude() > -3) {
      return Wide.ONE.minus(erfc(x));
    }
    // 2x/√π·Σ (−x²)ⁿ/(n!·(2n + 1))
    var square = fixed(x.times(x)).negate();
    var sum = BigInteger.ZERO;
    for (int n = 45; n >= 0; n--) {
      sum =
          sum.multiply(square)
              .shiftRight(POINT)
              .add(INVERSE_FACTORIALS[n].divide(BigInteger.valueOf(2L * n + 1)));
    }
    return x.times(wide(sum)).scaled(1).over(SQRT_PI);
  }

  /// The complementary error function.
  public static Wide erfc(Wide x) {
    if (x.signum() < 0) {
      return Wide.TWO.minus(erfc(x.negate()));
    }
    return exp(x.times(x).negate()).times(scaledErfc(x));
  }

  /// e^{x²}·erfc x.
  public static Wide scaledErfc(Wide x) {
    if (x.signum() < 0) {
      return exp(x.times(x)).scaled(1).minus(scaledErfc(x.negate()));
    }
    if (x.compareTo(Wide.of(SERIES_END)) >= 0) {
      return scaledErfcByFraction(x);
    }
    int centre = (int) Math.round(x.doubleValue() * CENTRES);
    var offset = x.minus(Wide.of(centre).over(Wide.of(CENTRES)));
    return wide(scaledErfcAround(centre, SCALED_ERFC[centre], fixed(offset)));
  }

  /// Taylor's series, whose coefficients follow from f′ = 2x·f − 2/√π.
  private static BigInteger scaledErfcAround(int centre, BigInteger value, BigInteger offset) {
    var slope =
        value
            .multiply(BigInteger.valueOf(2L * centre))
            .divide(BigInteger.valueOf(CENTRES))
            .subtract(fixed(Wide.TWO.over(SQRT_PI)));
    var square = offset.multiply(offset).shiftRight(POINT);
    var before = value;
    var term = slope.multiply(offset).shiftRight(POINT);
    var sum = before.add(term);
    var twice =
        offset.multiply(BigInteger.valueOf(2L * centre)).divide(BigInteger.valueOf(CENTRES));
    for (int n = 2; term.bitLength() > 8 || before.bitLength() > 8; n++) {
      var next =
          twice
              .multiply(term)
              .add(square.multiply(before).shiftLeft(1))
              .shiftRight(POINT)
              .divide(BigInteger.valueOf(n));
      before = term;
      term = next;
      sum = sum.add(term);
    }
    return sum;
  }

  /// From the far end down, the direction in which errors fade.
  private static BigInteger[] scaledErfcTable() {
    int last = SERIES_END * CENTRES;
    var table = new BigInteger[last + 1];
    table[last] = fixed(scaledErfcByFraction(Wide.of(SERIES_END)));
    var step = UNIT.divide(BigInteger.valueOf(CENTRES)).negate();
    for (int centre = last; centre > 0; centre--) {
      table[centre - 1] = scaledErfcAround(centre, table[centre], step);
    }
    return table;
  }

  /// 1/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))).
  private static Wide scaledErfcByFraction(Wide x) {
    double reach = 170 / Math.min(x.doubleValue(), 1e6);
    var fraction = x;
    for (int n = (int) Math.ceil(reach * (reach / 8 + 1)) + 10; n > 0; n--) {
      fraction = x.plus(Wide.of(n).over(fraction.scaled(1)));
    }
    return Wide.ONE.over(fraction.times(SQRT_PI));
  }

  /// Φ(x), the distribution function of the standard normal.
  public static Wide normalDistribution(Wide x) {
    return erfc(x.negate().over(SQRT_TWO)).scaled(-1);
  }

  /// φ(x), the density of the standard normal.
  public static Wide normalDensity(Wide x) {
    return exp(x.times(x).scaled(-1).negate()).over(SQRT_TWO.times(SQRT_PI));
  }

  /// Φ(−t)·e^{t²/2}.
  public static Wide scaledNormalTail(Wide t) {
    return scaledErfc(t.over(SQRT_TWO)).scaled(-1);
  }
}
