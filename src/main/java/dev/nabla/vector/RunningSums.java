package dev.nabla.vector;

import java.util.Arrays;

/// An array of sums that products are added to in any order, each carried with its rounding error.
public final class RunningSums {

  private final double[] sums;
  private final double[] errors;

  private RunningSums(double[] sums, double[] errors) {
    this.sums = sums;
    this.errors = errors;
  }

  /// Sums that stand at 0.
  public static RunningSums of(int size) {
    return new RunningSums(Lanes.array(size), Lanes.array(size));
  }

  /// Sets all sums to one number.
  public void reset(double start) {
    Arrays.fill(sums, start);
    Arrays.fill(errors, 0);
  }

  /// Adds `factor · terms[from + i]` to the sum at `start + i` for each i below `count`. A plain
  /// loop of IEEE operations, which the JIT turns into lanes without a change to any bit.
  public void add(int start, double factor, double[] terms, int from, int count) {
    for (int i = 0; i < count; i++) {
      double term = terms[from + i];
      double product = factor * term;
      double sum = sums[start + i];
      double next = sum + product;
      double shared = next - sum;
      errors[start + i] +=
          ((sum - (next - shared)) + (product - shared)) + Math.fma(factor, term, -product);
      sums[start + i] = next;
    }
  }

  /// Adds one term to one sum.
  public void add(int index, double term) {
    double sum = sums[index];
    double next = sum + term;
    double shared = next - sum;
    errors[index] += (sum - (next - shared)) + (term - shared);
    sums[index] = next;
  }

  /// The sums, padded to whole lanes. A sum that is not finite is IEEE's own.
  public double[] totals() {
    for (int i = 0; i < sums.length; i++) {
      double total = sums[i] + errors[i];
      if (!Double.isNaN(total)) {
        sums[i] = total;
      }
    }
    return sums;
  }
}
