package dev.nabla.plot;

import java.math.BigDecimal;
import java.math.MathContext;

/// Two points next to each other, and the gradients there.
///
/// @param wide how far the gradients differed when the points were still [#WIDE] doubles apart, or
///   as far as they ever were
record Gap(double left, double right, double slopeLeft, double slopeRight, double wide) {

  /// So many doubles apart, two sides of a kink differ as they do side by side, and those of the
  /// sharpest bend differ by more.
  private static final long WIDE = 1 << 20;

  /// How much of the difference must be left side by side.
  private static final double REST = 0.9;

  /// To the most digits, a decimal is taken for the position that the gradients jump at.
  private static final int DIGITS = 16;

  /// How far off the sums inside a function may put a jump, in ulps.
  private static final int ROUNDING = 2;

  Gap(double left, double right, double slopeLeft, double slopeRight) {
    this(left, right, slopeLeft, slopeRight, Math.abs(slopeRight - slopeLeft));
  }

  double jump() {
    return Math.abs(slopeRight - slopeLeft);
  }

  /// The larger gradient.
  double slope() {
    return Math.max(Math.abs(slopeLeft), Math.abs(slopeRight));
  }

  /// Whether the gradients' difference has stayed, as it does at a kink, on the way from wide to
  /// here. That of a smooth curve shrinks, be it as slowly as that of (1 − p)^0.1 at 1.
  boolean hasStayed() {
    return jump() >= REST * wide;
  }

  /// The double with as many doubles on its left as on its right; an end where there is none
  /// between. Halving what is counted takes 64 steps at most, wherever the ends are. Both ends are
  /// on the same side of 0.
  double middle() {
    long bits = (magnitude(left) + magnitude(right)) >>> 1;
    return Math.copySign(Double.longBitsToDouble(bits), left + right);
  }

  boolean isDivisible() {
    return left < middle() && middle() < right;
  }

  /// The half that the jump is in; all of it where it has no halves.
  ///
  /// @param slope in the middle
  Gap half(double slope) {
    if (!isDivisible()) {
      return this;
    }
    double before = Math.abs(magnitude(right) - magnitude(left)) > WIDE ? jump() : wide;
    return Math.abs(slope - slopeLeft) >= Math.abs(slopeRight - slope)
        ? new Gap(left, middle(), slopeLeft, slope, before)
        : new Gap(middle(), right, slope, slopeRight, before);
  }

  /// The same jump between other points.
  Gap between(double left, double right, double slopeLeft, double slopeRight) {
    return new Gap(left, right, slopeLeft, slopeRight, wide);
  }

  /// The roundest number that the gradients may jump at.
  double position() {
    if (left <= 0 && right >= 0) {
      return 0;
    }
    double middle = middle();
    double off = ROUNDING * Math.ulp(middle);
    for (int digits = 1; digits <= DIGITS; digits++) {
      double round = BigDecimal.valueOf(middle).round(new MathContext(digits)).doubleValue();
      if (round >= left - off && round <= right + off) {
        return round;
      }
    }
    return middle;
  }

  private static long magnitude(double point) {
    return Double.doubleToLongBits(Math.abs(point));
  }
}
