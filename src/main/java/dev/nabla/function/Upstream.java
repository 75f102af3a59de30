package dev.nabla.function;

import org.jspecify.annotations.Nullable;

/// The gradient that arrives from above at each value: a weight, divided by what the reduction
/// divides by. Gradients are scaled as (gradient · weight) / divisor, so that a weight or divisor
/// of 1 changes no bit.
public final class Upstream {

  /// One at every value.
  public static final Upstream ONES = new Upstream(null, 1);

  private final double @Nullable [] weights;
  private final double divisor;

  /// @param weights one for each value, or null for ones
  public Upstream(@Nullable Tensor weights, double divisor) {
    this.weights = weights == null ? null : weights.data();
    this.divisor = divisor;
  }

  /// The factor at one value, for functions that mix several values into one gradient.
  public double at(int value) {
    return (weights == null ? 1 : weights[value]) / divisor;
  }

  /// Whether every factor is exactly one.
  public boolean isOnes() {
    return weights == null && divisor == 1;
  }

  /// A number times its weight. A weight of 0 leaves an infinite number out, as it does a finite
  /// one; NaN stays.
  public static double weighed(double number, double weight) {
    return weight == 0 && Double.isInfinite(number) ? 0 : number * weight;
  }

  /// Scales gradients that stand one beside each value.
  public void scale(double[] gradients) {
    var w = weights;
    if (w != null) {
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] = weighed(gradients[i], w[i]);
      }
    }
    if (divisor != 1) {
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] /= divisor;
      }
    }
  }

  /// Scales a whole array of gradients that all belong to one value.
  public void scaleRow(double[] gradients, int value) {
    if (isOnes()) {
      return;
    }
    double weight = weights == null ? 1 : weights[value];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = weighed(gradients[i], weight) / divisor;
    }
  }
}
