package dev.nabla.loss;

import static dev.nabla.vector.Exact.sumError;
import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Axis;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Formula;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Symmetry;

/// The difference's rounding error goes into the square: (d + r)² = d² + 2dr + ….
@Card(
    title = "Squared error",
    aliases = {"squared_error", "mean_squared_error"},
    summary =
        "The squared distance from a predicted number to the true one; linear regression's loss.",
    notes = {
      "Convex, with its minimum 0 at the target. With a linear model and Gaussian noise, its minimum is"
          + " the maximum-likelihood fit.",
      "The gradient grows with the error, so one outlier can outweigh many good samples.",
      "Without the factor ½ that some texts have: the convention of PyTorch, Keras and optax.squared_error."
    },
    references =
        @Reference(
            title = "Bishop: Pattern Recognition and Machine Learning, section 3.1 (2006)",
            url =
                "https://www.microsoft.com/en-us/research/publication/pattern-recognition-machine-learning/"),
    example =
        """
        {"predictions": [2.5, 0, 2, 8], "targets": [3, -0.5, 2, 7]}""")
@Formula(value = "(p − t)²", gradient = "2(p − t)", latex = "(p-t)^2", latexGradient = "2(p-t)")
@Axis(
    name = "error",
    label = "error p − t",
    along = "error p − t",
    section = "{\"predictions\": $, \"targets\": 0}",
    from = -3,
    to = 3)
@Traits(
    range = "[0, ∞)",
    symmetry = Symmetry.EVEN,
    convex = true,
    left = Double.POSITIVE_INFINITY,
    right = Double.POSITIVE_INFINITY)
@Accuracy(value = 1, gradient = 1)
record Mse() implements Loss.Regression {

  @Override
  public void sweep(
      double[] predictions, double[] targets, double[] values, double[] slopes, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var p = load(predictions, i);
      var minusT = load(targets, i).neg();
      var d = p.add(minusT);
      var rest = sumError(p, minusT, d);
      // Where the square overflows, and beyond, the correction would only spoil the infinity.
      var correction = d.mul(rest).mul(2).blend(0, d.abs().compare(LT, 0x1p512).not());
      store(d.fma(d, correction), values, i);
      store(d.add(d), slopes, i);
    }
  }
}
