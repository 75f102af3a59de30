package dev.nabla.web;

import dev.nabla.compute.Call;
import dev.nabla.function.Kind;
import java.util.Set;

/// A call and the parts of its answer that the client wants.
///
/// @param outputs out of `loss`, `values` and `gradients`
record Request(Call call, Set<String> outputs) {

  private static final Set<String> OF_ACTIVATIONS = Set.of("values", "gradients");
  private static final Set<String> OF_LOSSES = Set.of("loss", "values", "gradients");

  /// The outputs that a kind of function has.
  static Set<String> outputs(Kind kind) {
    return kind == Kind.LOSS ? OF_LOSSES : OF_ACTIVATIONS;
  }

  boolean wants(String output) {
    return outputs.contains(output);
  }
}
