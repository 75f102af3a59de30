package dev.nabla.plot;

import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One input along an axis. Each of its numbers is fixed, the point itself or what is missing to 1.
///
/// @param shape of the input at one point
/// @param numbers in row-major order
/// @param repeated whether there is one such input for each point, or one for all
record Stencil(Shape shape, List<Entry> numbers, boolean repeated) {

  /// A linear function of the point.
  record Entry(double offset, double slope) {
    double at(double point) {
      return slope == 0 ? offset : offset + slope * point;
    }
  }

  /// @param name of the query's parameter to blame
  static Stencil of(String name, JsonNode node, boolean repeated) {
    var dimensions = new ArrayList<Integer>();
    for (var level = node; level != null && level.isArray(); level = level.get(0)) {
      dimensions.add(level.size());
    }
    var numbers = new ArrayList<Entry>();
    collect(name, node, dimensions, numbers);
    return new Stencil(new Shape(dimensions), numbers, repeated);
  }

  private static void collect(
      String name, JsonNode node, List<Integer> dimensions, List<Entry> numbers) {
    if (dimensions.isEmpty() ? node.isArray() : node.size() != dimensions.getFirst()) {
      var expected =
          dimensions.isEmpty()
              ? "a number"
              : "an array of length %d".formatted(dimensions.getFirst());
      throw new RejectedException(
          Reason.RAGGED_ARRAY,
          name,
          "expected %s, found %s".formatted(expected, Shown.text(node.toString())));
    }
    if (node.isArray()) {
      var inside = dimensions.subList(1, dimensions.size());
      node.forEach(element -> collect(name, element, inside, numbers));
    } else {
      numbers.add(entry(name, node));
    }
  }

  private static Entry entry(String name, JsonNode node) {
    if (node.isNumber() && Double.isFinite(number(node))) {
      return new Entry(number(node), 0);
    }
    return switch (node.asString("")) {
      case Section.POINT -> new Entry(0, 1);
      case Section.REST -> new Entry(1, -1);
      default ->
          throw new RejectedException(
              Reason.WRONG_TYPE,
              name,
              "expected a finite number, found " + Shown.text(node.toString()));
    };
  }

  /// The double nearest to a number, an infinity where it is beyond all.
  static double number(JsonNode node) {
    return node.isBigInteger() ? node.bigIntegerValue().doubleValue() : node.doubleValue();
  }

  /// The input at all points together.
  Tensor at(double[] points) {
    if (!repeated) {
      return fill(shape, new double[] {0});
    }
    var dimensions = new ArrayList<>(shape.dimensions());
    dimensions.addFirst(points.length);
    return fill(new Shape(dimensions), points);
  }

  private Tensor fill(Shape whole, double[] points) {
    var data = new double[whole.size()];
    int size = numbers.size();
    for (int i = 0; i < data.length; i++) {
      data[i] = numbers.get(i % size).at(points[i / size]);
    }
    return Tensor.of(whole, data);
  }

  /// Adds what this input's gradients make of the slope along the axis.
  void addSlopes(Tensor gradients, double[] slopes) {
    int size = numbers.size();
    for (int j = 0; j < size; j++) {
      double slope = numbers.get(j).slope();
      if (slope != 0) {
        for (int i = 0; i < slopes.length; i++) {
          slopes[i] += slope * gradients.data()[i * size + j];
        }
      }
    }
  }
}
