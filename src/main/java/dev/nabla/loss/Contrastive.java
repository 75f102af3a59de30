package dev.nabla.loss;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Axis;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Extra;
import dev.nabla.function.Formula;
import dev.nabla.function.Input;
import dev.nabla.function.Input.Domain;
import dev.nabla.function.Inputs;
import dev.nabla.function.Param;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Kink;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.function.Traits.Symmetry;
import dev.nabla.function.Upstream;
import dev.nabla.tensor.Rows;
import dev.nabla.vector.Sweep;
import java.util.Arrays;

@Card(
    title = "Contrastive loss",
    aliases = {"pair", "pairwise_contrastive"},
    summary =
        "Draws similar pairs together and pushes others apart up to a margin; for two-tower models.",
    notes = {
      "A positive pair (target 1) costs its distance: it is drawn together until the two meet.",
      "A negative pair (target 0) costs how far it is inside the margin: it is pushed apart until D ≥ m,"
          + " and from there on is easy, with loss and gradient exactly 0.",
      "Target 1 means similar. Hadsell, Chopra and LeCun write Y = 0 for similar: swap the labels to match."
          + " Their ½·D² is \"form\": \"squared\"; the default is linear in the distance.",
      "At D = 0 the Euclidean distance has gradient 0 here, so a negative pair of equal vectors does not"
          + " move. eps is added to each component of the difference: PyTorch's pairwise distance has 1e-6.",
      "The cosine distance is 1 − cos; a vector of zeros has distance 1 and gradient 0."
    },
    references =
        @Reference(
            title =
                "Hadsell, Chopra, LeCun: Dimensionality Reduction by Learning an Invariant Mapping (2006)",
            url = "https://doi.org/10.1109/CVPR.2006.100"),
    example =
        """
        {"x1": [[0, 0], [1, 2], [3, 1]], "x2": [[3, 4], [1, 2.5], [3, 1.5]], "targets": [1, 0, 0], "margin": 2}""")
@Formula(
    value = "linear: t·D + (1−t)·max(0, m−D); squared: ½t·D² + ½(1−t)·max(0, m−D)²",
    gradient = "linear: t·D′ − (1−t)·D′ while D < m; squared: t·D·D′ − (1−t)·max(0, m−D)·D′",
    latex =
        "t D + (1-t)\\max(0, m - D) \\quad\\text{or}\\quad \\tfrac12 t D^2 + \\tfrac12 (1-t)\\max(0, m -"
            + " D)^2",
    latexGradient =
        "\\left(t - (1-t)\\,[D < m]\\right) \\nabla D \\quad\\text{or}\\quad \\left(t D - (1-t)\\max(0, m -"
            + " D)\\right) \\nabla D")
@Input(name = "x1", shape = "[…, d]", description = "The first vector of each pair")
@Input(name = "x2", shape = "[…, d]", description = "The second vector of each pair")
@Input(
    name = "targets",
    domain = Domain.BINARY,
    differentiable = false,
    description = "1 for a similar pair, 0 for another")
@Extra(name = "distances", description = "The distance D of each pair")
@Axis(
    name = "distance",
    label = "difference x₁ − x₂",
    along = "difference of a negative pair, (1, x) and (1, 0)",
    section = "{\"x1\": [1, $], \"x2\": [1, 0], \"targets\": 0}",
    open = "targets",
    from = 0,
    to = 2.5)
@Traits(
    range = "[0, 1]",
    saturates = Saturates.BOTH,
    symmetry = Symmetry.EVEN,
    smooth = false,
    kinks = {
      @Kink(at = -1, gradient = 0),
      @Kink(at = 0, gradient = 0),
      @Kink(at = 1, gradient = 0)
    },
    left = 0,
    right = 0)
@Accuracy(
    value = 8,
    gradient = 8,
    note =
        "The cosine distance's bounds, for directions that are 1e-13 and more apart; a component of its slope that cancels is within 2⁻¹⁰⁰/|x|. With the others values are"
            + " within 3 ulp, squared ones within 6, and gradients within 4. A negative pair's value, and its factor in the gradient, in ulps of the"
            + " larger of margin and distance, whose difference it is.")
record Contrastive(
    @Param(value = "1", minimum = 0, description = "The margin m that keeps other pairs apart")
        double margin,
    @Param(
            value = "linear",
            description = "Whether distances count as they are or squared and halved")
        Form form,
    @Param(value = "euclidean", description = "How D is measured") Distance distance,
    @Param(value = "0", description = "Added to each component of x₁ − x₂; of no effect on cosine")
        double eps)
    implements Loss.Joint {

  enum Form {
    LINEAR,
    SQUARED
  }

  @Override
  public Evaluation evaluate(Inputs inputs, Upstream upstream) {
    var x1 = inputs.get("x1");
    var x2 = inputs.get("x2");
    var targets = inputs.data("targets");
    var rows = new Rows(x1.shape(), axis());
    var values = inputs.workspace().tensor(inputs.valuesShape());
    var distances = inputs.workspace().tensor(inputs.valuesShape());
    var first = inputs.workspace().tensor(x1.shape());
    var second = inputs.workspace().tensor(x2.shape());
    var a = rows.scratch();
    var b = rows.scratch();
    var toA = rows.scratch();
    var toB = rows.scratch();
    for (int r = 0; r < rows.count(); r++) {
      rows.read(x1.data(), r, a);
      rows.read(x2.data(), r, b);
      double d = distance.measure(a, b, rows.length(), eps, toA, toB);
      boolean similar = targets[r] == 1;
      distances.data()[r] = d;
      values.data()[r] = value(similar, d);
      double slope = Double.isNaN(d) ? d : slope(similar, d);
      scale(toA, slope);
      scale(toB, slope);
      upstream.scaleRow(toA, r);
      upstream.scaleRow(toB, r);
      rows.write(toA, first.data(), r);
      rows.write(toB, second.data(), r);
    }
    return Evaluation.of(values)
        .gradient("x1", first)
        .gradient("x2", second)
        .extra("distances", distances);
  }

  private double value(boolean similar, double d) {
    double cost = similar ? d : Math.max(0, margin - d);
    return form == Form.LINEAR ? cost : cost * (cost / 2);
  }

  /// The derivative of the value to the distance.
  private double slope(boolean similar, double d) {
    if (similar) {
      return form == Form.LINEAR ? 1 : d;
    }
    if (d >= margin) {
      return 0;
    }
    return form == Form.LINEAR ? -1 : d - margin;
  }

  private static void scale(double[] gradient, double slope) {
    if (slope == 0) {
      // Out of the margin's reach a gradient is 0, whatever the direction.
      Arrays.fill(gradient, 0);
    } else if (Double.isInfinite(slope)) {
      // And so is a component across the direction, however far the distance.
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = Upstream.weighed(slope, gradient[i]);
      }
    } else {
      Sweep.multiply(gradient, slope, 0, gradient.length);
    }
  }
}
