package dev.nabla.plot;

import static dev.nabla.plot.Quantity.GRADIENT;
import static dev.nabla.plot.Quantity.VALUE;

import java.util.DoubleSummaryStatistics;
import java.util.List;

/// The heights that a picture shows, as they are drawn.
///
/// Values are shown whole. Gradients may be higher by far, as that of a logarithm near 0, and would
/// flatten everything: they are shown up to one height of the values beyond them.
record ValueRange(Scale scale, double low, double high) {

  /// The room left above and below, as a share of the height.
  private static final double MARGIN = 0.05;

  /// How many heights beyond the range a line still leads. Farther points would be no numbers of
  /// pixels any more.
  private static final double BEYOND = 1_000;

  static ValueRange of(Curve curve) {
    var outputs = curve.query().outputs();
    var lead = reach(curve, outputs.contains(VALUE) ? VALUE : GRADIENT);
    double low = lead.getMin();
    double high = lead.getMax();
    if (outputs.size() > 1) {
      var gradients = reach(curve, GRADIENT);
      double height = high == low ? 1 : high - low;
      low = Math.min(low, Math.max(gradients.getMin(), low - height));
      high = Math.max(high, Math.min(gradients.getMax(), high + height));
    }
    var scale = Scale.of(low, high);
    return withMargin(scale, scale.drawn(low), scale.drawn(high));
  }

  private static DoubleSummaryStatistics reach(Curve curve, Quantity quantity) {
    var finite =
        curve.series().stream()
            .map(series -> series.output(quantity))
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .summaryStatistics();
    if (finite.getCount() == 0) {
      finite.accept(0);
    }
    return finite;
  }

  private static ValueRange withMargin(Scale scale, double low, double high) {
    double margin = high > low ? (high - low) * MARGIN : Math.max(1, Math.abs(low) * MARGIN);
    return new ValueRange(scale, low - margin, high + margin);
  }

  /// A value or gradient as it is drawn.
  double drawn(double height) {
    double beyond = BEYOND * (high - low);
    return Math.clamp(scale.drawn(height), low - beyond, high + beyond);
  }
}
