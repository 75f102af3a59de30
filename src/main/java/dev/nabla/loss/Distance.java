package dev.nabla.loss;

import static dev.nabla.vector.Exact.sumError;
import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;

import dev.nabla.vector.Lanes;
import dev.nabla.vector.Sum;
import dev.nabla.vector.Sweep;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/// The distance of two vectors of equal length. Works on padded arrays, of which `n` elements
/// count.
enum Distance {
  EUCLIDEAN {
    @Override
    double measure(double[] a, double[] b, int n, double eps, double[] toA, double[] toB) {
      double largest = subtract(a, b, n, eps, 1, toA);
      if (largest == 0) {
        Arrays.fill(toB, 0);
        return 0;
      }
      if (largest > 0x1p480) {
        return measureFar(a, b, n, eps, toA, toB);
      }
      // The squares of tiny differences would vanish.
      double scale = largest < 0x1p-480 ? 0x1p600 : 1;
      if (scale != 1) {
        Sweep.multiply(toA, scale, 0, toA.length);
      }
      double distance = Math.sqrt(Sum.dot(toA, toA, n));
      Sweep.divide(toA, distance, 0, toA.length);
      Sweep.negate(toA, toB, 0, toB.length);
      return distance / scale;
    }

    // Where squares would overflow, and differences of finite numbers may have.
    private double measureFar(
        double[] a, double[] b, int n, double eps, double[] toA, double[] toB) {
      double scale = 0x1p-600;
      double largest = subtract(a, b, n, eps, scale, toB);
      double scaled = Double.isInfinite(largest) ? largest : Math.sqrt(Sum.dot(toB, toB, n));
      double distance = scaled / scale;
      if (Double.isFinite(distance)) {
        Sweep.divide(toA, distance, 0, toA.length);
      } else {
        System.arraycopy(toB, 0, toA, 0, toA.length);
        if (Double.isInfinite(largest)) {
          pointAtInfinity(toA);
        } else {
          Sweep.divide(toA, scaled, 0, toA.length);
        }
      }
      Sweep.negate(toA, toB, 0, toB.length);
      return distance;
    }
  },
  SQUARED_EUCLIDEAN {
    @Override
    double measure(double[] a, double[] b, int n, double eps, double[] toA, double[] toB) {
      subtract(a, b, n, eps, 1, toA);
      double distance = Sum.dot(toA, toA, n);
      Sweep.multiply(toA, 2, 0, toA.length);
      Sweep.negate(toA, toB, 0, toB.length);
      return distance;
    }
  },
  MANHATTAN {
    @Override
    double measure(double[] a, double[] b, int n, double eps, double[] toA, double[] toB) {
      subtract(a, b, n, eps, 1, toA);
      for (int i = 0; i < toA.length; i++) {
        toB[i] = Math.abs(toA[i]);
        toA[i] = Math.signum(toA[i]);
      }
      double distance = Sum.sum(toB, n);
      Sweep.negate(toA, toB, 0, toB.length);
      return distance;
    }
  },
  COSINE {
    @Override
    double measure(double[] a, double[] b, int n, double eps, double[] toA, double[] toB) {
      double scaleA = copyScaled(a, n, toA);
      double scaleB = copyScaled(b, n, toB);
      double aa = Sum.dot(toA, toA, n);
      double bb = Sum.dot(toB, toB, n);
      if (aa == 0 || bb == 0) {
        Arrays.fill(toA, 0);
        Arrays.fill(toB, 0);
        return 1;
      }
      double ab = Sum.dot(toA, toB, n);
      double aaRest = Sum.dot(toA, toA, n, -aa);
      double bbRest = Sum.dot(toB, toB, n, -bb);
      double abRest = Sum.dot(toA, toB, n, -ab);
      double alongA = ab / aa;
      double alongARest = (Math.fma(-alongA, aa, ab) + (abRest - alongA * aaRest)) / aa;
      double alongB = ab / bb;
      double alongBRest = (Math.fma(-alongB, bb, ab) + (abRest - alongB * bbRest)) / bb;
      sweepRejections(toA, toB, alongA, alongARest, alongB, alongBRest);
      double lengths = Math.sqrt(aa) * Math.sqrt(bb);
      double cosine = ab / lengths;
      // What of a stands off b has the length |a|·sin, and 1 − cos is sin²/(1 + cos): for close
      // directions all digits of 1 − cos are in it, and none in the cosine.
      double distance = ab > 0 ? Sum.dot(toB, toB, n) / aa / (1 + cosine) : 1 - cosine;
      for (int i = 0; i < toA.length; i++) {
        toA[i] = toA[i] / lengths * scaleA;
        toB[i] = toB[i] / lengths * scaleB;
      }
      return distance;
    }
  };

  /// The distance D, with ∂D/∂a and ∂D/∂b written to `toA` and `toB`, whose padding may then hold
  /// anything.
  ///
  /// @param eps added to each component of a − b; of no effect on the cosine distance
  abstract double measure(double[] a, double[] b, int n, double eps, double[] toA, double[] toB);

  /// Writes scale · (a − b + eps), where the scale is a power of two. The sum is rounded once,
  /// since eps may take away most of the difference.
  ///
  /// @return the largest magnitude in it, NaN where there is one
  private static double subtract(
      double[] a, double[] b, int n, double eps, double scale, double[] difference) {
    int whole = n & -Lanes.BLOCK;
    double largest = sweepDifferences(a, b, whole, scale, difference);
    for (int i = whole; i < n; i++) {
      difference[i] = a[i] * scale - b[i] * scale;
      largest = Math.max(largest, Math.abs(difference[i]));
    }
    if (eps == 0 || !(largest < Double.POSITIVE_INFINITY)) {
      return largest;
    }
    double shift = eps * scale;
    largest = 0;
    for (int i = 0; i < n; i++) {
      double left = a[i] * scale;
      double right = b[i] * scale;
      double shifted = difference[i] + shift;
      double lost = sumError(left, -right, difference[i]) + sumError(difference[i], shift, shifted);
      difference[i] = shifted + lost;
      largest = Math.max(largest, Math.abs(difference[i]));
    }
    return largest;
  }

  private static double sweepDifferences(
      double[] a, double[] b, int n, double scale, double[] difference) {
    var largest = broadcast(0);
    for (int i = 0; i < n; i += LANES) {
      var d = load(a, i).mul(scale).sub(load(b, i).mul(scale));
      largest = largest.max(d.abs());
      d.intoArray(difference, i);
    }
    return largest.reduceLanes(MAX);
  }

  /// The direction of a vector that is infinite: along its one infinite component; of several there
  /// is none.
  private static void pointAtInfinity(double[] vector) {
    int infinite = 0;
    for (double component : vector) {
      infinite += Double.isInfinite(component) ? 1 : 0;
    }
    for (int i = 0; i < vector.length; i++) {
      double sign = Double.isInfinite(vector[i]) ? Math.signum(vector[i]) : 0;
      vector[i] = infinite == 1 ? sign : Double.NaN;
    }
  }

  /// Writes what of b stands off a, negated, over a, and what of a stands off b over b.
  private static void sweepRejections(
      double[] a, double[] b, double alongA, double restA, double alongB, double restB) {
    for (int i = 0; i < a.length; i += LANES) {
      var u = load(a, i);
      var v = load(b, i);
      rejection(u, v, alongA, restA).intoArray(a, i);
      rejection(v, u, alongB, restB).intoArray(b, i);
    }
  }

  /// along · u − v, which vanishes where the vectors are parallel or opposite. The error of the two
  /// doubles of `along` would be left then, and count as a direction however small v is.
  private static DoubleVector rejection(DoubleVector u, DoubleVector v, double along, double rest) {
    var left = u.fma(broadcast(along), v.neg()).add(u.mul(rest));
    return left.blend(0, left.abs().compare(LT, v.abs().mul(0x1p-100)));
  }

  /// Copies a vector, scaled so that its squares neither overflow nor vanish. Of an infinite one,
  /// with scale 0, the direction is left.
  ///
  /// @return the scale
  private static double copyScaled(double[] vector, int n, double[] copy) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(vector[i]));
    }
    if (Double.isInfinite(largest)) {
      System.arraycopy(vector, 0, copy, 0, n);
      pointAtInfinity(copy);
      return 0;
    }
    // Products of four lengths are taken, so even moderate ones are brought near 1.
    double scale = Math.scalb(1.0, -Math.clamp(Math.getExponent(largest), -1000, 1000));
    for (int i = 0; i < n; i++) {
      copy[i] = vector[i] * scale;
    }
    return scale;
  }
}
