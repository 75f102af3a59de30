package dev.nabla.vector;

import static dev.nabla.vector.Lanes.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// The exponential and its kin on lanes of float64, each within 1 ulp of the exact result over all
/// of float64, with the same bits at every vector width, cold and hot. NaN gives NaN.
///
/// The error stated with each function, here and in [Logarithms], [Softplus], [Normal] and
/// [ErrorFunctions], is the largest seen over a million bit patterns and two million other
/// arguments against 60-digit arithmetic, rounded up, and the budget of its test. The polynomials
/// interpolate at the Chebyshev nodes of the interval named, which is within a bit of minimax;
/// their coefficients were computed with 60-digit arithmetic for nabla and rounded to float64 once.
///
/// Sums of two float64 numbers carry what one cannot hold: `high` (or a plain name) is the rounded
/// value, `low` or `rest` what rounding took. The functions are long and repeat themselves on
/// purpose: see the package's inline limits.
public final class Exponentials {

  static final VectorSpecies<Long> BITS = VectorSpecies.of(long.class, SPECIES.vectorShape());

  static final int EXPONENT_SHIFT = 52;
  static final long ONE_BITS = 0x3ff0000000000000L;
  static final long SIGN_BIT = 0x8000000000000000L;

  static final double INVERSE_LN2 = 0x1.71547652b82fep0;

  /// ln 2 = LN2_HIGH + LN2_LOW. With k = x/ln 2 rounded, x − k·LN2_HIGH is exact in one fused
  /// operation: the result is a multiple of 2⁻⁵⁴ below ½.
  static final double LN2_HIGH = 0x1.62e42fefa39efp-1;

  static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

  /// Added to a number below 2⁵¹ it rounds it to an integer k, and the last twelve bits of the sum
  /// are k − 1: one shift makes them an exponent. Without the −1, k = 1024 would have none.
  static final double ROUNDER = 0x1.8p52 - 1;

  /// Below this argument an exponential is first computed 2⁶⁴ times too large and then scaled down,
  /// so that a subnormal result is rounded by IEEE arithmetic.
  static final double DEEP = -690;

  static final double DEEP_SHIFT = 64;
  static final double DEEP_SCALE = 0x1p-63;

  /// The largest float64 number whose exponential is finite.
  static final double EXP_OVERFLOW = 0x1.62e42fefa39efp9;

  /// Exponentials from here down are 0; above, the last ones round to 0 by themselves.
  static final double EXP_UNDERFLOW = -746;

  /// Moves the step from k = 0 to k = 1 up to x = 0.409, where eˣ − 1 = 1 + 2(eʳ − 1) reaches ½ and
  /// cancellation no longer enlarges the error of eʳ.
  static final double EXPM1_SHIFT = 0.0625;

  // (eʳ − 1 − r)/r² for r from −0.3467 to 0.4095, degree 10; the first coefficient is ½.
  static final double EXP_3 = 0x1.5555555555558p-3;
  static final double EXP_4 = 0x1.5555555555606p-5;
  static final double EXP_5 = 0x1.111111110fc1cp-7;
  static final double EXP_6 = 0x1.6c16c16bba90dp-10;
  static final double EXP_7 = 0x1.a01a01add13ccp-13;
  static final double EXP_8 = 0x1.a01a03b68e2cdp-16;
  static final double EXP_9 = 0x1.71ddfdc5e4fecp-19;
  static final double EXP_10 = 0x1.27e00ae0393e9p-22;
  static final double EXP_11 = 0x1.af548566fdf86p-26;
  static final double EXP_12 = 0x1.274ae199f8254p-29;

  private Exponentials() {}

  /// eˣ.
  ///
  /// - Error: below 0.78 ulp, reached by subnormal results; 0.70 by normal ones.
  /// - Overflows to +∞ above 709.782712893384, rounds to 0 below −745.1332191019411; exp(−∞) = 0,
  ///   exp(+∞) = +∞.
  /// - Method: x = k·ln 2 + r in two doubles, 1 + r + r²·p(r) with p of degree 10, scaled by 2ᵏ.
  public static DoubleVector exp(DoubleVector x) {
    var rounded = x.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var high = k.fma(broadcast(SPECIES, -LN2_HIGH), x);
    return expOfReduced(x, rounded, high, k.mul(broadcast(SPECIES, -LN2_LOW)));
  }

  /// e^(hi + lo), for an argument that had to be computed and carries its rounding error.
  ///
  /// - Domain: |lo| ≤ ulp(hi).
  /// - Error: below 0.78 ulp, from the exponential of the unrounded sum.
  /// - Where hi is infinite, lo is ignored, NaN too; e^(hi + lo) is +∞ for every hi above
  ///   709.782712893384.
  /// - Method: as [#exp(DoubleVector)], with lo joined to the low half of r.
  public static DoubleVector exp(DoubleVector hi, DoubleVector lo) {
    var rounded = hi.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var high = k.fma(broadcast(SPECIES, -LN2_HIGH), hi);
    return expOfReduced(hi, rounded, high, k.fma(broadcast(SPECIES, -LN2_LOW), lo));
  }

  /// e^(x − y), for y ≥ x: what a row of exponentials is made of.
  ///
  /// - Error: as of [#exp(DoubleVector, DoubleVector)], which takes the difference in two doubles.
  static DoubleVector expOfDifference(DoubleVector x, DoubleVector y) {
    var difference = x.sub(y);
    return exp(difference, Exact.sumError(x, y.neg(), difference));
  }

  private static DoubleVector expOfReduced(
      DoubleVector x, DoubleVector rounded, DoubleVector high, DoubleVector low) {
    var tail = expTail(high, low);
    var one = broadcast(SPECIES, 1);
    var sum = high.add(one);
    var y = sum.add(high.sub(sum.sub(one)).add(tail));
    var deep = x.compare(LT, broadcast(SPECIES, DEEP));
    return y.mul(halfPowerOfTwo(rounded.add(broadcast(SPECIES, DEEP_SHIFT), deep)))
        .mul(broadcast(SPECIES, 2).blend(broadcast(SPECIES, DEEP_SCALE), deep))
        .blend(
            broadcast(SPECIES, Double.POSITIVE_INFINITY),
            x.compare(GT, broadcast(SPECIES, EXP_OVERFLOW)))
        .blend(broadcast(SPECIES, 0), x.compare(LT, broadcast(SPECIES, EXP_UNDERFLOW)));
  }

  /// e^(high + low) − 1 − high, for high + low from −0.3467 to 0.4095.
  static DoubleVector expTail(DoubleVector high, DoubleVector low) {
    var r = high.add(low);
    var square = r.mul(r);
    return expSeries(r, square).fma(r, broadcast(SPECIES, 0.5)).fma(square, low);
  }

  /// (eʳ − 1 − r − r²/2)/r³.
  private static DoubleVector expSeries(DoubleVector r, DoubleVector square) {
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
    return odd.fma(r, even);
  }

  /// 2^(k − 1), for k from −1021 to 1024.
  private static DoubleVector halfPowerOfTwo(DoubleVector rounded) {
    return rounded
        .reinterpretAsLongs()
        .lanewise(LSHL, EXPONENT_SHIFT)
        .add(LongVector.broadcast(BITS, ONE_BITS))
        .reinterpretAsDoubles();
  }

  /// eˣ − 1.
  ///
  /// - Error: below 0.62 ulp.
  /// - expm1(±0) = ±0, expm1(−∞) = −1; overflows as exp does.
  /// - Method: 2ᵏ − 1 + 2ᵏ·(r + r²/2 + r³·q(r)), all but the last term added with their errors, q
  ///   from the p of exp. All of it is halved until the end, since 2¹⁰²⁴ has no float64.
  public static DoubleVector expm1(DoubleVector x) {
    var lowest = broadcast(SPECIES, -50);
    var y = x.blend(lowest, x.compare(LT, lowest));
    var rounded =
        y.sub(broadcast(SPECIES, EXPM1_SHIFT))
            .fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var high = k.fma(broadcast(SPECIES, -LN2_HIGH), y);
    var low = k.mul(broadcast(SPECIES, -LN2_LOW));
    var r = high.add(low);
    var square = r.mul(r);
    var series = expSeries(r, square);
    var half = halfPowerOfTwo(rounded);
    var middle = broadcast(SPECIES, 0.5);
    var small =
        low.sub(r.sub(high))
            .fma(r, low)
            .add(r.fma(r, square.neg()).mul(middle))
            .add(series.mul(r.mul(square)));
    var offset = broadcast(SPECIES, -0.5);
    var base = half.add(offset);
    var sum = half.fma(high, base);
    var addend = base.sub(half);
    var error =
        half.sub(base.sub(addend)).add(offset.sub(addend)).add(half.fma(high, base.sub(sum)));
    var quadratic = square.mul(half).mul(middle);
    var total = sum.add(quadratic);
    var result = total.add(small.fma(half, error.add(quadratic.sub(total.sub(sum)))));
    return result
        .add(result)
        .blend(
            broadcast(SPECIES, Double.POSITIVE_INFINITY),
            x.compare(GT, broadcast(SPECIES, EXP_OVERFLOW)))
        .blend(x, x.abs().compare(LT, broadcast(SPECIES, 0x1p-54)));
  }

  /// The hyperbolic tangent.
  ///
  /// - Error: below 0.84 ulp.
  /// - Odd to the bit: tanh(±0) = ±0, tanh(±∞) = ±1.
  /// - Method: with E = expm1(−2|x|) in two doubles, −E/(2 + E), the quotient corrected by its
  ///   remainder.
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

  /// 1/(1 + e⁻ˣ).
  ///
  /// - Error: below 0.78 ulp, reached by subnormal results; 0.65 by normal ones.
  /// - sigmoid(±0) = ½, sigmoid(+∞) = 1; rounds to 0 below −745.1332191019411, sigmoid(−∞) = 0.
  /// - Method: with E = e^−|x| in two doubles, 1/(1 + E) or E/(1 + E), the quotient corrected by
  ///   its remainder.
  public static DoubleVector sigmoid(DoubleVector x) {
    var lowest = broadcast(SPECIES, EXP_UNDERFLOW);
    var y = x.abs().neg();
    y = y.blend(lowest, y.compare(LT, lowest));
    var rounded = y.fma(broadcast(SPECIES, INVERSE_LN2), broadcast(SPECIES, ROUNDER));
    var k = rounded.sub(broadcast(SPECIES, ROUNDER));
    var high = k.fma(broadcast(SPECIES, -LN2_HIGH), y);
    var tail = expTail(high, k.mul(broadcast(SPECIES, -LN2_LOW)));
    var one = broadcast(SPECIES, 1);
    var near = high.add(one);
    tail = high.sub(near.sub(one)).add(tail);
    var power = near.add(tail);
    var powerLow = tail.sub(power.sub(near));
    var deep = y.compare(LT, broadcast(SPECIES, DEEP));
    var half =
        rounded
            .add(broadcast(SPECIES, DEEP_SHIFT), deep)
            .reinterpretAsLongs()
            .lanewise(LSHL, EXPONENT_SHIFT)
            .add(LongVector.broadcast(BITS, ONE_BITS))
            .reinterpretAsDoubles();
    var factor = broadcast(SPECIES, 2).blend(broadcast(SPECIES, DEEP_SCALE), deep);
    var e = power.mul(half).mul(factor);
    var bottom = e.add(one);
    var bottomLow = e.sub(bottom.sub(one)).add(powerLow.mul(half).mul(factor));
    var left = x.compare(LT, broadcast(SPECIES, 0));
    var top = one.blend(power, left);
    var inverse = one.div(bottom);
    var quotient = top.mul(inverse);
    var negated = quotient.neg();
    var remainder = negated.fma(bottomLow, broadcast(SPECIES, 0).blend(powerLow, left));
    return negated
        .fma(bottom, top)
        .add(remainder)
        .fma(inverse, quotient)
        .mul(one.blend(half, left))
        .mul(one.blend(factor, left));
  }
}
