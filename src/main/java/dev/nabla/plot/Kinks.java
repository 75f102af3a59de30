package dev.nabla.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Finds where a gradient jumps. Between two points of a smooth curve the gradients' difference
/// shrinks with the distance; at a kink it stays.
final class Kinks {

  /// A jump is told from a steep slope by bringing its two sides this much nearer, as a share of
  /// the whole range.
  private static final double NEARNESS = 1e-11;

  /// The smallest jump looked for, as a share of the largest gradient.
  private static final double SMALLEST = 1e-4;

  private static final int DIGITS = 15;

  private final Section section;

  Kinks(Section section) {
    this.section = section;
  }

  /// Two neighbouring points with a jump between them.
  private record Gap(double left, double right, double slopeLeft, double slopeRight) {
    double jump() {
      return Math.abs(slopeRight - slopeLeft);
    }

    double middle() {
      return left + (right - left) / 2;
    }

    Gap half(double slope) {
      return Math.abs(slope - slopeLeft) >= Math.abs(slopeRight - slope)
          ? new Gap(left, middle(), slopeLeft, slope)
          : new Gap(middle(), right, slope, slopeRight);
    }

    /// The roundest number inside.
    double position() {
      for (int digits = 0; digits <= DIGITS; digits++) {
        double round =
            BigDecimal.valueOf(middle()).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
        if (round >= left && round <= right) {
          return round;
        }
      }
      return middle();
    }
  }

  /// The kinks, in order.
  ///
  /// @param x the points, in order
  /// @param gradients at the points
  List<Kink> find(double[] x, double[] gradients) {
    double scale = 0;
    for (double gradient : gradients) {
      scale = Double.isFinite(gradient) ? Math.max(scale, Math.abs(gradient)) : scale;
    }
    double smallest = scale * SMALLEST;
    double width = (x[x.length - 1] - x[0]) * NEARNESS;
    var gaps = new ArrayList<Gap>();
    for (int i = 1; i < x.length; i++) {
      gaps.add(new Gap(x[i - 1], x[i], gradients[i - 1], gradients[i]));
    }
    var open = jumping(gaps, smallest);
    while (!open.isEmpty() && open.getFirst().right() - open.getFirst().left() > width) {
      open = jumping(halve(open), smallest);
    }
    return open.isEmpty() ? List.of() : kinks(open);
  }

  private List<Kink> kinks(List<Gap> gaps) {
    var at = gaps.stream().mapToDouble(Gap::position).toArray();
    var values = Section.values(section.at(at), at.length);
    var kinks = new ArrayList<Kink>();
    for (int i = 0; i < at.length; i++) {
      kinks.add(new Kink(at[i], values[i], gaps.get(i).slopeLeft(), gaps.get(i).slopeRight()));
    }
    return kinks;
  }

  private static List<Gap> jumping(List<Gap> gaps, double smallest) {
    return gaps.stream()
        .filter(gap -> gap.jump() > smallest && gap.jump() <= Double.MAX_VALUE)
        .toList();
  }

  private List<Gap> halve(List<Gap> gaps) {
    var slope = section.slopes(gaps.stream().mapToDouble(Gap::middle).toArray());
    var halves = new ArrayList<Gap>();
    for (int i = 0; i < gaps.size(); i++) {
      halves.add(gaps.get(i).half(slope[i]));
    }
    return halves;
  }
}
