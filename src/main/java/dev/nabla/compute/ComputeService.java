package dev.nabla.compute;

import dev.nabla.function.Evaluation;
import dev.nabla.function.Inputs;
import dev.nabla.function.Kernel;
import dev.nabla.function.Kind;
import dev.nabla.function.Limits;
import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import dev.nabla.function.Tensor;
import dev.nabla.function.Upstream;
import dev.nabla.loss.Loss;
import dev.nabla.settings.Settings;
import dev.nabla.vector.Lanes;
import dev.nabla.vector.Sum;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Answers calls. Holds no state but its settings: calls may run at once without limit.
@Service
public class ComputeService {

  private static final Logger LOG = LoggerFactory.getLogger(ComputeService.class);

  private static final long DOUBLE_BYTES = 8;

  private final Limits limits;
  private final ComputeMetrics metrics;

  ComputeService(Settings settings, ComputeMetrics metrics) {
    var configured = settings.limits();
    this.limits =
        new Limits(configured.elements(), configured.jacobianElements(), configured.products());
    this.metrics = metrics;
    LOG.info("compute core: {}", Lanes.description());
  }

  /// Computes values and gradients.
  ///
  /// @throws RejectedException where parameters or inputs are not what the function declares
  public Answer compute(Call call, Budget budget) {
    return metrics.time(call, () -> answer(call, budget));
  }

  /// The same, without a trace in the metrics: for the examples in documents.
  public Answer answer(Call call) {
    return answer(call, Budget.NONE);
  }

  private Answer answer(Call call, Budget budget) {
    var definition = call.definition();
    var bound = definition.bind(call.parameters());
    var inputs = definition.check(call.tensors(), bound, call.jacobian(), limits);
    var kernel = bound.resolve(inputs);
    var weights = call.tensors().get(definition.kind().weights());
    var parameters = definition.parameters(kernel);
    budget.claim(DOUBLE_BYTES * call.elements() + kernel.workingBytes(inputs));
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
      for (int i = 0; i < values.data().length; i++) {
        values.data()[i] = Upstream.weighed(values.data()[i], weights.data()[i]);
      }
    }
  }

  private static double reduce(Evaluation evaluation, double divisor) {
    var values = evaluation.values();
    return Sum.mean(values.data(), values.size(), divisor);
  }
}
