package dev.nabla.vector;

import static dev.nabla.vector.Exponentials.BITS;
import static dev.nabla.vector.Exponentials.DEEP;
import static dev.nabla.vector.Exponentials.DEEP_SCALE;
import static dev.nabla.vector.Exponentials.DEEP_SHIFT;
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
import static dev.nabla.vector.Exponentials.EXP_UNDERFLOW;
import static dev.nabla.vector.Exponentials.INVERSE_LN2;
import static dev.nabla.vector.Exponentials.LN2_HIGH;
import static dev.nabla.vector.Exponentials.LN2_LOW;
import static dev.nabla.vector.Exponentials.ONE_BITS;
import static dev.nabla.vector.Exponentials.ROUNDER;
import static dev.nabla.vector.Lanes.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/// Logarithms and what is made of them, on lanes of float64, each within 1 ulp of the exact result
/// over all of float64, in the manner of [Exponentials].
public final class Logarithms {

  private static final long FRACTION_BITS = 0x000fffffffffffffL;
  private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
  private static final double EXPONENT_BIAS = 1023;

  /// An integer below 2⁵², or-ed into these bits, is the fraction of the float64 number 2⁵² +
  /// integer.
  private static final long TWO_52_BITS = 0x4330000000000000L;

  private static final double TWO_52 = 0x1p52;

  /// ln 2 = LN2_HEAD + LN2_TAIL, where the head's last eleven bits are 0: its product with any
  /// exponent is exact.
  private static final double LN2_HEAD = 0x1.62e42fefa38p-1;

  private static final double LN2_TAIL = 0x1.ef35793c7673p-45;

  // (log((1+s)/(1−s)) − 2s)/s³ as a function of s² ≤ 0.02946, degree 6.
  static final double LOG_1 = 0x1.5555555555558p-1;
  static final double LOG_2 = 0x1.999999999528dp-2;
  static final double LOG_3 = 0x1.2492492dfabd8p-2;
  static final double LOG_4 = 0x1.c71c62d972097p-3;
  static final double LOG_5 = 0x1.7462b81922cc6p-3;
  static final double LOG_6 = 0x1.39fdee717f051p-3;
  static final double LOG_7 = 0x1.2b5dcaa328dabp-3;

  static final double THIRD = 0x1.5555555555555p-2;
  static final double THIRD_LOW = 0x1.5555555555555p-56;

  // (atanh s/s − 1 − s²/3)/s⁴ as a function of s² ≤ 0.02944, degree 7.
  static final double ATANH_0 = 0x1.999999999999ap-3;
  static final double ATANH_1 = 0x1.2492492492521p-3;
  static final double ATANH_2 = 0x1.c71c71c6eaa10p-4;
  static final double ATANH_3 = 0x1.745d177a9605ap-4;
  static final double ATANH_4 = 0x1.3b1395d218ed8p-4;
  static final double ATANH_5 = 0x1.1118c7e4b710cp-4;
  static final double ATANH_6 = 0x1.df7cc8e49e5a1p-5;
  static final double ATANH_7 = 0x1.e02e700d5e4eep-5;

  private Logarithms() {}

  /// The natural logarithm.
  ///
  /// - Error: below 0.66 ulp, next to 1 and for subnormal arguments too.
  /// - log(±0) = −∞, log(+∞) = +∞, NaN for negative arguments; log(1) = +0.
  /// - Method: x = 2ᵏ(1 + f) with 1 + f from √½ to √2, s = f/(2 + f), and k·ln 2 + f − f²/2 +
  ///   s·(f²/2 + s²·p(s²)) with p of degree 6, where all but the last term carry their errors.
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
    var result = sum.add(rest);
    var zero = broadcast(SPECIES, 0);
    var infinity = broadcast(SPECIES, Double.POSITIVE_INFINITY);
    return x.fma(zero, result)
        .blend(broadcast(SPECIES, Double.NaN), x.compare(LT, zero))
        .blend(broadcast(SPECIES, Double.NEGATIVE_INFINITY), x.compare(EQ, zero))
        .blend(infinity, x.compare(EQ, infinity));
  }

  /// log(1 + x).
  ///
  /// - Error: below 0.68 ulp.
  /// - log1p(±0) = ±0, log1p(−1) = −∞, log1p(+∞) = +∞, NaN below −1.
  /// - Method: log of u = 1 + x rounded, plus what rounding took times 1/u ≈ (1 − 2s + 2s²)/2ᵏ; x −
  ///   x²/2 for tiny x.
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
        .blend(
            x.mul(broadcast(SPECIES, -0.5)).fma(x, x),
            x.abs().compare(LT, broadcast(SPECIES, 0x1p-28)));
  }

  /// x to the power of γ.
  ///
  /// - Domain: x from 0 to 1, a finite γ ≥ 0; NaN for negative x.
  /// - Error: below 0.80 ulp.
  /// - power(x, 0) = 1, power(0, γ) = 0 for γ > 0, power(1, γ) = 1.
  /// - Method: e^(γ·log x), where the logarithm comes to 2⁻⁶⁵ of itself: k·ln 2 + 2·atanh s, whose
  ///   first two terms and the third's coefficient are carried in two doubles.
  public static DoubleVector power(DoubleVector x, double gamma) {
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
    var one = broadcast(SPECIES, 1);
    var f =
        bits.and(LongVector.broadcast(BITS, FRACTION_BITS))
            .add(LongVector.broadcast(BITS, SQRT_HALF_BITS))
            .reinterpretAsDoubles()
            .sub(one);
    var two = broadcast(SPECIES, 2);
    var t = f.add(two);
    var inverse = one.div(t);
    var s = f.mul(inverse);
    var minusS = s.neg();
    var sLow = minusS.fma(t, f).add(minusS.mul(f.sub(t.sub(two)))).mul(inverse);
    var z = s.mul(s);
    var zLow = s.fma(s, z.neg()).add(s.add(s).mul(sLow));
    var zz = z.mul(z);
    var even =
        zz.fma(broadcast(SPECIES, ATANH_6), broadcast(SPECIES, ATANH_4))
            .fma(zz, broadcast(SPECIES, ATANH_2))
            .fma(zz, broadcast(SPECIES, ATANH_0));
    var odd =
        zz.fma(broadcast(SPECIES, ATANH_7), broadcast(SPECIES, ATANH_5))
            .fma(zz, broadcast(SPECIES, ATANH_3))
            .fma(zz, broadcast(SPECIES, ATANH_1));
    var series = odd.fma(z, even);
    var third = broadcast(SPECIES, THIRD);
    var inner = series.fma(z, third);
    var innerLow =
        series.fma(z, third.sub(inner)).add(series.fma(zLow, broadcast(SPECIES, THIRD_LOW)));
    var w = z.mul(inner);
    var wLow = z.fma(inner, w.neg()).add(z.fma(innerLow, zLow.mul(inner)));
    var cubic = s.mul(w);
    var cubicLow = s.fma(w, cubic.neg()).add(s.fma(wLow, sLow.mul(w)));
    var half = s.add(cubic);
    var halfLow = s.sub(half).add(cubic).add(sLow.add(cubicLow));
    var base = k.mul(broadcast(SPECIES, LN2_HEAD));
    var total = half.add(half).add(base);
    var rest =
        k.fma(
            broadcast(SPECIES, LN2_TAIL),
            half.add(half).sub(total.sub(base)).add(halfLow.add(halfLow)));
    var log = total.add(rest);
    var logLow = rest.sub(log.sub(total));
    var factor = broadcast(SPECIES, gamma);
    var y = log.mul(factor);
    var yLow = log.fma(factor, y.neg()).add(logLow.mul(factor));
    var rounded = y.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var high = k.fma(broadcast(SPECIES, -LN2_HIGH), y);
    var low = k.fma(broadcast(SPECIES, -LN2_LOW), yLow);
    var r = high.add(low);
    var square = r.mul(r);
    even =
        square
            .fma(broadcast(SPECIES, EXP_11), broadcast(SPECIES, EXP_9))
            .fma(square, broadcast(SPECIES, EXP_7))
            .fma(square, broadcast(SPECIES, EXP_5))
            .fma(square, broadcast(SPECIES, EXP_3));
    odd =
        square
            .fma(broadcast(SPECIES, EXP_12), broadcast(SPECIES, EXP_10))
            .fma(square, broadcast(SPECIES, EXP_8))
            .fma(square, broadcast(SPECIES, EXP_6))
            .fma(square, broadcast(SPECIES, EXP_4));
    var tail = odd.fma(r, even).fma(r, broadcast(SPECIES, 0.5)).fma(square, low);
    var sum = high.add(one);
    var deep = y.compare(LT, broadcast(SPECIES, DEEP));
    var scale =
        rounded
            .add(broadcast(SPECIES, DEEP_SHIFT), deep)
            .reinterpretAsLongs()
            .lanewise(LSHL, EXPONENT_SHIFT)
            .add(LongVector.broadcast(BITS, ONE_BITS))
            .reinterpretAsDoubles();
    var zero = broadcast(SPECIES, 0);
    var result =
        sum.add(high.sub(sum.sub(one)).add(tail))
            .mul(scale)
            .mul(two.blend(broadcast(SPECIES, DEEP_SCALE), deep))
            .blend(zero, y.compare(LT, broadcast(SPECIES, EXP_UNDERFLOW)))
            .blend(broadcast(SPECIES, gamma == 0 ? 1 : 0), x.compare(EQ, zero));
    return x.fma(zero, result).blend(broadcast(SPECIES, Double.NaN), x.compare(LT, zero));
  }
}
