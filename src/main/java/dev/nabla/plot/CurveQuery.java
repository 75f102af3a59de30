package dev.nabla.plot;

import dev.nabla.function.Axis;
import dev.nabla.function.Definition;
import java.util.List;
import java.util.Set;

/// What a query asks to be computed.
///
/// @param variants one for each series
/// @param varied the names with several values, which tell the series apart
/// @param outputs out of values and gradients
record CurveQuery(
    Definition definition,
    Axis axis,
    double from,
    double to,
    int points,
    List<Variant> variants,
    List<String> varied,
    Set<String> outputs) {

  private static final long BYTES_PER_POINT = 256;

  static final String VALUES = "values";
  static final String GRADIENTS = "gradients";

  /// About how many bytes the curve takes in memory and when it is written.
  long workingBytes() {
    return BYTES_PER_POINT * points * variants.size();
  }

  /// Evenly spaced points. Both ends are met, and what lies evenly around 0 stays so.
  double[] x() {
    int last = points - 1;
    var x = new double[points];
    for (int i = 0; i <= last; i++) {
      x[i] = (from * (last - i) + to * i) / last;
    }
    return x;
  }
}
