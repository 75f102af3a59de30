package dev.nabla.activation;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Formula;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Monotonic;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.vector.Sweep;

/// Both halves come from one exponential of −|x|, which cannot overflow: 1/(1+e) on the right,
/// e/(1+e) on the left. The slope is their product; 1 − σ would lose every digit of the tails.
@Card(
    title = "Sigmoid",
    aliases = "logistic",
    summary = "Squashes any number into (0, 1); reads a logit as a probability.",
    notes = {
      "Saturates on both sides: beyond |x| ≈ 5 the slope is under 0.7 % and gradients that pass through"
          + " vanish; at most a quarter of a gradient passes (the slope at 0), so a stack of them shrinks"
          + " it exponentially.",
      "Not zero-centred: all values are positive, so the gradients to the weights of a unit in the next"
          + " layer all have one sign, and descent moves in zigzags. tanh is its zero-centred form:"
          + " tanh x = 2σ(2x) − 1.",
      "Today it is found in output layers for yes-or-no questions and in gates. For training, feed logits"
          + " to binary_cross_entropy rather than these values: the pair is exact in the tails.",
      "The slope is σ(x)·σ(−x) and keeps full relative accuracy where σ(x)·(1 − σ(x)) rounds to 0"
          + " (from x ≈ 37 on)."
    },
    references =
        @Reference(
            title = "LeCun, Bottou, Orr, Müller: Efficient BackProp (1998)",
            url = "https://doi.org/10.1007/3-540-49430-8_2"),
    example =
        """
        {"x": [-2, -1, 0, 1, 2]}""")
@Formula(
    value = "1/(1+e⁻ˣ)",
    gradient = "σ(x)·σ(−x)",
    latex = "\\sigma(x) = \\frac{1}{1+e^{-x}}",
    latexGradient = "\\sigma(x)\\,\\sigma(-x)")
@Traits(
    range = "(0, 1)",
    monotonic = Monotonic.INCREASING,
    saturates = Saturates.BOTH,
    left = 0,
    right = 1)
@Accuracy(value = 2, gradient = 4)
record Sigmoid() implements Activation.Elementwise {

  @Override
  public void sweep(double[] x, double[] values, double[] slopes, int from, int to) {
    Sweep.expOfMinusMagnitude(x, slopes, from, to);
    sweepHalves(x, values, slopes, from, to);
  }

  private static void sweepHalves(double[] x, double[] values, double[] slopes, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var e = load(slopes, i);
      var d = e.add(1);
      var lost = e.sub(d.sub(1));
      // 1/(1 + e) and e/(1 + e): quotients by d, corrected by their remainders, which know what d
      // lost.
      var inverse = broadcast(1).div(d);
      var minusInverse = inverse.neg();
      var far = minusInverse.fma(lost, minusInverse.fma(d, broadcast(1))).fma(inverse, inverse);
      var quotient = e.mul(inverse);
      var minusQuotient = quotient.neg();
      var near = minusQuotient.fma(lost, minusQuotient.fma(d, e)).fma(inverse, quotient);
      store(far.blend(near, load(x, i).compare(LT, 0)), values, i);
      store(far.mul(near), slopes, i);
    }
  }
}
