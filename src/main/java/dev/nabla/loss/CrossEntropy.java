package dev.nabla.loss;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Axis;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Formula;
import dev.nabla.function.Input;
import dev.nabla.function.Input.Domain;
import dev.nabla.function.Input.Presence;
import dev.nabla.function.Inputs;
import dev.nabla.function.Param;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Monotonic;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.function.Upstream;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.tensor.Rows;
import dev.nabla.vector.Range;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One row at a time: [ClassTargets] says what each class should have had, [ClassCost] what the row
/// costs.
@Card(
    title = "Cross-entropy",
    aliases = {"softmax_cross_entropy", "nll", "categorical_cross_entropy"},
    summary = "The surprise at the true class among several; the loss of multi-class classifiers.",
    notes = {
      "From logits the gradient is softmax − q: a confident wrong row pulls with nearly 1 on two classes,"
          + " a confident right one fades. It sums to 0 over the classes.",
      "Give logits where you have them: the loss is log1p of the other classes' share, exact even where"
          + " softmax rounds to 1. From probabilities nothing is clipped; rows are not normalised for you.",
      "The class axis is the last by default, as in Keras and JAX; PyTorch and ONNX take axis 1.",
      "With index targets mean divides by the sum of the targets' class weights over what is not ignored,"
          + " as PyTorch and ONNX do; with class probabilities by the number of rows. Where every target"
          + " is ignored, loss and gradient are 0 (PyTorch: NaN).",
      "ignore_index may lie outside the classes, as PyTorch's −100 does, and goes with index targets only.",
      "label_smoothing ε mixes q with the uniform distribution: (1−ε)q + ε/C."
    },
    references =
        @Reference(
            title = "Bishop: Pattern Recognition and Machine Learning, section 4.3 (2006)",
            url =
                "https://www.microsoft.com/en-us/research/publication/pattern-recognition-machine-learning/"),
    example =
        """
        {"logits": [[2, 1, 0.1], [0.5, 2.5, 0.3]], "targets": [0, 2]}""")
@Formula(
    value = "−Σ_c w_c·q_c·log p_c, p = softmax(z)",
    gradient = "to z: p·Σ_c w_c·q_c − w∘q (softmax − q without weights); to p: −w∘q/p",
    latex = "-\\sum_c w_c\\, q_c \\log p_c",
    latexGradient = "p \\sum_c w_c\\, q_c - w \\circ q,\\quad p = \\operatorname{softmax}(z)")
@Input(
    name = "logits",
    shape = "[…, C]",
    presence = Presence.ONE_OF,
    description = "Scores z of the C classes: the numbers before the softmax")
@Input(
    name = "probabilities",
    shape = "[…, C]",
    presence = Presence.ONE_OF,
    domain = Domain.PROBABILITY,
    description = "Probabilities p of the classes; never clipped or normalised")
@Input(
    name = "log_probabilities",
    shape = "[…, C]",
    presence = Presence.ONE_OF,
    description = "Logarithms of the probabilities, as a log-softmax gives them")
@Input(
    name = "targets",
    shape = {"[…]", "[…, C]"},
    differentiable = false,
    description =
        "Class indices from 0 (one axis less than the scores), or class probabilities q in [0, 1] (the"
            + " scores' shape)")
@Input(
    name = "class_weights",
    shape = "[C]",
    presence = Presence.OPTIONAL,
    domain = Domain.NON_NEGATIVE,
    differentiable = false,
    description = "Weight w of each class; ones where absent")
@Axis(
    name = "logit",
    label = "logit z₁",
    along = "logit of the true class among three, the others 0",
    section = "{\"logits\": [$, 0, 0], \"targets\": 0}",
    open = "targets",
    from = -6,
    to = 6)
@Axis(
    name = "p_t",
    label = "probability p_t of the true class",
    along = "probability p_t of the true class out of two",
    section = "{\"probabilities\": [$, 1-$], \"targets\": 0}",
    from = 0,
    to = 1)
@Traits(
    range = "(0, ∞)",
    monotonic = Monotonic.DECREASING,
    saturates = Saturates.RIGHT,
    convex = true,
    left = Double.POSITIVE_INFINITY,
    right = 0)
@Accuracy(
    value = 3.5,
    gradient = 5,
    note =
        "From logits, the gradient of a soft, smoothed or weighted target in ulps of the larger of its two"
            + " terms, p·Σwq and wq, which cancel where p nears the target. Beyond a lead of 708 the exponential is"
            + " subnormal, and class weights multiply its rounding; where a soft target times its weight is"
            + " subnormal its own rounding counts.")
record CrossEntropy(
    @Param(
            value = "-1",
            description = "The dimension of the classes; negative counts from the last")
        int axis,
    @Param(
            value = "0",
            minimum = 0,
            maximum = 1,
            description = "Share ε of the target that is spread evenly over the classes")
        double labelSmoothing,
    @Param(value = "null", description = "Index targets of this value cost nothing; absent: none")
        @Nullable Integer ignoreIndex)
    implements Loss.Joint {

  @Override
  public void check(Inputs inputs) {
    var rows = rows(inputs);
    if (rows.length() == 0 && rows.count() > 0) {
      throw new RejectedException(
          Reason.SHAPE_MISMATCH,
          form(inputs).inputName(),
          "expected at least 1 class, found none in the shape "
              + inputs.get(form(inputs).inputName()).shape());
    }
    targets(inputs).check();
  }

  @Override
  public double divisor(Inputs inputs) {
    var targets = targets(inputs);
    return targets.byIndex() ? targets.totalWeight() : inputs.valuesShape().size();
  }

  @Override
  public Evaluation evaluate(Inputs inputs, Upstream upstream) {
    var form = form(inputs);
    var rows = rows(inputs);
    var targets = targets(inputs);
    var scores = inputs.get(form.inputName());
    var values = inputs.workspace().tensor(inputs.valuesShape());
    var gradients = inputs.workspace().tensor(scores.shape());
    var pass =
        new Pass(form, rows, targets, upstream, scores.data(), values.data(), gradients.data());
    for (int r = 0; r < rows.count(); r++) {
      pass.run(r);
    }
    return Evaluation.of(values).gradient(form.inputName(), gradients);
  }

  private static ClassCost form(Inputs inputs) {
    for (var form : ClassCost.values()) {
      if (inputs.has(form.inputName())) {
        return form;
      }
    }
    throw new IllegalArgumentException("no scores");
  }

  private Rows rows(Inputs inputs) {
    return new Rows(inputs.get(form(inputs).inputName()).shape(), axis);
  }

  private ClassTargets targets(Inputs inputs) {
    return new ClassTargets(inputs, rows(inputs), labelSmoothing, ignoreIndex);
  }

  /// The rows of one call, one after the other.
  private static final class Pass {

    private final ClassCost form;
    private final Rows rows;
    private final ClassTargets targets;
    private final Upstream upstream;
    private final double[] scores;
    private final double[] values;
    private final double[] gradients;
    private final double[] row;
    private final double[] wanted;
    private final double[] gradient;
    private final double[] scratch;
    private final boolean hasNaN;

    Pass(
        ClassCost form,
        Rows rows,
        ClassTargets targets,
        Upstream upstream,
        double[] scores,
        double[] values,
        double[] gradients) {
      this.form = form;
      this.rows = rows;
      this.targets = targets;
      this.upstream = upstream;
      this.scores = scores;
      this.values = values;
      this.gradients = gradients;
      row = rows.scratch();
      wanted = rows.scratch();
      gradient = rows.scratch();
      scratch = rows.scratch();
      // Where one score of a row counts, what concerns all of them is done once for all rows.
      boolean oneCounts = form.oneScore() != null && targets.byIndex();
      hasNaN = oneCounts && Range.hasNaN(scores, 0, rows.count() * rows.length());
      if (oneCounts) {
        Arrays.fill(gradients, 0);
      }
    }

    void run(int r) {
      if (targets.isIgnored(r)) {
        values[r] = 0;
        rows.fill(gradients, r, 0);
      } else if (targets.isOneClass(r)) {
        int category = targets.category(r);
        double weight = targets.weight(category);
        var oneScore = form.oneScore();
        if (oneScore == null) {
          rows.read(scores, r, row);
          int n = rows.length();
          finish(r, ClassCost.costOfLogits(row, n, category, weight, gradient, scratch));
        } else {
          countOne(r, oneScore, rows.position(r, category), weight);
        }
      } else {
        rows.read(scores, r, row);
        targets.read(r, wanted);
        finish(r, form.cost(row, wanted, rows.length(), gradient, scratch));
      }
    }

    private void finish(int r, double cost) {
      values[r] = cost;
      if (Double.isNaN(cost)) {
        Arrays.fill(gradient, Double.NaN);
      }
      upstream.scaleRow(gradient, r);
      rows.write(gradient, gradients, r);
    }

    /// A row of which the score at one position counts.
    private void countOne(int r, OneScore oneScore, int position, double weight) {
      if (hasNaN && rows.hasNaN(scores, r)) {
        values[r] = Double.NaN;
        rows.fill(gradients, r, Double.NaN);
        return;
      }
      double score = scores[position];
      values[r] = oneScore.cost(score, weight);
      double nothing = upstream.scaled(0, r);
      if (nothing != 0) {
        rows.fill(gradients, r, nothing);
      }
      gradients[position] = upstream.scaled(oneScore.slope(score, weight), r);
    }
  }
}
