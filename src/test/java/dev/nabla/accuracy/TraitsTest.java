package dev.nabla.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.function.Definition;
import dev.nabla.function.Traits.Kink;
import dev.nabla.function.Traits.Monotonic;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.function.Traits.Symmetry;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs what the cards say of every function, along its natural axis.
class TraitsTest {

  private static final JsonMapper MAPPER = new JsonMapper();

  static List<Definition> functions() {
    return List.copyOf(Functions.CATALOGUE.all());
  }

  /// A function seen along its line.
  private record Section(Definition definition, String section) {

    record Sample(double value, double slope) {}

    static Section of(Definition definition) {
      return new Section(definition, definition.axes().getFirst().section());
    }

    Sample at(double point) {
      var varied = new String[1];
      var place = new int[1];
      var parameters = new LinkedHashMap<String, @Nullable Object>();
      var inputs = new LinkedHashMap<String, Tensor>();
      var request = MAPPER.readTree(section.replace("$", "\"$\""));
      request.forEachEntry(
          (name, node) -> {
            if (definition.parameters().stream().anyMatch(p -> p.name().equals(name))) {
              parameters.put(name, node.asDouble());
              return;
            }
            var leaves = leaves(node);
            var numbers = new double[leaves.size()];
            for (int i = 0; i < numbers.length; i++) {
              if (leaves.get(i).isString()) {
                varied[0] = name;
                place[0] = i;
                numbers[i] = point;
              } else {
                numbers[i] = leaves.get(i).asDouble();
              }
            }
            inputs.put(name, Functions.tensor(shape(node), numbers));
          });
      var evaluation = Functions.evaluate(definition.name(), parameters, inputs);
      var slope = slope(evaluation.gradients(), varied[0], place[0]);
      // A row of values is looked at through its first, whose slope is then that of the Jacobian's
      // corner.
      if (definition.hasJacobian()) {
        var jacobian =
            Functions.evaluate(definition.name(), parameters, inputs, true)
                .extras()
                .get("jacobian");
        slope = ((Tensor) Objects.requireNonNull(jacobian)).data()[0];
      }
      return new Sample(evaluation.values().data()[0], slope);
    }

    private static double slope(Map<String, Tensor> gradients, String input, int place) {
      return Objects.requireNonNull(gradients.get(input)).data()[place];
    }

    private static List<JsonNode> leaves(JsonNode node) {
      if (!node.isArray()) {
        return List.of(node);
      }
      var leaves = new ArrayList<JsonNode>();
      node.forEach(element -> leaves.addAll(leaves(element)));
      return leaves;
    }

    private static Shape shape(JsonNode node) {
      var dimensions = new ArrayList<Integer>();
      for (var level = node; level.isArray(); level = level.get(0)) {
        dimensions.add(level.size());
      }
      return new Shape(dimensions);
    }

    @Override
    public String toString() {
      return definition.name();
    }
  }

  private static double[] line() {
    return Stream.of(
            IntStream.rangeClosed(-400, 400).mapToDouble(i -> i / 20.0),
            IntStream.rangeClosed(-1000, 1000).mapToDouble(i -> i * 1.0),
            Arrays.stream(new double[] {1e-300, -1e-300, 1e-9, -1e-9, 1e8, -1e8}))
        .flatMapToDouble(part -> part)
        .sorted()
        .distinct()
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void valuesStayInTheirRange(Definition definition) {
    var section = Section.of(definition);
    var bounds = definition.traits().range().replaceAll("[\\[\\]()]", "").split(", ", -1);
    double low = bound(bounds[0]);
    double high = bound(bounds[1]);
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (var x : line()) {
      double value = section.at(x).value();
      assertThat(value).as("at %s", x).isBetween(low, high);
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    // The range is as tight as it is printed: values come close to both ends or grow large.
    assertThat(reaches(lowest, low)).as("lowest value %s of %s", lowest, low).isTrue();
    assertThat(reaches(highest, high)).as("highest value %s of %s", highest, high).isTrue();
  }

  private static boolean reaches(double extreme, double bound) {
    return Double.isInfinite(bound)
        ? Math.abs(extreme) >= 1000 && Math.signum(extreme) == Math.signum(bound)
        : Math.abs(extreme - bound) < 1e-3;
  }

  private static double bound(String text) {
    return switch (text) {
      case "∞" -> Double.POSITIVE_INFINITY;
      case "-∞" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  @ParameterizedTest
  @MethodSource("functions")
  void limitsAreTaken(Definition definition) {
    var section = Section.of(definition);
    var left = section.at(Double.NEGATIVE_INFINITY);
    var right = section.at(Double.POSITIVE_INFINITY);
    assertThat(left.value()).isCloseTo(definition.traits().left(), within(0.0));
    assertThat(right.value()).isCloseTo(definition.traits().right(), within(0.0));
    assertThat(left.slope()).as("slope at −∞").isNotNaN();
    assertThat(right.slope()).as("slope at +∞").isNotNaN();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void notANumberComesOutAsNotANumber(Definition definition) {
    var sample = Section.of(definition).at(Double.NaN);
    assertThat(sample.value()).isNaN();
    assertThat(sample.slope()).isNaN();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void directionIsAsDeclared(Definition definition) {
    var section = Section.of(definition);
    boolean rises = false;
    boolean falls = false;
    double before = section.at(-1e9).value();
    for (var x : line()) {
      double value = section.at(x).value();
      rises |= value > before;
      falls |= value < before;
      before = value;
    }
    assertThat(direction(rises, falls)).isEqualTo(definition.traits().monotonic());
  }

  private static Monotonic direction(boolean rises, boolean falls) {
    if (rises == falls) {
      return Monotonic.NONE;
    }
    return rises ? Monotonic.INCREASING : Monotonic.DECREASING;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void saturatesWhereDeclared(Definition definition) {
    var section = Section.of(definition);
    boolean left = Math.abs(section.at(-800).slope()) < 1e-9;
    boolean right = Math.abs(section.at(800).slope()) < 1e-9;
    assertThat(side(left, right)).isEqualTo(definition.traits().saturates());
  }

  private static Saturates side(boolean left, boolean right) {
    if (left && right) {
      return Saturates.BOTH;
    }
    if (left) {
      return Saturates.LEFT;
    }
    return right ? Saturates.RIGHT : Saturates.NONE;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void symmetryIsAsDeclared(Definition definition) {
    var section = Section.of(definition);
    boolean odd = true;
    boolean even = true;
    for (var x : line()) {
      odd &= section.at(-x).value() == -section.at(x).value();
      even &= section.at(-x).value() == section.at(x).value();
    }
    var found = odd ? Symmetry.ODD : even ? Symmetry.EVEN : Symmetry.NONE;
    assertThat(found).isEqualTo(definition.traits().symmetry());
    assertThat(definition.traits().zeroCentered()).isEqualTo(odd);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void slopesJumpAtTheDeclaredKinksAndNowhereElse(Definition definition) {
    var section = Section.of(definition);
    var kinks = definition.traits().kinks();
    for (var kink : kinks) {
      double before = section.at(Math.nextDown(kink.at())).slope();
      double after = section.at(Math.nextUp(kink.at())).slope();
      assertThat(after - before).as("jump at %s", kink.at()).isNotZero();
      assertThat(section.at(kink.at()).slope()).isCloseTo(kink.gradient(), within(0.0));
    }
    assertThat(definition.traits().smooth()).isEqualTo(kinks.length == 0);
    for (double x = -5.0005; x < 5; x += 0.001) {
      double left = x;
      double right = x + 1e-6;
      if (Arrays.stream(kinks).map(Kink::at).noneMatch(at -> at >= left && at <= right)) {
        double jump = section.at(right).slope() - section.at(left).slope();
        assertThat(Math.abs(jump)).as("jump at %s", x).isLessThan(1e-3);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void convexityIsAsDeclared(Definition definition) {
    var section = Section.of(definition);
    boolean convex = true;
    for (double x = -20; x < 20; x += 0.05) {
      convex &= section.at(x + 0.05).slope() >= section.at(x).slope() - 1e-12;
    }
    assertThat(convex).isEqualTo(definition.traits().convex());
  }
}
