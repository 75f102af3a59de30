package dev.nabla.oracle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;

/// The mathematical functions themselves, to about as many digits as their argument carries.
///
/// Where a definition would cancel, a series or a continued fraction without cancellation takes its
/// place. Exponentials beyond ±20,000 stay there: such results are far outside float64 all the
/// same.
public final class Precise {
  /// Significant decimal digits unless asked otherwise.
  public static final int DIGITS = 60;

  private static final Apfloat EXPONENT_LIMIT = new Apfloat(20_000, 10 * DIGITS);
  private static final double SERIES_END = 6;

  private static final int SQUARINGS = 8;
  private static final int GUARD = 8;
  private static final Map<Long, Apfloat> LN2 = new ConcurrentHashMap<>();

  private Precise() {}

  /// The finite `x`, exactly when it has at most [#DIGITS] digits, else to that many.
  public static Apfloat of(double x) {
    return of(x, DIGITS);
  }

  /// The finite `x` to `digits` digits.
  public static Apfloat of(double x, long digits) {
    if (!Double.isFinite(x)) {
      throw new IllegalArgumentException("No number: " + x);
    }
    var bits = Double.doubleToRawLongBits(x);
    var fraction = bits & 0x000fffffffffffffL;
    var exponent = Math.max(Math.getExponent(x), Double.MIN_EXPONENT) - 52;
    var mantissa = Math.abs(x) < Double.MIN_NORMAL ? fraction : fraction | 0x0010000000000000L;
    var zeros = mantissa == 0 ? 0 : Long.numberOfTrailingZeros(mantissa);
    var magnitude =
        new Apfloat(mantissa >> zeros, digits).multiply(powerOfTwo(exponent + zeros, digits));
    return bits < 0 ? magnitude.negate() : magnitude;
  }

  /// eˣ = 2ᵏ·(e^{r/256})²⁵⁶ with r = x − k·ln 2, the inner one by its Taylor series.
  public static Apfloat exp(Apfloat x) {
    var clamped = clamp(x);
    var digits = digits(x) + GUARD;
    var ln2 = LN2.computeIfAbsent(digits, d -> ApfloatMath.log(new Apfloat(2, d)));
    var k = Math.round(clamped.doubleValue() / Math.log(2));
    var r =
        clamped
            .precision(digits)
            .subtract(ln2.multiply(new Apfloat(k, digits)))
            .divide(new Apfloat(1 << SQUARINGS, digits));
    var power = expm1(r).add(one(r));
    for (int i = 0; i < SQUARINGS; i++) {
      power = power.multiply(power);
    }
    return power.multiply(powerOfTwo(k, digits)).precision(digits(x));
  }

  /// eˣ − 1.
  public static Apfloat expm1(Apfloat x) {
    if (magnitude(x) > 0.5) {
      return exp(x).subtract(one(x));
    }
    var term = x;
    var sum = x;
    for (int n = 2; significant(term, sum); n++) {
      term = term.multiply(x).divide(whole(n, x));
      sum = sum.add(term);
    }
    return sum;
  }

  /// The natural logarithm, for x > 0.
  public static Apfloat log(Apfloat x) {
    var offset = x.subtract(one(x));
    return magnitude(offset) < 0.1 ? log1p(offset) : logByNewton(x);
  }

  /// log x = y + log1p(x·e⁻ʸ − 1), where y is the float64 logarithm and log1p's argument is tiny.
  private static Apfloat logByNewton(Apfloat x) {
    var start = Math.log(x.doubleValue());
    if (!Double.isFinite(start)) {
      return ApfloatMath.log(x);
    }
    var y = of(start, digits(x));
    return y.add(log1p(x.multiply(exp(y.negate())).subtract(one(x))));
  }

  /// log(1 + x), for x > −1.
  public static Apfloat log1p(Apfloat x) {
    if (magnitude(x) >= 0.1) {
      return logByNewton(x.add(one(x)));
    }
    var s = x.divide(x.add(whole(2, x)));
    var square = s.multiply(s);
    var power = s;
    var sum = s;
    for (int n = 3; significant(power, sum); n += 2) {
      power = power.multiply(square);
      sum = sum.add(power.divide(whole(n, x)));
    }
    return sum.add(sum);
  }

  /// The hyperbolic tangent.
  public static Apfloat tanh(Apfloat x) {
    var e = expm1(x.add(x));
    return e.divide(e.add(whole(2, x)));
  }

  /// 1/(1 + e⁻ˣ).
  public static Apfloat sigmoid(Apfloat x) {
    return one(x).divide(exp(x.negate()).add(one(x)));
  }

  /// log(1 + eˣ).
  public static Apfloat softplus(Apfloat x) {
    return x.signum() > 0 ? x.add(log1p(exp(x.negate()))) : log1p(exp(x));
  }

  /// The complementary error function.
  public static Apfloat erfc(Apfloat x) {
    if (x.signum() < 0) {
      return whole(2, x).subtract(erfc(x.negate()));
    }
    return magnitude(x) < SERIES_END
        ? erfcBySeries(x)
        : exp(x.multiply(x).negate()).multiply(scaledByFraction(x));
  }

  /// e^{x²}·erfc x, for x ≥ 0.
  public static Apfloat scaledErfc(Apfloat x) {
    return magnitude(x) < SERIES_END
        ? exp(x.multiply(x)).multiply(erfcBySeries(x))
        : scaledByFraction(x);
  }

  /// Φ(x), the distribution function of the standard normal.
  public static Apfloat normalCdf(Apfloat x) {
    return erfc(x.negate().divide(ApfloatMath.sqrt(whole(2, x)))).divide(whole(2, x));
  }

  /// φ(x), the density of the standard normal.
  public static Apfloat normalDensity(Apfloat x) {
    var two = whole(2, x);
    return exp(x.multiply(x).divide(two).negate())
        .divide(ApfloatMath.sqrt(two.multiply(ApfloatMath.pi(digits(x)))));
  }

  /// Φ(−t)·e^{t²/2}, for t ≥ 0.
  public static Apfloat scaledNormalTail(Apfloat t) {
    return scaledErfc(t.divide(ApfloatMath.sqrt(whole(2, t)))).divide(whole(2, t));
  }

  /// 1 − erf x, where erf has only positive terms and the digits that the difference loses are
  /// added before.
  private static Apfloat erfcBySeries(Apfloat argument) {
    var asked = digits(argument);
    var lost = (long) Math.ceil(Math.pow(magnitude(argument), 2) / Math.log(10)) + 5;
    var x = argument.precision(asked + lost);
    var doubleSquare = x.multiply(x).multiply(whole(2, x));
    var term = x;
    var sum = x;
    for (int n = 3; significant(term, sum); n += 2) {
      term = term.multiply(doubleSquare).divide(whole(n, x));
      sum = sum.add(term);
    }
    var erf =
        sum.multiply(whole(2, x))
            .multiply(exp(x.multiply(x).negate()))
            .divide(ApfloatMath.sqrt(ApfloatMath.pi(digits(x))));
    return one(x).subtract(erf).precision(asked);
  }

  /// e^{x²}·erfc x = 1/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))), quick for x ≥ 6.
  private static Apfloat scaledByFraction(Apfloat x) {
    var digits = digits(x);
    var reach = Math.log(10) * (digits + 3) / magnitude(x);
    var fraction = x;
    for (int n = (int) Math.ceil(reach * (reach / 8 + 1)) + 10; n > 0; n--) {
      fraction = x.add(whole(n, x).divide(fraction.multiply(whole(2, x))));
    }
    return one(x).divide(fraction.multiply(ApfloatMath.sqrt(ApfloatMath.pi(digits))));
  }

  private static Apfloat powerOfTwo(long exponent, long digits) {
    return ApfloatMath.pow(new Apfloat(2, digits), exponent);
  }

  private static Apfloat clamp(Apfloat x) {
    if (x.compareTo(EXPONENT_LIMIT) > 0) {
      return EXPONENT_LIMIT;
    }
    return x.compareTo(EXPONENT_LIMIT.negate()) < 0 ? EXPONENT_LIMIT.negate() : x;
  }

  private static boolean significant(Apfloat term, Apfloat sum) {
    return term.signum() != 0 && term.scale() >= sum.scale() - sum.precision() - 3;
  }

  private static double magnitude(Apfloat x) {
    return Math.abs(x.doubleValue());
  }

  /// Zero, alone, comes with infinitely many.
  private static long digits(Apfloat x) {
    return x.signum() == 0 ? DIGITS : x.precision();
  }

  private static Apfloat one(Apfloat like) {
    return whole(1, like);
  }

  private static Apfloat whole(long value, Apfloat like) {
    return new Apfloat(value, Math.max(digits(like), DIGITS));
  }
}
