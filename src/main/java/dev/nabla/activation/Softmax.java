package dev.nabla.activation;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Axis;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Extra;
import dev.nabla.function.Formula;
import dev.nabla.function.Input;
import dev.nabla.function.Inputs;
import dev.nabla.function.Param;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Monotonic;
import dev.nabla.function.Traits.Saturates;
import dev.nabla.function.Upstream;
import dev.nabla.tensor.Rows;
import dev.nabla.tensor.Tensor;
import dev.nabla.vector.Exact;
import dev.nabla.vector.RowExponentials;
import dev.nabla.vector.Sum;
import dev.nabla.vector.Sweep;

/// The largest element's exponential is exactly 1 and is kept out of the sum: 1 − s of that element
/// is then the rest over the total, exact where the subtraction would leave nothing. Upstream
/// gradients are taken relative to that element's for the same reason.
@Card(
    title = "Softmax",
    aliases = "normalized_exponential",
    summary = "Turns k scores into k probabilities that sum to 1: the sigmoid for k classes.",
    values = "[…, n]",
    notes = {
      "The k-class sigmoid: for k = 2 each value is the sigmoid of the difference of the two scores."
          + " Adding a constant to all scores changes nothing.",
      "Saturates where one score leads: beyond a lead of about 5 the leader is near 1 and gradients fade."
          + " A temperature above 1 softens the distribution, one below 1 sharpens it towards argmax.",
      "Values are all positive, so not zero-centred. It belongs in the output layer; for training feed"
          + " logits to cross_entropy instead, which is exact where log(softmax) is not.",
      "The default axis is the last, as in Keras and JAX; PyTorch requires dim, ONNX has −1 since opset 13.",
      "Gradients are those of Σ upstream·values. With the default upstream of ones they are exactly 0,"
          + " since the values always sum to 1; ask for the whole picture with \"jacobian\": true.",
      "A row with one +∞ is 1 there and 0 elsewhere; rows with NaN, several +∞ or only −∞ are NaN."
    },
    references =
        @Reference(
            title =
                "Bridle: Probabilistic Interpretation of Feedforward Classification Network Outputs (1990)",
            url = "https://doi.org/10.1007/978-3-642-76153-9_28"),
    example =
        """
        {"x": [[1, 2, 3], [1000, 1000, 1000]], "upstream": [[1, 0, 0], [0, 1, 0]], "jacobian": true}""")
@Formula(
    value = "sᵢ = e^(xᵢ/T) / Σⱼ e^(xⱼ/T)",
    gradient = "s∘(u − ⟨u, s⟩)/T; Jacobian sᵢ(δᵢⱼ − sⱼ)/T",
    latex = "s_i = \\frac{e^{x_i/T}}{\\sum_j e^{x_j/T}}",
    latexGradient =
        "\\frac{s \\circ (u - \\langle u, s\\rangle)}{T},\\quad"
            + " \\frac{\\partial s_i}{\\partial x_j} = \\frac{s_i(\\delta_{ij}-s_j)}{T}")
@Input(
    name = "x",
    shape = "[…, n]",
    description = "Scores (logits); each row along the axis becomes one distribution")
@Extra(
    name = "jacobian",
    shape = "[…, n, n]",
    onRequest = true,
    description = "∂sᵢ/∂xⱼ of each row, without upstream; the other dimensions come first")
@Axis(
    name = "score",
    label = "score x₁",
    along = "one score among three, the others 0",
    section = "{\"x\": [$, 0, 0], \"upstream\": [1, 0, 0]}",
    from = -6,
    to = 6)
@Traits(
    range = "(0, 1)",
    monotonic = Monotonic.INCREASING,
    saturates = Saturates.BOTH,
    left = 0,
    right = 1)
@Accuracy(
    value = 3,
    gradient = 5,
    note =
        "The gradient in ulps of sᵢ·max|u|/T, where a subnormal sᵢ counts as the smallest normal number: it is"
            + " a difference that may cancel wholly.")
record Softmax(
    @Param(
            value = "-1",
            description = "The dimension that rows run along; negative counts from the last")
        int axis,
    @Param(
            value = "1",
            minimum = 0,
            exclusive = true,
            description = "Temperature T: above 1 softer, below sharper")
        double temperature)
    implements Activation.Mixing {

  @Override
  public void check(Inputs inputs) {
    if (inputs.jacobian()) {
      var rows = new Rows(inputs.get("x").shape(), axis);
      inputs.limits().checkJacobian((long) rows.count() * rows.length() * rows.length());
    }
  }

  @Override
  public Evaluation evaluate(Inputs inputs, Upstream upstream) {
    var x = inputs.get("x");
    var rows = new Rows(x.shape(), axis);
    int n = rows.length();
    var values = inputs.workspace().tensor(x.shape());
    var gradients = inputs.workspace().tensor(x.shape());
    var jacobian = inputs.jacobian() ? Tensor.zeros(rows.withoutAxis().with(n, n)) : null;
    var row = rows.scratch();
    var s = rows.scratch();
    var g = rows.scratch();
    for (int r = 0; r < rows.count(); r++) {
      rows.read(x.data(), r, row);
      int largest = RowExponentials.write(row, n, temperature, s, g);
      double remainder = normalize(s, n, largest);
      rows.write(s, values.data(), r);
      if (upstream.isOnes()) {
        zeroGradient(s, g);
      } else {
        upstream.read(rows, r, g);
        vectorJacobianProduct(s, n, largest, g);
      }
      rows.write(g, gradients.data(), r);
      if (jacobian != null) {
        writeJacobian(s, n, largest, remainder, jacobian.data(), r * n * n);
      }
    }
    var evaluation = Evaluation.of(values).gradient("x", gradients);
    return jacobian == null ? evaluation : evaluation.extra("jacobian", jacobian);
  }

  /// Divides exponentials by their sum.
  ///
  /// @return 1 − s of the largest element
  private static double normalize(double[] e, int n, int largest) {
    if (largest < 0) {
      return Double.NaN;
    }
    double rest = RowExponentials.rest(e, n, largest);
    double total = 1 + rest;
    RowExponentials.sweepShares(e, total, Exact.sumError(1, rest, total));
    return rest / total;
  }

  /// The gradient to the scores where every upstream gradient is the same: 0, but NaN with the
  /// values.
  private static void zeroGradient(double[] s, double[] g) {
    for (int i = 0; i < g.length; i++) {
      g[i] = s[i] * 0;
    }
  }

  /// Turns the upstream gradient in `g` into the gradient to the scores.
  private void vectorJacobianProduct(double[] s, int n, int largest, double[] g) {
    double reference = largest < 0 ? 0 : g[largest];
    Sweep.subtract(g, reference, 0, g.length);
    sweepDeviations(s, Sum.dot(g, s, n), g);
    if (temperature != 1) {
      Sweep.divide(g, temperature, 0, g.length);
    }
  }

  private static void sweepDeviations(double[] s, double mean, double[] g) {
    for (int i = 0; i < g.length; i += LANES) {
      store(load(s, i).mul(load(g, i).sub(mean)), g, i);
    }
  }

  private void writeJacobian(
      double[] s, int n, int largest, double remainder, double[] jacobian, int start) {
    for (int i = 0; i < n; i++) {
      int first = start + i * n;
      for (int j = 0; j < n; j++) {
        jacobian[first + j] = -s[i] * s[j] / temperature;
      }
      double complement = i == largest ? remainder : 1 - s[i];
      jacobian[first + i] = s[i] * complement / temperature;
    }
  }
}
