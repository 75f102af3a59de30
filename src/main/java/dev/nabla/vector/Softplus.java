package dev.nabla.vector;

import static dev.nabla.vector.Exponentials.BITS;
import static dev.nabla.vector.Exponentials.DEEP;
import static dev.nabla.vector.Exponentials.DEEP_SCALE;
import static dev.nabla.vector.Exponentials.DEEP_SHIFT;
import static dev.nabla.vector.Exponentials.EXPONENT_SHIFT;
import static dev.nabla.vector.Exponentials.EXP_UNDERFLOW;
import static dev.nabla.vector.Exponentials.INVERSE_LN2;
import static dev.nabla.vector.Exponentials.LN2_HIGH;
import static dev.nabla.vector.Exponentials.LN2_LOW;
import static dev.nabla.vector.Exponentials.ONE_BITS;
import static dev.nabla.vector.Exponentials.ROUNDER;
import static dev.nabla.vector.Exponentials.expTail;
import static dev.nabla.vector.Lanes.SPECIES;
import static dev.nabla.vector.Logarithms.ATANH_0;
import static dev.nabla.vector.Logarithms.ATANH_1;
import static dev.nabla.vector.Logarithms.ATANH_2;
import static dev.nabla.vector.Logarithms.ATANH_3;
import static dev.nabla.vector.Logarithms.ATANH_4;
import static dev.nabla.vector.Logarithms.ATANH_5;
import static dev.nabla.vector.Logarithms.ATANH_6;
import static dev.nabla.vector.Logarithms.ATANH_7;
import static dev.nabla.vector.Logarithms.LOG_1;
import static dev.nabla.vector.Logarithms.LOG_2;
import static dev.nabla.vector.Logarithms.LOG_3;
import static dev.nabla.vector.Logarithms.LOG_4;
import static dev.nabla.vector.Logarithms.LOG_5;
import static dev.nabla.vector.Logarithms.LOG_6;
import static dev.nabla.vector.Logarithms.LOG_7;
import static dev.nabla.vector.Logarithms.THIRD;
import static dev.nabla.vector.Logarithms.THIRD_LOW;
import static dev.nabla.vector.Sweep.NOWHERE;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/// The softplus log(1 + eˣ) and its bounded part, on lanes of float64: the exponential of
/// [Exponentials] and the logarithm of [Logarithms] in one, so that no digit is lost between them.
public final class Softplus {

  private static final double SQRT_TWO = 0x1.6a09e667f3bcdp0;

  private Softplus() {}

  /// log(1 + eˣ).
  ///
  /// - Error: below 0.80 ulp, reached where its low part is subnormal; 0.65 by normal ones.
  /// - softplus(−∞) = 0, softplus(+∞) = +∞; rounds to 0 below −745.1332191019411, never overflows.
  /// - Method: max(x, 0) + log1p(e^−|x|), the exponential, the logarithm and the sum in two
  ///   doubles.
  public static DoubleVector softplus(DoubleVector x) {
    return softplus(x, NOWHERE, NOWHERE, 0);
  }

  /// log(1 + e^−|x|), the bounded part of softplus: what [#softplus(DoubleVector)] is made of, for
  /// kernels that need the parts.
  ///
  /// - Error: below 0.80 ulp, as of softplus; with the low part below 3·10⁻¹⁷ of the result where
  ///   that is a normal number.
  ///
  /// @param exponentials receives e^−|x| at the index, each within 0.78 ulp
  /// @param low receives what rounding took from the result
  public static DoubleVector softplusOfMinusMagnitude(
      DoubleVector x, double[] exponentials, double[] low, int index) {
    return softplus(x, exponentials, low, index);
  }

  /// The same where no low part is wanted, in two thirds of the time.
  ///
  /// - Error: below 0.80 ulp, reached where its low part is subnormal; 0.70 by normal ones.
  /// - Method: as [Logarithms#log1p(DoubleVector)], of an exponential in two doubles.
  ///
  /// @param exponentials receives e^−|x| at the index, each within 0.78 ulp
  static DoubleVector softplusOfMinusMagnitude(DoubleVector x, double[] exponentials, int index) {
    var lowest = broadcast(SPECIES, EXP_UNDERFLOW);
    var y = x.abs().neg();
    y = y.blend(lowest, y.compare(LT, lowest));
    var rounded = y.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var exponent = rounded.sub(broadcast(SPECIES, ROUNDER));
    var near = exponent.fma(broadcast(SPECIES, -LN2_HIGH), y);
    var rest = expTail(near, exponent.mul(broadcast(SPECIES, -LN2_LOW)));
    var one = broadcast(SPECIES, 1);
    var sum = near.add(one);
    rest = near.sub(sum.sub(one)).add(rest);
    var power = sum.add(rest);
    var deep = y.compare(LT, broadcast(SPECIES, DEEP));
    var scale =
        rounded
            .add(broadcast(SPECIES, DEEP_SHIFT), deep)
            .reinterpretAsLongs()
            .lanewise(LSHL, EXPONENT_SHIFT)
            .add(LongVector.broadcast(BITS, ONE_BITS))
            .reinterpretAsDoubles();
    var factor = broadcast(SPECIES, 2).blend(broadcast(SPECIES, DEEP_SCALE), deep);
    var e = power.mul(scale).mul(factor);
    e.intoArray(exponentials, index);
    var eLow = rest.sub(power.sub(sum)).mul(scale).mul(factor);
    var m = e.add(one);
    var lost = e.sub(m.sub(one)).add(eLow);
    var middle = broadcast(SPECIES, 0.5);
    var large = m.compare(GT, broadcast(SPECIES, SQRT_TWO));
    var f = m.blend(m.mul(middle), large).sub(one);
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
    // What 1 + e has lost, over 1 + e: times 1 − 2s + 2s², which is nearly (1 − s)/(1 + s).
    tail = s.add(s).fma(s.sub(one), one).fma(lost.blend(lost.mul(middle), large), tail);
    var zero = broadcast(SPECIES, 0);
    var base = zero.blend(broadcast(SPECIES, LN2_HIGH), large);
    var total = base.add(high);
    tail = zero.blend(broadcast(SPECIES, LN2_LOW), large).add(tail);
    var result = total.add(tail.add(high.sub(total.sub(base))));
    // Next to 0 log1p(e) is e − e²/2, of which 1 + e has too few digits.
    return result.blend(
        e.add(e.mul(middle).neg().fma(e, eLow)), e.compare(LT, broadcast(SPECIES, 0x1p-28)));
  }

  private static DoubleVector softplus(
      DoubleVector x, double[] exponentials, double[] lows, int index) {
    var lowest = broadcast(SPECIES, EXP_UNDERFLOW);
    var y = x.abs().neg();
    y = y.blend(lowest, y.compare(LT, lowest));
    var rounded = y.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var exponent = rounded.sub(broadcast(SPECIES, ROUNDER));
    var near = exponent.fma(broadcast(SPECIES, -LN2_HIGH), y);
    var rest = expTail(near, exponent.mul(broadcast(SPECIES, -LN2_LOW)));
    var one = broadcast(SPECIES, 1);
    var sum = near.add(one);
    rest = near.sub(sum.sub(one)).add(rest);
    var power = sum.add(rest);
    var powerLow = rest.sub(power.sub(sum));
    var deep = y.compare(LT, broadcast(SPECIES, DEEP));
    var scale =
        rounded
            .add(broadcast(SPECIES, DEEP_SHIFT), deep)
            .reinterpretAsLongs()
            .lanewise(LSHL, EXPONENT_SHIFT)
            .add(LongVector.broadcast(BITS, ONE_BITS))
            .reinterpretAsDoubles();
    var factor = broadcast(SPECIES, 2).blend(broadcast(SPECIES, DEEP_SCALE), deep);
    var e = power.mul(scale).mul(factor);
    if (exponentials.length > 0) {
      e.intoArray(exponentials, index);
    }
    var m = e.add(one);
    var eLow = powerLow.mul(scale).mul(factor);
    var mLow = e.sub(m.sub(one)).add(eLow);
    var middle = broadcast(SPECIES, 0.5);
    var large = m.compare(GT, broadcast(SPECIES, SQRT_TWO));
    m = m.blend(m.mul(middle), large);
    mLow = mLow.blend(mLow.mul(middle), large);
    var f = m.sub(one);
    var two = broadcast(SPECIES, 2);
    var t = f.add(two);
    var tLow = f.sub(t.sub(two)).add(mLow);
    var inverse = one.div(t);
    var s = f.mul(inverse);
    var minusS = s.neg();
    var sLow = minusS.fma(t, f).add(minusS.fma(tLow, mLow)).mul(inverse);
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
    var innerLow = series.fma(z, third.sub(inner)).add(broadcast(SPECIES, THIRD_LOW));
    var w = z.mul(inner);
    var wLow = z.fma(inner, w.neg()).add(z.fma(innerLow, zLow.mul(inner)));
    var cubic = s.mul(w);
    var cubicLow = s.fma(w, cubic.neg()).add(s.fma(wLow, sLow.mul(w)));
    var half = s.add(cubic);
    var halfLow = s.sub(half).add(cubic).add(sLow.add(cubicLow));
    var zero = broadcast(SPECIES, 0);
    var base = zero.blend(broadcast(SPECIES, LN2_HIGH), large);
    var total = half.add(half).add(base);
    rest =
        half.add(half)
            .sub(total.sub(base))
            .add(halfLow.add(halfLow).add(zero.blend(broadcast(SPECIES, LN2_LOW), large)));
    var high = total.add(rest);
    var low = rest.sub(high.sub(total));
    // Next to 0 log1p(e) is e − e²/2, of which 1 + e has too few digits.
    var tiny = e.compare(LT, broadcast(SPECIES, 0x1p-28));
    var correction = e.mul(middle).neg().fma(e, eLow);
    var tinyHigh = e.add(correction);
    high = high.blend(tinyHigh, tiny);
    low = low.blend(correction.sub(tinyHigh.sub(e)), tiny);
    if (exponentials.length > 0) {
      low.intoArray(lows, index);
      return high;
    }
    var linear = x.max(zero);
    var result = linear.add(high);
    var lost = linear.min(high).sub(result.sub(linear.max(high))).add(low);
    var infinity = broadcast(SPECIES, Double.POSITIVE_INFINITY);
    return result.add(lost).blend(infinity, x.compare(EQ, infinity));
  }
}
