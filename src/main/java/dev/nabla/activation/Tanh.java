package dev.nabla.activation;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.load;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Formula;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Monotonic;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.function.Traits.Symmetry;
import dev.nabla.vector.Exponentials;
import dev.nabla.vector.Sweep;

/// The slope sech² comes from an exponential of its own: 1 − tanh² would round to 0 from x ≈ 19 on.
@Card(
    title = "Hyperbolic tangent",
    summary = "Squashes any number into (−1, 1), odd and zero-centred.",
    notes = {
      "Zero-centred: values of both signs keep the next layer's weight gradients free of the common sign"
          + " that makes descent zigzag behind a sigmoid.",
      "Saturates on both sides: beyond |x| ≈ 3 the slope is under 1 % and gradients vanish. Near 0 it is"
          + " almost the identity, slope 1.",
      "The slope is 1 at 0 only and less elsewhere, so gradients still fade through a deep stack, only more"
          + " slowly than behind sigmoids.",
      "A sigmoid stretched: tanh x = 2σ(2x) − 1. Usual in recurrent cells."
    },
    references =
        @Reference(
            title = "LeCun, Bottou, Orr, Müller: Efficient BackProp (1998)",
            url = "https://doi.org/10.1007/3-540-49430-8_2"),
    example =
        """
        {"x": [-2, -0.5, 0, 0.5, 2]}""")
@Formula(
    value = "tanh x = 2σ(2x) − 1",
    gradient = "sech²x = 4σ(2x)·σ(−2x)",
    latex = "\\tanh x = \\frac{e^{x}-e^{-x}}{e^{x}+e^{-x}}",
    latexGradient = "\\operatorname{sech}^2 x = 4\\,\\sigma(2x)\\,\\sigma(-2x)")
@Traits(
    range = "(-1, 1)",
    zeroCentered = true,
    monotonic = Monotonic.INCREASING,
    saturates = Saturates.BOTH,
    symmetry = Symmetry.ODD,
    left = -1,
    right = 1)
@Accuracy(value = 1, gradient = 4)
record Tanh() implements Activation.Elementwise {

  @Override
  public void sweep(double[] x, double[] values, double[] slopes, int from, int to) {
    Sweep.tanh(x, values, from, to);
    sweepExponentials(x, slopes, from, to);
    for (int i = from; i < to; i++) {
      double e = slopes[i];
      double d = 1 + e;
      double lost = e - (d - 1);
      slopes[i] = 4 * e / Math.fma(d, d, 2 * d * lost);
    }
  }

  private static void sweepExponentials(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Exponentials.exp(load(x, i).abs().mul(-2)).intoArray(y, i);
    }
  }
}
