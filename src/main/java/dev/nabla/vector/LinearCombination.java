package dev.nabla.vector;

/// Stretches of an array, each with a factor, in the order in which their sum takes them up.
public final class LinearCombination {

  final double[] terms;
  final double[] factors;
  final int[] starts;
  private int size;

  /// A combination of at most `capacity` stretches of `terms`.
  public LinearCombination(double[] terms, int capacity) {
    this.terms = terms;
    factors = new double[capacity];
    starts = new int[capacity];
  }

  public void clear() {
    size = 0;
  }

  /// Takes up `factor` times the stretch that begins at `start`.
  public void add(double factor, int start) {
    factors[size] = factor;
    starts[size] = start;
    size++;
  }

  int size() {
    return size;
  }
}
