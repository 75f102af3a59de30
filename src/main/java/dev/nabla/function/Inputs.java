package dev.nabla.function;

import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.Workspace;
import java.util.Map;

/// The tensors of one call by name, checked against the function's declaration.
///
/// @param valuesShape the shape that the function's values will have
/// @param jacobian whether the Jacobian of each row is wanted too
/// @param limits what the call may cost
/// @param workspace what the call computes in
public record Inputs(
    Map<String, Tensor> tensors,
    Shape valuesShape,
    boolean jacobian,
    Limits limits,
    Workspace workspace) {

  public Inputs {
    tensors = Map.copyOf(tensors);
  }

  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  public Tensor get(String name) {
    var tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no input " + name);
    }
    return tensor;
  }

  /// The padded array of an input.
  public double[] data(String name) {
    return get(name).data();
  }
}
