package dev.nabla.compute;

import dev.nabla.function.Definition;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request, free of its wire format.
///
/// @param parameters those given, by name: Double, Long, Boolean, String or null
/// @param tensors the inputs given, by name, with `upstream` or `sample_weights` among them
/// @param reduction for losses; without effect on activations
/// @param jacobian whether the Jacobian of each row is wanted
public record Call(
    Definition definition,
    Map<String, @Nullable Object> parameters,
    Map<String, Tensor> tensors,
    DType dtype,
    Reduction reduction,
    boolean jacobian) {

  /// The numbers in all tensors together.
  public int elements() {
    return tensors.values().stream().mapToInt(Tensor::size).sum();
  }
}
