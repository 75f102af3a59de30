package dev.nabla.refusal;

import java.util.List;

/// Where in a request a fault is.
public sealed interface Place {

  /// The request as a whole.
  static Place whole() {
    return new Body(List.of());
  }

  /// The same place in a request whose fields are parameters of its query.
  default Place inQuery() {
    return this;
  }

  /// In the body, or of it where there are no steps.
  ///
  /// @param steps the way from the root: field names and indices
  record Body(List<Object> steps) implements Place {

    public Body {
      steps = List.copyOf(steps);
    }

    @Override
    public Place inQuery() {
      return steps.isEmpty() ? this : new Query(steps.getFirst().toString());
    }
  }

  /// A parameter of the query.
  record Query(String parameter) implements Place {}

  /// A header.
  record Header(String name) implements Place {}
}
