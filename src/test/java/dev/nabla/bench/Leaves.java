package dev.nabla.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// A function's inputs as libtorch holds them, leaves of the graph that autograd records.
final class Leaves {

  private static final Tensor UNDEFINED = new Tensor();

  private final Subject subject;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /// The gradient that arrives at the values.
  private final Tensor upstream;

  Leaves(Subject subject, int elements, ScalarType type) {
    this.subject = subject;
    subject
        .draw(elements)
        .forEach(
            (name, input) ->
                tensors.put(name, tensor(input, subject.isIndices(name) ? ScalarType.Long : type)));
    subject.definition().inputs().stream()
        .filter(input -> input.differentiable() && tensors.containsKey(input.name()))
        .forEach(input -> get(input.name()).set_requires_grad(true));
    upstream =
        tensors.containsKey("upstream")
            ? get("upstream")
            : torch.ones_like(subject.graph().of(this));
  }

  private static Tensor tensor(dev.nabla.tensor.Tensor ours, ScalarType type) {
    var numbers = new DoublePointer(Arrays.copyOf(ours.data(), ours.size()));
    var sizes = ours.shape().dimensions().stream().mapToLong(Integer::longValue).toArray();
    var wrapped = torch.from_blob(numbers, sizes, new TensorOptions(ScalarType.Double));
    // A copy: the tensor that wraps the numbers does not keep them alive.
    return wrapped.clone().to(type);
  }

  Tensor get(String input) {
    return Objects.requireNonNull(tensors.get(input), input);
  }

  /// Forward and backward, with fresh gradients.
  ///
  /// @return the values, or a loss's mean
  Tensor run() {
    for (var leaf : tensors.values()) {
      if (leaf.requires_grad()) {
        leaf.mutable_grad().put(UNDEFINED);
      }
    }
    var values = subject.graph().of(this);
    values.backward(upstream, new BoolOptional(), false, new TensorArrayRefOptional());
    return values;
  }
}
