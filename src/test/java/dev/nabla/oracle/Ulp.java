package dev.nabla.oracle;

import java.math.BigDecimal;
import org.apfloat.Apfloat;

/// Distances in units in the last place.
public final class Ulp {
  private static final BigDecimal BEYOND =
      new BigDecimal(Double.MAX_VALUE).multiply(BigDecimal.TWO);

  private Ulp() {}

  /// How far `actual` is from `expected`, in ulps of the float64 nearest to `expected`.
  ///
  /// Below the smallest normal number an ulp is [Double#MIN_VALUE]. An infinity counts as the
  /// number that would follow the largest finite one, and is exactly right for everything that
  /// rounds to it. NaN is infinitely far from any number.
  public static double error(double actual, Apfloat expected) {
    if (Double.isNaN(actual)) {
      return Double.POSITIVE_INFINITY;
    }
    if (expected.signum() == 0) {
      return Math.abs(actual) / Double.MIN_VALUE;
    }
    var exact = decimal(expected);
    var nearest = exact.doubleValue();
    if (Double.isInfinite(nearest) && actual == nearest) {
      return 0;
    }
    var ulp = Math.min(Math.ulp(nearest), Math.ulp(Double.MAX_VALUE));
    return decimal(actual)
        .subtract(exact)
        .abs()
        .divide(new BigDecimal(ulp), java.math.MathContext.DECIMAL64)
        .doubleValue();
  }

  private static BigDecimal decimal(Apfloat x) {
    if (x.scale() > 400) {
      return x.signum() > 0 ? BEYOND : BEYOND.negate();
    }
    return x.scale() < -400 ? BigDecimal.ZERO : new BigDecimal(x.toString());
  }

  private static BigDecimal decimal(double x) {
    if (Double.isInfinite(x)) {
      var next = new BigDecimal(Double.MAX_VALUE).add(new BigDecimal(Math.ulp(Double.MAX_VALUE)));
      return x > 0 ? next : next.negate();
    }
    return new BigDecimal(x);
  }
}
