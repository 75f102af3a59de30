package dev.nabla.vector;

import static dev.nabla.vector.Exponentials.BITS;
import static dev.nabla.vector.Exponentials.DEEP;
import static dev.nabla.vector.Exponentials.DEEP_SCALE;
import static dev.nabla.vector.Exponentials.DEEP_SHIFT;
import static dev.nabla.vector.Exponentials.EXPONENT_SHIFT;
import static dev.nabla.vector.Exponentials.INVERSE_LN2;
import static dev.nabla.vector.Exponentials.LN2_HIGH;
import static dev.nabla.vector.Exponentials.LN2_LOW;
import static dev.nabla.vector.Exponentials.ONE_BITS;
import static dev.nabla.vector.Exponentials.ROUNDER;
import static dev.nabla.vector.Exponentials.expTail;
import static dev.nabla.vector.Lanes.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/// The standard normal on lanes of float64, each function within 1 ulp of the exact result over all
/// of float64, in the manner of [Exponentials]. Its tail is that of [ErrorFunctions] too.
public final class Normal {

  /// Maps [0, ∞] to s = (t − 5)/(t + 5) in [−1, 1], where the tail's polynomial converges fastest.
  private static final double TAIL_CENTRE = 5;

  /// The middle of the values of (t + 1)·Φ(−t)·e^{t²/2}: the polynomial is left with ±0.055.
  static final double TAIL_MIDDLE = 0.453125;

  // (t + 1)·Φ(−t)·e^{t²/2} − TAIL_MIDDLE as a function of s on [−1, 1], degree 25. What
  // rounding took from the coefficients 1 and 4 is given back by 0, 2 and 3.
  private static final double TAIL_0 = 0x1.12f361e5673afp-7;
  private static final double TAIL_1 = -0x1.76ff86859eb14p-4;
  private static final double TAIL_2 = 0x1.fc66cc64a13dfp-6;
  private static final double TAIL_3 = 0x1.47c1d03054998p-7;
  private static final double TAIL_4 = -0x1.b08e0007b4c6ap-6;
  private static final double TAIL_5 = 0x1.92037bab4662ep-6;
  private static final double TAIL_6 = -0x1.f11aab030cc7ap-7;
  private static final double TAIL_7 = 0x1.ab6d038d68973p-8;
  private static final double TAIL_8 = -0x1.b75f4f7ed3169p-10;
  private static final double TAIL_9 = 0x1.0571a2d2e6013p-17;
  private static final double TAIL_10 = 0x1.7e61e04f1d12cp-13;
  private static final double TAIL_11 = -0x1.c1b1cde8ba3f7p-15;
  private static final double TAIL_12 = -0x1.4c0d87bd7511ap-17;
  private static final double TAIL_13 = 0x1.30047a130439ap-17;
  private static final double TAIL_14 = -0x1.2fae62e6021c7p-24;
  private static final double TAIL_15 = -0x1.5f51169c3595ap-20;
  private static final double TAIL_16 = 0x1.13d704d4ff509p-23;
  private static final double TAIL_17 = 0x1.a9a2ba039b1f7p-23;
  private static final double TAIL_18 = -0x1.cdd46144f154p-26;
  private static final double TAIL_19 = -0x1.1a1cc899b95efp-25;
  private static final double TAIL_20 = 0x1.146c73b270e82p-28;
  private static final double TAIL_21 = 0x1.8017aa0503ca1p-28;
  private static final double TAIL_22 = -0x1.dbca95d80f093p-32;
  private static final double TAIL_23 = -0x1.bf4ba0379225ap-31;
  private static final double TAIL_24 = 0x1.b955cb7ff3a54p-36;
  private static final double TAIL_25 = 0x1.30062054a108ep-34;

  // A tenth of that polynomial's slope, to two digits.
  private static final double TAIL_SLOPE_0 = -0.00915833;
  private static final double TAIL_SLOPE_1 = 0.00949685;
  private static final double TAIL_SLOPE_2 = 0.00160644;
  private static final double TAIL_SLOPE_3 = -0.0234055;
  private static final double TAIL_SLOPE_4 = 0.0179121;

  private static final double INVERSE_SQRT_TWO_PI = 0x1.9884533d43651p-2;
  private static final double INVERSE_SQRT_TWO_PI_LOW = -0x1.cbc0d30ebfd15p-56;

  /// From here on the density and the tail of Φ are 0.
  private static final double END = 38.6;

  private Normal() {}

  /// (t + 1)·Φ(−t)·e^{t²/2} − [#TAIL_MIDDLE], for t ≥ 0. What rounding took from s is made up for
  /// to first order.
  static DoubleVector tailVariation(DoubleVector t) {
    var one = broadcast(SPECIES, 1);
    var w = broadcast(SPECIES, 2 * TAIL_CENTRE).div(t.add(broadcast(SPECIES, TAIL_CENTRE)));
    var s = one.sub(w);
    var square = s.mul(s);
    var even =
        square
            .fma(broadcast(SPECIES, TAIL_24), broadcast(SPECIES, TAIL_22))
            .fma(square, broadcast(SPECIES, TAIL_20))
            .fma(square, broadcast(SPECIES, TAIL_18))
            .fma(square, broadcast(SPECIES, TAIL_16))
            .fma(square, broadcast(SPECIES, TAIL_14))
            .fma(square, broadcast(SPECIES, TAIL_12))
            .fma(square, broadcast(SPECIES, TAIL_10))
            .fma(square, broadcast(SPECIES, TAIL_8))
            .fma(square, broadcast(SPECIES, TAIL_6))
            .fma(square, broadcast(SPECIES, TAIL_4))
            .fma(square, broadcast(SPECIES, TAIL_2));
    var odd =
        square
            .fma(broadcast(SPECIES, TAIL_25), broadcast(SPECIES, TAIL_23))
            .fma(square, broadcast(SPECIES, TAIL_21))
            .fma(square, broadcast(SPECIES, TAIL_19))
            .fma(square, broadcast(SPECIES, TAIL_17))
            .fma(square, broadcast(SPECIES, TAIL_15))
            .fma(square, broadcast(SPECIES, TAIL_13))
            .fma(square, broadcast(SPECIES, TAIL_11))
            .fma(square, broadcast(SPECIES, TAIL_9))
            .fma(square, broadcast(SPECIES, TAIL_7))
            .fma(square, broadcast(SPECIES, TAIL_5))
            .fma(square, broadcast(SPECIES, TAIL_3));
    var remainder = t.fma(one.sub(s), s.add(one).mul(broadcast(SPECIES, -TAIL_CENTRE)));
    var slope =
        s.fma(broadcast(SPECIES, TAIL_SLOPE_4), broadcast(SPECIES, TAIL_SLOPE_3))
            .fma(s, broadcast(SPECIES, TAIL_SLOPE_2))
            .fma(s, broadcast(SPECIES, TAIL_SLOPE_1))
            .fma(s, broadcast(SPECIES, TAIL_SLOPE_0));
    return odd.fma(s, even)
        .fma(s, broadcast(SPECIES, TAIL_1))
        .fma(s, remainder.mul(slope).fma(w, broadcast(SPECIES, TAIL_0)));
  }

  /// Φ(−t)·e^{t²/2} = ½·erfcx(t/√2): the tail of the standard normal over its steep part.
  ///
  /// - Domain: t ≥ 0; NaN for negative arguments.
  /// - Error: below 0.94 ulp.
  /// - ½ at 0, 0 at +∞, subnormal for the largest arguments.
  /// - Method: a polynomial of degree 25 in s = (t − 5)/(t + 5) for (t + 1) times the result,
  ///   divided by t + 1 in two doubles.
  public static DoubleVector scaledTail(DoubleVector t) {
    var variation = tailVariation(t);
    var one = broadcast(SPECIES, 1);
    var middle = broadcast(SPECIES, TAIL_MIDDLE);
    var high = variation.add(middle);
    var low = variation.sub(high.sub(middle));
    var divisor = t.add(one);
    var addend = divisor.sub(t);
    var divisorLow = t.sub(divisor.sub(addend)).add(one.sub(addend));
    var inverse = one.div(divisor);
    var quotient = high.mul(inverse);
    var negated = quotient.neg();
    var rest = negated.fma(divisor, high).add(negated.fma(divisorLow, low));
    return rest.fma(inverse, quotient)
        .blend(broadcast(SPECIES, Double.NaN), t.compare(LT, broadcast(SPECIES, 0)))
        .blend(broadcast(SPECIES, 0), t.compare(EQ, broadcast(SPECIES, Double.POSITIVE_INFINITY)));
  }

  /// Φ(x), the distribution function of the standard normal: ½·erfc(−x/√2).
  ///
  /// - Error: below 0.97 ulp.
  /// - distribution(0) = ½, distribution(−∞) = 0, distribution(+∞) = 1; rounds to 0 below
  ///   −38.485408335567335.
  /// - Method: e^{−x²/2}·Φ-tail at |x| as in scaledTail, with x² and both factors and the quotient
  ///   in two doubles; 1 minus that for positive x.
  public static DoubleVector distribution(DoubleVector x) {
    var t = x.abs();
    var square = t.mul(t);
    var minusHalf = broadcast(SPECIES, -0.5);
    var zero = broadcast(SPECIES, 0);
    return tail(
        square.mul(minusHalf), t.fma(t, square.neg()).mul(minusHalf), t, zero, 1, 1, END, x.neg());
  }

  /// weight·e^(y + yLow)·Φ(−t)·e^{t²/2} where `side` is not negative, `whole` minus that where it
  /// is.
  ///
  /// @param tLow what rounding took from t
  /// @param end the t above which the product is 0
  static DoubleVector tail(
      DoubleVector y,
      DoubleVector yLow,
      DoubleVector t,
      DoubleVector tLow,
      double weight,
      double whole,
      double end,
      DoubleVector side) {
    var rounded = y.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var expHigh = k.fma(broadcast(SPECIES, -LN2_HIGH), y);
    var expRest = expTail(expHigh, k.fma(broadcast(SPECIES, -LN2_LOW), yLow));
    var variation = tailVariation(t);
    var one = broadcast(SPECIES, 1);
    var near = expHigh.add(one);
    expRest = expHigh.sub(near.sub(one)).add(expRest);
    var power = near.add(expRest);
    var powerLow = expRest.sub(power.sub(near));
    var middle = broadcast(SPECIES, TAIL_MIDDLE);
    var factor = variation.add(middle);
    var factorLow = variation.sub(factor.sub(middle));
    var high = power.mul(factor);
    var low = power.fma(factor, high.neg()).add(power.fma(factorLow, powerLow.mul(factor)));
    var divisor = t.add(one);
    var addend = divisor.sub(t);
    var divisorLow = t.sub(divisor.sub(addend)).add(one.sub(addend)).add(tLow);
    var inverse = one.div(divisor);
    var quotient = high.mul(inverse);
    var negated = quotient.neg();
    var rest = negated.fma(divisor, high).add(negated.fma(divisorLow, low)).mul(inverse);
    var deep = y.compare(LT, broadcast(SPECIES, DEEP));
    var scale =
        rounded
            .add(broadcast(SPECIES, DEEP_SHIFT), deep)
            .reinterpretAsLongs()
            .lanewise(LSHL, EXPONENT_SHIFT)
            .add(LongVector.broadcast(BITS, ONE_BITS))
            .reinterpretAsDoubles();
    var unscale =
        broadcast(SPECIES, 2 * weight).blend(broadcast(SPECIES, DEEP_SCALE * weight), deep);
    var zero = broadcast(SPECIES, 0);
    var beyond = t.compare(GT, broadcast(SPECIES, end));
    var top = quotient.add(rest);
    var topLow = rest.sub(top.sub(quotient));
    var product = top.mul(scale).mul(unscale).blend(zero, beyond);
    var productLow = topLow.mul(scale).mul(unscale).blend(zero, beyond);
    var all = broadcast(SPECIES, whole);
    var complement = all.sub(product);
    var lost = all.sub(complement).sub(product).sub(productLow);
    return product.blend(complement.add(lost), side.compare(LT, zero));
  }

  /// φ(x) = e^{−x²/2}/√(2π), the density of the standard normal.
  ///
  /// - Error: below 0.80 ulp, reached by subnormal results.
  /// - Even to the bit: density(±0) = 1/√(2π), density(±∞) = 0; rounds to 0 beyond
  ///   ±38.58015760902841.
  /// - Method: x² and the exponential in two doubles, times 1/√(2π) in two.
  public static DoubleVector density(DoubleVector x) {
    var t = x.abs();
    var square = t.mul(t);
    var minusHalf = broadcast(SPECIES, -0.5);
    var y = square.mul(minusHalf);
    var yLow = t.fma(t, square.neg()).mul(minusHalf);
    var rounded = y.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var high = k.fma(broadcast(SPECIES, -LN2_HIGH), y);
    var rest = expTail(high, k.fma(broadcast(SPECIES, -LN2_LOW), yLow));
    var one = broadcast(SPECIES, 1);
    var near = high.add(one);
    rest = high.sub(near.sub(one)).add(rest);
    var power = near.add(rest);
    var powerLow = rest.sub(power.sub(near));
    var scale = broadcast(SPECIES, INVERSE_SQRT_TWO_PI);
    var product = power.mul(scale);
    var low =
        power
            .fma(scale, product.neg())
            .add(power.fma(broadcast(SPECIES, INVERSE_SQRT_TWO_PI_LOW), powerLow.mul(scale)));
    var deep = y.compare(LT, broadcast(SPECIES, DEEP));
    var half =
        rounded
            .add(broadcast(SPECIES, DEEP_SHIFT), deep)
            .reinterpretAsLongs()
            .lanewise(LSHL, EXPONENT_SHIFT)
            .add(LongVector.broadcast(BITS, ONE_BITS))
            .reinterpretAsDoubles();
    return product
        .add(low)
        .mul(half)
        .mul(broadcast(SPECIES, 2).blend(broadcast(SPECIES, DEEP_SCALE), deep))
        .blend(broadcast(SPECIES, 0), t.compare(GT, broadcast(SPECIES, END)));
  }
}
