package dev.nabla.loss;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Formula;
import dev.nabla.function.Param;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Kink;
import dev.nabla.function.Traits.Monotonic;
import dev.nabla.function.Traits.Saturates;

@Card(
    title = "Hinge loss",
    summary =
        "Asks each score to be right by a margin and no more; the loss of support vector machines.",
    notes = {
      "A sample right by the margin or more is easy: loss and gradient are exactly 0, so only the others,"
          + " the support vectors, shape the model.",
      "A hard sample, wrong or within the margin, pulls with constant gradient −t however wrong it is:"
          + " less moved by outliers than exponential.",
      "Convex. Exactly at the margin the gradient is 0 (PyTorch's clamp gives that of the active side).",
      "Labels are −1 and 1; others are refused: turn y in {0, 1} into 2y − 1. Keras remaps 0 to −1 silently."
    },
    references =
        @Reference(
            title = "Cortes, Vapnik: Support-Vector Networks (1995)",
            url = "https://doi.org/10.1007/BF00994018"),
    example =
        """
        {"scores": [2, 0.5, -0.5, -2], "targets": [1, 1, 1, -1]}""")
@Formula(
    value = "max(0, m − t·s)",
    gradient = "−t while t·s < m, else 0",
    latex = "\\max(0, m - t s)",
    latexGradient = "\\begin{cases} -t & t s < m \\\\ 0 & t s \\ge m \\end{cases}")
@Traits(
    range = "[0, ∞)",
    monotonic = Monotonic.DECREASING,
    saturates = Saturates.RIGHT,
    smooth = false,
    convex = true,
    kinks = @Kink(at = 1, gradient = 0),
    left = Double.POSITIVE_INFINITY,
    right = 0)
@Accuracy(value = 0.5, gradient = 0)
record Hinge(
    @Param(value = "1", description = "The margin m that a right score must reach") double margin)
    implements Loss.Scored {

  @Override
  public void sweep(
      double[] scores, double[] targets, double[] values, double[] slopes, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var t = load(targets, i);
      var gap = broadcast(margin).sub(t.mul(load(scores, i)));
      store(gap.max(0), values, i);
      store(t.neg().blend(0, gap.compare(LE, 0)).blend(gap, gap.test(IS_NAN)), slopes, i);
    }
  }
}
