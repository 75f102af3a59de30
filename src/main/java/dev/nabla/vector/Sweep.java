package dev.nabla.vector;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LT;

/// Elementary functions over a stretch of an array: one loop a function, which the JIT compiles
/// once.
///
/// A kernel sweeps its arrays in stretches of [#LENGTH] that stay in the first-level cache, one
/// sweep or loop of its own after the other, instead of calling lane functions in one long loop: C2
/// stops inlining where a method has grown past 18,000 nodes, at about 40 vector operations, and
/// from there on every vector is an object. Methods of the Vector API are inlined even then, hence
/// `intoArray`.
///
/// Bounds are multiples of the lane block. Source and destination may be the same array.
public final class Sweep {

  /// Elements in a stretch: three arrays of them fill half a usual first-level cache of 32 KiB.
  private static final int LENGTH = 640;

  /// For results that are not wanted.
  public static final double[] NOWHERE = {};

  private Sweep() {}

  /// What is done to the elements from `from` on below `to`.
  @FunctionalInterface
  public interface Stretch {
    void sweep(int from, int to);
  }

  /// Goes through arrays of a length, one stretch after the other.
  public static void inStretches(int length, Stretch stretch) {
    for (int from = 0; from < length; from += LENGTH) {
      stretch.sweep(from, Math.min(from + LENGTH, length));
    }
  }

  public static void exp(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Exponentials.exp(load(x, i)).intoArray(y, i);
    }
  }

  /// e^−|x|, which never overflows: what the sigmoid is made of.
  public static void expOfMinusMagnitude(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Exponentials.exp(load(x, i).abs().neg()).intoArray(y, i);
    }
  }

  /// The exponential of high + low, the argument in two doubles.
  public static void exp(double[] high, double[] low, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Exponentials.exp(load(high, i), load(low, i)).intoArray(y, i);
    }
  }

  public static void expm1(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Exponentials.expm1(load(x, i)).intoArray(y, i);
    }
  }

  public static void tanh(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Exponentials.tanh(load(x, i)).intoArray(y, i);
    }
  }

  public static void sigmoid(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Exponentials.sigmoid(load(x, i)).intoArray(y, i);
    }
  }

  public static void log(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Logarithms.log(load(x, i)).intoArray(y, i);
    }
  }

  public static void log1p(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Logarithms.log1p(load(x, i)).intoArray(y, i);
    }
  }

  /// log p and log(1 − p): what the losses of probabilities are made of.
  public static void logarithms(
      double[] p, double[] logarithms, double[] complements, int from, int to) {
    log(p, logarithms, from, to);
    for (int i = from; i < to; i += LANES) {
      Logarithms.log1p(load(p, i).neg()).intoArray(complements, i);
    }
  }

  /// Numbers times their weights. A weight of 0 leaves an infinite number out, as it does a finite
  /// one; NaN stays.
  public static void weigh(double[] x, double[] weights, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var v = load(x, i);
      var weight = load(weights, i);
      var infinite = v.abs().compare(EQ, Double.POSITIVE_INFINITY);
      store(v.mul(weight).blend(0, infinite.and(weight.compare(EQ, 0))), x, i);
    }
  }

  public static void multiply(double[] x, double factor, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      store(load(x, i).mul(factor), x, i);
    }
  }

  public static void subtract(double[] x, double subtrahend, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      store(load(x, i).sub(subtrahend), x, i);
    }
  }

  public static void subtract(double[] x, double[] subtrahends, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      store(load(x, i).sub(load(subtrahends, i)), x, i);
    }
  }

  /// 0 − x: the negative, but of 0 no −0.
  public static void negate(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      store(broadcast(0).sub(load(x, i)), y, i);
    }
  }

  /// Numbers over a divisor. One over a power of two is itself a number, and times it is the same
  /// at a tenth of the cost.
  public static void divide(double[] x, double divisor, int from, int to) {
    if (isPowerOfTwo(divisor)) {
      double factor = 1 / divisor;
      for (int i = from; i < to; i += LANES) {
        store(load(x, i).mul(factor), x, i);
      }
    } else {
      for (int i = from; i < to; i += LANES) {
        store(load(x, i).div(divisor), x, i);
      }
    }
  }

  /// Whether x is a power of two and 1/x is a normal number too.
  private static boolean isPowerOfTwo(double x) {
    int exponent = Math.getExponent(x);
    return x > 0 && Math.abs(exponent) < Double.MAX_EXPONENT && x == Math.scalb(1.0, exponent);
  }

  /// log x of a single number, the same bits as in a lane.
  public static double log(double x) {
    return Logarithms.log(broadcast(x)).lane(0);
  }

  /// log(1 + x) of a single number, the same bits as in a lane.
  public static double log1p(double x) {
    return Logarithms.log1p(broadcast(x)).lane(0);
  }

  public static void softplus(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Softplus.softplus(load(x, i)).intoArray(y, i);
    }
  }

  /// e^−|x| and its log1p: what the losses of logits are made of.
  public static void softplusOfMinusMagnitude(
      double[] x, double[] exponentials, double[] logarithms, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Softplus.softplusOfMinusMagnitude(load(x, i), exponentials, i).intoArray(logarithms, i);
    }
  }

  /// The same with the logarithm in two doubles, for what is to be multiplied by large numbers.
  public static void softplusOfMinusMagnitude(
      double[] x, double[] exponentials, double[] high, double[] low, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Softplus.softplusOfMinusMagnitude(load(x, i), exponentials, low, i).intoArray(high, i);
    }
  }

  /// x^exponent, for x from 0 to 1 and an exponent ≥ 0; NaN for negative x. The square and the
  /// square root are one operation, and correctly rounded.
  public static void power(double[] x, double exponent, double[] y, int from, int to) {
    if (exponent == 2) {
      for (int i = from; i < to; i += LANES) {
        var v = load(x, i);
        store(v.mul(v).blend(Double.NaN, v.compare(LT, 0)), y, i);
      }
    } else if (exponent == 0.5) {
      for (int i = from; i < to; i += LANES) {
        store(load(x, i).add(0).sqrt(), y, i);
      }
    } else {
      for (int i = from; i < to; i += LANES) {
        Logarithms.power(load(x, i), exponent).intoArray(y, i);
      }
    }
  }

  public static void erf(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      ErrorFunctions.erf(load(x, i)).intoArray(y, i);
    }
  }

  public static void erfc(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      ErrorFunctions.erfc(load(x, i)).intoArray(y, i);
    }
  }

  public static void erfcx(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      ErrorFunctions.erfcx(load(x, i)).intoArray(y, i);
    }
  }

  /// φ(x), the density of the standard normal.
  public static void normalDensity(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Normal.density(load(x, i)).intoArray(y, i);
    }
  }

  /// Φ(x), the distribution function of the standard normal.
  public static void normalDistribution(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Normal.distribution(load(x, i)).intoArray(y, i);
    }
  }

  /// Φ(−t)·e^(t²/2), for t ≥ 0.
  public static void scaledNormalTail(double[] t, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Normal.scaledTail(load(t, i)).intoArray(y, i);
    }
  }
}
