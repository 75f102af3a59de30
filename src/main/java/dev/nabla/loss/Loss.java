package dev.nabla.loss;

import dev.nabla.function.Axis;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Input;
import dev.nabla.function.Input.Domain;
import dev.nabla.function.Input.Presence;
import dev.nabla.function.Inputs;
import dev.nabla.function.Kernel;
import dev.nabla.function.Upstream;
import dev.nabla.vector.Sweep;

/// How far a prediction is from what it should have been. Adding one: its file, its name in
/// `permits`, one row in the tests.
public sealed interface Loss extends Kernel {

  /// What the mean divides by, given that there are values at all.
  default double divisor(Inputs inputs) {
    return inputs.valuesShape().size();
  }

  /// A loss of one prediction against one target.
  sealed interface Pointwise extends Loss {

    /// The input that is predicted.
    String prediction();

    /// Losses and slopes of one stretch of whole lanes.
    void sweep(
        double[] predictions, double[] targets, double[] values, double[] slopes, int from, int to);

    @Override
    default Evaluation evaluate(Inputs inputs, Upstream upstream) {
      var predictions = inputs.data(prediction());
      var targets = inputs.data("targets");
      var values = inputs.workspace().tensor(inputs.valuesShape());
      var slopes = inputs.workspace().tensor(inputs.valuesShape());
      Sweep.inStretches(
          predictions.length,
          (from, to) -> {
            sweep(predictions, targets, values.data(), slopes.data(), from, to);
            upstream.scale(slopes.data(), from, to);
          });
      return Evaluation.of(values).gradient(prediction(), slopes);
    }
  }

  /// A loss of a predicted number.
  @Input(name = "predictions", description = "Predicted numbers")
  @Input(name = "targets", differentiable = false, description = "The numbers to be predicted")
  sealed interface Regression extends Pointwise permits Mse {

    @Override
    default String prediction() {
      return "predictions";
    }
  }

  /// A loss of a score whose sign is the answer; t·s, the margin, is positive where it is right.
  @Input(name = "scores", description = "Scores s, positive for the class 1; not probabilities")
  @Input(
      name = "targets",
      domain = Domain.SIGN,
      differentiable = false,
      description = "The true class")
  @Axis(
      name = "margin",
      label = "margin t·s",
      along = "margin t·s",
      section = "{\"scores\": $, \"targets\": 1}",
      from = -3,
      to = 3)
  sealed interface Scored extends Pointwise permits Hinge, Exponential {

    @Override
    default String prediction() {
      return "scores";
    }
  }

  /// A loss of a yes-or-no prediction, given as a logit or as a probability.
  @Input(
      name = "logits",
      presence = Presence.ONE_OF,
      description = "Log-odds z of the class 1: the numbers before the sigmoid")
  @Input(
      name = "probabilities",
      presence = Presence.ONE_OF,
      domain = Domain.PROBABILITY,
      description = "Probabilities p of the class 1; never clipped")
  @Axis(
      name = "logit",
      label = "logit z",
      along = "logit z of a positive sample",
      section = "{\"logits\": $, \"targets\": 1}",
      open = "targets",
      from = -6,
      to = 6)
  @Axis(
      name = "p_t",
      label = "probability p_t of the true class",
      along = "probability p_t of the true class",
      section = "{\"probabilities\": $, \"targets\": 1}",
      from = 0,
      to = 1)
  sealed interface Binary extends Loss permits BinaryCrossEntropy, BalancedCrossEntropy, Focal {

    /// The input that is given, `logits` or `probabilities`.
    default String prediction(Inputs inputs) {
      return inputs.has("logits") ? "logits" : "probabilities";
    }
  }

  /// A loss of several inputs together.
  sealed interface Joint extends Loss permits CrossEntropy, MarginRanking, Contrastive, Triplet {}
}
