package dev.nabla.function;

import dev.nabla.refusal.RejectedException;
import dev.nabla.tensor.Tensor;

/// A function with its parameters bound. Implementations are records, immutable and stateless.
public interface Kernel {

  /// The values and the gradients of Σ upstream·values, one for each differentiable input that was
  /// given. The inputs have passed the checks that the function's declaration asks for.
  Evaluation evaluate(Inputs inputs, Upstream upstream);

  /// Checks what the declaration of the inputs cannot say, once a call.
  ///
  /// @throws RejectedException where an input is not what the function takes
  default void check(Inputs inputs) {}

  /// This kernel with parameters that depend on the inputs filled in.
  default Kernel resolve(Inputs inputs) {
    return this;
  }

  /// About how many bytes an evaluation takes besides its inputs, rather too many than too few:
  /// values, gradients, extras, and what is allocated on the way to them.
  default long workingBytes(Inputs inputs) {
    long values = inputs.valuesShape().size();
    long elements = inputs.tensors().values().stream().mapToLong(Tensor::size).sum();
    long jacobian =
        inputs.jacobian() ? Math.min(values * values, inputs.limits().jacobianElements()) : 0;
    return Double.BYTES * (3 * values + 2 * elements + jacobian);
  }

  /// The dimension that rows run along; negative counts from the last. A parameter named `axis` is
  /// this method's implementation.
  default int axis() {
    return -1;
  }
}
