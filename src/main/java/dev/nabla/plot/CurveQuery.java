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
    Set<Quantity> outputs) {

  private static final long BYTES_PER_POINT = 256;

  /// The points of all series.
  int elements() {
    return points * variants.size();
  }

  /// About how many bytes the curve takes in memory and when it is written.
  long workingBytes() {
    return BYTES_PER_POINT * elements();
  }

  /// Evenly spaced points, both ends among them.
  double[] x() {
    return Points.evenly(from, to, points);
  }
}
