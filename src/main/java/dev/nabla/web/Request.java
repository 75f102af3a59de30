package dev.nabla.web;

import dev.nabla.compute.Call;
import dev.nabla.function.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call and the parts of its answer that the client wants.
///
/// @param outputs out of `loss`, `values` and `gradients`; null where the client does not say
record Request(Call call, @Nullable Set<String> outputs) {

  private static final List<String> OF_ACTIVATIONS = List.of("gradients", "values");
  private static final List<String> OF_LOSSES = List.of("gradients", "loss", "values");

  /// The outputs that a kind of function has, in the order of the alphabet.
  static List<String> outputs(Kind kind) {
    return kind == Kind.LOSS ? OF_LOSSES : OF_ACTIVATIONS;
  }

  boolean wants(String output) {
    return outputs == null || outputs.contains(output);
  }
}
