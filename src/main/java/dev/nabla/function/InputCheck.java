package dev.nabla.function;

import dev.nabla.function.Input.Presence;
import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.tensor.Rows;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds the tensors of one call against what a function declares: which are there, whether their
/// shapes agree, whether their numbers are in their sets.
///
/// Shapes agree by unification: a pattern such as `[…, d]` gives its words the sizes of the first
/// tensor it meets, and all later tensors must repeat them.
final class InputCheck {

  private final Definition definition;
  private final int axis;

  /// The sizes that each word stands for, of which only `…` has any number.
  private final Map<String, List<Integer>> sizes = new HashMap<>();

  /// The input that gave a word its sizes, and its shape.
  private final Map<String, Origin> origins = new HashMap<>();

  private record Origin(String input, Shape shape) {
    @Override
    public String toString() {
      return "`%s` of shape %s".formatted(input, shape);
    }
  }

  InputCheck(Definition definition, int axis) {
    this.definition = definition;
    this.axis = axis;
  }

  Inputs check(Map<String, Tensor> tensors, boolean jacobian, Limits limits, Workspace workspace) {
    checkPresence(tensors.keySet());
    for (var input : definition.declared()) {
      var tensor = tensors.get(input.name());
      if (tensor != null) {
        unify(input.name(), input.patterns(), tensor.shape());
        checkDomain(input.name(), input.domain(), tensor);
      }
    }
    var values = valuesShape(limits);
    var weightsName = definition.kind().weights();
    var weights = tensors.get(weightsName);
    if (weights != null) {
      unify(weightsName, List.of(definition.valuesPattern()), weights.shape());
      if (definition.kind() == Kind.LOSS) {
        checkDomain(weightsName, Input.Domain.FINITE, weights);
      }
    }
    return new Inputs(tensors, values, jacobian, limits, workspace);
  }

  private void checkPresence(Set<String> given) {
    int alternatives = 0;
    int found = 0;
    for (var input : definition.declared()) {
      boolean present = given.contains(input.name());
      switch (input.presence()) {
        case REQUIRED -> {
          if (!present) {
            throw missing(input.name());
          }
        }
        case ONE_OF -> {
          alternatives++;
          found += present ? 1 : 0;
        }
        case OPTIONAL -> {}
      }
    }
    if (alternatives > 0 && found != 1) {
      throw notOneOf(given);
    }
  }

  private RejectedException missing(String name) {
    var description =
        definition.inputs().stream()
            .filter(input -> input.name().equals(name))
            .map(Input::description)
            .findFirst()
            .orElseThrow();
    return new RejectedException(
        Reason.MISSING_FIELD,
        Place.whole(),
        "expected the input `%s` (%s), found none".formatted(name, description));
  }

  private RejectedException notOneOf(Set<String> given) {
    var alternatives =
        definition.declared().stream()
            .filter(input -> input.presence() == Presence.ONE_OF)
            .map(DeclaredInput::name)
            .toList();
    var found = alternatives.stream().filter(given::contains).toList();
    var expected = alternatives.stream().collect(Collectors.joining("`, `", "`", "`"));
    return found.isEmpty()
        ? new RejectedException(
            Reason.MISSING_FIELD,
            Place.whole(),
            "expected one of %s, found none".formatted(expected))
        : new RejectedException(
            Reason.CONFLICTING_FIELDS,
            found.get(1),
            "expected exactly one of %s, found `%s`"
                .formatted(expected, String.join("` and `", found)));
  }

  private static void checkDomain(String name, Input.Domain domain, Tensor tensor) {
    var data = tensor.data();
    if (domain.containsAll(data, tensor.size())) {
      return;
    }
    int i = 0;
    while (domain.contains(data[i])) {
      i++;
    }
    var place = new ArrayList<Object>(List.of(name));
    place.addAll(tensor.shape().indices(i));
    throw new RejectedException(
        Reason.VALUE_NOT_ALLOWED,
        place,
        "expected %s, found %s".formatted(domain.description(), Shown.number(data[i])));
  }

  private void unify(String name, List<ShapePattern> patterns, Shape shape) {
    @Nullable String fault = null;
    for (var pattern : patterns) {
      var dimensions = dimensions(pattern, shape);
      if (dimensions == null) {
        fault = "expected the shape %s, found %s".formatted(joined(patterns), shape);
        continue;
      }
      var conflict = conflict(pattern, dimensions);
      if (conflict == null) {
        bind(pattern, dimensions, new Origin(name, shape));
        return;
      }
      fault =
          "expected the shape %s to fit %s, found %s"
              .formatted(joined(patterns), origins.get(conflict), shape);
    }
    throw new RejectedException(Reason.SHAPE_MISMATCH, name, String.valueOf(fault));
  }

  private static String joined(List<ShapePattern> patterns) {
    return patterns.stream().map(ShapePattern::toString).collect(Collectors.joining(" or "));
  }

  /// The dimensions in the order of the pattern's words, or null where the ranks do not fit.
  private @Nullable List<Integer> dimensions(ShapePattern pattern, Shape shape) {
    int leading = shape.rank() - pattern.words().size();
    if (leading < 0 || (!pattern.open() && leading > 0)) {
      return null;
    }
    if (axis == -1 || !pattern.open() || pattern.words().size() != 1) {
      return shape.dimensions();
    }
    boolean fits = axis >= -shape.rank() && axis < shape.rank();
    if (!fits && !sizes.isEmpty()) {
      // The first tensor has this axis: it is the shape that is wrong.
      return null;
    }
    // Rows throws for an axis that the shape does not have.
    int counted = new Rows(shape, axis).axis();
    var dimensions = new ArrayList<>(shape.dimensions());
    Collections.rotate(dimensions.subList(counted, dimensions.size()), -1);
    return dimensions;
  }

  /// The first of a pattern's words that stands for other sizes already.
  private @Nullable String conflict(ShapePattern pattern, List<Integer> dimensions) {
    int leading = dimensions.size() - pattern.words().size();
    if (pattern.open() && differs(ShapePattern.LEADING, dimensions.subList(0, leading))) {
      return ShapePattern.LEADING;
    }
    for (int i = 0; i < pattern.words().size(); i++) {
      if (differs(pattern.words().get(i), dimensions.subList(leading + i, leading + i + 1))) {
        return pattern.words().get(i);
      }
    }
    return null;
  }

  private boolean differs(String word, List<Integer> dimensions) {
    var known = sizes.get(word);
    return known != null && !known.equals(dimensions);
  }

  private void bind(ShapePattern pattern, List<Integer> dimensions, Origin origin) {
    int leading = dimensions.size() - pattern.words().size();
    if (pattern.open()) {
      bind(ShapePattern.LEADING, dimensions.subList(0, leading), origin);
    }
    for (int i = 0; i < pattern.words().size(); i++) {
      bind(pattern.words().get(i), dimensions.subList(leading + i, leading + i + 1), origin);
    }
  }

  private void bind(String word, List<Integer> dimensions, Origin origin) {
    sizes.putIfAbsent(word, dimensions);
    origins.putIfAbsent(word, origin);
  }

  /// The shape of the values, once the inputs have given every word its size.
  private Shape valuesShape(Limits limits) {
    var pattern = definition.valuesPattern();
    var dimensions = new ArrayList<Integer>();
    if (pattern.open()) {
      dimensions.addAll(bound(ShapePattern.LEADING));
    }
    for (var word : pattern.words()) {
      dimensions.addAll(bound(word));
    }
    if (pattern.open() && pattern.words().size() == 1 && axis != -1) {
      int counted = axis < 0 ? axis + dimensions.size() : axis;
      Collections.rotate(dimensions.subList(counted, dimensions.size()), 1);
    }
    limits.checkOutput(Shape.product(dimensions));
    return new Shape(dimensions);
  }

  private List<Integer> bound(String word) {
    var size = sizes.get(word);
    if (size == null) {
      throw new IllegalStateException("no input of %s binds %s".formatted(definition.name(), word));
    }
    return size;
  }
}
