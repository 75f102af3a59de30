package dev.nabla.function;

import dev.nabla.function.Input.Domain;
import dev.nabla.function.Input.Presence;
import java.util.Arrays;
import java.util.List;

/// An [Input] as each call needs it. Annotations are slow to ask.
record DeclaredInput(String name, Presence presence, Domain domain, List<ShapePattern> patterns) {

  static DeclaredInput of(Input input) {
    return new DeclaredInput(
        input.name(),
        input.presence(),
        input.domain(),
        Arrays.stream(input.shape()).map(ShapePattern::parse).toList());
  }
}
