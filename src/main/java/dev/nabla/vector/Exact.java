package dev.nabla.vector;

import jdk.incubator.vector.DoubleVector;

/// What rounding took away: the exact errors of sums and products, themselves float64 numbers. NaN
/// where the result is not finite.
public final class Exact {

  private Exact() {}

  /// a + b − sum, where `sum` is a + b rounded, whichever of the two is larger.
  public static DoubleVector sumError(DoubleVector a, DoubleVector b, DoubleVector sum) {
    var fromB = sum.sub(a);
    return a.sub(sum.sub(fromB)).add(b.sub(fromB));
  }

  /// The same of single numbers.
  public static double sumError(double a, double b, double sum) {
    double fromB = sum - a;
    return (a - (sum - fromB)) + (b - fromB);
  }

  /// a · b − product, where `product` is a · b rounded.
  public static DoubleVector productError(DoubleVector a, DoubleVector b, DoubleVector product) {
    return a.fma(b, product.neg());
  }
}
