package dev.nabla.activation;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Formula;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Kink;
import dev.nabla.function.Traits.Monotonic;
import dev.nabla.function.Traits.Saturates;

@Card(
    title = "Rectified linear unit (ReLU)",
    summary = "Passes positive numbers and silences the rest; the usual choice for hidden layers.",
    notes = {
      "Does not saturate to the right: the slope is exactly 1 for every positive x, so deep stacks keep"
          + " their gradients.",
      "Dead units: where x ≤ 0 for every sample the gradient is 0 and the unit never learns again. Causes:"
          + " an initialisation that starts it there, or a learning rate so large that one step throws it"
          + " there. Cures: He initialisation (variance 2/fan-in), smaller or adaptive learning rates, a"
          + " leaky slope (leaky_relu).",
      "Not zero-centred: all values are ≥ 0, so the gradients to the weights of a unit in the next layer"
          + " all have one sign, and descent moves in zigzags.",
      "At the kink the gradient is the left branch's, relu'(0) = 0, as in PyTorch, TensorFlow and JAX."
    },
    references = {
      @Reference(
          title =
              "Nair, Hinton: Rectified Linear Units Improve Restricted Boltzmann Machines (2010)",
          url = "https://www.cs.toronto.edu/~hinton/absps/reluICML.pdf"),
      @Reference(
          title = "He, Zhang, Ren, Sun: Delving Deep into Rectifiers (2015)",
          url = "https://arxiv.org/abs/1502.01852")
    },
    example =
        """
        {"x": [-2, -1, 0, 1, 2]}""")
@Formula(
    value = "max(0, x)",
    gradient = "0 for x ≤ 0, 1 above",
    latex = "\\max(0, x)",
    latexGradient = "\\begin{cases} 0 & x \\le 0 \\\\ 1 & x > 0 \\end{cases}")
@Traits(
    range = "[0, ∞)",
    monotonic = Monotonic.INCREASING,
    saturates = Saturates.LEFT,
    smooth = false,
    convex = true,
    kinks = @Kink(at = 0, gradient = 0),
    left = 0,
    right = Double.POSITIVE_INFINITY)
@Accuracy(value = 0, gradient = 0)
record Relu() implements Activation.Elementwise {

  @Override
  public void sweep(double[] x, double[] values, double[] slopes, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var v = load(x, i);
      store(v.max(0), values, i);

      var slope = broadcast(1).blend(0, v.compare(LE, 0)).blend(v, v.test(IS_NAN));
      store(slope, slopes, i);
    }
  }
}
