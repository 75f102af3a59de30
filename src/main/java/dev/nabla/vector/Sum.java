package dev.nabla.vector;

import static dev.nabla.vector.Lanes.BLOCK;
import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;

/// Sums that carry every rounding error along. Element i goes to accumulator i mod 8 whatever the
/// hardware's width, so the same terms give the same bits everywhere.
///
/// The error of a sum of terms of one sign is below 1 ulp for any length that an array has. Only
/// the first `n` elements count; the padding may hold anything.
public final class Sum {

  /// Halves the exponent range that finite terms can fill, so that 2⁶⁴ of them cannot overflow.
  private static final double DOWN = 0x1p-64;

  private static final double UP = 0x1p64;

  private Sum() {}

  /// The sum of the first `n` elements: ±∞ or NaN only where the terms or the exact sum are.
  public static double sum(double[] a, int n) {
    return mean(a, n, 1);
  }

  /// The sum over a divisor, finite also where the sum alone would overflow.
  public static double mean(double[] a, int n, double divisor) {
    double total = sweepSum(a, n);
    if (Double.isFinite(total) || !isFinite(a, n)) {
      return total / divisor;
    }
    return scaledSum(a, n) / divisor * UP;
  }

  private static boolean isFinite(double[] a, int n) {
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(a[i])) {
        return false;
      }
    }
    return true;
  }

  private static double sweepSum(double[] a, int n) {
    int whole = n & -BLOCK;
    double total = 0;
    double errors = 0;
    for (int block = 0; block < BLOCK; block += LANES) {
      var sum = broadcast(0);
      var error = broadcast(0);
      for (int i = block; i < whole; i += BLOCK) {
        var term = load(a, i);
        var next = sum.add(term);
        error = error.add(Exact.sumError(sum, term, next));
        sum = next;
      }
      for (int lane = 0; lane < LANES; lane++) {
        double term = sum.lane(lane);
        double next = total + term;
        errors += Exact.sumError(total, term, next) + error.lane(lane);
        total = next;
      }
    }
    for (int i = whole; i < n; i++) {
      double next = total + a[i];
      errors += Exact.sumError(total, a[i], next);
      total = next;
    }
    return compensated(total, errors);
  }

  private static double scaledSum(double[] a, int n) {
    double total = 0;
    double errors = 0;
    for (int i = 0; i < n; i++) {
      double term = a[i] * DOWN;
      double next = total + term;
      errors += Exact.sumError(total, term, next);
      total = next;
    }
    return total + errors;
  }

  /// The sum of the products of the first `n` elements.
  public static double dot(double[] a, double[] b, int n) {
    return dot(a, b, n, 0);
  }

  /// `start` and the products of the first `n` elements. With minus a rounded dot product as the
  /// start this is what rounding took from it.
  public static double dot(double[] a, double[] b, int n, double start) {
    return sweepDot(a, b, n, start);
  }

  private static double sweepDot(double[] a, double[] b, int n, double start) {
    int whole = n & -BLOCK;
    double total = start;
    double errors = 0;
    for (int block = 0; block < BLOCK; block += LANES) {
      var sum = broadcast(0);
      var error = broadcast(0);
      for (int i = block; i < whole; i += BLOCK) {
        var left = load(a, i);
        var right = load(b, i);
        var term = left.mul(right);
        var next = sum.add(term);
        error =
            error.add(Exact.productError(left, right, term)).add(Exact.sumError(sum, term, next));
        sum = next;
      }
      for (int lane = 0; lane < LANES; lane++) {
        double term = sum.lane(lane);
        double next = total + term;
        errors += Exact.sumError(total, term, next) + error.lane(lane);
        total = next;
      }
    }
    for (int i = whole; i < n; i++) {
      double term = a[i] * b[i];
      double next = total + term;
      errors += Exact.sumError(total, term, next) + Math.fma(a[i], b[i], -term);
      total = next;
    }
    return compensated(total, errors);
  }

  /// Where the total is infinite the errors are NaN, and the total is the answer.
  private static double compensated(double total, double errors) {
    double sum = total + errors;
    return Double.isNaN(sum) ? total : sum;
  }
}
