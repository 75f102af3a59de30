package dev.nabla.loss;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Formula;
import dev.nabla.function.Input;
import dev.nabla.function.Input.Domain;
import dev.nabla.function.Inputs;
import dev.nabla.function.Param;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Monotonic;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.function.Upstream;
import dev.nabla.vector.Sweep;

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
    latexGradient =
        "\\frac{\\partial}{\\partial z} = (1-t)\\,\\sigma(z) - w\\,t\\,\\sigma(-z),\\quad"
            + " \\frac{\\partial}{\\partial p} = \\frac{1-t}{1-p} - \\frac{w\\,t}{p}")
@Input(
    name = "targets",
    domain = Domain.UNIT_INTERVAL,
    differentiable = false,
    description = "The true probability of the class 1, mostly 0 or 1")
@Traits(
    range = "(0, ∞)",
    monotonic = Monotonic.DECREASING,
    saturates = Saturates.RIGHT,
    convex = true,
    left = Double.POSITIVE_INFINITY,
    right = 0)
@Accuracy(
    value = 2.5,
    gradient = 4,
    note =
        "The gradient of a soft target in ulps of the larger of its two terms, which cancel where p nears the"
            + " target. Beyond |z| = 708 the exponential is subnormal, and w multiplies its rounding; where w·t is subnormal its own rounding counts.")
record BinaryCrossEntropy(
    @Param(value = "1", minimum = 0, description = "Weight w of the positive term")
        double posWeight)
    implements Loss.Binary {

  @Override
  public Evaluation evaluate(Inputs inputs, Upstream upstream) {
    var prediction = prediction(inputs);
    var values = inputs.workspace().tensor(inputs.valuesShape());
    var slopes = inputs.workspace().tensor(inputs.valuesShape());
    var predictions = inputs.data(prediction);
    var targets = inputs.data("targets");
    boolean logits = inputs.has("logits");
    Sweep.inStretches(
        predictions.length,
        (from, to) -> {
          if (logits) {
            fromLogits(predictions, targets, values.data(), slopes.data(), from, to);
          } else {
            fromProbabilities(predictions, targets, values.data(), slopes.data(), from, to);
          }
          upstream.scale(slopes.data(), from, to);
        });
    return Evaluation.of(values).gradient(prediction, slopes);
  }

  private void fromLogits(
      double[] logits, double[] targets, double[] values, double[] slopes, int from, int to) {
    Sweep.softplusOfMinusMagnitude(logits, values, slopes, from, to);
    sweepLogits(logits, targets, values, slopes, from, to);
  }

  /// From e^−|z| in `values` and its log1p in `slopes`.
  private void sweepLogits(
      double[] logits, double[] targets, double[] values, double[] slopes, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var z = load(logits, i);
      var t = load(targets, i);
      var e = load(values, i);
      var near = load(slopes, i);
      var positive = t.mul(posWeight);
      var negative = broadcast(1).sub(t);
      var left = z.compare(LT, 0);
      var costPositive = near.add(z.neg().max(0)).mul(positive);
      var costNegative = near.add(z.max(0)).mul(negative);
      costPositive = costPositive.blend(0, positive.compare(EQ, 0));
      costNegative = costNegative.blend(0, negative.compare(EQ, 0));
      var numerator = positive.neg().fma(e, negative).blend(negative.fma(e, positive.neg()), left);
      costPositive.add(costNegative).blend(z, z.test(IS_NAN)).intoArray(values, i);
      numerator.div(e.add(1)).intoArray(slopes, i);
    }
  }

  private void fromProbabilities(
      double[] probabilities,
      double[] targets,
      double[] values,
      double[] slopes,
      int from,
      int to) {
    Sweep.logarithms(probabilities, values, slopes, from, to);
    sweepValues(targets, values, slopes, from, to);
    sweepSlopes(probabilities, targets, slopes, from, to);
  }

  /// From log p in `values` and log(1 − p) in `complements`.
  private void sweepValues(
      double[] targets, double[] values, double[] complements, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var t = load(targets, i);
      var positive = t.mul(posWeight);
      var negative = broadcast(1).sub(t);
      var logarithm = load(values, i);
      var costPositive = logarithm.mul(positive).blend(0, positive.compare(EQ, 0));
      var costNegative = load(complements, i).mul(negative).blend(0, negative.compare(EQ, 0));
      var cost = broadcast(0).sub(costPositive).sub(costNegative);
      store(cost.blend(logarithm, logarithm.test(IS_NAN)), values, i);
    }
  }

  private void sweepSlopes(
      double[] probabilities, double[] targets, double[] slopes, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      // A probability of −0 has the pull of 0.
      var p = load(probabilities, i).add(0);
      var t = load(targets, i);
      var positive = t.mul(posWeight);
      var negative = t.neg().add(1);
      var noPositive = positive.compare(EQ, 0);
      var noNegative = negative.compare(EQ, 0);
      var q = p.neg().add(1);
      var pullPositive = positive.div(p).blend(0, noPositive.and(p.compare(EQ, 0)));
      var pullNegative = negative.div(q).blend(0, noNegative.and(q.compare(EQ, 0)));
      // Over one denominator the two pulls of a soft label do not cancel each other's digits, and
      // p − t is all there is above it where w = 1.
      var numerator = posWeight == 1 ? p.sub(t) : p.fma(negative, positive.mul(q).neg());
      var soft = numerator.div(p).div(q);
      soft.blend(pullNegative.sub(pullPositive), noPositive.or(noNegative)).intoArray(slopes, i);
    }
  }
}
