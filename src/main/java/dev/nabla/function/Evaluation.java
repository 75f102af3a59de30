package dev.nabla.function;

import dev.nabla.tensor.Output;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// What a kernel computed.
///
/// @param values one for each element, row or sample
/// @param gradients by input, each in its input's shape
/// @param extras the function's further outputs by name
public record Evaluation(
    Tensor values, SequencedMap<String, Tensor> gradients, SequencedMap<String, Output> extras) {

  public static Evaluation of(Tensor values) {
    return new Evaluation(values, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /// This evaluation with the gradient of one more input.
  public Evaluation gradient(String input, Tensor gradient) {
    gradients.put(input, gradient);
    return this;
  }

  /// This evaluation with one more output.
  public Evaluation extra(String name, Output output) {
    extras.put(name, output);
    return this;
  }

  /// All outputs but the loss, under the names `values`, `gradients.…` and those of the extras.
  public Map<String, Output> outputs() {
    var outputs = new LinkedHashMap<String, Output>();
    outputs.put("values", values);
    gradients.forEach((input, gradient) -> outputs.put("gradients." + input, gradient));
    outputs.putAll(extras);
    return outputs;
  }
}
