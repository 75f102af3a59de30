package dev.nabla.plot;

import dev.nabla.plot.Curve.Series;
import java.util.List;

/// The heights that a picture shows.
///
/// Values are shown whole. Gradients may be higher by far, as that of a logarithm near 0, and would
/// flatten everything: they are shown up to one height of the values beyond them.
record ValueRange(double low, double high) {

  /// The room left above and below, as a share of the height.
  private static final double MARGIN = 0.05;

  static ValueRange of(Curve curve) {
    var outputs = curve.query().outputs();
    var gradients = reach(curve.series().stream().map(Series::gradients).toList());
    if (!outputs.contains(CurveQuery.VALUES)) {
      return gradients.withMargin();
    }
    var values = reach(curve.series().stream().map(Series::values).toList());
    if (!outputs.contains(CurveQuery.GRADIENTS)) {
      return values.withMargin();
    }
    double height = values.high == values.low ? 1 : values.high - values.low;
    return new ValueRange(
            Math.min(values.low, Math.max(gradients.low, values.low - height)),
            Math.max(values.high, Math.min(gradients.high, values.high + height)))
        .withMargin();
  }

  private static ValueRange reach(List<List<Double>> series) {
    var finite =
        series.stream()
            .flatMapToDouble(numbers -> numbers.stream().mapToDouble(Double::doubleValue))
            .filter(Double::isFinite)
            .summaryStatistics();
    return finite.getCount() == 0
        ? new ValueRange(0, 0)
        : new ValueRange(finite.getMin(), finite.getMax());
  }

  private ValueRange withMargin() {
    double height = high - low;
    double margin = height > 0 ? height * MARGIN : Math.max(1, Math.abs(low) * MARGIN);
    return new ValueRange(low - margin, high + margin);
  }
}
