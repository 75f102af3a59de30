package dev.nabla.plot;

/// Points along an axis.
final class Points {

  private Points() {}

  /// Evenly spaced points. Both ends are met, and what lies evenly around 0 stays so.
  static double[] evenly(double from, double to, int count) {
    int last = count - 1;
    var points = new double[count];
    points[0] = from;
    for (int i = 1; i < last; i++) {
      points[i] = Math.clamp((from * (last - i) + to * i) / last, from, to);
    }
    points[last] = to;
    return points;
  }
}
