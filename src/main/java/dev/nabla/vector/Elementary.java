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

/// Elementary functions on lanes of float64, each within 1 ulp of the exact result over all of
/// float64, with the same bits at every vector width, cold and hot. NaN gives NaN.
///
/// The error stated with each function is the largest seen against 60-digit arithmetic, rounded up,
/// and the budget of its test. The polynomials interpolate at the Chebyshev nodes of the interval
/// named, which is within a bit of minimax; their coefficients were computed with 60-digit
/// arithmetic for nabla and rounded to float64 once.
///
/// Sums of two float64 numbers carry what one cannot hold: `high` (or a plain name) is the rounded
/// value, `low` or `rest` what rounding took. The functions are long and repeat themselves on
/// purpose: see the package's inline limits.
public final class Elementary {

  private static final VectorSpecies<Long> BITS =
      VectorSpecies.of(long.class, SPECIES.vectorShape());

  private static final int EXPONENT_SHIFT = 52;
  private static final long SIGN_BIT = 0x8000000000000000L;
  private static final long FRACTION_BITS = 0x000fffffffffffffL;
  private static final long ONE_BITS = 0x3ff0000000000000L;
  private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
  private static final double EXPONENT_BIAS = 1023;

  /// An integer below 2⁵², or-ed into these bits, is the fraction of the float64 number 2⁵² +
  /// integer.
  private static final long TWO_52_BITS = 0x4330000000000000L;

  private static final double TWO_52 = 0x1p52;

  private static final double INVERSE_LN2 = 0x1.71547652b82fep0;

  /// ln 2 = LN2_HIGH + LN2_LOW. With k = x/ln 2 rounded, x − k·LN2_HIGH is exact in one fused
  /// operation: the result is a multiple of 2⁻⁵⁴ below ½.
  private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;

  private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

  /// ln 2 = LN2_HEAD + LN2_TAIL, where the head's last eleven bits are 0: its product with any
  /// exponent is exact.
  private static final double LN2_HEAD = 0x1.62e42fefa38p-1;

  private static final double LN2_TAIL = 0x1.ef35793c7673p-45;

  /// Added to a number below 2⁵¹ it rounds it to an integer k, and the last twelve bits of the sum
  /// are k − 1: one shift makes them an exponent. Without the −1, k = 1024 would have none.
  private static final double ROUNDER = 0x1.8p52 - 1;

  /// Below this argument an exponential is first computed 2⁶⁴ times too large and then scaled down,
  /// so that a subnormal result is rounded by IEEE arithmetic.
  private static final double DEEP = -690;

  private static final double DEEP_SHIFT = 64;
  private static final double DEEP_SCALE = 0x1p-63;

  /// The largest float64 number whose exponential is finite.
  private static final double EXP_OVERFLOW = 0x1.62e42fefa39efp9;

  /// Exponentials from here down are 0; above, the last ones round to 0 by themselves.
  private static final double EXP_UNDERFLOW = -746;

  /// Moves the step from k = 0 to k = 1 up to x = 0.409, where eˣ − 1 = 1 + 2(eʳ − 1) reaches ½ and
  /// cancellation no longer enlarges the error of eʳ.
  private static final double EXPM1_SHIFT = 0.0625;

  // (eʳ − 1 − r)/r² for r from −0.3467 to 0.4095, degree 10; the first coefficient is ½.
  private static final double EXP_3 = 0x1.5555555555558p-3;
  private static final double EXP_4 = 0x1.5555555555606p-5;
  private static final double EXP_5 = 0x1.111111110fc1cp-7;
  private static final double EXP_6 = 0x1.6c16c16bba90dp-10;
  private static final double EXP_7 = 0x1.a01a01add13ccp-13;
  private static final double EXP_8 = 0x1.a01a03b68e2cdp-16;
  private static final double EXP_9 = 0x1.71ddfdc5e4fecp-19;
  private static final double EXP_10 = 0x1.27e00ae0393e9p-22;
  private static final double EXP_11 = 0x1.af548566fdf86p-26;
  private static final double EXP_12 = 0x1.274ae199f8254p-29;

  // (log((1+s)/(1−s)) − 2s)/s³ as a function of s² ≤ 0.02946, degree 6.
  private static final double LOG_1 = 0x1.5555555555558p-1;
  private static final double LOG_2 = 0x1.999999999528dp-2;
  private static final double LOG_3 = 0x1.2492492dfabd8p-2;
  private static final double LOG_4 = 0x1.c71c62d972097p-3;
  private static final double LOG_5 = 0x1.7462b81922cc6p-3;
  private static final double LOG_6 = 0x1.39fdee717f051p-3;
  private static final double LOG_7 = 0x1.2b5dcaa328dabp-3;

  private static final double SQRT2_HIGH = 0x1.6a09e667f3bcdp0;
  private static final double SQRT2_LOW = -0x1.bdd3413b26456p-54;

  /// Maps [0, ∞] to s = (t − 5)/(t + 5) in [−1, 1], where the tail's polynomial converges fastest.
  private static final double TAIL_CENTRE = 5;

  /// The middle of the values of (t + 1)·Φ(−t)·e^{t²/2}: the polynomial is left with ±0.055.
  private static final double TAIL_MIDDLE = 0.453125;

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

  private Elementary() {}

  /// eˣ.
  ///
  /// - Error: below 0.78 ulp, reached by subnormal results; 0.70 by normal ones.
  /// - Overflows to +∞ above 709.782712893384, rounds to 0 below −745.1332191019412; exp(−∞) = 0,
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
  /// - Error: as of [#exp(DoubleVector)], from the exponential of the unrounded sum.
  /// - Where hi is infinite, lo is ignored, NaN too; e^(hi + lo) is +∞ for every hi above
  ///   709.782712893384.
  /// - Method: as [#exp(DoubleVector)], with lo joined to the low half of r.
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
    return y.mul(halfPowerOfTwo(rounded.add(broadcast(SPECIES, DEEP_SHIFT), deep)))
        .mul(broadcast(SPECIES, 2).blend(broadcast(SPECIES, DEEP_SCALE), deep))
        .blend(
            broadcast(SPECIES, Double.POSITIVE_INFINITY),
            x.compare(GT, broadcast(SPECIES, EXP_OVERFLOW)))
        .blend(broadcast(SPECIES, 0), x.compare(LT, broadcast(SPECIES, EXP_UNDERFLOW)));
  }

  /// e^(high + low) − 1 − high, for high + low from −0.3467 to 0.4095.
  private static DoubleVector expTail(DoubleVector high, DoubleVector low) {
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

  /// The natural logarithm.
  ///
  /// - Error: below 0.66 ulp, next to 1 and for subnormal arguments too.
  /// - log(±0) = −∞, log(+∞) = +∞, NaN for negative arguments; log(1) = +0.
  /// - Method: x = 2ᵏ(1 + f) with 1 + f from √½ to √2, s = f/(2 + f), and k·ln 2 + f − f²/2 +
  ///   s·(f²/2 + s²·p(s²)) with p of degree 6, where all but the last term carry their errors.
  public static DoubleVector log(DoubleVector x) {
    return logPart(x, false);
  }

  /// What rounding took from the logarithm: log x − log(x) of a finite x > 0, with an absolute
  /// error below 10⁻¹⁷, for logarithms that are multiplied before they are used.
  public static DoubleVector logLow(DoubleVector x) {
    return logPart(x, true);
  }

  private static DoubleVector logPart(DoubleVector x, boolean low) {
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
    if (low) {
      return rest.sub(result.sub(sum));
    }
    var zero = broadcast(SPECIES, 0);
    var infinity = broadcast(SPECIES, Double.POSITIVE_INFINITY);
    return x.fma(zero, result)
        .blend(broadcast(SPECIES, Double.NaN), x.compare(LT, zero))
        .blend(broadcast(SPECIES, Double.NEGATIVE_INFINITY), x.compare(EQ, zero))
        .blend(infinity, x.compare(EQ, infinity));
  }

  /// log(1 + x).
  ///
  /// - Error: below 0.66 ulp.
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

  /// Φ(−t)·e^{t²/2} = ½·erfcx(t/√2): the tail of the standard normal over its steep part.
  ///
  /// - Domain: t ≥ 0; NaN for negative arguments.
  /// - Error: below 0.94 ulp.
  /// - ½ at 0, 0 at +∞, subnormal for the largest arguments.
  /// - Method: a polynomial of degree 25 in s = (t − 5)/(t + 5) for (t + 1) times the result,
  ///   divided by t + 1 in two doubles. What rounding took from s is made up for to first order.
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
    var variation =
        odd.fma(s, even)
            .fma(s, broadcast(SPECIES, TAIL_1))
            .fma(s, remainder.mul(slope).fma(w, broadcast(SPECIES, TAIL_0)));
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

  /// The complementary error function, 2/√π·∫ₓ^∞ e^{−u²} du.
  ///
  /// - Error: below 0.97 ulp, through the subnormal tail from 26.54 to 27.23.
  /// - erfc(−∞) = 2, erfc(+∞) = 0.
  /// - Method: 2·e^{−x²}·Φ-tail at √2·|x| as in scaledNormalTail, with x², √2·|x|, both factors and
  ///   the quotient in two doubles; 2 minus that for negative x.
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
    var variation =
        odd.fma(s, even)
            .fma(s, broadcast(SPECIES, TAIL_1))
            .fma(s, remainder.mul(slope).fma(w, broadcast(SPECIES, TAIL_0)));
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
    var rest = negated.fma(divisor, high).add(negated.fma(divisorLow, low));
    var two = broadcast(SPECIES, 2);
    var deep = y.compare(LT, broadcast(SPECIES, DEEP));
    var scale =
        rounded
            .add(broadcast(SPECIES, DEEP_SHIFT), deep)
            .reinterpretAsLongs()
            .lanewise(LSHL, EXPONENT_SHIFT)
            .add(LongVector.broadcast(BITS, ONE_BITS))
            .reinterpretAsDoubles();
    var result =
        rest.fma(inverse, quotient)
            .mul(two)
            .mul(scale)
            .mul(two.blend(broadcast(SPECIES, DEEP_SCALE), deep))
            .blend(broadcast(SPECIES, 0), magnitude.compare(GT, broadcast(SPECIES, 27.3)));
    return result.blend(two.sub(result), x.compare(LT, broadcast(SPECIES, 0)));
  }
}
