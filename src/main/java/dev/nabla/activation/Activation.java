package dev.nabla.activation;

import dev.nabla.function.Axis;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Input;
import dev.nabla.function.Inputs;
import dev.nabla.function.Kernel;
import dev.nabla.function.Upstream;
import dev.nabla.vector.Sweep;

/// A function that a layer applies to what it computed. Adding one: its file, its name in
/// `permits`, one row in the tests.
public sealed interface Activation extends Kernel {

  /// An activation of each number by itself.
  @Axis(name = "x", label = "x", along = "x", section = "{\"x\": $}", from = -6, to = 6)
  @Input(name = "x", description = "The numbers to activate, in any shape")
  sealed interface Elementwise extends Activation permits Sigmoid, Tanh, Relu, LeakyRelu, Gelu {

    /// Values and slopes of one stretch of whole lanes.
    void sweep(double[] x, double[] values, double[] slopes, int from, int to);

    @Override
    default Evaluation evaluate(Inputs inputs, Upstream upstream) {
      var x = inputs.get("x");
      var values = inputs.workspace().tensor(x.shape());
      var slopes = inputs.workspace().tensor(x.shape());
      Sweep.inStretches(
          x.data().length,
          (from, to) -> {
            sweep(x.data(), values.data(), slopes.data(), from, to);
            upstream.scale(slopes.data(), from, to);
          });
      return Evaluation.of(values).gradient("x", slopes);
    }
  }

  /// An activation of several numbers together.
  sealed interface Mixing extends Activation permits Softmax, Maxout {}
}
