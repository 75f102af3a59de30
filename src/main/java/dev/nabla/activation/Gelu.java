package dev.nabla.activation;

import static dev.nabla.vector.Elementary.exp;
import static dev.nabla.vector.Elementary.scaledNormalTail;
import static dev.nabla.vector.Exact.productError;
import static dev.nabla.vector.Exact.sumError;
import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Formula;
import dev.nabla.function.Param;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Saturates;
import jdk.incubator.vector.DoubleVector;

/// All three forms are computed at t = |x|, as one exponential times a factor, and mirrored: the
/// left tail stays a product and keeps its digits down to the last subnormal. The exponent is
/// carried in two doubles.
///
/// Beyond [#FLAT] every left tail is 0, so t is held there: ∞·0 never arises.
@Card(
    title = "Gaussian error linear unit (GELU)",
    summary =
        "Weighs x by the probability that a standard normal draw is smaller; the unit of transformers.",
    notes = {
      "x·Φ(x): each input is kept in proportion to how many other draws it beats, a smooth form of"
          + " ReLU's keep-or-drop and the expectation of a dropout that depends on x.",
      "Not monotone: it dips to −0.16997 at x ≈ −0.7518. To the left it saturates at 0 and gradients"
          + " vanish, but softly and only below x ≈ −4; near 0 units always learn, so none dies at once.",
      "Nearly zero-centred for inputs around 0, unlike ReLU, since small negative values pass.",
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
    latex = "x\\,\\Phi(x)",
    latexGradient = "\\Phi(x) + x\\,\\varphi(x)")
@Traits(
    range = "[-0.17, ∞)",
    saturates = Saturates.LEFT,
    left = 0,
    right = Double.POSITIVE_INFINITY)
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
  private static final double SIGMOID_SCALE = 0x1.b3b645a1cac08p0;
  private static final double SIGMOID_SCALE_LOW = 0x1.89374bc6a7efap-55;

  /// Exponentials of less than −DEEP are computed 2⁶⁴ times too large and scaled back at the end,
  /// so that what they are multiplied with does not multiply the rounding error of a subnormal.
  private static final double DEEP = 600;

  private static final double SHIFT = 0x1.62e42fefa39efp5;
  private static final double SHIFT_LOW = 0x1.abc9e3b39803fp-50;
  private static final double UNSHIFT = 0x1p-64;

  @Override
  public void run(double[] x, double[] values, double[] slopes) {
    switch (approximate) {
      case NONE -> exact(x, values, slopes);
      case TANH -> tanh(x, values, slopes);
      case SIGMOID -> sigmoid(x, values, slopes);
    }
  }

  private static void exact(double[] x, double[] values, double[] slopes) {
    for (int i = 0; i < x.length; i += LANES) {
      var v = load(x, i);
      var t = v.abs().min(FLAT);
      var square = t.mul(t);
      var s = square.mul(0.5);
      var e = shiftedExp(s, productError(t, t, square).mul(0.5));
      var scale = scale(s);
      var tail = scaledNormalTail(t);
      var left = v.compare(LT, 0);
      var share = e.mul(tail);
      var slope = e.mul(t.neg().fma(broadcast(INVERSE_SQRT_TWO_PI), tail));
      var right = v.mul(broadcast(1).sub(share.mul(scale)));
      store(right.blend(t.neg().mul(share).mul(scale), left), values, i);
      slope = slope.mul(scale);
      store(broadcast(1).sub(slope).blend(slope, left), slopes, i);
    }
  }

  private static void tanh(double[] x, double[] values, double[] slopes) {
    for (int i = 0; i < x.length; i += LANES) {
      var v = load(x, i);
      var t = v.abs().min(FLAT);
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
      var s = odd.mul(TWO_SQRT_TWO_OVER_PI);
      var low =
          productError(odd, broadcast(TWO_SQRT_TWO_OVER_PI), s)
              .add(oddLow.mul(TWO_SQRT_TWO_OVER_PI))
              .add(odd.mul(TWO_SQRT_TWO_OVER_PI_LOW));
      var growth = t.mul(TWO_SQRT_TWO_OVER_PI).mul(cubic.mul(3).add(1));
      storeGated(v, t, s, low, growth, values, slopes, i);
    }
  }

  private static void sigmoid(double[] x, double[] values, double[] slopes) {
    for (int i = 0; i < x.length; i += LANES) {
      var v = load(x, i);
      var t = v.abs().min(FLAT);
      var s = t.mul(SIGMOID_SCALE);
      var low = productError(t, broadcast(SIGMOID_SCALE), s).add(t.mul(SIGMOID_SCALE_LOW));
      storeGated(v, t, s, low, s, values, slopes, i);
    }
  }

  /// x·σ(s) and its slope, where `growth` is t·ds/dt.
  private static void storeGated(
      DoubleVector v,
      DoubleVector t,
      DoubleVector s,
      DoubleVector low,
      DoubleVector growth,
      double[] values,
      double[] slopes,
      int i) {
    var shifted = shiftedExp(s, low);
    var scale = scale(s);
    var e = shifted.mul(scale);
    var d = e.add(1);
    var left = v.compare(LT, 0);
    var value = t.neg().mul(shifted).div(d).mul(scale);
    store(v.div(d).blend(value, left), values, i);
    var square = d.mul(d);
    var slope = shifted.mul(d.sub(growth)).div(square).mul(scale);
    store(e.fma(growth, d).div(square).blend(slope, left), slopes, i);
  }

  /// e^−(s + low), times 2⁶⁴ where [#scale] says so.
  private static DoubleVector shiftedExp(DoubleVector s, DoubleVector low) {
    var deep = s.compare(GT, DEEP);
    var shift = broadcast(0).blend(SHIFT, deep);
    var shiftLow = broadcast(0).blend(SHIFT_LOW, deep);
    var exponent = shift.sub(s);
    return exp(exponent, sumError(shift, s.neg(), exponent).add(shiftLow).sub(low));
  }

  private static DoubleVector scale(DoubleVector s) {
    return broadcast(1).blend(UNSHIFT, s.compare(GT, DEEP));
  }
}
