package dev.nabla.loss;

import static dev.nabla.vector.Exact.sumError;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Axis;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Extra;
import dev.nabla.function.Formula;
import dev.nabla.function.Input;
import dev.nabla.function.Inputs;
import dev.nabla.function.Param;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Kink;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.function.Traits.Symmetry;
import dev.nabla.function.Upstream;
import dev.nabla.tensor.Labels;
import dev.nabla.tensor.Rows;
import dev.nabla.vector.Sweep;
import java.util.ArrayList;
import java.util.Arrays;

@Card(
    title = "Triplet loss",
    aliases = "triplet_margin",
    summary =
        "Asks an anchor to be nearer to its like than to others by a margin; for three-tower models.",
    notes = {
      "An easy triplet, D(a,n) > D(a,p) + m, costs nothing and teaches nothing: its gradient is exactly 0.",
      "A semi-hard one, D(a,p) < D(a,n) ≤ D(a,p) + m, is in the right order but inside the margin: the"
          + " region that FaceNet picks its negatives from.",
      "A hard one, D(a,n) ≤ D(a,p), has the negative no further than the positive and costs at least m.",
      "The loss pulls the positive in and pushes the negative out, both along the lines to the anchor;"
          + " swap takes the smaller of D(a,n) and D(p,n) as the negative's distance.",
      "Plain Euclidean distances by default, as PyTorch; FaceNet's are squared_euclidean. PyTorch adds eps"
          + " 1e-6 to each component of a difference, 0 is added here.",
      "Exactly at the margin, and at distance 0, the gradient is 0. regions reads undefined where a"
          + " distance is NaN."
    },
    references =
        @Reference(
            title = "Schroff, Kalenichenko, Philbin: FaceNet (2015)",
            url = "https://arxiv.org/abs/1503.03832"),
    example =
        """
        {"anchor": [[0, 0], [0, 0], [0, 0]], "positive": [[1, 0], [0, 1], [2, 0]],
         "negative": [[3, 0], [0, 1.5], [1, 0]]}""")
@Formula(
    value = "max(0, m + D(a,p) − D(a,n))",
    gradient = "∇D(a,p) − ∇D(a,n) while the loss is positive, else 0",
    latex = "\\max(0, m + D(a,p) - D(a,n))",
    latexGradient = "\\nabla D(a,p) - \\nabla D(a,n) \\text{ while } m + D(a,p) - D(a,n) > 0")
@Input(name = "anchor", shape = "[…, d]", description = "The vectors a to compare with")
@Input(name = "positive", shape = "[…, d]", description = "A vector p like each anchor")
@Input(name = "negative", shape = "[…, d]", description = "A vector n unlike each anchor")
@Extra(
    name = "regions",
    type = Labels.class,
    description = "easy, semi_hard or hard; undefined where a distance is NaN")
@Extra(name = "distances_positive", description = "D(a,p)")
@Extra(
    name = "distances_negative",
    description = "D(a,n), or with swap the smaller of it and D(p,n)")
@Axis(
    name = "distance_negative",
    label = "negative n (anchor 0, positive 1)",
    along = "n of the negative (1, n), anchor (1, 0), positive (1, 1)",
    section = "{\"anchor\": [1, 0], \"positive\": [1, 1], \"negative\": [1, $]}",
    from = 0,
    to = 4)
@Axis(
    name = "distance_positive",
    label = "positive p (anchor 0, negative 1)",
    along = "p of the positive (1, p), anchor (1, 0), negative (1, 1)",
    section = "{\"anchor\": [1, 0], \"positive\": [1, $], \"negative\": [1, 1]}",
    from = 0,
    to = 4)
@Traits(
    range = "[0, 2]",
    saturates = Saturates.BOTH,
    symmetry = Symmetry.EVEN,
    smooth = false,
    kinks = {
      @Kink(at = -2, gradient = 0),
      @Kink(at = 0, gradient = 0),
      @Kink(at = 2, gradient = 0)
    },
    left = 0,
    right = 0)
@Accuracy(
    value = 6,
    gradient = 6,
    note =
        "The cosine distance's bounds, for directions that are 1e-13 and more apart; a component of its slope that cancels is within 2⁻¹⁰⁰/|x|. With the others values are"
            + " within 3 ulp and gradients within 4. In ulps of the largest term: of margin and distances for the value, of both distances' slopes for the gradient. Regions and swap compare the rounded distances.")
record Triplet(
    @Param(value = "1", description = "The margin m between the two distances") double margin,
    @Param(value = "euclidean", description = "How D is measured") Distance distance,
    @Param(
            value = "false",
            description = "Whether a negative nearer to the positive counts from there")
        boolean swap,
    @Param(
            value = "0",
            description = "Added to each component of a difference; of no effect on cosine")
        double eps)
    implements Loss.Joint {

  @Override
  public Evaluation evaluate(Inputs inputs, Upstream upstream) {
    var shape = inputs.get("anchor").shape();
    var rows = new Rows(shape, axis());
    var values = inputs.workspace().tensor(inputs.valuesShape());
    var near = inputs.workspace().tensor(inputs.valuesShape());
    var far = inputs.workspace().tensor(inputs.valuesShape());
    var regions = new ArrayList<String>(rows.count());
    var toAnchor = inputs.workspace().tensor(shape);
    var toPositive = inputs.workspace().tensor(shape);
    var toNegative = inputs.workspace().tensor(shape);
    var anchor = inputs.data("anchor");
    var positive = inputs.data("positive");
    var negative = inputs.data("negative");
    var triple = new Triple(this, rows);
    for (int r = 0; r < rows.count(); r++) {
      rows.read(anchor, r, triple.anchor);
      rows.read(positive, r, triple.positive);
      rows.read(negative, r, triple.negative);
      double loss = triple.measure();
      values.data()[r] = loss;
      near.data()[r] = triple.near;
      far.data()[r] = triple.far;
      regions.add(region(triple.near, triple.far));
      upstream.scaleRow(triple.toAnchor, r);
      upstream.scaleRow(triple.toPositive, r);
      upstream.scaleRow(triple.toNegative, r);
      rows.write(triple.toAnchor, toAnchor.data(), r);
      rows.write(triple.toPositive, toPositive.data(), r);
      rows.write(triple.toNegative, toNegative.data(), r);
    }
    return Evaluation.of(values)
        .gradient("anchor", toAnchor)
        .gradient("positive", toPositive)
        .gradient("negative", toNegative)
        .extra("regions", new Labels(inputs.valuesShape(), regions))
        .extra("distances_positive", near)
        .extra("distances_negative", far);
  }

  /// m + D(a,p) − D(a,n), right in its sign: the three may cancel.
  private double excess(double near, double far) {
    double sum = margin + near;
    double excess = sum - far;
    double lost = sumError(margin, near, sum) + sumError(sum, -far, excess);
    return Double.isNaN(lost) ? excess : excess + lost;
  }

  private String region(double near, double far) {
    if (Double.isNaN(near) || Double.isNaN(far)) {
      return "undefined";
    }
    if (excess(near, far) < 0) {
      return "easy";
    }
    return far <= near ? "hard" : "semi_hard";
  }

  /// The three vectors of one sample, in padded scratch arrays, and what comes of them.
  private static final class Triple {

    private final Triplet loss;
    private final int n;
    private final double[] anchor;
    private final double[] positive;
    private final double[] negative;
    private final double[] toAnchor;
    private final double[] toPositive;
    private final double[] toNegative;
    private final double[] fromFar;
    private final double[] swappedFrom;
    private final double[] swappedTo;
    private double near;
    private double far;

    Triple(Triplet loss, Rows rows) {
      this.loss = loss;
      n = rows.length();
      anchor = rows.scratch();
      positive = rows.scratch();
      negative = rows.scratch();
      toAnchor = rows.scratch();
      toPositive = rows.scratch();
      toNegative = rows.scratch();
      fromFar = rows.scratch();
      swappedFrom = rows.scratch();
      swappedTo = rows.scratch();
    }

    /// The loss; leaves the distances and the gradients in the fields.
    double measure() {
      var metric = loss.distance;
      near = metric.measure(anchor, positive, n, loss.eps, toAnchor, toPositive);
      far = metric.measure(anchor, negative, n, loss.eps, fromFar, toNegative);
      double swapped =
          loss.swap
              ? metric.measure(positive, negative, n, loss.eps, swappedFrom, swappedTo)
              : Double.POSITIVE_INFINITY;
      double cost = loss.excess(near, Math.min(far, swapped));
      if (cost <= 0 || Double.isNaN(cost)) {
        double everywhere = cost <= 0 ? 0 : Double.NaN;
        Arrays.fill(toAnchor, everywhere);
        Arrays.fill(toPositive, everywhere);
        Arrays.fill(toNegative, everywhere);
      } else if (swapped < far) {
        Sweep.subtract(toPositive, swappedFrom, 0, toPositive.length);
        Sweep.negate(swappedTo, toNegative, 0, toNegative.length);
      } else {
        Sweep.subtract(toAnchor, fromFar, 0, toAnchor.length);
        Sweep.negate(toNegative, toNegative, 0, toNegative.length);
      }
      far = Math.min(far, swapped);
      return Math.max(0, cost);
    }
  }
}
