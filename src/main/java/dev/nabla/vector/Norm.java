package dev.nabla.vector;

/// Lengths of vectors whose squares may overflow or vanish.
public final class Norm {

  /// Between this and its inverse, squares and sums of as many as an array holds are normal
  /// numbers.
  private static final double LARGE = 0x1p480;

  private Norm() {}

  /// √Σaᵢ² of the first `n` elements.
  ///
  /// - Error: below 1 ulp, also where the squares overflow or vanish.
  /// - 0 for no elements, +∞ where there is an infinite one, NaN where there is a NaN.
  public static double euclidean(double[] a, int n) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(a[i]));
    }
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    if (largest < LARGE && largest > 1 / LARGE) {
      return Math.sqrt(Sum.dot(a, a, n));
    }
    int exponent = Math.getExponent(largest);
    var scaled = Lanes.array(n);
    for (int i = 0; i < n; i++) {
      scaled[i] = Math.scalb(a[i], -exponent);
    }
    return Math.scalb(Math.sqrt(Sum.dot(scaled, scaled, n)), exponent);
  }
}
