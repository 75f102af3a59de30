package dev.nabla.loss;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Formula;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Monotonic;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.vector.Sweep;

@Card(
    title = "Exponential loss",
    aliases = "adaboost",
    summary = "Grows exponentially with how wrong a score is; AdaBoost minimises it step by step.",
    notes = {
      "AdaBoost is its greedy minimisation, one weak learner at a time; e^(−t·s) is the weight that the"
          + " algorithm gives a sample.",
      "A wrong sample's loss and gradient grow exponentially: hard samples dominate, and so do mislabelled"
          + " ones. A right one never quite stops pulling, but fades.",
      "Convex and smooth; overflows to Infinity beyond t·s ≈ −709.78."
    },
    references =
        @Reference(
            title = "Friedman, Hastie, Tibshirani: Additive Logistic Regression (2000)",
            url = "https://doi.org/10.1214/aos/1016218223"),
    example =
        """
        {"scores": [2, 0.5, -0.5, -2], "targets": [1, 1, 1, -1]}""")
@Formula(
    value = "e^(−t·s)",
    gradient = "−t·e^(−t·s)",
    latex = "e^{-t s}",
    latexGradient = "-t\\,e^{-t s}")
@Traits(
    range = "(0, ∞)",
    monotonic = Monotonic.DECREASING,
    saturates = Saturates.RIGHT,
    convex = true,
    left = Double.POSITIVE_INFINITY,
    right = 0)
@Accuracy(value = 1, gradient = 1)
record Exponential() implements Loss.Scored {

  @Override
  public void sweep(
      double[] scores, double[] targets, double[] values, double[] slopes, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = -targets[i] * scores[i];
    }
    Sweep.exp(values, values, from, to);
    for (int i = from; i < to; i++) {
      slopes[i] = -targets[i] * values[i];
    }
  }
}
