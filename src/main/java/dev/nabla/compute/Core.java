package dev.nabla.compute;

import dev.nabla.function.Evaluation;
import dev.nabla.function.Inputs;
import dev.nabla.function.Kernel;
import dev.nabla.function.Kind;
import dev.nabla.function.Limits;
import dev.nabla.function.Upstream;
import dev.nabla.loss.Loss;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.Workspace;
import dev.nabla.vector.Sum;
import dev.nabla.vector.Sweep;
import org.jspecify.annotations.Nullable;

/// The way from a call to its answer, without metrics: binds parameters, checks tensors, runs the
/// kernel, weighs and reduces.
///
/// @param limits what a call may cost
public record Core(Limits limits) {

  /// Computes values and gradients.
  ///
  /// @param budget what the call's memory is claimed from
  /// @param workspace where they will stand
  /// @throws RejectedException where parameters or inputs are not what the function declares
  public Answer answer(Call call, Budget budget, Workspace workspace) {
    var definition = call.definition();
    var bound = definition.bind(call.parameters());
    var inputs = definition.check(call.tensors(), bound, call.jacobian(), limits, workspace);
    var kernel = bound.resolve(inputs);
    var weights = call.tensors().get(definition.kind().weights());
    var parameters = definition.parameters(kernel);
    budget.claim(Double.BYTES * (long) call.elements() + kernel.workingBytes(inputs));
    if (definition.kind() == Kind.ACTIVATION) {
      var evaluation = kernel.evaluate(inputs, new Upstream(weights, 1));
      return new Answer(definition, parameters, call.dtype(), null, evaluation);
    }
    double divisor = divisor(call, kernel, inputs);
    var evaluation = kernel.evaluate(inputs, new Upstream(weights, divisor));
    weigh(evaluation.values(), weights);
    var loss = call.reduction() == Reduction.NONE ? null : (Double) reduce(evaluation, divisor);
    return new Answer(definition, parameters, call.dtype(), loss, evaluation);
  }

  private static double divisor(Call call, Kernel kernel, Inputs inputs) {
    if (call.reduction() != Reduction.MEAN) {
      return 1;
    }
    if (inputs.valuesShape().size() == 0) {
      throw new RejectedException(
          Reason.EMPTY_REDUCTION,
          call.definition().inputs().stream()
              .map(input -> (Object) input.name())
              .filter(call.tensors()::containsKey)
              .limit(1)
              .toList(),
          "expected at least one value to take the mean of, found the shape "
              + inputs.valuesShape());
    }
    return ((Loss) kernel).divisor(inputs);
  }

  private static void weigh(Tensor values, @Nullable Tensor weights) {
    if (weights != null) {
      Sweep.weigh(values.data(), weights.data(), 0, values.data().length);
    }
  }

  private static double reduce(Evaluation evaluation, double divisor) {
    var values = evaluation.values();
    return Sum.mean(values.data(), values.size(), divisor);
  }
}
