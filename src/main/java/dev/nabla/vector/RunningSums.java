package dev.nabla.vector;

import static dev.nabla.vector.Lanes.BLOCK;
import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;

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

  /// Adds `factor · terms[from + i]` to the sum at `start + i` for each i below `count`.
  public void add(int start, double factor, double[] terms, int from, int count) {
    int whole = count & -BLOCK;
    sweepProducts(start, factor, terms, from, whole);
    for (int i = whole; i < count; i++) {
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

  /// The same on lanes, with the same bits. Left to the JIT, a loop over the few dozen numbers of a
  /// row spends most of its turns before and behind the lanes.
  private void sweepProducts(int start, double factor, double[] terms, int from, int count) {
    var factors = broadcast(factor);
    for (int i = 0; i < count; i += LANES) {
      var term = load(terms, from + i);
      var product = term.mul(factors);
      var sum = load(sums, start + i);
      var next = sum.add(product);
      var error =
          Exact.sumError(sum, product, next).add(Exact.productError(term, factors, product));
      load(errors, start + i).add(error).intoArray(errors, start + i);
      next.intoArray(sums, start + i);
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
