package dev.nabla.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.function.Evaluation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// libtorch, and the way of tensors there and back.
///
/// The native libraries come with the Maven profile `libtorch`.
final class Libtorch {

  static final String ABSENT =
      "libtorch for this platform is not on the class path: the Maven profile libtorch puts it there"
          + " (x86-64 Linux)";

  private Libtorch() {}

  /// Looks for the library of this platform without loading anything.
  static boolean installed() {
    var library = System.mapLibraryName("jnitorch");
    return torch.class.getResource(
            "/org/bytedeco/pytorch/%s/%s".formatted(Loader.getPlatform(), library))
        != null;
  }

  /// The inputs as libtorch holds them.
  record Leaves(Map<String, Tensor> tensors) {

    Tensor get(String input) {
      return Objects.requireNonNull(tensors.get(input), input);
    }

    Tensor indices() {
      return get("targets").to(ScalarType.Long);
    }

    TensorOptional classWeights() {
      return tensors.containsKey("class_weights")
          ? new TensorOptional(get("class_weights"))
          : new TensorOptional();
    }
  }

  static Tensor tensor(dev.nabla.tensor.Tensor ours) {
    var numbers = new DoublePointer(Arrays.copyOf(ours.data(), ours.size()));
    var sizes = ours.shape().dimensions().stream().mapToLong(Integer::longValue).toArray();
    // A copy: the tensor that wraps the numbers does not keep them alive.
    return torch.from_blob(numbers, sizes, new TensorOptions(ScalarType.Double)).clone();
  }

  static double[] numbers(Tensor theirs) {
    assertThat(theirs.scalar_type().intern()).isEqualTo(ScalarType.Double);
    var numbers = new double[Math.toIntExact(theirs.numel())];
    theirs.contiguous().data_ptr_double().get(numbers);
    return numbers;
  }

  static Leaves leaves(Map<String, dev.nabla.tensor.Tensor> inputs) {
    var leaves = new HashMap<String, Tensor>();
    inputs.forEach((name, input) -> leaves.put(name, tensor(input)));
    return new Leaves(leaves);
  }

  /// Numbers and, after `backward`, their gradients.
  static Leaves differentiable(Map<String, dev.nabla.tensor.Tensor> inputs, Evaluation evaluation) {
    var leaves = leaves(inputs);
    evaluation.gradients().keySet().forEach(name -> leaves.get(name).set_requires_grad(true));
    return leaves;
  }

  static Tensor minus(double from, Tensor x) {
    return x.neg().add(new Scalar(from));
  }

  static Tensor clamp(Tensor x) {
    return torch.clamp_min(x, new Scalar(0.0));
  }

  static Tensor constant(double number) {
    return torch.tensor(number, new TensorOptions(ScalarType.Double));
  }
}
