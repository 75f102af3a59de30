package dev.nabla.web;

import dev.nabla.compute.Call;
import dev.nabla.function.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call and the parts of its answer that the client wants.
///
/// @param outputs out of `loss`, `values` and `gradients`; null where the client does not say
record Request(Call call, @Nullable Set<String> outputs) {

  private static final Set<String> OF_ACTIVATIONS = Set.of("values", "gradients");
  private static final Set<String> OF_LOSSES = Set.of("loss", "values", "gradients");

  /// The outputs that a kind of function has.
  static Set<String> outputs(Kind kind) {
    return kind == Kind.LOSS ? OF_LOSSES : OF_ACTIVATIONS;
  }

  boolean wants(String output) {
    return outputs == null || outputs.contains(output);
  }
}
