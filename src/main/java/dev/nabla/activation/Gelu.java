package dev.nabla.activation;

import static dev.nabla.vector.Exact.productError;
import static dev.nabla.vector.Exact.sumError;
import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Formula;
import dev.nabla.function.Param;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.vector.Sweep;

/// All three forms are computed at t = |x|, as one exponential times a factor, and mirrored: the
/// left tail stays a product and keeps its digits down to the last subnormal. The exponent is
/// carried in two doubles.
///
/// Beyond [#FLAT] every left tail is 0, so t is held there: ∞·0 never arises. Where the slope
/// crosses 0, [GeluCrossing] takes over.
@Card(
    title = "Gaussian error linear unit (GELU)",
    summary =
        "Weighs x by the probability that a standard normal draw is smaller; the unit of transformers.",
    notes = {
      "x·Φ(x): each input is kept in proportion to how many other draws it beats, a smooth form of"
          + " ReLU's keep-or-drop and the expectation of a dropout that depends on x.",
      "Not monotone: it dips to −0.16997 at x ≈ −0.7518. To the left it saturates at 0 and gradients"
          + " vanish, but softly and only below x ≈ −4: a unit pushed there fades rather than dies at once.",
      "Closer to zero-centred than ReLU, since small negative values pass: of standard normal inputs the"
          + " mean is 0.28, where ReLU's is 0.40.",
      "approximate: the exact form is the default of PyTorch, ONNX and Keras; JAX defaults to tanh. The"
          + " tanh form is at most 4.7324e-4 away (at ±2.699), the sigmoid form 2.0335e-2 (at ±2.270)."
    },
    references =
        @Reference(
            title = "Hendrycks, Gimpel: Gaussian Error Linear Units (2016)",
            url = "https://arxiv.org/abs/1606.08415"),
    example =
        """
        {"x": [-3, -1, 0, 1, 3], "approximate": "none"}""")
@Formula(
    value = "x·Φ(x); tanh form ½x(1 + tanh(√(2/π)(x + 0.044715x³))); sigmoid form x·σ(1.702x)",
    gradient = "Φ(x) + x·φ(x); of the forms x·σ(s): σ(s) + x·s′·σ(s)σ(−s)",
    latex =
        "x\\,\\Phi(x) \\approx x\\,\\sigma(s),\\; s = 2\\sqrt{2/\\pi}\\,(x + 0.044715\\,x^3) \\text{ or } 1.702\\,x",
    latexGradient =
        "\\Phi(x) + x\\,\\varphi(x),\\quad \\sigma(s) + x\\,s'\\,\\sigma(s)\\,\\sigma(-s)")
@Traits(
    range = "[-0.1699712074799037, ∞)",
    saturates = Saturates.LEFT,
    left = 0,
    right = Double.POSITIVE_INFINITY)
@Accuracy(
    value = 3,
    gradient = 4,
    note =
        "The gradient in ulps of the larger of its two terms, which cancel near its zero at x ≈ −0.7518"
            + " (of the tanh and the sigmoid form near theirs).")
record Gelu(
    @Param(
            value = "none",
            description = "none: x·Φ(x) itself; tanh, sigmoid: the two approximations of the paper")
        Approximation approximate)
    implements Activation.Elementwise {

  enum Approximation {
    NONE,
    TANH,
    SIGMOID
  }

  private static final double FLAT = 512;

  private static final double INVERSE_SQRT_TWO_PI = 0x1.9884533d43651p-2;
  private static final double TWO_SQRT_TWO_OVER_PI = 0x1.9884533d43651p0;
  private static final double TWO_SQRT_TWO_OVER_PI_LOW = -0x1.cbc0d30ebfd15p-54;
  private static final double CUBIC = 0x1.6e4e26d4801f7p-5;
  private static final double CUBIC_LOW = 0x1.441355475a31ap-59;
  private static final double THRICE_CUBIC = 0x1.12ba9d1f60179p-3;
  private static final double THRICE_CUBIC_LOW = 0x1.f30e7ff583a54p-57;
  private static final double SIGMOID_SCALE = 0x1.b3b645a1cac08p0;
  private static final double SIGMOID_SCALE_LOW = 0x1.89374bc6a7efap-55;

  /// Exponentials of less than −DEEP are computed 2⁶⁴ times too large and scaled back at the end,
  /// so that what they are multiplied with does not multiply the rounding error of a subnormal.
  private static final double EXACT_DEEP = 34;

  private static final double TANH_DEEP = 20;
  private static final double SIGMOID_DEEP = 350;

  private static final double SHIFT = 0x1.62e42fefa39efp5;
  private static final double SHIFT_LOW = 0x1.abc9e3b39803fp-50;
  private static final double UNSHIFT = 0x1p-64;

  @Override
  public void sweep(double[] x, double[] values, double[] slopes, int from, int to) {
    switch (approximate) {
      case NONE -> {
        exact(x, values, slopes, from, to);
        GeluCrossing.EXACT.sweep(x, slopes, from, to);
      }
      case TANH -> {
        sweepTanhExponents(x, values, slopes, from, to);
        sweepExponentials(x, values, slopes, TANH_DEEP, from, to);
        sweepTanhGrowth(x, slopes, from, to);
        sweepGated(x, values, slopes, TANH_DEEP, from, to);
        GeluCrossing.TANH.sweep(x, slopes, from, to);
      }
      case SIGMOID -> {
        sweepSigmoidExponents(x, values, slopes, from, to);
        sweepExponentials(x, values, slopes, SIGMOID_DEEP, from, to);
        for (int i = from; i < to; i++) {
          slopes[i] = Math.min(Math.abs(x[i]), FLAT) * SIGMOID_SCALE;
        }
        sweepGated(x, values, slopes, SIGMOID_DEEP, from, to);
        GeluCrossing.SIGMOID.sweep(x, slopes, from, to);
      }
    }
  }

  private static void exact(double[] x, double[] values, double[] slopes, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var t = load(x, i).abs().min(FLAT);
      var square = t.mul(t);
      store(productError(t, t, square).mul(0.5), slopes, i);
      store(square.mul(0.5), values, i);
    }
    sweepExponentials(x, values, slopes, EXACT_DEEP, from, to);
    for (int i = from; i < to; i++) {
      slopes[i] = Math.min(Math.abs(x[i]), FLAT);
    }
    Sweep.scaledNormalTail(slopes, slopes, from, to);
    sweepExact(x, values, slopes, from, to);
  }

  /// From the exponential in `values` and the scaled tail in `slopes`.
  private static void sweepExact(double[] x, double[] values, double[] slopes, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var v = load(x, i);
      var t = v.abs().min(FLAT);
      var e = load(values, i);
      var tail = load(slopes, i);
      var left = v.compare(LT, 0);
      var scale = broadcast(1).blend(UNSHIFT, t.compare(GT, EXACT_DEEP));
      var share = e.mul(tail);
      var slope = e.mul(t.neg().fma(broadcast(INVERSE_SQRT_TWO_PI), tail)).mul(scale);
      var right = v.mul(broadcast(1).sub(share.mul(scale)));
      right.blend(t.neg().mul(share).mul(scale), left).intoArray(values, i);
      slope.neg().add(1).blend(slope, left).intoArray(slopes, i);
    }
  }

  private static void sweepTanhExponents(
      double[] x, double[] values, double[] slopes, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var t = load(x, i).abs().min(FLAT);
      var square = t.mul(t);
      var cubic = square.mul(CUBIC);
      var cubicLow =
          productError(square, broadcast(CUBIC), cubic)
              .add(productError(t, t, square).mul(CUBIC))
              .add(square.mul(CUBIC_LOW));
      var factor = cubic.add(1);
      var factorLow = sumError(cubic, broadcast(1), factor).add(cubicLow);
      var odd = t.mul(factor);
      var oddLow = productError(t, factor, odd).add(t.mul(factorLow));
      store(odd, values, i);
      store(oddLow, slopes, i);
    }
    for (int i = from; i < to; i += LANES) {
      var odd = load(values, i);
      var s = odd.mul(TWO_SQRT_TWO_OVER_PI);
      var low =
          productError(odd, broadcast(TWO_SQRT_TWO_OVER_PI), s)
              .add(load(slopes, i).mul(TWO_SQRT_TWO_OVER_PI))
              .add(odd.mul(TWO_SQRT_TWO_OVER_PI_LOW));
      store(low, slopes, i);
      store(s, values, i);
    }
  }

  /// t·ds/dt.
  private static void sweepTanhGrowth(double[] x, double[] growth, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var t = load(x, i).abs().min(FLAT);
      var square = t.mul(t);
      var cubic = square.mul(THRICE_CUBIC);
      var cubicLow =
          productError(square, broadcast(THRICE_CUBIC), cubic)
              .add(productError(t, t, square).mul(THRICE_CUBIC))
              .add(square.mul(THRICE_CUBIC_LOW));
      var factor = cubic.add(1);
      var factorLow = sumError(cubic, broadcast(1), factor).add(cubicLow);
      var linear = t.mul(TWO_SQRT_TWO_OVER_PI);
      var linearLow =
          productError(t, broadcast(TWO_SQRT_TWO_OVER_PI), linear)
              .add(t.mul(TWO_SQRT_TWO_OVER_PI_LOW));
      var low = linear.fma(factorLow, linearLow.mul(factor));
      linear.fma(factor, low).intoArray(growth, i);
    }
  }

  private static void sweepSigmoidExponents(
      double[] x, double[] values, double[] slopes, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var t = load(x, i).abs().min(FLAT);
      var s = t.mul(SIGMOID_SCALE);
      var low = productError(t, broadcast(SIGMOID_SCALE), s).add(t.mul(SIGMOID_SCALE_LOW));
      store(low, slopes, i);
      store(s, values, i);
    }
  }

  /// x·σ(s) and its slope, from e^−s in `values` and t·ds/dt in `slopes`. Both halves σ(±s) are
  /// taken from one quotient in two doubles, as 1 − t·s′·σ(s) doubles an error of it.
  private static void sweepGated(
      double[] x, double[] values, double[] slopes, double deepFrom, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var v = load(x, i);
      var t = v.abs().min(FLAT);
      var shifted = load(values, i);
      var growth = load(slopes, i);
      var scale = broadcast(1).blend(UNSHIFT, t.compare(GT, deepFrom));
      var e = shifted.mul(scale);
      var d = e.add(1);
      var far = broadcast(1).div(d);
      var missing = far.neg().fma(d, broadcast(1)).sub(far.mul(e.sub(d.sub(1))));
      var farLow = far.mul(missing);
      var near = shifted.mul(far);
      near = near.add(productError(shifted, far, near).add(shifted.mul(farLow)));
      var left = v.compare(LT, 0);
      var value = t.neg().mul(near).mul(scale);
      var slope = growth.neg().fma(far, broadcast(1)).sub(growth.mul(farLow)).mul(near).mul(scale);
      v.div(d).blend(value, left).intoArray(values, i);
      near.mul(scale).fma(growth, broadcast(1)).mul(far).blend(slope, left).intoArray(slopes, i);
    }
  }

  /// Turns s and its low part into e^−(s + low), times 2⁶⁴ where t is deep.
  private static void sweepExponentials(
      double[] x, double[] values, double[] slopes, double deepFrom, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var deep = load(x, i).abs().compare(GT, deepFrom);
      var minusS = load(values, i).neg();
      var shift = broadcast(0).blend(SHIFT, deep);
      var exponent = shift.add(minusS);
      var error = sumError(shift, minusS, exponent).sub(load(slopes, i));
      error.blend(error.add(SHIFT_LOW), deep).intoArray(slopes, i);
      exponent.intoArray(values, i);
    }
    Sweep.exp(values, slopes, values, from, to);
  }
}
