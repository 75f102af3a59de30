package dev.nabla.vector;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// The exponentials of a row against its largest element: what softmax and the cross-entropies
/// share.
public final class RowExponentials {

  private RowExponentials() {}

  /// Writes exp((x − max x)/temperature) of the first `n` elements into `e`, each within 1 ulp, and
  /// 0 behind them. The difference and the quotient are carried in two doubles, since exp
  /// multiplies an error in its argument by the argument. Overwrites the padding of `x`.
  ///
  /// A single +∞ takes 1 and leaves 0 to all others, the limit of the row.
  ///
  /// @return the first index of the largest element, whose exponential is exactly 1; −1 where the
  ///   row has no answer (NaN, all −∞, more than one +∞, or empty), and then `e` is NaN
  public static int write(double[] x, int n, double temperature, double[] e) {
    Arrays.fill(x, n, x.length, Double.NEGATIVE_INFINITY);
    double max = max(x);
    int largest = indexOf(x, n, max);
    if (Double.isInfinite(max) || largest < 0) {
      boolean single = largest >= 0 && max > 0 && indexOf(x, largest + 1, n, max) < 0;
      Arrays.fill(e, 0, n, single ? 0 : Double.NaN);
      if (!single) {
        return -1;
      }
      e[largest] = 1;
      return largest;
    }
    for (int i = 0; i < x.length; i += LANES) {
      var v = load(x, i);
      var difference = v.sub(max);
      var rest = Exact.sumError(v, broadcast(-max), difference);
      store(exponential(difference, rest, temperature), e, i);
    }
    return largest;
  }

  private static DoubleVector exponential(
      DoubleVector difference, DoubleVector rest, double temperature) {
    if (temperature == 1) {
      return Elementary.exp(difference, rest);
    }
    var quotient = difference.div(temperature);
    var remainder = quotient.neg().fma(broadcast(temperature), difference).add(rest);
    return Elementary.exp(quotient, remainder.div(temperature));
  }

  private static double max(double[] x) {
    var max = broadcast(Double.NEGATIVE_INFINITY);
    for (int i = 0; i < x.length; i += LANES) {
      max = max.max(load(x, i));
    }
    return max.reduceLanes(VectorOperators.MAX);
  }

  private static int indexOf(double[] x, int n, double value) {
    return indexOf(x, 0, n, value);
  }

  private static int indexOf(double[] x, int from, int to, double value) {
    for (int i = from; i < to; i++) {
      if (x[i] == value) {
        return i;
      }
    }
    return -1;
  }
}
