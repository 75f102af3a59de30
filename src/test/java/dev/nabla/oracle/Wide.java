package dev.nabla.oracle;

import java.math.BigInteger;

/// A real number to 224 significant bits, 67 decimal digits: quick enough for millions of
/// evaluations. [WideMath] has the functions.
///
/// @param mantissa a whole number
/// @param exponent the power of two that it is multiplied with
public record Wide(BigInteger mantissa, int exponent) implements Comparable<Wide> {

  static final int BITS = 224;

  public static final Wide ZERO = new Wide(BigInteger.ZERO, 0);
  public static final Wide ONE = of(1);
  public static final Wide TWO = of(2);

  private static final int DOUBLE_FRACTION = 52;
  private static final Wide BEYOND_MAX = new Wide(BigInteger.ONE, Double.MAX_EXPONENT + 1);
  private static final Wide LEAST_TO_INFINITY =
      BEYOND_MAX.minus(new Wide(BigInteger.ONE, Double.MAX_EXPONENT - DOUBLE_FRACTION - 1));

  /// The finite `x`, exactly.
  public static Wide of(double x) {
    if (!Double.isFinite(x)) {
      throw new IllegalArgumentException("No number: " + x);
    }
    long bits = Double.doubleToRawLongBits(x);
    long fraction = bits & 0x000fffffffffffffL;
    int biased = (int) (bits >>> DOUBLE_FRACTION) & 0x7ff;
    long mantissa = biased == 0 ? fraction : fraction | 0x0010000000000000L;
    int exponent = Math.max(biased, 1) - Double.MAX_EXPONENT - DOUBLE_FRACTION;
    return new Wide(BigInteger.valueOf(bits < 0 ? -mantissa : mantissa), exponent);
  }

  /// A decimal number such as `1.702`, rounded.
  public static Wide of(String decimal) {
    int point = decimal.indexOf('.');
    int places = point < 0 ? 0 : decimal.length() - point - 1;
    return rounded(new BigInteger(decimal.replace(".", "")), 0)
        .over(rounded(BigInteger.TEN.pow(places), 0));
  }

  static Wide rounded(BigInteger mantissa, int exponent) {
    int excess = mantissa.bitLength() - BITS;
    return excess <= 0
        ? new Wide(mantissa, exponent)
        : new Wide(mantissa.shiftRight(excess), exponent + excess);
  }

  public int signum() {
    return mantissa.signum();
  }

  public Wide negate() {
    return new Wide(mantissa.negate(), exponent);
  }

  public Wide abs() {
    return signum() < 0 ? negate() : this;
  }

  public Wide plus(Wide other) {
    if (signum() == 0) {
      return other;
    }
    if (other.signum() == 0) {
      return this;
    }
    var high = exponent >= other.exponent ? this : other;
    var low = exponent >= other.exponent ? other : this;
    if (high.magnitude() - low.magnitude() > BITS + 2L) {
      return high;
    }
    int shift = high.exponent - low.exponent;
    return rounded(high.mantissa.shiftLeft(shift).add(low.mantissa), low.exponent);
  }

  public Wide minus(Wide other) {
    return plus(other.negate());
  }

  public Wide times(Wide other) {
    return rounded(mantissa.multiply(other.mantissa), exponent + other.exponent);
  }

  public Wide over(Wide other) {
    int shift = BITS + 1 + other.mantissa.bitLength() - mantissa.bitLength();
    int up = Math.max(shift, 0);
    return rounded(mantissa.shiftLeft(up).divide(other.mantissa), exponent - up - other.exponent);
  }

  /// This number times 2^`power`.
  public Wide scaled(int power) {
    return new Wide(mantissa, exponent + power);
  }

  /// The exponent of the power of two next above the magnitude.
  int magnitude() {
    return signum() == 0 ? Integer.MIN_VALUE / 2 : exponent + mantissa.abs().bitLength();
  }

  @Override
  public int compareTo(Wide other) {
    return minus(other).signum();
  }

  /// Close to the number, within 2 ulp: a start for what is refined.
  public double doubleValue() {
    int excess = mantissa.bitLength() - (Long.SIZE - 2);
    return excess <= 0
        ? Math.scalb((double) mantissa.longValueExact(), exponent)
        : Math.scalb((double) mantissa.shiftRight(excess).longValueExact(), exponent + excess);
  }

  /// How far `actual` is from this number, in ulps of the float64 numbers around it.
  ///
  /// Below the smallest normal number an ulp is [Double#MIN_VALUE]. An infinity counts as the
  /// number that would follow the largest finite one, and is exactly right for everything that
  /// rounds to it. NaN is infinitely far from any number.
  public double ulps(double actual) {
    return ulps(actual, ZERO);
  }

  /// The same in ulps of `scale`, where that is larger than this number.
  public double ulps(double actual, Wide scale) {
    if (Double.isNaN(actual)) {
      return Double.POSITIVE_INFINITY;
    }
    var other = BEYOND_MAX;
    if (Double.isInfinite(actual)) {
      boolean sameSide = actual > 0 == signum() > 0;
      if (sameSide && abs().compareTo(LEAST_TO_INFINITY) >= 0) {
        return 0;
      }
      other = actual > 0 ? BEYOND_MAX : BEYOND_MAX.negate();
    } else {
      other = of(actual);
    }
    var unit = scale.magnitude() > magnitude() ? scale : this;
    return minus(other).abs().scaled(-unit.ulpExponent()).doubleValue();
  }

  /// The power of two of an ulp.
  private int ulpExponent() {
    return Math.clamp(
        magnitude() - 1 - (long) DOUBLE_FRACTION,
        Double.MIN_EXPONENT - DOUBLE_FRACTION,
        Double.MAX_EXPONENT - DOUBLE_FRACTION);
  }

  /// The float32 nearest to this number, ties to even.
  public float floatValue() {
    int least = Float.MIN_EXPONENT - Float.PRECISION + 1;
    int unit = Math.max(magnitude() - Float.PRECISION, least);
    var whole = abs().mantissa.shiftLeft(Math.max(exponent - unit, 0));
    int dropped = Math.max(unit - exponent, 0);
    var kept = whole.shiftRight(dropped);
    if (dropped > 0 && whole.testBit(dropped - 1)) {
      boolean more = whole.getLowestSetBit() < dropped - 1;
      kept = more || kept.testBit(0) ? kept.add(BigInteger.ONE) : kept;
    }
    float result = Math.scalb(kept.floatValue(), unit);
    return signum() < 0 ? -result : result;
  }
}
