package dev.nabla.vector;

import static dev.nabla.vector.Lanes.BLOCK;
import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.SPECIES;
import static dev.nabla.vector.Lanes.load;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.VectorMask;

/// Whether all of the first `n` elements of an array are where they should be.
public final class Range {

  private Range() {}

  /// Whether low ≤ x ≤ high for all.
  public static boolean holds(double[] x, int n, double low, double high) {
    int whole = n & -BLOCK;
    var inside = SPECIES.maskAll(true);
    for (int i = 0; i < whole; i += LANES) {
      var v = load(x, i);
      inside = inside.and(v.compare(GE, low)).and(v.compare(LE, high));
    }
    for (int i = whole; i < n; i++) {
      if (!(x[i] >= low && x[i] <= high)) {
        return false;
      }
    }
    return inside.allTrue();
  }

  /// The same, but NaN passes.
  public static boolean holdsUnlessNaN(double[] x, int n, double low, double high) {
    int whole = n & -BLOCK;
    VectorMask<Double> outside = SPECIES.maskAll(false);
    for (int i = 0; i < whole; i += LANES) {
      var v = load(x, i);
      outside = outside.or(v.compare(LT, low)).or(v.compare(GT, high));
    }
    for (int i = whole; i < n; i++) {
      if (x[i] < low || x[i] > high) {
        return false;
      }
    }
    return !outside.anyTrue();
  }

  /// Whether one of `n` elements from `first` on is NaN.
  public static boolean hasNaN(double[] x, int first, int n) {
    int whole = first + (n & -BLOCK);
    VectorMask<Double> nan = SPECIES.maskAll(false);
    for (int i = first; i < whole; i += LANES) {
      nan = nan.or(load(x, i).test(IS_NAN));
    }
    for (int i = whole; i < first + n; i++) {
      if (Double.isNaN(x[i])) {
        return true;
      }
    }
    return nan.anyTrue();
  }

  /// Whether each is one of two numbers.
  public static boolean isEither(double[] x, int n, double one, double other) {
    int whole = n & -BLOCK;
    VectorMask<Double> neither = SPECIES.maskAll(false);
    for (int i = 0; i < whole; i += LANES) {
      var v = load(x, i);
      neither = neither.or(v.compare(NE, one).and(v.compare(NE, other)));
    }
    for (int i = whole; i < n; i++) {
      if (x[i] != one && x[i] != other) {
        return false;
      }
    }
    return !neither.anyTrue();
  }
}
