package dev.nabla.loss;

import static dev.nabla.vector.Exact.productError;
import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.IS_INFINITE;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nabla.function.Accuracy;
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
import dev.nabla.function.Traits.Monotonic;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.function.Upstream;
import dev.nabla.vector.Exponentials;
import dev.nabla.vector.Sweep;
import org.jspecify.annotations.Nullable;

/// With v = ±z, positive where the prediction is right, and q = 1 − p_t = σ(−v): from logits q^γ is
/// e^(−γ·softplus(v)), the exponent in two doubles; so no digit is lost where q is tiny.
@Card(
    title = "Focal loss",
    aliases = {"focal_loss", "sigmoid_focal"},
    summary =
        "Cross-entropy that turns down easy samples, so that few hard ones are heard among many.",
    notes = {
      "γ fixes easy against hard: the factor (1 − p_t)^γ turns down well-classified samples. At γ = 2 a"
          + " sample with p_t = 0.9 weighs 100 times less than under cross-entropy, one with p_t ≈ 0.968"
          + " 1000 times less, and one with p_t ≤ 0.5 at most 4 times less.",
      "α fixes positives against negatives: it weighs the classes, whatever each sample's difficulty."
          + " balanced_cross_entropy has α alone; γ = 0 is that loss to the last bit.",
      "α = 0.25 gives the rarer positives the smaller weight: at γ = 2 the easy negatives are already"
          + " silenced, and the paper found this balance best.",
      "The weights α_t(1 − p_t)^γ are returned as modulating.",
      "Defaults α = 0.25, γ = 2 are the paper's and torchvision's. Keras and optax leave α off: give"
          + " \"alpha\": null for theirs.",
      "Finite, with finite gradients, for every γ ≥ 0 and every finite logit."
    },
    references =
        @Reference(
            title =
                "Lin, Goyal, Girshick, He, Dollár: Focal Loss for Dense Object Detection (2017)",
            url = "https://arxiv.org/abs/1708.02002"),
    example =
        """
        {"logits": [2.2, -0.5, -3, 0], "targets": [1, 1, 0, 0]}""")
@Formula(
    value = "−α_t·(1−p_t)^γ·log p_t",
    gradient = "to z: y·α_t·(1−p_t)^γ·(γ·p_t·log p_t + p_t − 1), y = ±1",
    latex = "-\\alpha_t (1-p_t)^\\gamma \\log p_t",
    latexGradient = "y\\,\\alpha_t (1-p_t)^\\gamma \\left(\\gamma p_t \\log p_t + p_t - 1\\right)")
@Input(
    name = "targets",
    domain = Domain.BINARY,
    differentiable = false,
    description = "The true class")
@Extra(name = "modulating", description = "The weight α_t·(1−p_t)^γ of each sample")
@Traits(
    range = "(0, ∞)",
    monotonic = Monotonic.DECREASING,
    saturates = Saturates.RIGHT,
    left = Double.POSITIVE_INFINITY,
    right = 0)
@Accuracy(
    value = 3,
    gradient = 5,
    note = "For γ up to 5, and for probabilities p_t that are no subnormal numbers.")
record Focal(
    @Param(
            value = "0.25",
            minimum = 0,
            maximum = 1,
            description = "Weight α of class 1, with 1 − α for class 0; null weighs both 1")
        @Nullable Double alpha,
    @Param(value = "2", minimum = 0, description = "Focusing exponent γ; 0 does not focus")
        double gamma)
    implements Loss.Binary {

  /// Up to this γ the share γ·r/q of [#sweepCorrections] is below 2⁻²⁶, and e^share is 1 + share.
  private static final double LINEAR_UP_TO = 0x1p27;

  @Override
  public Evaluation evaluate(Inputs inputs, Upstream upstream) {
    var modulating = inputs.workspace().tensor(inputs.valuesShape());
    var evaluation = weigh(inputs, upstream, modulating.data());
    if (gamma == 0) {
      weighByClass(inputs.data("targets"), modulating.data());
    }
    return evaluation.extra("modulating", modulating);
  }

  /// Losses and gradients.
  ///
  /// @param modulating receives α_t·(1 − p_t)^γ of each sample; at γ = 0, where that is the class's
  ///   weight alone, it is left as it is and may be empty
  Evaluation weigh(Inputs inputs, Upstream upstream, double[] modulating) {
    var prediction = prediction(inputs);
    var values = inputs.workspace().tensor(inputs.valuesShape());
    var slopes = inputs.workspace().tensor(inputs.valuesShape());
    double[] targets = inputs.data("targets");
    double[] costs = values.data();
    double[] pulls = slopes.data();
    var unweighted =
        inputs.has("logits")
            ? fromLogits(inputs, costs, pulls, modulating)
            : fromProbabilities(inputs, costs, pulls, modulating);
    Sweep.inStretches(
        targets.length,
        (from, to) -> {
          unweighted.sweep(from, to);
          sweepWeights(targets, costs, pulls, modulating, from, to);
          upstream.scale(pulls, from, to);
        });
    return Evaluation.of(values).gradient(prediction, slopes);
  }

  private double weight(boolean positive) {
    if (alpha == null) {
      return 1;
    }
    return positive ? alpha : 1 - alpha;
  }

  private void weighByClass(double[] targets, double[] modulating) {
    for (int i = 0; i < targets.length; i++) {
      modulating[i] = weight(targets[i] != 0);
    }
  }

  /// Costs, pulls and, unless γ is 0, (1 − p_t)^γ.
  private Sweep.Stretch fromLogits(Inputs inputs, double[] costs, double[] pulls, double[] powers) {
    double[] logits = inputs.data("logits");
    double[] targets = inputs.data("targets");
    double[] low = gamma == 0 ? Sweep.NOWHERE : inputs.workspace().array(logits.length);
    return (from, to) -> {
      if (gamma == 0) {
        Sweep.softplusOfMinusMagnitude(logits, costs, pulls, from, to);
      } else {
        Sweep.softplusOfMinusMagnitude(logits, costs, pulls, low, from, to);
        sweepExponents(logits, targets, pulls, powers, low, from, to);
        Sweep.exp(powers, low, powers, from, to);
      }
      sweepCostsAndPulls(logits, targets, costs, pulls, from, to);
    };
  }

  /// The logarithm of (1 − p_t)^γ, which is −γ·softplus(v), in two doubles. `low` comes with what
  /// `nears` lack.
  private void sweepExponents(
      double[] logits,
      double[] targets,
      double[] nears,
      double[] high,
      double[] low,
      int from,
      int to) {
    for (int i = from; i < to; i += LANES) {
      var z = load(logits, i);
      var linear = z.blend(z.neg(), load(targets, i).compare(EQ, 0)).max(0);
      var near = load(nears, i);
      var softplus = linear.add(near);
      var rest = linear.min(near).sub(softplus.sub(linear.max(near))).add(load(low, i));
      var minusGamma = broadcast(-gamma);
      var exponent = softplus.mul(minusGamma);
      store(productError(softplus, minusGamma, exponent).sub(rest.mul(gamma)), low, i);
      store(exponent, high, i);
    }
  }

  /// −log p_t and γ·p_t·(−log p_t) + 1 − p_t, from e^−|z| in `costs` and its log1p in `pulls`.
  private void sweepCostsAndPulls(
      double[] logits, double[] targets, double[] costs, double[] pulls, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var z = load(logits, i);
      var v = z.blend(z.neg(), load(targets, i).compare(EQ, 0));
      var e = load(costs, i);
      var d = e.add(1);
      var wrong = v.compare(LT, 0);
      var far = broadcast(1).div(d);
      var small = e.div(d);
      var q = small.blend(far, wrong);
      var cost = load(pulls, i).add(v.neg().max(0));
      store(cost, costs, i);
      if (gamma != 0) {
        var p = far.blend(small, wrong);
        // p·log p has the limit 0 where p is.
        q = p.mul(cost).blend(0, p.compare(EQ, 0)).fma(broadcast(gamma), q);
      }
      q.intoArray(pulls, i);
    }
  }

  /// The same from probabilities.
  private Sweep.Stretch fromProbabilities(
      Inputs inputs, double[] costs, double[] pulls, double[] powers) {
    double[] probabilities = inputs.data("probabilities");
    double[] targets = inputs.data("targets");
    return (from, to) -> {
      Sweep.logarithms(probabilities, costs, pulls, from, to);
      for (int i = from; i < to; i++) {
        costs[i] = 0 - (targets[i] == 0 ? pulls[i] : costs[i]);
      }
      sweepPulls(probabilities, targets, costs, pulls, from, to);
      if (gamma != 0) {
        for (int i = from; i < to; i++) {
          powers[i] = targets[i] == 0 ? probabilities[i] : 1 - probabilities[i];
        }
        Sweep.power(powers, gamma, powers, from, to);
        sweepCorrections(probabilities, targets, powers, from, to);
      }
    };
  }

  /// What rounding took from q = 1 − p: (q + r)^γ = q^γ·e^(γ·r/q), to first order in r/q.
  private void sweepCorrections(
      double[] probabilities, double[] targets, double[] powers, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var p = load(probabilities, i);
      var q = broadcast(1).sub(p);
      var share = broadcast(1).sub(q).sub(p).mul(gamma).div(q);
      var power = load(powers, i);
      var exact = load(targets, i).compare(EQ, 0).or(q.compare(EQ, 0)).or(power.compare(EQ, 0));
      share = share.blend(0, exact);
      var corrected =
          gamma < LINEAR_UP_TO ? share.fma(power, power) : Exponentials.exp(share).mul(power);
      corrected.intoArray(powers, i);
    }
  }

  /// γ·(−log p_t)/(1 − p_t) + 1/p_t, from −log p_t.
  private void sweepPulls(
      double[] probabilities, double[] targets, double[] costs, double[] pulls, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      // A probability of −0 has the pull of 0.
      var given = load(probabilities, i).add(0);
      var no = load(targets, i).compare(EQ, 0);
      var opposite = broadcast(1).sub(given);
      var pull = broadcast(1).div(given.blend(opposite, no));
      if (gamma != 0) {
        var q = opposite.blend(given, no);
        // −log p / (1 − p) has the limit 1 where p is 1.
        pull = load(costs, i).div(q).blend(1, q.compare(EQ, 0)).fma(broadcast(gamma), pull);
      }
      store(pull, pulls, i);
    }
  }

  /// Weighs costs and pulls by class and by (1 − p_t)^γ.
  private void sweepWeights(
      double[] targets, double[] values, double[] slopes, double[] modulating, int from, int to) {
    double positive = weight(true);
    double negative = weight(false);
    for (int i = from; i < to; i += LANES) {
      var no = load(targets, i).compare(EQ, 0);
      var factor = broadcast(positive).blend(negative, no);
      var cost = load(values, i);
      var lost = broadcast(0);
      if (gamma != 0) {
        var power = load(modulating, i);
        var product = factor.mul(power);
        lost = productError(factor, power, product).mul(cost.min(Double.MAX_VALUE));
        factor = product;
        factor.intoArray(modulating, i);
      }
      // A weight of 0 leaves out an infinite cost or pull, as it does a finite one; NaN stays.
      var off = factor.compare(EQ, 0);
      factor.fma(cost, lost).blend(0, off.and(cost.test(IS_INFINITE))).intoArray(values, i);
      var pull = load(slopes, i);
      var slope = factor.mul(pull).blend(0, off.and(pull.test(IS_INFINITE)));
      store(slope.neg().blend(slope, no), slopes, i);
    }
  }
}
