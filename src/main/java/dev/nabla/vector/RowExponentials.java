package dev.nabla.vector;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.SPECIES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.MAX;

import java.util.Arrays;
import jdk.incubator.vector.VectorMask;

/// The exponentials of a row against its largest element: what softmax, the cross-entropies and the
/// smooth maximum share.
public final class RowExponentials {

  private RowExponentials() {}

  /// Writes exp((x − max x)/temperature) of the first `n` elements into `e`, each within 1 ulp, and
  /// 0 behind them. The difference and the quotient are carried in two doubles, since exp
  /// multiplies an error in its argument by the argument. Overwrites the padding of `x`.
  ///
  /// A single +∞ takes 1 and leaves 0 to all others, the limit of the row.
  ///
  /// @param low scratch, of the length of `x`
  /// @return the first index of the largest element, whose exponential is exactly 1; −1 where the
  ///   row has no answer (NaN, all −∞, more than one +∞, or empty), and then `e` is NaN
  public static int write(double[] x, int n, double temperature, double[] e, double[] low) {
    for (int i = n; i < x.length; i++) {
      x[i] = Double.NEGATIVE_INFINITY;
    }
    double max = sweepMax(x);
    int largest = sweepIndexOf(x, max);
    if (Double.isInfinite(max) || largest < 0) {
      boolean single = largest >= 0 && max > 0 && !isRepeated(x, largest, n);
      Arrays.fill(e, 0, n, single ? 0 : Double.NaN);
      if (!single) {
        return -1;
      }
      e[largest] = 1;
      return largest;
    }
    if (temperature == 1) {
      sweepExponentials(x, max, e);
    } else {
      sweepDifferences(x, max, e, low);
      soften(x, max, temperature, e, low);
      Sweep.exp(e, low, e, 0, e.length);
    }
    return largest;
  }

  /// Divides differences in two doubles by the temperature.
  private static void soften(
      double[] x, double max, double temperature, double[] high, double[] low) {
    for (int i = 0; i < high.length; i++) {
      if (high[i] == Double.NEGATIVE_INFINITY) {
        // Where the difference has overflowed, a temperature as large may bring it back.
        high[i] = Double.isFinite(x[i]) ? x[i] / temperature - max / temperature : high[i];
        low[i] = 0;
        continue;
      }
      double quotient = high[i] / temperature;
      low[i] =
          quotient == Double.NEGATIVE_INFINITY
              ? 0
              : (Math.fma(-quotient, temperature, high[i]) + low[i]) / temperature;
      high[i] = quotient;
    }
  }

  /// log Σ exp x of the first `n` elements, the smooth maximum. Overwrites the padding of `x`.
  ///
  /// - Error: below 1 ulp of the result or, where that is smaller, of 1: the maximum and the
  ///   logarithm of the rest may cancel.
  /// - NaN where there is one, else +∞ where there is one; −∞ for a row of −∞ and for none.
  ///
  /// @param e receives exp(x − max x)
  /// @param low scratch, of the length of `x`
  public static double logSumExp(double[] x, int n, double[] e, double[] low) {
    int largest = write(x, n, 1, e, low);
    if (largest < 0) {
      return sweepMax(x);
    }
    return x[largest] + Sweep.log1p(rest(e, n, largest));
  }

  /// The sum of the exponentials of a row but the largest, which is 1.
  public static double rest(double[] e, int n, int largest) {
    e[largest] = 0;
    double rest = Sum.sum(e, n);
    e[largest] = 1;
    return rest;
  }

  /// Divides the exponentials of a row by their sum, each quotient within 1 ulp.
  ///
  /// @param total the sum of all, from 1 on
  /// @param lost what rounding took from it, or 0
  public static void sweepShares(double[] e, double total, double lost) {
    var inverse = broadcast(1 / total);
    for (int i = 0; i < e.length; i += LANES) {
      var numerator = load(e, i);
      // A product corrected by its remainder costs a third of a division.
      var quotient = numerator.mul(inverse);
      var negated = quotient.neg();
      var remainder = negated.fma(broadcast(lost), negated.fma(broadcast(total), numerator));
      store(remainder.fma(inverse, quotient), e, i);
    }
  }

  private static void sweepExponentials(double[] x, double max, double[] e) {
    var subtrahend = broadcast(max);
    for (int i = 0; i < x.length; i += LANES) {
      Exponentials.expOfDifference(load(x, i), subtrahend).intoArray(e, i);
    }
  }

  private static void sweepDifferences(double[] x, double max, double[] high, double[] low) {
    for (int i = 0; i < x.length; i += LANES) {
      var v = load(x, i);
      var difference = v.sub(max);
      store(Exact.sumError(v, broadcast(-max), difference), low, i);
      store(difference, high, i);
    }
  }

  /// The largest element, NaN where there is one.
  private static double sweepMax(double[] x) {
    var max = broadcast(Double.NEGATIVE_INFINITY);
    VectorMask<Double> nan = SPECIES.maskAll(false);
    for (int i = 0; i < x.length; i += LANES) {
      var v = load(x, i);
      max = max.blend(v, v.compare(GT, max));
      nan = nan.or(v.test(IS_NAN));
    }
    return nan.anyTrue() ? Double.NaN : max.reduceLanes(MAX);
  }

  /// Where a value stands first in whole lanes, or −1.
  private static int sweepIndexOf(double[] x, double value) {
    for (int i = 0; i < x.length; i += LANES) {
      var equal = load(x, i).compare(EQ, value);
      if (equal.anyTrue()) {
        return i + equal.firstTrue();
      }
    }
    return -1;
  }

  private static boolean isRepeated(double[] x, int first, int n) {
    for (int i = first + 1; i < n; i++) {
      if (x[i] == x[first]) {
        return true;
      }
    }
    return false;
  }
}
