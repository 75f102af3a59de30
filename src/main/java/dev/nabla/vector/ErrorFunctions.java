package dev.nabla.vector;

import static dev.nabla.vector.Exponentials.BITS;
import static dev.nabla.vector.Exponentials.EXPONENT_SHIFT;
import static dev.nabla.vector.Exponentials.EXP_10;
import static dev.nabla.vector.Exponentials.EXP_11;
import static dev.nabla.vector.Exponentials.EXP_12;
import static dev.nabla.vector.Exponentials.EXP_3;
import static dev.nabla.vector.Exponentials.EXP_4;
import static dev.nabla.vector.Exponentials.EXP_5;
import static dev.nabla.vector.Exponentials.EXP_6;
import static dev.nabla.vector.Exponentials.EXP_7;
import static dev.nabla.vector.Exponentials.EXP_8;
import static dev.nabla.vector.Exponentials.EXP_9;
import static dev.nabla.vector.Exponentials.INVERSE_LN2;
import static dev.nabla.vector.Exponentials.LN2_HIGH;
import static dev.nabla.vector.Exponentials.LN2_LOW;
import static dev.nabla.vector.Exponentials.ONE_BITS;
import static dev.nabla.vector.Exponentials.ROUNDER;
import static dev.nabla.vector.Exponentials.SIGN_BIT;
import static dev.nabla.vector.Lanes.SPECIES;
import static dev.nabla.vector.Normal.TAIL_MIDDLE;
import static dev.nabla.vector.Normal.tail;
import static dev.nabla.vector.Normal.tailVariation;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/// The error functions on lanes of float64, each within 1 ulp of the exact result over all of
/// float64, in the manner of [Exponentials]. What is steep in them is the tail of [Normal], since
/// erfc x = 2·Φ(−√2·x).
public final class ErrorFunctions {

  private static final double SQRT2_HIGH = 0x1.6a09e667f3bcdp0;
  private static final double SQRT2_LOW = -0x1.bdd3413b26456p-54;

  // (erf x/x − 2/√π)/x² as a function of x² ≤ 0.5625, degree 10.
  private static final double ERF_0 = -0x1.812746b0379e7p-2;
  private static final double ERF_1 = 0x1.ce2f21a042be0p-4;
  private static final double ERF_2 = -0x1.b82ce31288918p-6;
  private static final double ERF_3 = 0x1.565bcd0e5ae8dp-8;
  private static final double ERF_4 = -0x1.c02db3f962162p-11;
  private static final double ERF_5 = 0x1.f9a325301e95cp-14;
  private static final double ERF_6 = -0x1.f4d211e538ae3p-17;
  private static final double ERF_7 = 0x1.b9df03093bec8p-20;
  private static final double ERF_8 = -0x1.5eedd5a30f966p-23;
  private static final double ERF_9 = 0x1.f16a3eff084cdp-27;
  private static final double ERF_10 = -0x1.0aeb7f8019892p-30;

  private static final double TWO_OVER_SQRT_PI = 0x1.20dd750429b6dp0;
  private static final double TWO_OVER_SQRT_PI_LOW = 0x1.1ae3a914fed80p-56;

  /// Up to here erf comes from its own polynomial, beyond from 1 − erfc.
  private static final double ERF_NEAR = 0.625;

  /// From here on erfc is 0.
  private static final double ERFC_END = 27.3;

  /// Below the negative of this erfcx is +∞.
  private static final double ERFCX_END = 26.63;

  private ErrorFunctions() {}

  /// The complementary error function, 2/√π·∫ₓ^∞ e^{−u²} du.
  ///
  /// - Error: below 0.97 ulp, through the subnormal tail from 26.54 to 27.23.
  /// - erfc(−∞) = 2, erfc(+∞) = 0; rounds to 0 above 27.226017111108362.
  /// - Method: 2·e^{−x²}·Φ-tail at √2·|x| as in scaledTail, with x², √2·|x|, both factors and the
  ///   quotient in two doubles; 2 minus that for negative x.
  public static DoubleVector erfc(DoubleVector x) {
    var magnitude = x.abs();
    var square = magnitude.mul(magnitude).neg();
    var root = broadcast(SPECIES, SQRT2_HIGH);
    var t = magnitude.mul(root);
    return tail(
        square,
        magnitude.fma(magnitude, square).neg(),
        t,
        magnitude.fma(root, t.neg()).add(magnitude.mul(broadcast(SPECIES, SQRT2_LOW))),
        2,
        2,
        ERFC_END * SQRT2_HIGH,
        x);
  }

  /// The error function, 2/√π·∫₀ˣ e^{−u²} du.
  ///
  /// - Error: below 0.90 ulp.
  /// - Odd to the bit: erf(±0) = ±0, erf(±∞) = ±1.
  /// - Method: up to |x| = 0.625, x·2/√π in two doubles + x³·p(x²) with p of degree 10; beyond, 1 −
  ///   erfc |x|, the subtrahend in two doubles.
  public static DoubleVector erf(DoubleVector x) {
    var magnitude = x.abs();
    var square = magnitude.mul(magnitude).neg();
    var root = broadcast(SPECIES, SQRT2_HIGH);
    var t = magnitude.mul(root);
    var far =
        tail(
            square,
            magnitude.fma(magnitude, square).neg(),
            t,
            magnitude.fma(root, t.neg()).add(magnitude.mul(broadcast(SPECIES, SQRT2_LOW))),
            2,
            1,
            ERFC_END * SQRT2_HIGH,
            t.neg());
    var z = magnitude.mul(magnitude);
    var zz = z.mul(z);
    var even =
        zz.fma(broadcast(SPECIES, ERF_10), broadcast(SPECIES, ERF_8))
            .fma(zz, broadcast(SPECIES, ERF_6))
            .fma(zz, broadcast(SPECIES, ERF_4))
            .fma(zz, broadcast(SPECIES, ERF_2))
            .fma(zz, broadcast(SPECIES, ERF_0));
    var odd =
        zz.fma(broadcast(SPECIES, ERF_9), broadcast(SPECIES, ERF_7))
            .fma(zz, broadcast(SPECIES, ERF_5))
            .fma(zz, broadcast(SPECIES, ERF_3))
            .fma(zz, broadcast(SPECIES, ERF_1));
    var slope = broadcast(SPECIES, TWO_OVER_SQRT_PI);
    var linear = magnitude.mul(slope);
    var low = magnitude.fma(slope, linear.neg());
    var near =
        odd.fma(z, even)
            .fma(z, broadcast(SPECIES, TWO_OVER_SQRT_PI_LOW))
            .fma(magnitude, low)
            .add(linear);
    return far.blend(near, magnitude.compare(LT, broadcast(SPECIES, ERF_NEAR)))
        .reinterpretAsLongs()
        .or(x.reinterpretAsLongs().and(LongVector.broadcast(BITS, SIGN_BIT)))
        .reinterpretAsDoubles();
  }

  /// The scaled complementary error function, e^{x²}·erfc x.
  ///
  /// - Error: below 1.00 ulp.
  /// - erfcx(0) = 1, erfcx(+∞) = 0; overflows to +∞ below −26.62873571375149, erfcx(−∞) = +∞.
  /// - Method: twice Φ-tail at √2·|x| as in scaledTail; 2·e^{x²} minus that for negative x, all in
  ///   two doubles.
  public static DoubleVector erfcx(DoubleVector x) {
    var magnitude = x.abs();
    var root = broadcast(SPECIES, SQRT2_HIGH);
    // √2·|x| may overflow where erfcx, which is 1/(x√π) there, is still a number.
    var huge = magnitude.compare(GT, broadcast(SPECIES, 0x1p1000));
    var one = broadcast(SPECIES, 1);
    var unscale = one.blend(broadcast(SPECIES, 0x1p-64), huge);
    var moderate = magnitude.mul(unscale);
    var t = moderate.mul(root);
    var variation = tailVariation(t);
    var tLow = moderate.fma(root, t.neg()).add(moderate.mul(broadcast(SPECIES, SQRT2_LOW)));
    var middle = broadcast(SPECIES, TAIL_MIDDLE);
    var factor = variation.add(middle);
    var factorLow = variation.sub(factor.sub(middle));
    var divisor = t.add(one);
    var addend = divisor.sub(t);
    var divisorLow = t.sub(divisor.sub(addend)).add(one.sub(addend)).add(tLow);
    var inverse = one.div(divisor);
    var quotient = factor.mul(inverse);
    var negated = quotient.neg();
    var rest = negated.fma(divisor, factor).add(negated.fma(divisorLow, factorLow)).mul(inverse);
    var zero = broadcast(SPECIES, 0);
    var infinity = broadcast(SPECIES, Double.POSITIVE_INFINITY);
    var two = broadcast(SPECIES, 2);
    var right =
        rest.add(quotient).mul(two).mul(unscale).blend(zero, magnitude.compare(EQ, infinity));
    var y = magnitude.mul(magnitude);
    var yLow = magnitude.fma(magnitude, y.neg());
    var rounded = y.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var high = k.fma(broadcast(SPECIES, -LN2_HIGH), y);
    var low = k.fma(broadcast(SPECIES, -LN2_LOW), yLow);
    var r = high.add(low);
    var square = r.mul(r);
    var even =
        square
            .fma(broadcast(SPECIES, EXP_11), broadcast(SPECIES, EXP_9))
            .fma(square, broadcast(SPECIES, EXP_7))
            .fma(square, broadcast(SPECIES, EXP_5))
            .fma(square, broadcast(SPECIES, EXP_3));
    var odd =
        square
            .fma(broadcast(SPECIES, EXP_12), broadcast(SPECIES, EXP_10))
            .fma(square, broadcast(SPECIES, EXP_8))
            .fma(square, broadcast(SPECIES, EXP_6))
            .fma(square, broadcast(SPECIES, EXP_4));
    var half = broadcast(SPECIES, 0.5);
    var expRest = odd.fma(r, even).fma(r, half).fma(square, low);
    var near = high.add(one);
    expRest = high.sub(near.sub(one)).add(expRest);
    // A quarter of everything: 2·e^{x²} is below 2¹⁰²⁴ only at the end.
    var quarter =
        rounded
            .reinterpretAsLongs()
            .lanewise(LSHL, EXPONENT_SHIFT)
            .add(LongVector.broadcast(BITS, ONE_BITS))
            .reinterpretAsDoubles();
    var whole = near.mul(quarter);
    var part = quotient.mul(half);
    var difference = whole.sub(part);
    var lost = whole.sub(difference).sub(part).add(expRest.mul(quarter)).sub(rest.mul(half));
    var left =
        difference
            .add(lost)
            .mul(broadcast(SPECIES, 4))
            .blend(infinity, magnitude.compare(GT, broadcast(SPECIES, ERFCX_END)));
    return right.blend(left, x.compare(LT, zero));
  }
}
