package dev.nabla.activation;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;

/// The slope of a form of GELU around the point x₀ left of 0 where it crosses 0, as d·P(d) with the
/// distance d from x₀: the terms of its formula cancel there and take its digits along.
///
/// - Interval: d from −0.65 to 0.35, beyond which the formula keeps within 4 ulp.
/// - Method: x₀ is held in two doubles; P interpolates the exact quotient at the Chebyshev nodes of
///   the interval, computed in 80-digit arithmetic, with a relative error below 2⁻⁵⁷.
/// - Error: at most 3 ulp.
final class GeluCrossing {

  static final GeluCrossing EXACT =
      new GeluCrossing(
          -0x1.80ead197f00b4p-1,
          0x1.13e74c58cada8p-56,
          0x1.b9d98fa5a3215p-2,
          0x1.8d9a941de3ac6p-2,
          -0x1.2a2ef9bb8654cp-6,
          -0x1.d2fa4c17c7f0cp-4,
          -0x1.e4088244fe2f8p-7,
          0x1.3e346def4806bp-6,
          0x1.297b9d71ae505p-8,
          -0x1.258a6d874b0acp-9,
          -0x1.8680f863f935bp-11,
          0x1.86c860f76fcedp-13,
          0x1.6961625deaf32p-14,
          -0x1.78465e08af65cp-17,
          -0x1.040b66215373ep-17,
          0x1.cc6db2f99d581p-22,
          0x1.327efb712173ap-21,
          0x1.35d949246794fp-27,
          -0x1.aa479fcebbff6p-26);

  static final GeluCrossing TANH =
      new GeluCrossing(
          -0x1.81429f9e97e4dp-1,
          0x1.4f523ed77dbdcp-55,
          0x1.b8bacd2c96b91p-2,
          0x1.8cd1a2b2fff33p-2,
          -0x1.029615edb076fp-6,
          -0x1.d2b77346470ecp-4,
          -0x1.104a83edc13a0p-6,
          0x1.427996dc29475p-6,
          0x1.58c9ed718bb17p-8,
          -0x1.3d8d641b996c9p-9,
          -0x1.e63f2998f530dp-11,
          0x1.14bf8b6fa1e43p-12,
          0x1.0493867f58a67p-13,
          -0x1.253c2c4b02283p-15,
          -0x1.0ba3aaf647a23p-16,
          0x1.8d27f96c65642p-18,
          0x1.47b59c417a90cp-19,
          -0x1.06f31f6b96d4ep-20,
          -0x1.dd86e0d865529p-22,
          0x1.c739f7bf1873dp-24,
          0x1.07e8a729878ebp-24);

  static final GeluCrossing SIGMOID =
      new GeluCrossing(
          -0x1.80974a62be3dfp-1,
          0x1.b12c858d26bf0p-55,
          0x1.7b9cd99ff06b7p-2,
          0x1.b30221e11c036p-2,
          0x1.7d2c1a07340bdp-4,
          -0x1.059cd091d905bp-3,
          -0x1.827cb3ec2a61ap-4,
          0x1.937473c44e99dp-9,
          0x1.0ea41b455af85p-5,
          0x1.ac811c5b962b6p-7,
          -0x1.414a0155c1f8cp-8,
          -0x1.8d7c79976e29ep-8,
          -0x1.0bcfe7e1f34c7p-10,
          0x1.6b66867e04be7p-10,
          0x1.c56eba9b68a63p-11,
          -0x1.b5c6621d64785p-15,
          -0x1.1ad0316a64159p-12,
          -0x1.885e73f0b41e0p-14,
          0x1.3daa9f1b0fc2ap-15,
          0x1.52ebd0b8a51dap-15,
          0x1.db9fbfce16798p-18,
          -0x1.41287f6cff63fp-18,
          -0x1.0aa3a13dacc42p-19);

  private static final double LEFT = -0.65;
  private static final double RIGHT = 0.35;

  private final double zero;
  private final double zeroLow;
  private final double[] coefficients;

  /// @param coefficients of P, the constant one first
  private GeluCrossing(double zero, double zeroLow, double... coefficients) {
    this.zero = zero;
    this.zeroLow = zeroLow;
    this.coefficients = coefficients;
  }

  /// Replaces the slopes of those x that lie in the interval.
  void sweep(double[] x, double[] slopes, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var distance = load(x, i).sub(zero).sub(zeroLow);
      var near = distance.compare(GE, LEFT).and(distance.compare(LE, RIGHT));
      if (near.anyTrue()) {
        var quotient = broadcast(coefficients[coefficients.length - 1]);
        for (int k = coefficients.length - 2; k >= 0; k--) {
          quotient = quotient.fma(distance, broadcast(coefficients[k]));
        }
        load(slopes, i).blend(distance.mul(quotient), near).intoArray(slopes, i);
      }
    }
  }
}
