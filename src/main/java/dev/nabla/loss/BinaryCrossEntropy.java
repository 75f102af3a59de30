package dev.nabla.loss;

import static dev.nabla.vector.Elementary.exp;
import static dev.nabla.vector.Elementary.log;
import static dev.nabla.vector.Elementary.log1p;
import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Formula;
import dev.nabla.function.Input;
import dev.nabla.function.Input.Domain;
import dev.nabla.function.Inputs;
import dev.nabla.function.Param;
import dev.nabla.function.Tensor;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Monotonic;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.function.Upstream;

/// From logits, both softplus terms and both sigmoids share one exponential of −|z|, and nothing is
/// clipped. A term whose coefficient is 0 is left out, so that 0·∞ never arises.
@Card(
    title = "Binary cross-entropy",
    aliases = {"log_loss", "bce"},
    summary =
        "The surprise at the true answer to a yes-or-no question; logistic regression's loss.",
    notes = {
      "Convex in the logit. The gradient to the logit is σ(z) − t: a confident wrong answer pulls with"
          + " nearly 1, a confident right one fades to 0.",
      "Give logits where you have them: loss and gradient are then exact for every finite z, where"
          + " sigmoid and logarithm apart lose all digits from |z| ≈ 37 on.",
      "From probabilities nothing is clipped: p = 0 with t = 1 costs Infinity, with an infinite gradient."
          + " Keras clips at 1e-7, PyTorch floors the logarithm at −100.",
      "Easy samples cost little each but many of them outweigh few hard ones: see focal and"
          + " balanced_cross_entropy.",
      "pos_weight multiplies the positive term, as in PyTorch's BCEWithLogitsLoss. targets may be any"
          + " numbers in [0, 1] (soft labels)."
    },
    references =
        @Reference(
            title = "Bishop: Pattern Recognition and Machine Learning, section 4.3 (2006)",
            url =
                "https://www.microsoft.com/en-us/research/publication/pattern-recognition-machine-learning/"),
    example =
        """
        {"logits": [2.5, -1, 0.3, 40], "targets": [1, 0, 1, 1]}""")
@Formula(
    value = "−[w·t·log p + (1−t)·log(1−p)], p = σ(z)",
    gradient = "to z: (1−t)·σ(z) − w·t·σ(−z); to p: (1−t)/(1−p) − w·t/p",
    latex = "-\\left[w\\,t\\log p + (1-t)\\log(1-p)\\right]",
    latexGradient = "(1-t)\\,\\sigma(z) - w\\,t\\,\\sigma(-z)")
@Input(
    name = "targets",
    domain = Domain.UNIT_INTERVAL,
    differentiable = false,
    description = "The true probability of the class 1, mostly 0 or 1")
@Traits(
    section = "{\"logits\": $, \"targets\": 1}",
    along = "logit z of a positive sample",
    range = "(0, ∞)",
    monotonic = Monotonic.DECREASING,
    saturates = Saturates.RIGHT,
    convex = true,
    left = Double.POSITIVE_INFINITY,
    right = 0)
record BinaryCrossEntropy(
    @Param(value = "1", minimum = 0, description = "Weight w of the positive term")
        double posWeight)
    implements Loss.Binary {

  @Override
  public Evaluation evaluate(Inputs inputs, Upstream upstream) {
    var form = inputs.has("logits") ? "logits" : "probabilities";
    var values = Tensor.zeros(inputs.valuesShape());
    var slopes = Tensor.zeros(inputs.valuesShape());
    var targets = inputs.data("targets");
    if (inputs.has("logits")) {
      fromLogits(inputs.data(form), targets, values.data(), slopes.data());
    } else {
      fromProbabilities(inputs.data(form), targets, values.data(), slopes.data());
    }
    upstream.scale(slopes.data());
    return Evaluation.of(values).gradient(form, slopes);
  }

  private void fromLogits(double[] logits, double[] targets, double[] values, double[] slopes) {
    for (int i = 0; i < logits.length; i += LANES) {
      var z = load(logits, i);
      var t = load(targets, i);
      var positive = t.mul(posWeight);
      var negative = broadcast(1).sub(t);
      var e = exp(z.abs().neg());
      var d = e.add(1);
      var near = log1p(e);
      var left = z.compare(LT, 0);
      var costPositive = near.add(z.neg().max(0)).mul(positive);
      var costNegative = near.add(z.max(0)).mul(negative);
      costPositive = costPositive.blend(0, positive.compare(EQ, 0));
      costNegative = costNegative.blend(0, negative.compare(EQ, 0));
      store(costPositive.add(costNegative), values, i);
      var numerator = positive.neg().fma(e, negative).blend(negative.fma(e, positive.neg()), left);
      store(numerator.div(d), slopes, i);
    }
  }

  private void fromProbabilities(
      double[] probabilities, double[] targets, double[] values, double[] slopes) {
    for (int i = 0; i < probabilities.length; i += LANES) {
      var p = load(probabilities, i);
      var t = load(targets, i);
      var positive = t.mul(posWeight);
      var negative = broadcast(1).sub(t);
      var noPositive = positive.compare(EQ, 0);
      var noNegative = negative.compare(EQ, 0);
      var costPositive = log(p).mul(positive).blend(0, noPositive);
      var costNegative = log1p(p.neg()).mul(negative).blend(0, noNegative);
      store(broadcast(0).sub(costPositive).sub(costNegative), values, i);
      var q = broadcast(1).sub(p);
      var pullPositive = positive.div(p).blend(0, noPositive);
      var pullNegative = negative.div(q).blend(0, noNegative);
      // Over one denominator the two pulls of a soft label do not cancel each other's digits.
      var numerator = posWeight == 1 ? p.sub(t) : p.mul(negative).sub(positive.mul(q));
      var soft = numerator.div(p).div(q);
      store(soft.blend(pullNegative.sub(pullPositive), noPositive.or(noNegative)), slopes, i);
    }
  }
}
