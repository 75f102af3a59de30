package dev.nabla.activation;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Formula;
import dev.nabla.function.Param;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Kink;
import dev.nabla.function.Traits.Monotonic;

@Card(
    title = "Leaky ReLU",
    summary = "A ReLU that lets a small share of negative numbers through, so that no unit dies.",
    notes = {
      "The slope α on the left keeps a gradient alive where ReLU has none: a cure for dead units.",
      "A little closer to zero-centred than ReLU, since negative values are kept, though small.",
      "Saturates on neither side, though the gradient on the left shrinks by α in every layer.",
      "α = 0 is ReLU, α = 1 the identity; α < 0 makes it non-monotone and is allowed.",
      "The default 0.01 is that of PyTorch, JAX and ONNX. Keras has 0.2 in its function and 0.3 in its"
          + " layer: give alpha to match.",
      "At the kink the gradient is the left branch's: α."
    },
    references =
        @Reference(
            title =
                "Maas, Hannun, Ng: Rectifier Nonlinearities Improve Neural Network Acoustic Models (2013)",
            url = "https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf"),
    example =
        """
        {"x": [-2, -1, 0, 1, 2], "alpha": 0.1}""")
@Formula(
    value = "x for x > 0, αx otherwise",
    gradient = "1 for x > 0, α otherwise",
    latex = "\\begin{cases} x & x > 0 \\\\ \\alpha x & x \\le 0 \\end{cases}",
    latexGradient = "\\begin{cases} 1 & x > 0 \\\\ \\alpha & x \\le 0 \\end{cases}")
@Traits(
    range = "(-∞, ∞)",
    monotonic = Monotonic.INCREASING,
    smooth = false,
    convex = true,
    kinks = @Kink(at = 0, gradient = 0.01),
    left = Double.NEGATIVE_INFINITY,
    right = Double.POSITIVE_INFINITY)
@Accuracy(value = 0.5, gradient = 0)
record LeakyRelu(
    @Param(value = "0.01", description = "Slope α for x ≤ 0; any finite number") double alpha)
    implements Activation.Elementwise {

  @Override
  public void sweep(double[] x, double[] values, double[] slopes, int from, int to) {
    // Beyond every finite bound 0·x would be NaN where the limit is 0.
    double bound = alpha == 0 ? Double.MAX_VALUE : Double.POSITIVE_INFINITY;
    for (int i = from; i < to; i += LANES) {
      var v = load(x, i);
      var right = v.compare(GT, 0);
      store(v.max(-bound).mul(alpha).blend(v, right), values, i);
      store(broadcast(alpha).blend(1, right).blend(v, v.test(IS_NAN)), slopes, i);
    }
  }
}
