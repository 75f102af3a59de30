package dev.nabla.function;

import dev.nabla.tensor.Rows;
import dev.nabla.tensor.Tensor;
import dev.nabla.vector.Sweep;
import java.util.Arrays;
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

  /// The factors of a row of values.
  public void read(Rows rows, int row, double[] factors) {
    if (weights == null) {
      Arrays.fill(factors, 1);
    } else {
      rows.read(weights, row, factors);
    }
    if (divisor != 1) {
      Sweep.divide(factors, divisor, 0, factors.length);
    }
  }

  /// Whether every factor is exactly one.
  public boolean isOnes() {
    return weights == null && divisor == 1;
  }

  /// A gradient that belongs to one value, scaled.
  public double scaled(double gradient, int value) {
    return weighed(gradient, weights == null ? 1 : weights[value]) / divisor;
  }

  /// A number times its weight, as [Sweep#weigh] has it.
  public static double weighed(double number, double weight) {
    return weight == 0 && Double.isInfinite(number) ? 0 : number * weight;
  }

  /// Scales a stretch of gradients that stand one beside each value.
  public void scale(double[] gradients, int from, int to) {
    if (weights != null) {
      Sweep.weigh(gradients, weights, from, to);
    }
    if (divisor != 1) {
      Sweep.divide(gradients, divisor, from, to);
    }
  }

  /// Scales a whole array of gradients that all belong to one value.
  public void scaleRow(double[] gradients, int value) {
    if (isOnes()) {
      return;
    }
    double weight = weights == null ? 1 : weights[value];
    if (weight != 1) {
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] = weighed(gradients[i], weight);
      }
    }
    Sweep.divide(gradients, divisor, 0, gradients.length);
  }
}
