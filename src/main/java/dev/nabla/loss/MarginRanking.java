package dev.nabla.loss;

import static dev.nabla.vector.Exact.sumError;
import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Axis;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Formula;
import dev.nabla.function.Input;
import dev.nabla.function.Input.Domain;
import dev.nabla.function.Inputs;
import dev.nabla.function.Param;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Kink;
import dev.nabla.function.Traits.Monotonic;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.function.Upstream;
import dev.nabla.vector.Sweep;

/// Both subtractions keep their rounding errors, so that scores close to the margin keep their
/// digits.
@Card(
    title = "Margin ranking loss",
    aliases = "pairwise_ranking",
    summary = "Asks one score to exceed another by a margin; for two-tower models that rank.",
    notes = {
      "targets says which of the two should be higher: 1 for x1, −1 for x2. Only the order counts, not"
          + " the scores themselves.",
      "An easy pair, in order by the margin or more, costs nothing and has gradient 0; any other, in"
          + " the wrong order or inside the margin, pulls both scores apart with gradients −t and t.",
      "Exactly at the margin the gradient is 0. With the default margin 0, as in PyTorch, equal scores"
          + " cost nothing and do not move."
    },
    references =
        @Reference(
            title =
                "Herbrich, Graepel, Obermayer: Large Margin Rank Boundaries for Ordinal Regression (2000)",
            url = "https://doi.org/10.7551/mitpress/1113.003.0010"),
    example =
        """
        {"x1": [2, 0.5, -1], "x2": [1, 1, -3], "targets": [1, 1, -1], "margin": 0.5}""")
@Formula(
    value = "max(0, m − t·(x₁ − x₂))",
    gradient = "−t to x₁ and t to x₂ while t·(x₁ − x₂) < m, else 0",
    latex = "\\max(0, m - t(x_1 - x_2))",
    latexGradient = "\\mp t \\text{ while } t(x_1 - x_2) < m")
@Input(name = "x1", description = "Scores of the first of each pair")
@Input(name = "x2", description = "Scores of the second of each pair")
@Input(
    name = "targets",
    domain = Domain.SIGN,
    differentiable = false,
    description = "1 where x1 should be higher, −1 where x2 should")
@Axis(
    name = "difference",
    label = "difference x₁ − x₂",
    along = "difference x₁ − x₂",
    section = "{\"x1\": $, \"x2\": 0, \"targets\": 1}",
    open = "targets",
    from = -3,
    to = 3)
@Traits(
    range = "[0, ∞)",
    monotonic = Monotonic.DECREASING,
    saturates = Saturates.RIGHT,
    smooth = false,
    convex = true,
    kinks = @Kink(at = 0, gradient = 0),
    left = Double.POSITIVE_INFINITY,
    right = 0)
@Accuracy(value = 1, gradient = 0)
record MarginRanking(
    @Param(value = "0", description = "The margin m by which the order must hold") double margin)
    implements Loss.Joint {

  @Override
  public Evaluation evaluate(Inputs inputs, Upstream upstream) {
    var shape = inputs.valuesShape();
    var values = inputs.workspace().tensor(shape);
    var first = inputs.workspace().tensor(shape);
    var second = inputs.workspace().tensor(shape);
    var x1 = inputs.data("x1");
    var x2 = inputs.data("x2");
    var targets = inputs.data("targets");
    Sweep.inStretches(
        x1.length,
        (from, to) -> {
          sweep(x1, x2, targets, values.data(), first.data(), from, to);
          upstream.scale(first.data(), from, to);
          Sweep.negate(first.data(), second.data(), from, to);
        });
    return Evaluation.of(values).gradient("x1", first).gradient("x2", second);
  }

  private void sweep(
      double[] x1,
      double[] x2,
      double[] targets,
      double[] values,
      double[] slopes,
      int from,
      int to) {
    for (int i = from; i < to; i += LANES) {
      var a = load(x1, i);
      var minusB = load(x2, i).neg();
      var minusT = load(targets, i).neg();
      var difference = a.add(minusB);
      var lead = minusT.mul(difference);
      var gap = lead.add(margin);
      var rest =
          sumError(lead, broadcast(margin), gap).add(minusT.mul(sumError(a, minusB, difference)));
      gap = gap.add(rest.blend(0, rest.test(IS_NAN)));
      gap.max(0).intoArray(values, i);
      minusT.blend(0, gap.compare(LE, 0)).blend(gap, gap.test(IS_NAN)).intoArray(slopes, i);
    }
  }
}
