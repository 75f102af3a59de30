package dev.nabla.vector;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;

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
  public static final int LENGTH = 640;

  private Sweep() {}

  /// The end of the stretch that begins at `from`.
  public static int end(int from, int length) {
    return Math.min(from + LENGTH, length);
  }

  public static void exp(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Elementary.exp(load(x, i)).intoArray(y, i);
    }
  }

  /// e^−|x|, which never overflows: what the sigmoid and the losses of logits are made of.
  public static void expOfMinusMagnitude(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Elementary.exp(load(x, i).abs().neg()).intoArray(y, i);
    }
  }

  /// The exponential of high + low, the argument in two doubles.
  public static void exp(double[] high, double[] low, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Elementary.exp(load(high, i), load(low, i)).intoArray(y, i);
    }
  }

  public static void log(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Elementary.log(load(x, i)).intoArray(y, i);
    }
  }

  public static void log1p(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Elementary.log1p(load(x, i)).intoArray(y, i);
    }
  }

  /// log(1 + x) of a single number, the same bits as in a lane.
  public static double log1p(double x) {
    return Elementary.log1p(broadcast(x)).lane(0);
  }

  public static void tanh(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Elementary.tanh(load(x, i)).intoArray(y, i);
    }
  }

  /// Φ(−t)·e^(t²/2), for t ≥ 0.
  public static void scaledNormalTail(double[] t, double[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Elementary.scaledNormalTail(load(t, i)).intoArray(y, i);
    }
  }

  /// Turns x into x^exponent, for x from 0 to 1 and an exponent > 0. The logarithm and its product
  /// are carried in two doubles, since exp multiplies an error in its argument by the argument.
  ///
  /// @param low scratch, of the length of `x`
  public static void power(double[] x, double exponent, double[] low, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      Elementary.logLow(load(x, i)).intoArray(low, i);
    }
    log(x, x, from, to);
    for (int i = from; i < to; i++) {
      double product = exponent * x[i];
      low[i] = Math.fma(exponent, x[i], -product) + exponent * low[i];
      x[i] = product;
    }
    exp(x, low, x, from, to);
  }
}
