package dev.nabla.activation;

import dev.nabla.function.Axis;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Input;
import dev.nabla.function.Inputs;
import dev.nabla.function.Kernel;
import dev.nabla.function.Tensor;
import dev.nabla.function.Upstream;

/// A function that a layer applies to what it computed. Adding one: its file, its name in
/// `permits`, one row in the tests.
public sealed interface Activation extends Kernel {

  /// An activation of each number by itself.
  @Axis(name = "x", label = "x", along = "x", section = "{\"x\": $}", from = -6, to = 6)
  @Input(name = "x", description = "The numbers to activate, in any shape")
  sealed interface Elementwise extends Activation permits Sigmoid, Tanh, Relu, LeakyRelu, Gelu {

    /// Values and slopes of whole lanes. The three arrays are equally long, a multiple of the lane
    /// block.
    void run(double[] x, double[] values, double[] slopes);

    @Override
    default Evaluation evaluate(Inputs inputs, Upstream upstream) {
      var x = inputs.get("x");
      var values = Tensor.zeros(x.shape());
      var slopes = Tensor.zeros(x.shape());
      run(x.data(), values.data(), slopes.data());
      upstream.scale(slopes.data());
      return Evaluation.of(values).gradient("x", slopes);
    }
  }

  /// An activation of several numbers together.
  sealed interface Mixing extends Activation permits Softmax, Maxout {}
}
