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

  /// Adds the first `count` elements of a combination's sum, one product after the other, to the
  /// sums from `start` on.
  public void add(int start, LinearCombination combination, int count) {
    int whole = count & -BLOCK;
    sweepProducts(start, combination, whole);
    for (int i = whole; i < count; i++) {
      for (int row = 0; row < combination.size(); row++) {
        double factor = combination.factors[row];
        double term = combination.terms[combination.starts[row] + i];
        double product = factor * term;
        add(start + i, product, Math.fma(factor, term, -product));
      }
    }
  }

  /// The same on lanes, with the same bits. Sums stay in registers while their products come.
  private void sweepProducts(int start, LinearCombination combination, int count) {
    double[] terms = combination.terms;
    double[] factors = combination.factors;
    int[] starts = combination.starts;
    int rows = combination.size();
    for (int i = 0; i < count; i += LANES) {
      var sum = load(sums, start + i);
      var error = load(errors, start + i);
      for (int row = 0; row < rows; row++) {
        var factor = broadcast(factors[row]);
        var term = load(terms, starts[row] + i);
        var product = term.mul(factor);
        var next = sum.add(product);
        error =
            error.add(
                Exact.sumError(sum, product, next).add(Exact.productError(term, factor, product)));
        sum = next;
      }
      sum.intoArray(sums, start + i);
      error.intoArray(errors, start + i);
    }
  }

  /// Adds one term to one sum.
  public void add(int index, double term) {
    add(index, term, 0);
  }

  private void add(int index, double term, double termError) {
    double sum = sums[index];
    double next = sum + term;
    errors[index] += Exact.sumError(sum, term, next) + termError;
    sums[index] = next;
  }

  /// The sums, each with its errors, padded to whole lanes. A sum that is not finite is IEEE's own.
  public double[] totals() {
    for (int i = 0; i < sums.length; i++) {
      double total = sums[i] + errors[i];
      if (!Double.isNaN(total)) {
        sums[i] = total;
      }
      errors[i] = 0;
    }
    return sums;
  }
}
