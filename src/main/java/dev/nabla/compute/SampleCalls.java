package dev.nabla.compute;

import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.function.Input;
import dev.nabla.function.Input.Domain;
import dev.nabla.function.Input.Presence;
import dev.nabla.function.Parameter;
import dev.nabla.function.ShapePattern;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.vector.Lanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call of every function in each of its forms, made from its declaration: with each of the
/// inputs of which one is given, and with each word that a parameter takes.
final class SampleCalls {

  /// What every named dimension is, besides `…`: no multiple of any number of lanes, so that loops
  /// over whole lanes and over the remainder are both met. What C2 has never seen taken it leaves
  /// out, and throws its code away when it comes.
  private static final int WIDTH = 11;

  private SampleCalls() {}

  /// @param elements about how many numbers the largest input has
  static List<Call> of(Catalogue catalogue, int elements) {
    var calls = new ArrayList<Call>();
    for (var definition : catalogue.all()) {
      for (var parameters : parameters(definition)) {
        for (var tensors : tensors(definition, elements)) {
          calls.add(
              new Call(definition, parameters, tensors, DType.FLOAT64, Reduction.MEAN, false));
        }
      }
    }
    return calls;
  }

  private static List<Map<String, @Nullable Object>> parameters(Definition definition) {
    var all = new ArrayList<Map<String, @Nullable Object>>();
    all.add(new HashMap<>());
    for (var parameter : definition.parameters()) {
      for (var word : parameter.allowed()) {
        if (!word.equals(parameter.shownDefault())) {
          all.add(one(parameter, word));
        }
      }
      if (parameter.type() == Parameter.Type.BOOLEAN) {
        all.add(one(parameter, true));
      }
    }
    return all;
  }

  private static Map<String, @Nullable Object> one(Parameter parameter, Object value) {
    var parameters = new HashMap<String, @Nullable Object>();
    parameters.put(parameter.name(), value);
    return parameters;
  }

  private static List<Map<String, Tensor>> tensors(Definition definition, int elements) {
    int rows = hasRows(definition) ? elements / WIDTH : elements;
    var required = new LinkedHashMap<String, Tensor>();
    for (var input : definition.inputs()) {
      if (input.presence() == Presence.REQUIRED) {
        required.put(input.name(), tensor(input, rows));
      }
    }
    var all = new ArrayList<Map<String, Tensor>>();
    for (var input : definition.inputs()) {
      if (input.presence() == Presence.ONE_OF) {
        var tensors = new LinkedHashMap<>(required);
        tensors.put(input.name(), tensor(input, rows));
        all.add(tensors);
      }
    }
    if (all.isEmpty()) {
      all.add(required);
    }
    return all;
  }

  /// Whether an input has a dimension besides the leading ones, which are then the rows of all.
  private static boolean hasRows(Definition definition) {
    return definition.inputs().stream()
        .filter(input -> input.presence() != Presence.OPTIONAL)
        .flatMap(input -> Arrays.stream(input.shape()))
        .anyMatch(pattern -> ShapePattern.parse(pattern).hasRows());
  }

  private static Tensor tensor(Input input, int rows) {
    // Where an input may have several shapes, the first is that of class indices, one for each row.
    boolean indices = input.shape().length > 1;
    var shape = shape(ShapePattern.parse(input.shape()[0]), rows);
    var data = Lanes.array(shape.size());
    for (int i = 0; i < shape.size(); i++) {
      data[i] = indices ? i % WIDTH : number(input.domain(), i);
    }
    return new Tensor(shape, data);
  }

  private static Shape shape(ShapePattern pattern, int rows) {
    var dimensions = new ArrayList<Integer>();
    if (pattern.open()) {
      dimensions.add(rows);
    }
    dimensions.addAll(Collections.nCopies(pattern.words().size(), WIDTH));
    return new Shape(dimensions);
  }

  private static double number(Domain domain, int i) {
    return switch (domain) {
      case ANY, FINITE -> i % 17 - 8.5;
      case NON_NEGATIVE, UNIT_INTERVAL, PROBABILITY -> (i % 15 + 0.5) / 15;
      case BINARY -> i % 2;
      case SIGN -> 2 * (i % 2) - 1;
    };
  }
}
