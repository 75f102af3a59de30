package dev.nabla.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Finds where a gradient jumps. Between two points of a smooth curve the gradients' difference
/// shrinks with the distance; at a kink it stays, down to two doubles side by side.
final class Kinks {

  /// How many parts of a range are looked into. They are the same whatever the curve's own points
  /// are, and so are the kinks.
  private static final int PARTS = 1 << 10;

  /// Beside 0 there are kinks that a wide range's parts are too large for: powers of two from the
  /// largest on are looked at too, so many of them.
  private static final int POWERS = 64;

  /// The smallest jump looked for, as a share of the largest gradient, there and anywhere.
  private static final double SMALLEST = 1e-4;

  /// Points are computed so many at once, so that the search stays within limits that the curve
  /// stays in.
  private static final int AT_ONCE = 256;

  /// How far rounding may put a kink off, or tear it apart, in ulps.
  private static final int ROUNDING = 4;

  private final UnaryOperator<double[]> values;
  private final UnaryOperator<double[]> slopes;
  private final double from;
  private final double to;

  /// About how large the function's own numbers are, such as a margin.
  private final double unit;

  /// @param values of a function at points
  /// @param slopes at points
  Kinks(UnaryOperator<double[]> values, UnaryOperator<double[]> slopes, double from, double to) {
    this.values = values;
    this.slopes = slopes;
    this.from = from;
    this.to = to;
    this.unit = Math.min(1, Math.max(Math.abs(from), Math.abs(to)));
  }

  /// The kinks from one end to the other, in order.
  List<Kink> find() {
    var x = grid();
    var gradients = slopesAt(x);
    var gaps = new ArrayList<Gap>();
    for (int i = 1; i < x.length; i++) {
      gaps.add(new Gap(x[i - 1], x[i], gradients[i - 1], gradients[i]));
    }
    double smallest = smallest(gradients);
    var open = jumping(gaps, smallest);
    while (open.stream().anyMatch(Gap::isDivisible)) {
      open = jumping(halves(open), smallest);
    }
    var jumps = new ArrayList<>(widened(open));
    jumps.removeIf(gap -> !gap.hasStayed());
    return kinks(jumping(joined(jumps), smallest));
  }

  private double[] grid() {
    int top = Math.getExponent(Math.max(Math.abs(from), Math.abs(to)));
    var powers =
        IntStream.range(0, POWERS)
            .mapToDouble(i -> Math.scalb(1.0, top - i))
            .flatMap(power -> DoubleStream.of(-power, power));
    return DoubleStream.concat(
            DoubleStream.of(Points.evenly(from, to, PARTS + 1)),
            DoubleStream.concat(DoubleStream.of(0), powers))
        .map(x -> x == 0 ? 0 : x)
        .filter(x -> x >= from && x <= to)
        .sorted()
        .distinct()
        .toArray();
  }

  private static double smallest(double[] gradients) {
    double largest =
        Arrays.stream(gradients).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    // Subnormal gradients differ by whole steps, as if they jumped.
    return Math.max(largest * SMALLEST, Double.MIN_NORMAL);
  }

  private static List<Gap> jumping(List<Gap> gaps, double smallest) {
    var jumping = new ArrayList<>(gaps);
    jumping.removeIf(
        gap ->
            !(gap.jump() > Math.max(smallest, gap.slope() * SMALLEST)
                && gap.jump() <= Double.MAX_VALUE));
    return jumping;
  }

  private List<Gap> halves(List<Gap> gaps) {
    var slope = slopesAt(gaps.stream().mapToDouble(Gap::middle).toArray());
    return IntStream.range(0, gaps.size()).mapToObj(i -> gaps.get(i).half(slope[i])).toList();
  }

  /// At a kink itself the gradient may be one of its own, neither that on the left nor that on the
  /// right. So the sides are taken from the next doubles.
  private List<Gap> widened(List<Gap> gaps) {
    var left =
        gaps.stream().mapToDouble(gap -> Math.max(from, Math.nextDown(gap.left()))).toArray();
    var right = gaps.stream().mapToDouble(gap -> Math.min(to, Math.nextUp(gap.right()))).toArray();
    var slopeLeft = slopesAt(left);
    var slopeRight = slopesAt(right);
    return IntStream.range(0, gaps.size())
        .mapToObj(i -> gaps.get(i).between(left[i], right[i], slopeLeft[i], slopeRight[i]))
        .toList();
  }

  /// The gaps before and behind such a gradient are one, and so are those that rounding inside the
  /// function has torn apart.
  private List<Gap> joined(List<Gap> gaps) {
    var joined = new ArrayList<Gap>();
    for (var gap : gaps) {
      if (!joined.isEmpty() && gap.left() <= joined.getLast().right() + rounding(gap.left())) {
        var before = joined.removeLast();
        joined.add(
            before.between(before.left(), gap.right(), before.slopeLeft(), gap.slopeRight()));
      } else {
        joined.add(gap);
      }
    }
    return joined;
  }

  private double rounding(double point) {
    return ROUNDING * Math.ulp(Math.max(Math.abs(point), unit));
  }

  private List<Kink> kinks(List<Gap> gaps) {
    if (gaps.isEmpty()) {
      return List.of();
    }
    var at = gaps.stream().mapToDouble(this::position).toArray();
    var height = values.apply(at);
    return IntStream.range(0, at.length)
        .mapToObj(
            i -> new Kink(at[i], height[i], gaps.get(i).slopeLeft(), gaps.get(i).slopeRight()))
        .toList();
  }

  private double position(Gap gap) {
    double position = gap.position();
    double round = Math.abs(position) <= rounding(0) ? 0 : position;
    return Math.clamp(round, from, to);
  }

  private double[] slopesAt(double[] points) {
    var all = new double[points.length];
    for (int start = 0; start < points.length; start += AT_ONCE) {
      var some =
          slopes.apply(Arrays.copyOfRange(points, start, Math.min(start + AT_ONCE, points.length)));
      System.arraycopy(some, 0, all, start, some.length);
    }
    return all;
  }
}
