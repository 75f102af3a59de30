package dev.nabla.function;

import dev.nabla.function.Input.Presence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  private static final String LEADING = "…";

  private final Definition definition;
  private final int axis;
  private final Map<String, List<Integer>> sizes = new HashMap<>();
  private final Map<String, String> origins = new HashMap<>();

  InputCheck(Definition definition, int axis) {
    this.definition = definition;
    this.axis = axis;
  }

  Inputs check(Map<String, Tensor> tensors, boolean jacobian, Limits limits) {
    checkPresence(tensors.keySet());
    for (var input : definition.inputs()) {
      var tensor = tensors.get(input.name());
      if (tensor != null) {
        unify(input.name(), List.of(input.shape()), tensor.shape());
        checkDomain(input.name(), input.domain(), tensor);
      }
    }
    var values = valuesShape(limits);
    var weights = tensors.get(definition.kind().weights());
    if (weights != null) {
      unify(definition.kind().weights(), List.of(definition.card().values()), weights.shape());
      if (definition.kind() == Kind.LOSS) {
        checkDomain(definition.kind().weights(), Input.Domain.FINITE, weights);
      }
    }
    return new Inputs(tensors, values, jacobian, limits);
  }

  private void checkPresence(Set<String> given) {
    for (var input : definition.inputs()) {
      if (input.presence() == Presence.REQUIRED && !given.contains(input.name())) {
        throw new RejectedException(
            Reason.MISSING_FIELD,
            List.of(),
            "expected the input `%s` (%s), found none"
                .formatted(input.name(), input.description()));
      }
    }
    var alternatives =
        definition.inputs().stream()
            .filter(input -> input.presence() == Presence.ONE_OF)
            .map(Input::name)
            .toList();
    if (alternatives.isEmpty()) {
      return;
    }
    var found = alternatives.stream().filter(given::contains).toList();
    var expected = alternatives.stream().collect(Collectors.joining("`, `", "`", "`"));
    if (found.isEmpty()) {
      throw new RejectedException(
          Reason.MISSING_FIELD, List.of(), "expected one of %s, found none".formatted(expected));
    }
    if (found.size() > 1) {
      throw new RejectedException(
          Reason.CONFLICTING_FIELDS,
          found.get(1),
          "expected exactly one of %s, found `%s`"
              .formatted(expected, String.join("` and `", found)));
    }
  }

  private static void checkDomain(String name, Input.Domain domain, Tensor tensor) {
    if (domain == Input.Domain.ANY) {
      return;
    }
    var data = tensor.data();
    for (int i = 0; i < tensor.size(); i++) {
      if (!domain.contains(data[i])) {
        var place = new ArrayList<Object>(List.of(name));
        place.addAll(tensor.shape().indices(i));
        throw new RejectedException(
            Reason.VALUE_NOT_ALLOWED,
            place,
            "expected %s, found %s".formatted(domain.description(), Shown.number(data[i])));
      }
    }
  }

  /// The pattern's words, the ellipsis first where it has one.
  private static List<String> words(String pattern) {
    var inside = pattern.substring(1, pattern.length() - 1);
    return inside.isEmpty() ? List.of() : List.of(inside.split(", ", -1));
  }

  private void unify(String name, List<String> patterns, Shape shape) {
    @Nullable String fault = null;
    for (var pattern : patterns) {
      var bindings = bind(pattern, shape);
      if (bindings == null) {
        fault = "expected the shape %s, found %s".formatted(String.join(" or ", patterns), shape);
        continue;
      }
      var conflict =
          bindings.entrySet().stream()
              .filter(e -> !sizes.getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()))
              .findFirst();
      if (conflict.isEmpty()) {
        bindings.forEach(
            (word, size) -> {
              sizes.putIfAbsent(word, size);
              origins.putIfAbsent(word, "`%s` of shape %s".formatted(name, shape));
            });
        return;
      }
      fault =
          "expected the shape %s to fit %s, found %s"
              .formatted(
                  String.join(" or ", patterns), origins.get(conflict.get().getKey()), shape);
    }
    throw new RejectedException(Reason.SHAPE_MISMATCH, name, String.valueOf(fault));
  }

  /// The sizes that a shape gives a pattern's words, or null where the ranks do not fit.
  private @Nullable Map<String, List<Integer>> bind(String pattern, Shape shape) {
    var words = words(pattern);
    boolean open = !words.isEmpty() && words.getFirst().equals(LEADING);
    var named = open ? words.subList(1, words.size()) : words;
    int leading = shape.rank() - named.size();
    if (leading < 0 || (!open && leading > 0)) {
      return null;
    }
    var dimensions = new ArrayList<>(shape.dimensions());
    if (open && named.size() == 1 && axis != -1) {
      boolean fits = axis >= -shape.rank() && axis < shape.rank();
      if (!fits && !sizes.isEmpty()) {
        // The first tensor has this axis: it is the shape that is wrong.
        return null;
      }
      // Rows throws for an axis that the shape does not have.
      int counted = new Rows(shape, axis).axis();
      Collections.rotate(dimensions.subList(counted, dimensions.size()), -1);
    }
    var bindings = new LinkedHashMap<String, List<Integer>>();
    if (open) {
      bindings.put(LEADING, dimensions.subList(0, leading));
    }
    for (int i = 0; i < named.size(); i++) {
      bindings.put(named.get(i), List.of(dimensions.get(leading + i)));
    }
    return bindings;
  }

  /// The shape of the values, once the inputs have given every word its size.
  private Shape valuesShape(Limits limits) {
    var words = words(definition.card().values());
    var dimensions = new ArrayList<Integer>();
    for (var word : words) {
      var size = sizes.get(word);
      if (size == null) {
        throw new IllegalStateException(
            "no input of %s binds %s".formatted(definition.name(), word));
      }
      dimensions.addAll(size);
    }
    if (words.size() == 2 && axis != -1) {
      int counted = axis < 0 ? axis + dimensions.size() : axis;
      Collections.rotate(dimensions.subList(counted, dimensions.size()), 1);
    }
    limits.checkOutput(Shape.product(dimensions));
    return new Shape(dimensions);
  }
}
