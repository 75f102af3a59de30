package dev.nabla.plot;

import java.util.stream.Stream;

/// What one point of an axis means for a function's inputs.
///
/// @param request of that point, where `$` is the point and `#` 1 minus the point
/// @param gradient where its answer has the gradient along the axis
record AxisRequest(String path, String axis, String request, String gradient) {
  @Override
  public String toString() {
    return path + " " + axis;
  }

  static Stream<AxisRequest> all() {
    return Stream.of(
        new AxisRequest("activations/sigmoid", "x", "'x': $", "x"),
        new AxisRequest("activations/tanh", "x", "'x': $", "x"),
        new AxisRequest("activations/relu", "x", "'x': $", "x"),
        new AxisRequest("activations/leaky_relu", "x", "'x': $", "x"),
        new AxisRequest("activations/gelu", "x", "'x': $", "x"),
        new AxisRequest(
            "activations/softmax", "score", "'x': [$, 0, 0], 'upstream': [1, 0, 0]", "x/0"),
        new AxisRequest(
            "activations/maxout",
            "x",
            "'x': [$], 'weights': [[[-1]], [[1]]], 'biases': [[0], [0]]",
            "x/0"),
        new AxisRequest("losses/mse", "error", "'predictions': $, 'targets': 0", "predictions"),
        new AxisRequest("losses/hinge", "margin", "'scores': $, 'targets': 1", "scores"),
        new AxisRequest("losses/exponential", "margin", "'scores': $, 'targets': 1", "scores"),
        new AxisRequest("losses/bce", "logit", "'logits': $, 'targets': 1", "logits"),
        new AxisRequest("losses/bce", "p_t", "'probabilities': $, 'targets': 1", "probabilities"),
        new AxisRequest(
            "losses/balanced_cross_entropy",
            "logit",
            "'logits': $, 'targets': 1, 'alpha': 0.75",
            "logits"),
        new AxisRequest(
            "losses/balanced_cross_entropy",
            "p_t",
            "'probabilities': $, 'targets': 1, 'alpha': 0.75",
            "probabilities"),
        new AxisRequest("losses/focal", "logit", "'logits': $, 'targets': 1", "logits"),
        new AxisRequest("losses/focal", "p_t", "'probabilities': $, 'targets': 1", "probabilities"),
        new AxisRequest(
            "losses/cross_entropy", "logit", "'logits': [$, 0, 0], 'targets': 0", "logits/0"),
        new AxisRequest(
            "losses/cross_entropy",
            "p_t",
            "'probabilities': [$, #], 'targets': 0",
            "probabilities/0"),
        new AxisRequest(
            "losses/margin_ranking", "difference", "'x1': $, 'x2': 0, 'targets': 1", "x1"),
        new AxisRequest(
            "losses/contrastive", "distance", "'x1': [0, $], 'x2': [0, 0], 'targets': 0", "x1/1"),
        new AxisRequest(
            "losses/triplet",
            "distance_negative",
            "'anchor': [0, 0], 'positive': [1, 0], 'negative': [$, 0]",
            "negative/0"),
        new AxisRequest(
            "losses/triplet",
            "distance_positive",
            "'anchor': [0, 0], 'positive': [$, 0], 'negative': [1, 0]",
            "positive/0"));
  }
}
