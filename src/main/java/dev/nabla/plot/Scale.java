package dev.nabla.plot;

/// The power of ten that a picture counts an axis in. Far from 1, numbers are drawn as if they were
/// near it: JFreeChart's ticks come to an end at 1e±300, and differences would overflow.
///
/// @param isPlain whether the axis is near 1 as it is, where JFreeChart's own labels are good
record Scale(int exponent, boolean isPlain) {

  private static final double LOWEST_PLAIN = 1e-3;
  private static final double HIGHEST_PLAIN = 1e7;

  /// What lies beyond is as far as can be told.
  private static final double FARTHEST = 1e300;

  /// The scale of an axis from one finite number to another.
  static Scale of(double low, double high) {
    double largest = Math.max(Math.abs(low), Math.abs(high));
    double halfHeight = low == high ? largest / 2 : high / 2 - low / 2;
    boolean isPlain =
        largest == 0 || (halfHeight >= LOWEST_PLAIN / 2 && halfHeight <= HIGHEST_PLAIN / 2);
    return new Scale(isPlain ? 0 : (int) Math.floor(Math.log10(largest)), isPlain);
  }

  /// A number as it is drawn.
  double drawn(double number) {
    // In two steps, as the power itself may be beyond the doubles.
    int half = exponent / 2;
    double drawn = number * Math.pow(10, -half) * Math.pow(10, half - exponent);
    return Math.clamp(drawn, -FARTHEST, FARTHEST);
  }
}
