package dev.nabla.plot;

import dev.nabla.plot.Curve.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A line to draw: points, with NaN where it breaks off. At kinks, values have their corner and
/// gradients both their sides, wherever the points of the curve lie.
final class Line {

  private final List<Double> x = new ArrayList<>();
  private final List<Double> y = new ArrayList<>();

  private Line() {}

  static Line ofValues(Curve curve, Series series) {
    var line = new Line();
    line.trace(
        curve.x(), series.values(), series.kinks(), kink -> line.add(kink.at(), kink.value()));
    return line;
  }

  static Line ofGradients(Curve curve, Series series) {
    var line = new Line();
    line.trace(
        curve.x(),
        series.gradients(),
        series.kinks(),
        kink -> {
          line.add(kink.at(), kink.left());
          line.add(kink.at(), Double.NaN);
          line.add(kink.at(), kink.right());
        });
    return line;
  }

  private void trace(List<Double> xs, List<Double> ys, List<Kink> kinks, Consumer<Kink> corner) {
    int next = 0;
    for (int i = 0; i < xs.size(); i++) {
      double point = xs.get(i);
      boolean corners = false;
      for (; next < kinks.size() && kinks.get(next).at() <= point; next++) {
        corner.accept(kinks.get(next));
        corners = kinks.get(next).at() == point;
      }
      if (!corners) {
        add(point, ys.get(i));
      }
    }
  }

  private void add(double point, double height) {
    x.add(point);
    y.add(Double.isFinite(height) ? height : Double.NaN);
  }

  /// The coordinates, x first.
  double[][] data() {
    return new double[][] {
      x.stream().mapToDouble(Double::doubleValue).toArray(),
      y.stream().mapToDouble(Double::doubleValue).toArray()
    };
  }
}
