package dev.nabla.plot;

import dev.nabla.compute.Answer;
import dev.nabla.compute.Budget;
import dev.nabla.compute.Call;
import dev.nabla.compute.ComputeService;
import dev.nabla.compute.Reduction;
import dev.nabla.function.Axis;
import dev.nabla.function.Definition;
import dev.nabla.function.Input;
import dev.nabla.function.Parameter;
import dev.nabla.function.ShapePattern;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.Workspace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A function along one of its axes, with parameters and open inputs as a variant has them.
final class Section {

  /// How a section names the point, and what is missing to 1.
  static final String POINT = "$";

  static final String REST = "1-$";

  private static final Pattern POINTS = Pattern.compile("(1-)?\\$");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final ComputeService compute;
  private final Definition definition;
  private final Budget budget;
  private final SequencedMap<String, @Nullable Object> parameters = new LinkedHashMap<>();
  private final SequencedMap<String, JsonNode> openInputs = new LinkedHashMap<>();
  private final Map<String, Stencil> stencils = new LinkedHashMap<>();

  Section(
      ComputeService compute, Definition definition, Axis axis, Variant variant, Budget budget) {
    this.compute = compute;
    this.definition = definition;
    this.budget = budget;
    var names = definition.parameters().stream().map(Parameter::name).toList();
    template(axis)
        .forEachEntry(
            (name, declared) -> {
              if (names.contains(name)) {
                parameters.put(name, declared.doubleValue());
              } else {
                add(axis, name, declared, variant.inputs().get(name));
              }
            });
    parameters.putAll(variant.parameters());
  }

  private static JsonNode template(Axis axis) {
    return MAPPER.readTree(POINTS.matcher(axis.section()).replaceAll("\"$0\""));
  }

  /// The input that a point of the axis moves.
  static Input moved(Definition definition, Axis axis) {
    var template = template(axis);
    return definition.inputs().stream()
        .filter(input -> template.path(input.name()).toString().contains(POINT))
        .findFirst()
        .orElseThrow();
  }

  private void add(Axis axis, String name, JsonNode declared, @Nullable JsonNode given) {
    boolean repeated = isRepeated(name);
    var stencil = Stencil.of(name, given == null ? declared : given, repeated);
    if (given != null && repeated) {
      var expected = Stencil.of(name, declared, true).shape();
      if (!stencil.shape().equals(expected)) {
        throw new RejectedException(
            Reason.SHAPE_MISMATCH,
            name,
            "expected the shape %s, found %s".formatted(expected, stencil.shape()));
      }
    }
    stencils.put(name, stencil);
    if (List.of(axis.open()).contains(name)) {
      openInputs.put(name, given == null ? declared : given);
    }
  }

  /// Whether each point has such an input of its own: those whose shape begins with any dimensions.
  private boolean isRepeated(String name) {
    return definition.inputs().stream()
        .filter(input -> input.name().equals(name))
        .allMatch(input -> ShapePattern.parse(input.shape()[0]).open());
  }

  /// The open inputs as this section has them.
  SequencedMap<String, JsonNode> openInputs() {
    return openInputs;
  }

  Answer at(double[] points) {
    var tensors = new LinkedHashMap<String, Tensor>();
    stencils.forEach((name, stencil) -> tensors.put(name, stencil.at(points)));
    return compute.compute(
        new Call(definition, parameters, tensors, DType.FLOAT64, Reduction.NONE, false),
        budget,
        Workspace.ofNew());
  }

  /// The values along the axis; of a row of values, its first.
  static double[] values(Answer answer, int points) {
    var tensor = answer.evaluation().values();
    int size = tensor.size() / points;
    var values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = tensor.data()[i * size];
    }
    return values;
  }

  /// The slopes along the axis.
  double[] slopes(Answer answer, int points) {
    var slopes = new double[points];
    // The zero that changes nothing it is added to, whatever the other's sign.
    Arrays.fill(slopes, -0.0);
    stencils.forEach(
        (name, stencil) -> {
          var gradients = answer.evaluation().gradients().get(name);
          if (gradients != null) {
            stencil.addSlopes(gradients, slopes);
          }
        });
    return slopes;
  }

  double[] values(double[] points) {
    return values(at(points), points.length);
  }

  double[] slopes(double[] points) {
    return slopes(at(points), points.length);
  }
}
