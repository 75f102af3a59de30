package dev.nabla.loss;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Axis;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Formula;
import dev.nabla.function.Input;
import dev.nabla.function.Input.Domain;
import dev.nabla.function.Inputs;
import dev.nabla.function.Kernel;
import dev.nabla.function.Param;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Monotonic;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.function.Upstream;
import dev.nabla.vector.Sweep;
import org.jspecify.annotations.Nullable;

/// Focal loss at γ = 0, which is why the two agree to the last bit.
@Card(
    title = "Balanced cross-entropy",
    summary = "Cross-entropy with one weight for each class, against imbalance.",
    notes = {
      "α fixes the imbalance of positives and negatives: with the share of negatives as α both classes"
          + " weigh the same in total. It does not tell easy samples from hard ones; that is focal's γ.",
      "Without alpha the share of negatives in the batch is taken and returned among the parameters. Give"
          + " it to keep it the same from batch to batch.",
      "A batch of one class alone has nothing to balance: without alpha its loss and gradient are 0.",
      "alpha = 0.5 is half the plain binary_cross_entropy. Nothing is clipped."
    },
    references = {
      @Reference(
          title = "Xie, Tu: Holistically-Nested Edge Detection (2015)",
          url = "https://arxiv.org/abs/1504.06375"),
      @Reference(
          title = "Lin, Goyal, Girshick, He, Dollár: Focal Loss for Dense Object Detection (2017)",
          url = "https://arxiv.org/abs/1708.02002")
    },
    example =
        """
        {"logits": [1.5, -2, -0.5, 0.25], "targets": [1, 0, 0, 0]}""")
@Formula(
    value = "−α_t·log p_t, α_t = α for t = 1, 1−α for t = 0",
    gradient = "to z: y·α_t·(p_t − 1), y = ±1",
    latex = "-\\alpha_t \\log p_t",
    latexGradient = "y\\,\\alpha_t\\,(p_t - 1)")
@Input(
    name = "targets",
    domain = Domain.BINARY,
    differentiable = false,
    description = "The true class")
@Axis(
    name = "logit",
    label = "logit z",
    along = "logit z of a positive sample, α = 0.75",
    section = "{\"logits\": $, \"targets\": 1, \"alpha\": 0.75}",
    open = "targets",
    from = -6,
    to = 6)
@Axis(
    name = "p_t",
    label = "probability p_t of the true class",
    along = "probability p_t of the true class, α = 0.75",
    section = "{\"probabilities\": $, \"targets\": 1, \"alpha\": 0.75}",
    from = 0,
    to = 1)
@Traits(
    range = "(0, ∞)",
    monotonic = Monotonic.DECREASING,
    saturates = Saturates.RIGHT,
    convex = true,
    left = Double.POSITIVE_INFINITY,
    right = 0)
@Accuracy(value = 2, gradient = 4, note = "For probabilities p_t that are no subnormal numbers.")
record BalancedCrossEntropy(
    @Param(
            value = "null",
            minimum = 0,
            maximum = 1,
            description =
                "Weight α of class 1, with 1 − α for class 0; absent: the share of negatives")
        @Nullable Double alpha)
    implements Loss.Binary {

  @Override
  public Kernel resolve(Inputs inputs) {
    var targets = inputs.get("targets");
    if (alpha != null || targets.size() == 0) {
      return this;
    }
    int negatives = 0;
    for (int i = 0; i < targets.size(); i++) {
      negatives += targets.data()[i] == 0 ? 1 : 0;
    }
    return new BalancedCrossEntropy((double) negatives / targets.size());
  }

  @Override
  public Evaluation evaluate(Inputs inputs, Upstream upstream) {
    return new Focal(alpha, 0).weigh(inputs, upstream, Sweep.NOWHERE);
  }
}
