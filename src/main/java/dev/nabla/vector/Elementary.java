package dev.nabla.vector;

import static dev.nabla.vector.Lanes.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Elementary functions on lanes of float64.
public final class Elementary {
  private static final VectorSpecies<Long> BITS =
      VectorSpecies.of(long.class, SPECIES.vectorShape());

  private static final int EXPONENT_SHIFT = 52;
  private static final long ONE_BITS = 0x3ff0000000000000L;
  private static final long SIGN_BIT = 0x8000000000000000L;

  private static final double INVERSE_LN2 = 0x1.71547652b82fep0;
  private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
  private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

  private static final long DEEP_SHIFT = 64L << EXPONENT_SHIFT;
  private static final double ROUNDER = 0x1.8p52 - 1;
  private static final double DEEP = -690;
  private static final double EXP_OVERFLOW = 0x1.62e42fefa39efp9;
  private static final double EXP_UNDERFLOW = -746;

  private static final double EXP_2 = 0x1.0p-1;
  private static final double EXP_3 = 0x1.5555555555557p-3;
  private static final double EXP_4 = 0x1.5555555555556p-5;
  private static final double EXP_5 = 0x1.11111111100d3p-7;
  private static final double EXP_6 = 0x1.6c16c16c162cfp-10;
  private static final double EXP_7 = 0x1.a01a01abeccc3p-13;
  private static final double EXP_8 = 0x1.a01a01a6db488p-16;
  private static final double EXP_9 = 0x1.71de02225a2f3p-19;
  private static final double EXP_10 = 0x1.27e4db5bb725ap-22;
  private static final double EXP_11 = 0x1.af4e092e1705bp-26;
  private static final double EXP_12 = 0x1.1f7315649f2d7p-29;

  private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
  private static final long FRACTION_BITS = 0x000fffffffffffffL;
  private static final double TWO_52 = 0x1p52;
  private static final long TWO_52_BITS = 0x4330000000000000L;
  private static final double EXPONENT_BIAS = 1023;

  private static final double LN2_HEAD = 0x1.62e42fefa38p-1;
  private static final double LN2_TAIL = 0x1.ef35793c7673p-45;

  private static final double LOG_1 = 0x1.5555555555558p-1;
  private static final double LOG_2 = 0x1.999999999528dp-2;
  private static final double LOG_3 = 0x1.2492492dfabd8p-2;
  private static final double LOG_4 = 0x1.c71c62d972097p-3;
  private static final double LOG_5 = 0x1.7462b81922cc6p-3;
  private static final double LOG_6 = 0x1.39fdee717f051p-3;
  private static final double LOG_7 = 0x1.2b5dcaa328dabp-3;

  private static final double SQRT2_HIGH = 0x1.6a09e667f3bcdp0;
  private static final double SQRT2_LOW = -0x1.bdd3413b26456p-54;

  private static final double TAIL_POLE = 0.8125;
  private static final double TAIL_CENTRE = 5;
  private static final double TAIL_MIDDLE = 0.4375;

  private static final double TAIL_0 = 0x1.3a5bc6d63c011p-7;
  private static final double TAIL_1 = -0x1.08d29f58f365p-4;
  private static final double TAIL_2 = 0x1.2fad241dff24ap-7;
  private static final double TAIL_3 = 0x1.9c5a9373a4772p-6;
  private static final double TAIL_4 = -0x1.21c87d81d8ef9p-5;
  private static final double TAIL_5 = 0x1.d9f0ec75ac8d5p-6;
  private static final double TAIL_6 = -0x1.142c6f7f0fba7p-6;
  private static final double TAIL_7 = 0x1.c8a8360f92e3fp-8;
  private static final double TAIL_8 = -0x1.c229e5eb9b441p-10;
  private static final double TAIL_9 = -0x1.23ad2cbf2eaf1p-16;
  private static final double TAIL_10 = 0x1.9624b47c1ec5dp-13;
  private static final double TAIL_11 = -0x1.c334e3b03c30ep-15;
  private static final double TAIL_12 = -0x1.75db10fb11252p-17;
  private static final double TAIL_13 = 0x1.380242b7a3acp-17;
  private static final double TAIL_14 = 0x1.dfc9185e34213p-25;
  private static final double TAIL_15 = -0x1.6b9453db1512fp-20;
  private static final double TAIL_16 = 0x1.e9b306348bcb1p-24;
  private static final double TAIL_17 = 0x1.b99b227dfe67dp-23;
  private static final double TAIL_18 = -0x1.aacd3e03bddb5p-26;
  private static final double TAIL_19 = -0x1.24277b9f5fb9cp-25;
  private static final double TAIL_20 = 0x1.fa5af1843ce11p-29;
  private static final double TAIL_21 = 0x1.8c0d8e43bf82bp-28;
  private static final double TAIL_22 = -0x1.a30d730cfa808p-32;
  private static final double TAIL_23 = -0x1.cb29e9960a3c2p-31;
  private static final double TAIL_24 = 0x1.6732378aedcd7p-36;
  private static final double TAIL_25 = 0x1.370511fecbb24p-34;

  private static final double TAIL_SLOPE_0 = -0.0064663;
  private static final double TAIL_SLOPE_1 = 0.0054664;
  private static final double TAIL_SLOPE_2 = 0.0060685;
  private static final double TAIL_SLOPE_3 = -0.028285;
  private static final double TAIL_SLOPE_4 = 0.020466;

  private Elementary() {}

  public static DoubleVector exp(DoubleVector x) {
    var rounded = x.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var high = k.fma(broadcast(SPECIES, -LN2_HIGH), x);
    return expOfReduced(x, rounded, high, k.mul(broadcast(SPECIES, -LN2_LOW)));
  }

  public static DoubleVector exp(DoubleVector hi, DoubleVector lo) {
    var rounded = hi.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var high = k.fma(broadcast(SPECIES, -LN2_HIGH), hi);
    return expOfReduced(hi, rounded, high, k.fma(broadcast(SPECIES, -LN2_LOW), lo));
  }

  private static DoubleVector expOfReduced(
      DoubleVector x, DoubleVector rounded, DoubleVector high, DoubleVector low) {
    var tail = expTail(high, low);
    var one = broadcast(SPECIES, 1);
    var sum = high.add(one);
    var y = sum.add(high.sub(sum.sub(one)).add(tail));
    var deep = x.compare(LT, broadcast(SPECIES, DEEP));
    return y.reinterpretAsLongs()
        .add(rounded.reinterpretAsLongs().lanewise(LSHL, EXPONENT_SHIFT))
        .add(LongVector.broadcast(BITS, DEEP_SHIFT), deep.cast(BITS))
        .reinterpretAsDoubles()
        .mul(broadcast(SPECIES, 2).blend(broadcast(SPECIES, 0x1p-63), deep))
        .blend(
            broadcast(SPECIES, Double.POSITIVE_INFINITY),
            x.compare(GT, broadcast(SPECIES, EXP_OVERFLOW)))
        .blend(broadcast(SPECIES, 0), x.compare(LT, broadcast(SPECIES, EXP_UNDERFLOW)));
  }

  /// e^(high + low) − 1 − high.
  private static DoubleVector expTail(DoubleVector high, DoubleVector low) {
    var r = high.add(low);
    var square = r.mul(r);
    var even =
        square
            .fma(broadcast(SPECIES, EXP_12), broadcast(SPECIES, EXP_10))
            .fma(square, broadcast(SPECIES, EXP_8))
            .fma(square, broadcast(SPECIES, EXP_6))
            .fma(square, broadcast(SPECIES, EXP_4))
            .fma(square, broadcast(SPECIES, EXP_2));
    var odd =
        square
            .fma(broadcast(SPECIES, EXP_11), broadcast(SPECIES, EXP_9))
            .fma(square, broadcast(SPECIES, EXP_7))
            .fma(square, broadcast(SPECIES, EXP_5))
            .fma(square, broadcast(SPECIES, EXP_3));
    return odd.fma(r, even).fma(square, low);
  }

  public static DoubleVector expm1(DoubleVector x) {
    var lowest = broadcast(SPECIES, -50);
    var y = x.blend(lowest, x.compare(LT, lowest));
    var rounded = y.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var high = k.fma(broadcast(SPECIES, -LN2_HIGH), y);
    var tail = expTail(high, k.mul(broadcast(SPECIES, -LN2_LOW)));
    var half = halfPowerOfTwo(rounded);
    var offset = broadcast(SPECIES, -0.5);
    var base = half.add(offset);
    var sum = half.fma(high, base);
    var addend = base.sub(half);
    var error =
        half.sub(base.sub(addend)).add(offset.sub(addend)).add(half.fma(high, base.sub(sum)));
    var result = sum.add(tail.fma(half, error));
    return result
        .add(result)
        .blend(
            broadcast(SPECIES, Double.POSITIVE_INFINITY),
            x.compare(GT, broadcast(SPECIES, EXP_OVERFLOW)))
        .blend(x, x.abs().compare(LT, broadcast(SPECIES, 0x1p-54)));
  }

  private static DoubleVector halfPowerOfTwo(DoubleVector rounded) {
    return rounded
        .reinterpretAsLongs()
        .lanewise(LSHL, EXPONENT_SHIFT)
        .add(LongVector.broadcast(BITS, ONE_BITS))
        .reinterpretAsDoubles();
  }

  public static DoubleVector tanh(DoubleVector x) {
    var magnitude = x.abs();
    var lowest = broadcast(SPECIES, -44);
    var y = magnitude.mul(broadcast(SPECIES, -2));
    y = y.blend(lowest, y.compare(LT, lowest));
    var rounded = y.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var high = k.fma(broadcast(SPECIES, -LN2_HIGH), y);
    var tail = expTail(high, k.mul(broadcast(SPECIES, -LN2_LOW)));
    var half = halfPowerOfTwo(rounded);
    var middle = broadcast(SPECIES, 0.5);
    var base = half.sub(middle);
    var sum = half.fma(high, base);
    var error = half.fma(high, base.sub(sum)).add(half.sub(base.add(middle)));
    var rest = tail.fma(half, error);
    var top = sum.add(rest);
    var topLow = rest.sub(top.sub(sum));
    var one = broadcast(SPECIES, 1);
    var bottom = top.add(one);
    var bottomLow = top.sub(bottom.sub(one)).add(topLow);
    var inverse = one.div(bottom);
    var quotient = top.mul(inverse);
    var negated = quotient.neg();
    var remainder = negated.fma(bottom, top).add(negated.fma(bottomLow, topLow));
    var sign = LongVector.broadcast(BITS, SIGN_BIT);
    var tiny = magnitude.compare(LT, broadcast(SPECIES, 0x1p-28));
    return remainder
        .fma(inverse, quotient)
        .neg()
        .blend(magnitude, tiny)
        .reinterpretAsLongs()
        .or(x.reinterpretAsLongs().and(sign))
        .reinterpretAsDoubles();
  }

  public static DoubleVector log(DoubleVector x) {
    var subnormal = x.compare(LT, broadcast(SPECIES, Double.MIN_NORMAL));
    var bits =
        x.mul(broadcast(SPECIES, 0x1p54), subnormal)
            .reinterpretAsLongs()
            .add(LongVector.broadcast(BITS, ONE_BITS - SQRT_HALF_BITS));
    var k =
        bits.lanewise(LSHR, EXPONENT_SHIFT)
            .or(LongVector.broadcast(BITS, TWO_52_BITS))
            .reinterpretAsDoubles()
            .sub(
                broadcast(SPECIES, TWO_52 + EXPONENT_BIAS)
                    .blend(broadcast(SPECIES, TWO_52 + EXPONENT_BIAS + 54), subnormal));
    var f =
        bits.and(LongVector.broadcast(BITS, FRACTION_BITS))
            .add(LongVector.broadcast(BITS, SQRT_HALF_BITS))
            .reinterpretAsDoubles()
            .sub(broadcast(SPECIES, 1));
    var s = f.div(f.add(broadcast(SPECIES, 2)));
    var z = s.mul(s);
    var zz = z.mul(z);
    var even =
        zz.fma(broadcast(SPECIES, LOG_7), broadcast(SPECIES, LOG_5))
            .fma(zz, broadcast(SPECIES, LOG_3))
            .fma(zz, broadcast(SPECIES, LOG_1));
    var odd =
        zz.fma(broadcast(SPECIES, LOG_6), broadcast(SPECIES, LOG_4))
            .fma(zz, broadcast(SPECIES, LOG_2));
    var half = f.mul(broadcast(SPECIES, -0.5));
    var square = half.mul(f);
    var high = f.add(square);
    var error = f.sub(high).add(square).add(half.fma(f, square.neg()));
    var tail = odd.fma(z, even).fma(z, square.neg()).fma(s, error);
    var product = k.mul(broadcast(SPECIES, LN2_HEAD));
    var sum = product.add(high);
    var rest = k.fma(broadcast(SPECIES, LN2_TAIL), tail).add(high.sub(sum.sub(product)));
    var zero = broadcast(SPECIES, 0);
    var infinity = broadcast(SPECIES, Double.POSITIVE_INFINITY);
    return x.fma(zero, sum.add(rest))
        .blend(broadcast(SPECIES, Double.NaN), x.compare(LT, zero))
        .blend(broadcast(SPECIES, Double.NEGATIVE_INFINITY), x.compare(EQ, zero))
        .blend(infinity, x.compare(EQ, infinity));
  }

  public static DoubleVector log1p(DoubleVector x) {
    var one = broadcast(SPECIES, 1);
    var u = x.add(one);
    var addend = u.sub(one);
    var lost = one.sub(u.sub(addend)).add(x.sub(addend));
    var bits = u.reinterpretAsLongs().add(LongVector.broadcast(BITS, ONE_BITS - SQRT_HALF_BITS));
    var exponent = bits.lanewise(LSHR, EXPONENT_SHIFT);
    var k =
        exponent
            .or(LongVector.broadcast(BITS, TWO_52_BITS))
            .reinterpretAsDoubles()
            .sub(broadcast(SPECIES, TWO_52 + EXPONENT_BIAS));
    var inversePower =
        LongVector.broadcast(BITS, 2046)
            .sub(exponent)
            .lanewise(LSHL, EXPONENT_SHIFT)
            .reinterpretAsDoubles();
    var zero = broadcast(SPECIES, 0);
    var correction = lost.mul(inversePower).blend(zero, x.compare(GT, broadcast(SPECIES, 0x1p60)));
    var f =
        bits.and(LongVector.broadcast(BITS, FRACTION_BITS))
            .add(LongVector.broadcast(BITS, SQRT_HALF_BITS))
            .reinterpretAsDoubles()
            .sub(one);
    var s = f.div(f.add(broadcast(SPECIES, 2)));
    var z = s.mul(s);
    var zz = z.mul(z);
    var even =
        zz.fma(broadcast(SPECIES, LOG_7), broadcast(SPECIES, LOG_5))
            .fma(zz, broadcast(SPECIES, LOG_3))
            .fma(zz, broadcast(SPECIES, LOG_1));
    var odd =
        zz.fma(broadcast(SPECIES, LOG_6), broadcast(SPECIES, LOG_4))
            .fma(zz, broadcast(SPECIES, LOG_2));
    var half = f.mul(broadcast(SPECIES, -0.5));
    var square = half.mul(f);
    var high = f.add(square);
    var error = f.sub(high).add(square).add(half.fma(f, square.neg()));
    var tail = odd.fma(z, even).fma(z, square.neg()).fma(s, error);
    tail = s.add(s).fma(s.sub(one), one).fma(correction, tail);
    var product = k.mul(broadcast(SPECIES, LN2_HEAD));
    var sum = product.add(high);
    var rest = k.fma(broadcast(SPECIES, LN2_TAIL), tail).add(high.sub(sum.sub(product)));
    var infinity = broadcast(SPECIES, Double.POSITIVE_INFINITY);
    return u.fma(zero, sum.add(rest))
        .blend(broadcast(SPECIES, Double.NaN), u.compare(LT, zero))
        .blend(broadcast(SPECIES, Double.NEGATIVE_INFINITY), u.compare(EQ, zero))
        .blend(infinity, u.compare(EQ, infinity))
        .blend(x, x.compare(EQ, zero));
  }

  public static DoubleVector scaledNormalTail(DoubleVector t) {
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
            .fma(square, broadcast(SPECIES, TAIL_4));
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
            .fma(square, broadcast(SPECIES, TAIL_5));
    var remainder = t.fma(one.sub(s), s.add(one).mul(broadcast(SPECIES, -TAIL_CENTRE)));
    var slope =
        s.fma(broadcast(SPECIES, TAIL_SLOPE_4), broadcast(SPECIES, TAIL_SLOPE_3))
            .fma(s, broadcast(SPECIES, TAIL_SLOPE_2))
            .fma(s, broadcast(SPECIES, TAIL_SLOPE_1))
            .fma(s, broadcast(SPECIES, TAIL_SLOPE_0));
    var variation =
        odd.fma(s, even)
            .fma(s, broadcast(SPECIES, TAIL_3))
            .fma(s, broadcast(SPECIES, TAIL_2))
            .fma(s, broadcast(SPECIES, TAIL_1))
            .fma(s, remainder.mul(slope).fma(w, broadcast(SPECIES, TAIL_0)));
    var middle = broadcast(SPECIES, TAIL_MIDDLE);
    var high = variation.add(middle);
    var low = variation.sub(high.sub(middle));
    var pole = broadcast(SPECIES, TAIL_POLE);
    var divisor = t.add(pole);
    var addend = divisor.sub(t);
    var divisorLow = t.sub(divisor.sub(addend)).add(pole.sub(addend));
    var inverse = one.div(divisor);
    var quotient = high.mul(inverse);
    var negated = quotient.neg();
    var rest = negated.fma(divisor, high).add(negated.fma(divisorLow, low));
    return rest.fma(inverse, quotient)
        .blend(broadcast(SPECIES, Double.NaN), t.compare(LT, broadcast(SPECIES, 0)))
        .blend(broadcast(SPECIES, 0), t.compare(EQ, broadcast(SPECIES, Double.POSITIVE_INFINITY)));
  }

  public static DoubleVector erfc(DoubleVector x) {
    var magnitude = x.abs();
    var y = magnitude.mul(magnitude).neg();
    var yLow = magnitude.fma(magnitude, y).neg();
    var rounded = y.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var expHigh = k.fma(broadcast(SPECIES, -LN2_HIGH), y);
    var expRest = expTail(expHigh, k.fma(broadcast(SPECIES, -LN2_LOW), yLow));
    var one = broadcast(SPECIES, 1);
    var near = expHigh.add(one);
    expRest = expHigh.sub(near.sub(one)).add(expRest);
    var power = near.add(expRest);
    var powerLow = expRest.sub(power.sub(near));
    var root = broadcast(SPECIES, SQRT2_HIGH);
    var t = magnitude.mul(root);
    var tLow = magnitude.fma(root, t.neg()).add(magnitude.mul(broadcast(SPECIES, SQRT2_LOW)));
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
            .fma(square, broadcast(SPECIES, TAIL_4));
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
            .fma(square, broadcast(SPECIES, TAIL_5));
    var remainder = t.fma(one.sub(s), s.add(one).mul(broadcast(SPECIES, -TAIL_CENTRE)));
    var slope =
        s.fma(broadcast(SPECIES, TAIL_SLOPE_4), broadcast(SPECIES, TAIL_SLOPE_3))
            .fma(s, broadcast(SPECIES, TAIL_SLOPE_2))
            .fma(s, broadcast(SPECIES, TAIL_SLOPE_1))
            .fma(s, broadcast(SPECIES, TAIL_SLOPE_0));
    var variation =
        odd.fma(s, even)
            .fma(s, broadcast(SPECIES, TAIL_3))
            .fma(s, broadcast(SPECIES, TAIL_2))
            .fma(s, broadcast(SPECIES, TAIL_1))
            .fma(s, remainder.mul(slope).fma(w, broadcast(SPECIES, TAIL_0)));
    var middle = broadcast(SPECIES, TAIL_MIDDLE);
    var factor = variation.add(middle);
    var factorLow = variation.sub(factor.sub(middle));
    var high = power.mul(factor);
    var low = power.fma(factor, high.neg()).add(power.fma(factorLow, powerLow.mul(factor)));
    var pole = broadcast(SPECIES, TAIL_POLE);
    var divisor = t.add(pole);
    var addend = divisor.sub(t);
    var divisorLow = t.sub(divisor.sub(addend)).add(pole.sub(addend)).add(tLow);
    var inverse = one.div(divisor);
    var quotient = high.mul(inverse);
    var negated = quotient.neg();
    var rest = negated.fma(divisor, high).add(negated.fma(divisorLow, low));
    var two = broadcast(SPECIES, 2);
    var deep = y.compare(LT, broadcast(SPECIES, DEEP));
    var result =
        rest.fma(inverse, quotient)
            .mul(two)
            .reinterpretAsLongs()
            .add(rounded.reinterpretAsLongs().lanewise(LSHL, EXPONENT_SHIFT))
            .add(LongVector.broadcast(BITS, DEEP_SHIFT), deep.cast(BITS))
            .reinterpretAsDoubles()
            .mul(two.blend(broadcast(SPECIES, 0x1p-63), deep))
            .blend(broadcast(SPECIES, 0), magnitude.compare(GT, broadcast(SPECIES, 27.3)));
    return result.blend(two.sub(result), x.compare(LT, broadcast(SPECIES, 0)));
  }

  public static DoubleVector softplus(DoubleVector x) {
    var y = x.abs().neg();
    var rounded = y.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var expHigh = k.fma(broadcast(SPECIES, -LN2_HIGH), y);
    var expRest = expTail(expHigh, k.mul(broadcast(SPECIES, -LN2_LOW)));
    var one = broadcast(SPECIES, 1);
    var two = broadcast(SPECIES, 2);
    var zero = broadcast(SPECIES, 0);
    var near = expHigh.add(one);
    expRest = expHigh.sub(near.sub(one)).add(expRest);
    var mantissa = near.add(expRest);
    var mantissaLow = expRest.sub(mantissa.sub(near));
    var scale = rounded.reinterpretAsLongs().lanewise(LSHL, EXPONENT_SHIFT);
    var deep = y.compare(LT, broadcast(SPECIES, DEEP));
    var power =
        mantissa
            .reinterpretAsLongs()
            .add(scale)
            .add(LongVector.broadcast(BITS, DEEP_SHIFT), deep.cast(BITS))
            .reinterpretAsDoubles()
            .mul(two.blend(broadcast(SPECIES, 0x1p-63), deep));
    var powerLow =
        scale
            .add(LongVector.broadcast(BITS, ONE_BITS))
            .reinterpretAsDoubles()
            .mul(mantissaLow.add(mantissaLow));
    var u = power.add(one);
    var lost = power.sub(u.sub(one)).add(powerLow);
    var large = u.compare(GT, broadcast(SPECIES, SQRT2_HIGH));
    var f = u.mul(broadcast(SPECIES, 0.5), large).sub(one);
    var correction = lost.mul(broadcast(SPECIES, 0.5), large);
    var s = f.div(f.add(two));
    var z = s.mul(s);
    var zz = z.mul(z);
    var even =
        zz.fma(broadcast(SPECIES, LOG_7), broadcast(SPECIES, LOG_5))
            .fma(zz, broadcast(SPECIES, LOG_3))
            .fma(zz, broadcast(SPECIES, LOG_1));
    var odd =
        zz.fma(broadcast(SPECIES, LOG_6), broadcast(SPECIES, LOG_4))
            .fma(zz, broadcast(SPECIES, LOG_2));
    var half = f.mul(broadcast(SPECIES, -0.5));
    var square = half.mul(f);
    var high = f.add(square);
    var error = f.sub(high).add(square).add(half.fma(f, square.neg()));
    var tail = odd.fma(z, even).fma(z, square.neg()).fma(s, error);
    tail = s.add(s).fma(s.sub(one), one).fma(correction, tail);
    var product = zero.blend(broadcast(SPECIES, LN2_HIGH), large);
    var sum = product.add(high);
    var rest =
        zero.blend(broadcast(SPECIES, LN2_LOW), large).add(tail).add(high.sub(sum.sub(product)));
    var base = x.blend(zero, x.compare(LT, zero));
    var total = base.add(sum);
    var addend = total.sub(base);
    rest = base.sub(total.sub(addend)).add(sum.sub(addend)).add(rest);
    return total
        .add(rest)
        .blend(
            power.blend(zero, y.compare(LT, broadcast(SPECIES, EXP_UNDERFLOW))),
            x.compare(LT, broadcast(SPECIES, -40)))
        .blend(x, x.compare(GT, broadcast(SPECIES, 40)));
  }
}
