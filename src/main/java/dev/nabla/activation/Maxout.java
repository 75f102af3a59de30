package dev.nabla.activation;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Axis;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Extra;
import dev.nabla.function.Formula;
import dev.nabla.function.Input;
import dev.nabla.function.Inputs;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Kink;
import dev.nabla.function.Traits.Symmetry;
import dev.nabla.function.Upstream;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.tensor.Indices;
import dev.nabla.tensor.Tensor;
import dev.nabla.vector.Lanes;
import dev.nabla.vector.LinearCombination;
import dev.nabla.vector.RunningSums;

/// Samples lie across the lanes, and each sample's products are added in the order of the features,
/// so that its digits don't depend on the samples beside it. All sums are compensated.
@Card(
    title = "Maxout",
    summary = "The largest of k learned linear pieces; a layer that learns its own activation.",
    values = "[…, units]",
    notes = {
      "A universal fit for convex functions: the maximum of lines is every convex piecewise-linear"
          + " curve exactly, and comes as close to any convex curve as wanted. ReLU (pieces 0 and x) and |x| (pieces −x and x) are"
          + " special cases; the difference of two maxout units fits any continuous function.",
      "Each unit has k weight vectors where others have one: at k = 2 twice the parameters.",
      "Does not saturate and cannot die: the chosen piece always passes its gradient. Made to go with"
          + " dropout.",
      "Only the piece chosen receives the gradient; it is returned as selected. Of tied pieces the lowest"
          + " index is chosen and takes it whole."
    },
    references =
        @Reference(
            title = "Goodfellow, Warde-Farley, Mirza, Courville, Bengio: Maxout Networks (2013)",
            url = "https://arxiv.org/abs/1302.4389"),
    example =
        """
        {"x": [[1, 2], [-1, 3]], "weights": [[[1, 0]], [[0, 1]], [[-1, -1]]], "biases": [[0], [0.5], [1]]}""")
@Formula(
    value = "maxⱼ (Wⱼx + bⱼ)",
    gradient = "to x: the chosen Wⱼ; to the chosen Wⱼ: x; to the chosen bⱼ: 1",
    latex = "\\max_j \\left(W_j x + b_j\\right)",
    latexGradient =
        "\\frac{\\partial}{\\partial x} = W_{j^*},\\quad \\frac{\\partial}{\\partial W_{j^*}} = x,\\quad"
            + " \\frac{\\partial}{\\partial b_{j^*}} = 1")
@Input(name = "x", shape = "[…, d]", description = "Samples of d features")
@Input(
    name = "weights",
    shape = "[k, units, d]",
    description = "The weight vectors of the k pieces of each unit, k ≥ 2")
@Input(name = "biases", shape = "[k, units]", description = "The bias of each piece of each unit")
@Extra(
    name = "selected",
    shape = "[…, units]",
    type = Indices.class,
    description = "The index j of the piece chosen")
@Axis(
    name = "x",
    label = "x",
    along = "x with the pieces −x and x, which make |x|",
    section = "{\"x\": [$], \"weights\": [[[-1]], [[1]]], \"biases\": [[0], [0]]}",
    open = {"weights", "biases"},
    from = -3,
    to = 3)
@Traits(
    range = "[0, ∞)",
    symmetry = Symmetry.EVEN,
    smooth = false,
    convex = true,
    kinks = @Kink(at = 0, gradient = -1),
    left = Double.POSITIVE_INFINITY,
    right = Double.POSITIVE_INFINITY)
@Accuracy(
    value = 1,
    gradient = 1,
    note = "Where products cancel, within 2⁻¹⁰⁰ of the sum of their magnitudes.")
record Maxout() implements Activation.Mixing {

  /// So few samples go through a layer together that they stay in the processor's nearest memory.
  private static final int SAMPLES = 32;

  @Override
  public void check(Inputs inputs) {
    var weights = inputs.get("weights").shape();
    int pieces = weights.dimension(0);
    if (pieces < 2) {
      throw new RejectedException(
          Reason.SHAPE_MISMATCH,
          "weights",
          "expected at least 2 pieces, found %d in the shape %s".formatted(pieces, weights));
    }
    // Each bias is a product too, or samples without features would be free.
    int features = Math.max(weights.dimension(2), 1);
    inputs.limits().checkProducts((long) inputs.valuesShape().size() * pieces * features);
  }

  @Override
  public Evaluation evaluate(Inputs inputs, Upstream upstream) {
    var layer = new Layer(inputs);
    var values = inputs.workspace().tensor(inputs.valuesShape());
    var selected = new Indices(inputs.valuesShape());
    layer.forward(values, selected);
    var x = RunningSums.of(inputs.get("x").size());
    var weights = RunningSums.of(inputs.get("weights").size());
    var biases = RunningSums.of(inputs.get("biases").size());
    var factors = inputs.workspace().tensor(values.shape());
    layer.weigh(values, upstream, factors);
    layer.toX(x, factors, selected);
    layer.toWeights(weights, factors, selected);
    layer.toBiases(biases, factors, selected);
    return Evaluation.of(values)
        .gradient("x", new Tensor(inputs.get("x").shape(), x.totals()))
        .gradient("weights", new Tensor(inputs.get("weights").shape(), weights.totals()))
        .gradient("biases", new Tensor(inputs.get("biases").shape(), biases.totals()))
        .extra("selected", selected);
  }

  @Override
  public long workingBytes(Inputs inputs) {
    var x = inputs.get("x").shape();
    int features = x.dimension(x.rank() - 1);
    return Activation.Mixing.super.workingBytes(inputs)
        + (long) Double.BYTES * features * together(samples(inputs));
  }

  private static int samples(Inputs inputs) {
    var x = inputs.get("x").shape();
    return x.without(x.rank() - 1).size();
  }

  private static int together(int samples) {
    return Math.min(SAMPLES, Lanes.padded(samples));
  }

  private static final class Layer {

    private final double[] x;
    private final double[] weights;
    private final double[] biases;
    private final int pieces;
    private final int units;
    private final int features;
    private final int samples;
    private final int together;

    Layer(Inputs inputs) {
      var shape = inputs.get("weights").shape();
      pieces = shape.dimension(0);
      units = shape.dimension(1);
      features = shape.dimension(2);
      x = inputs.data("x");
      weights = inputs.data("weights");
      biases = inputs.data("biases");
      samples = samples(inputs);
      together = together(samples);
    }

    void forward(Tensor values, Indices selected) {
      var columns = new double[features * together];
      var sums = RunningSums.of(together);
      var products = new LinearCombination(columns, features);
      for (int from = 0; from < samples; from += together) {
        int count = Math.min(together, samples - from);
        transpose(columns, from, count);
        for (int unit = 0; unit < units; unit++) {
          for (int piece = 0; piece < pieces; piece++) {
            int row = piece * units + unit;
            products.clear();
            for (int feature = 0; feature < features; feature++) {
              products.add(weights[row * features + feature], feature * together);
            }
            sums.reset(biases[row]);
            sums.add(0, products, Lanes.padded(count));
            select(piece, sums.totals(), from * units + unit, count, values, selected);
          }
        }
      }
    }

    /// The features of some samples as rows, so that samples lie across the lanes.
    private void transpose(double[] columns, int from, int count) {
      for (int sample = 0; sample < count; sample++) {
        for (int feature = 0; feature < features; feature++) {
          columns[feature * together + sample] = x[(from + sample) * features + feature];
        }
      }
    }

    /// Takes a piece where it is larger than those before it.
    private void select(
        int piece, double[] totals, int first, int count, Tensor values, Indices selected) {
      for (int sample = 0; sample < count; sample++) {
        int value = first + sample * units;
        double best = values.data()[value];
        double total = totals[sample];
        if (piece == 0 || total > best || (Double.isNaN(total) && !Double.isNaN(best))) {
          values.data()[value] = total;
          selected.data()[value] = piece;
        }
      }
    }

    /// To each sample the weights of the pieces chosen for it.
    void toX(RunningSums sums, Tensor factors, Indices selected) {
      var products = new LinearCombination(weights, units);
      for (int sample = 0; sample < samples; sample++) {
        products.clear();
        for (int unit = 0; unit < units; unit++) {
          int value = sample * units + unit;
          int row = selected.data()[value] * units + unit;
          addUnlessZero(products, factors.data()[value], row * features);
        }
        sums.add(sample * features, products, features);
      }
    }

    /// To each piece the samples that chose it.
    void toWeights(RunningSums sums, Tensor factors, Indices selected) {
      var products = new LinearCombination(x, together);
      for (int from = 0; from < samples; from += together) {
        int to = Math.min(from + together, samples);
        for (int piece = 0; piece < pieces; piece++) {
          for (int unit = 0; unit < units; unit++) {
            products.clear();
            for (int sample = from; sample < to; sample++) {
              int value = sample * units + unit;
              if (selected.data()[value] == piece) {
                addUnlessZero(products, factors.data()[value], sample * features);
              }
            }
            sums.add((piece * units + unit) * features, products, features);
          }
        }
      }
    }

    /// An upstream of 0 leaves an infinity out, as it does a finite number.
    private static void addUnlessZero(LinearCombination products, double factor, int start) {
      if (factor != 0) {
        products.add(factor, start);
      }
    }

    void toBiases(RunningSums sums, Tensor factors, Indices selected) {
      for (int value = 0; value < samples * units; value++) {
        sums.add(selected.data()[value] * units + value % units, factors.data()[value]);
      }
    }

    /// Writes the upstream of each value; NaN where the value is.
    void weigh(Tensor values, Upstream upstream, Tensor factors) {
      for (int value = 0; value < samples * units; value++) {
        factors.data()[value] =
            Double.isNaN(values.data()[value]) ? Double.NaN : upstream.at(value);
      }
    }
  }
}
