package dev.nabla.activation;

import dev.nabla.function.Accuracy;
import dev.nabla.function.Axis;
import dev.nabla.function.Card;
import dev.nabla.function.Card.Reference;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Extra;
import dev.nabla.function.Formula;
import dev.nabla.function.Indices;
import dev.nabla.function.Input;
import dev.nabla.function.Inputs;
import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import dev.nabla.function.Tensor;
import dev.nabla.function.Traits;
import dev.nabla.function.Traits.Kink;
import dev.nabla.function.Traits.Symmetry;
import dev.nabla.function.Upstream;
import dev.nabla.vector.Lanes;
import dev.nabla.vector.RunningSums;
import java.util.Arrays;

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
@Accuracy(value = 1, gradient = 1)
record Maxout() implements Activation.Mixing {

  @Override
  public Evaluation evaluate(Inputs inputs, Upstream upstream) {
    var layer = new Layer(inputs);
    var values = Tensor.zeros(inputs.valuesShape());
    var selected = new Indices(inputs.valuesShape());
    layer.forward(values, selected);
    var x = RunningSums.of(inputs.get("x").size());
    var weights = RunningSums.of(inputs.get("weights").size());
    var biases = RunningSums.of(inputs.get("biases").size());
    layer.backward(values, selected, upstream, x, weights, biases);
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
    int samples = x.without(x.rank() - 1).size();
    return Activation.Mixing.super.workingBytes(inputs)
        + (long) Double.BYTES * features * Lanes.padded(samples);
  }

  private static final class Layer {

    private final double[] x;
    private final double[] weights;
    private final double[] biases;
    private final int pieces;
    private final int units;
    private final int features;
    private final int samples;

    Layer(Inputs inputs) {
      var shape = inputs.get("weights").shape();
      pieces = shape.dimension(0);
      units = shape.dimension(1);
      features = shape.dimension(2);
      if (pieces < 2) {
        throw new RejectedException(
            Reason.SHAPE_MISMATCH,
            "weights",
            "expected at least 2 pieces, found %d in the shape %s".formatted(pieces, shape));
      }
      x = inputs.data("x");
      weights = inputs.data("weights");
      biases = inputs.data("biases");
      samples = inputs.get("x").shape().without(inputs.get("x").shape().rank() - 1).size();
      // Each bias is a product too, or samples without features would be free.
      inputs.limits().checkProducts((long) samples * pieces * units * Math.max(features, 1));
    }

    void forward(Tensor values, Indices selected) {
      var columns = columns();
      var best = Lanes.array(samples);
      var choice = Lanes.array(samples);
      var sums = RunningSums.of(samples);
      for (int unit = 0; unit < units; unit++) {
        unit(columns, sums, unit, best, choice);
        for (int sample = 0; sample < samples; sample++) {
          values.data()[sample * units + unit] = best[sample];
          selected.data()[sample * units + unit] = (int) choice[sample];
        }
      }
    }

    /// The features as rows of samples, each padded to whole lanes.
    private double[] columns() {
      int padded = Lanes.padded(samples);
      var columns = new double[features * padded];
      for (int sample = 0; sample < samples; sample++) {
        for (int feature = 0; feature < features; feature++) {
          columns[feature * padded + sample] = x[sample * features + feature];
        }
      }
      return columns;
    }

    private void unit(
        double[] columns, RunningSums sums, int unit, double[] best, double[] choice) {
      Arrays.fill(best, Double.NEGATIVE_INFINITY);
      Arrays.fill(choice, 0);
      for (int piece = 0; piece < pieces; piece++) {
        int row = piece * units + unit;
        sums.reset(biases[row]);
        for (int feature = 0; feature < features; feature++) {
          double weight = weights[row * features + feature];
          sums.add(0, weight, columns, feature * best.length, best.length);
        }
        var totals = sums.totals();
        for (int sample = 0; sample < best.length; sample++) {
          if (totals[sample] > best[sample]
              || (Double.isNaN(totals[sample]) && !Double.isNaN(best[sample]))) {
            best[sample] = totals[sample];
            choice[sample] = piece;
          }
        }
      }
    }

    void backward(
        Tensor values,
        Indices selected,
        Upstream upstream,
        RunningSums toX,
        RunningSums toWeights,
        RunningSums toBiases) {
      for (int sample = 0; sample < samples; sample++) {
        for (int unit = 0; unit < units; unit++) {
          int value = sample * units + unit;
          int chosen = selected.data()[value] * units + unit;
          double factor = Double.isNaN(values.data()[value]) ? Double.NaN : upstream.at(value);
          toX.add(sample * features, factor, weights, chosen * features, features);
          toWeights.add(chosen * features, factor, x, sample * features, features);
          toBiases.add(chosen, factor);
        }
      }
    }
  }
}
