package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What v1 answers. Numbers are exact by hand.
@OutsideTest
class FunctionContractTest {

  private final Http http;

  FunctionContractTest(@LocalServerPort int port) {
    http = new Http(port);
  }

  /// @param answer fields of the answer; one that is null must be absent
  record Row(String name, String path, String request, String answer) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Row> ROWS =
      List.of(
          activation(
              "whole answer",
              "leaky_relu",
              "{'x': [-2, 3], 'alpha': 0.5, 'upstream': [10, 100]}",
              "{'function': 'leaky_relu', 'parameters': {'alpha': 0.5}, 'dtype': 'float64',"
                  + " 'shape': [2], 'values': [-1.0, 3.0], 'gradients': {'x': [5.0, 100.0]}}"),
          activation(
              "fields in another order",
              "leaky_relu",
              "{'dtype': 'float64', 'upstream': [10, 100], 'alpha': 0.5, 'x': [-2, 3]}",
              "{'values': [-1.0, 3.0], 'gradients': {'x': [5.0, 100.0]}}"),
          activation(
              "scalar",
              "relu",
              "{'x': 2}",
              "{'shape': [], 'values': 2.0, 'gradients': {'x': 1.0}}"),
          activation(
              "rank 2",
              "relu",
              "{'x': [[1], [-1]]}",
              "{'shape': [2, 1], 'values': [[1.0], [0.0]]}"),
          activation(
              "rank 8",
              "relu",
              "{'x': [[[[[[[[2, 3]]]]]]]]}",
              "{'shape': [1, 1, 1, 1, 1, 1, 1, 2], 'values': [[[[[[[[2.0, 3.0]]]]]]]],"
                  + " 'gradients': {'x': [[[[[[[[1.0, 1.0]]]]]]]]}}"),
          activation(
              "empty", "relu", "{'x': []}", "{'shape': [0], 'values': [], 'gradients': {'x': []}}"),
          activation(
              "empty rows", "relu", "{'x': [[], []]}", "{'shape': [2, 0], 'values': [[], []]}"),
          activation(
              "not finite",
              "leaky_relu",
              "{'x': ['NaN', 'Infinity', '-Infinity', 1]}",
              "{'values': ['NaN', 'Infinity', '-Infinity', 1.0], 'gradients': {'x': ['NaN', 1.0,"
                  + " 0.01, 1.0]}}"),
          activation(
              "not finite float32",
              "leaky_relu",
              "{'x': ['NaN', 'Infinity', '-Infinity'], 'dtype': 'float32'}",
              "{'dtype': 'float32', 'values': ['NaN', 'Infinity', '-Infinity']}"),
          activation(
              "sign of zero",
              "leaky_relu",
              "{'x': [-0.0, -0, -0e5, 0, 0.0], 'alpha': 1}",
              "{'values': [-0.0, -0.0, -0.0, 0.0, 0.0]}"),
          activation(
              "sign of zero float32",
              "leaky_relu",
              "{'x': [-0.0, -0, 0], 'alpha': 1, 'dtype': 'float32'}",
              "{'values': [-0.0, -0.0, 0.0]}"),
          activation(
              "sign of zero beside a word",
              "leaky_relu",
              "{'x': [-0, 'NaN', 0], 'alpha': 1}",
              "{'values': [-0.0, 'NaN', 0.0]}"),
          activation(
              "sign of zero behind an array",
              "leaky_relu",
              "{'upstream': [[1, 2]], 'x': [[ -0 ,'NaN']], 'alpha': 1}",
              "{'values': [[-0.0, 'NaN']]}"),
          activation(
              "sign of a scalar zero",
              "leaky_relu",
              "{'x': -0, 'alpha': 1}",
              "{'shape': [], 'values': -0.0}"),
          activation(
              "sign of a scalar zero float32",
              "leaky_relu",
              "{'dtype': 'float32', 'x': -0, 'alpha': 1}",
              "{'values': -0.0}"),
          activation(
              "sign of a parameter's zero",
              "leaky_relu",
              "{'x': [-1], 'alpha': -0}",
              "{'parameters': {'alpha': -0.0}, 'gradients': {'x': [-0.0]}}"),
          activation(
              "subnormal",
              "leaky_relu",
              "{'x': [4.9e-324, 1e-400], 'alpha': 1}",
              "{'values': [4.9e-324, 0.0]}"),
          activation(
              "digits of float32",
              "leaky_relu",
              "{'x': [0.1, 16777217, 3.4028235e38], 'alpha': 1, 'dtype': 'float32'}",
              "{'values': [0.1, 16777216.0, 3.4028235e38]}"),
          // Just above the middle of 1 and the next float32: as a float64 it is the middle, which
          // rounds to even.
          activation(
              "float32 rounded once",
              "leaky_relu",
              "{'dtype': 'float32', 'alpha': 1, 'x': [1.00000005960464477539062500000000001]}",
              "{'values': [1.0000001]}"),
          activation(
              "float32 behind the tensor",
              "leaky_relu",
              "{'x': [1.00000005960464477539062500000000001], 'alpha': 1, 'dtype': 'float32'}",
              "{'values': [1.0000001]}"),
          activation(
              "values alone",
              "relu",
              "{'x': [1], 'outputs': ['values']}",
              "{'function': 'relu', 'values': [1.0], 'gradients': null}"),
          activation(
              "gradients alone",
              "relu",
              "{'x': [1], 'outputs': ['gradients']}",
              "{'shape': [1], 'values': null, 'gradients': {'x': [1.0]}}"),
          activation(
              "kink of relu", "relu", "{'x': [-1, 0, 1]}", "{'gradients': {'x': [0.0, 0.0, 1.0]}}"),
          activation(
              "kink of leaky_relu",
              "leaky_relu",
              "{'x': [0, 1]}",
              "{'parameters': {'alpha': 0.01}, 'gradients': {'x': [0.01, 1.0]}}"),
          activation(
              "middle of sigmoid",
              "sigmoid",
              "{'x': 0}",
              "{'values': 0.5, 'gradients': {'x': 0.25}}"),
          activation(
              "middle of tanh", "tanh", "{'x': 0}", "{'values': 0.0, 'gradients': {'x': 1.0}}"),
          activation(
              "middle of gelu",
              "gelu",
              "{'x': 0}",
              "{'parameters': {'approximate': 'none'}, 'values': 0.0, 'gradients': {'x': 0.5}}"),
          activation(
              "softmax of equals",
              "softmax",
              "{'x': [3, 3], 'upstream': [1, 0]}",
              "{'parameters': {'axis': -1, 'temperature': 1.0}, 'values': [0.5, 0.5],"
                  + " 'gradients': {'x': [0.25, -0.25]}, 'jacobian': null}"),
          activation(
              "Jacobian",
              "softmax",
              "{'x': [3, 3], 'jacobian': true, 'outputs': ['values']}",
              "{'values': [0.5, 0.5], 'gradients': null, 'jacobian': [[0.25, -0.25], [-0.25,"
                  + " 0.25]]}"),
          activation(
              "temperature",
              "softmax",
              "{'x': [3, 3], 'upstream': [1, 0], 'temperature': 0.5, 'jacobian': true}",
              "{'gradients': {'x': [0.5, -0.5]}, 'jacobian': [[0.5, -0.5], [-0.5, 0.5]]}"),
          activation(
              "inner axis",
              "softmax",
              "{'x': [[[1, 5], [1, 5]], [[2, 2], [2, 2]]], 'axis': 1,"
                  + " 'upstream': [[[1, 0], [0, 0]], [[0, 2], [0, 0]]], 'jacobian': true}",
              "{'shape': [2, 2, 2], 'values': [[[0.5, 0.5], [0.5, 0.5]], [[0.5, 0.5], [0.5, 0.5]]],"
                  + " 'gradients': {'x': [[[0.25, 0.0], [-0.25, 0.0]], [[0.0, 0.5], [0.0, -0.5]]]},"
                  + " 'jacobian': [[[[0.25, -0.25], [-0.25, 0.25]], [[0.25, -0.25], [-0.25,"
                  + " 0.25]]], [[[0.25, -0.25], [-0.25, 0.25]], [[0.25, -0.25], [-0.25, 0.25]]]]}"),
          activation(
              "outer axis from behind",
              "softmax",
              "{'x': [[1, 2], [1, 2]], 'axis': -2}",
              "{'parameters': {'axis': -2, 'temperature': 1.0}, 'values': [[0.5, 0.5], [0.5,"
                  + " 0.5]]}"),
          activation(
              "maxout",
              "maxout",
              "{'x': [1, 2], 'weights': [[[1, 0]], [[0, 1]]], 'biases': [[0], [0]], 'upstream':"
                  + " [3]}",
              "{'parameters': {}, 'shape': [1], 'values': [2.0], 'selected': [1], 'gradients':"
                  + " {'x': [0.0, 3.0], 'weights': [[[0.0, 0.0]], [[3.0, 6.0]]], 'biases': [[0.0],"
                  + " [3.0]]}}"),
          activation(
              "tie of maxout",
              "maxout",
              "{'x': [[1]], 'weights': [[[2]], [[2]]], 'biases': [[0], [0]]}",
              "{'selected': [[0]], 'gradients': {'x': [[2.0]], 'weights': [[[1.0]], [[0.0]]],"
                  + " 'biases': [[1.0], [0.0]]}}"),
          loss(
              "whole answer",
              "mse",
              "{'predictions': [1, 2, 3, 4], 'targets': [0, 0, 0, 0]}",
              "{'function': 'mse', 'parameters': {}, 'dtype': 'float64', 'shape': [4], 'loss': 7.5,"
                  + " 'values': [1.0, 4.0, 9.0, 16.0], 'gradients': {'predictions': [0.5, 1.0, 1.5,"
                  + " 2.0]}}"),
          loss(
              "sum",
              "mse",
              "{'predictions': [1, 2], 'targets': [0, 0], 'reduction': 'sum'}",
              "{'loss': 5.0, 'values': [1.0, 4.0], 'gradients': {'predictions': [2.0, 4.0]}}"),
          loss(
              "none",
              "mse",
              "{'predictions': [1, 2], 'targets': [0, 0], 'reduction': 'none'}",
              "{'loss': null, 'values': [1.0, 4.0], 'gradients': {'predictions': [2.0, 4.0]}}"),
          loss(
              "sample weights",
              "mse",
              "{'predictions': [1, 2, 3, 4], 'targets': [0, 0, 0, 0], 'sample_weights': [1, 0, 2,"
                  + " 1]}",
              "{'loss': 8.75, 'values': [1.0, 0.0, 18.0, 16.0],"
                  + " 'gradients': {'predictions': [0.5, 0.0, 3.0, 2.0]}}"),
          loss(
              "scalar loss",
              "mse",
              "{'predictions': 3, 'targets': 1}",
              "{'shape': [], 'loss': 4.0, 'values': 4.0, 'gradients': {'predictions': 4.0}}"),
          loss(
              "loss alone",
              "mse",
              "{'predictions': [3], 'targets': [1], 'outputs': ['loss']}",
              "{'loss': 4.0, 'values': null, 'gradients': null}"),
          loss(
              "no loss wanted",
              "mse",
              "{'predictions': [3], 'targets': [1], 'outputs': ['values', 'gradients']}",
              "{'loss': null, 'values': [4.0], 'gradients': {'predictions': [4.0]}}"),
          loss(
              "sum over nothing",
              "mse",
              "{'predictions': [], 'targets': [], 'reduction': 'sum'}",
              "{'shape': [0], 'loss': 0.0, 'values': [], 'gradients': {'predictions': []}}"),
          loss(
              "none of nothing",
              "mse",
              "{'predictions': [], 'targets': [], 'reduction': 'none'}",
              "{'loss': null, 'values': []}"),
          loss(
              "loss beyond float32",
              "mse",
              "{'predictions': [1e30], 'targets': [0], 'dtype': 'float32'}",
              "{'loss': 'Infinity', 'values': ['Infinity']}"),
          loss(
              "hinge",
              "hinge",
              "{'scores': [2, 1, 0.5, -0.5], 'targets': [1, 1, 1, -1], 'reduction': 'sum'}",
              "{'parameters': {'margin': 1.0}, 'loss': 1.0, 'values': [0.0, 0.0, 0.5, 0.5],"
                  + " 'gradients': {'scores': [0.0, 0.0, -1.0, 1.0]}}"),
          loss(
              "exponential",
              "exponential",
              "{'scores': [0, 0], 'targets': [1, -1]}",
              "{'loss': 1.0, 'values': [1.0, 1.0], 'gradients': {'scores': [-0.5, 0.5]}}"),
          loss(
              "margin ranking",
              "margin_ranking",
              "{'x1': [2, 0.5], 'x2': [1, 1], 'targets': [1, 1], 'margin': 0.5, 'reduction':"
                  + " 'sum'}",
              "{'parameters': {'margin': 0.5}, 'values': [0.0, 1.0],"
                  + " 'gradients': {'x1': [0.0, -1.0], 'x2': [0.0, 1.0]}}"),
          loss(
              "binary cross-entropy without clipping",
              "binary_cross_entropy",
              "{'probabilities': [0, 1], 'targets': [1, 1], 'reduction': 'sum'}",
              "{'parameters': {'pos_weight': 1.0}, 'loss': 'Infinity', 'values': ['Infinity', 0.0],"
                  + " 'gradients': {'probabilities': ['-Infinity', -1.0]}}"),
          loss(
              "contrastive",
              "contrastive",
              "{'x1': [[0], [0]], 'x2': [[5], [5]], 'targets': [1, 0], 'margin': 7, 'reduction':"
                  + " 'sum'}",
              "{'parameters': {'margin': 7.0, 'form': 'linear', 'distance': 'euclidean', 'eps':"
                  + " 0.0}, 'loss': 7.0, 'values': [5.0, 2.0], 'distances': [5.0, 5.0],"
                  + " 'gradients': {'x1': [[-1.0], [1.0]], 'x2': [[1.0], [-1.0]]}}"),
          loss(
              "contrastive squared",
              "contrastive",
              "{'x1': [[0], [0]], 'x2': [[5], [5]], 'targets': [1, 0], 'margin': 7, 'form':"
                  + " 'squared', 'reduction': 'sum'}",
              "{'values': [12.5, 2.0], 'gradients': {'x1': [[-5.0], [2.0]], 'x2': [[5.0],"
                  + " [-2.0]]}}"),
          distance("euclidean", "[3, 4]", "5.0"),
          distance("squared_euclidean", "[3, 4]", "25.0"),
          distance("manhattan", "[3, -4]", "7.0"),
          loss(
              "distance cosine",
              "contrastive",
              "{'x1': [[1, 0]], 'x2': [[0, 2]], 'targets': [1], 'distance': 'cosine'}",
              "{'distances': [1.0], 'values': [1.0]}"),
          loss(
              "triplet",
              "triplet",
              "{'anchor': [[0], [0], [0]], 'positive': [[1], [1], [2]], 'negative': [[3], [-1.5],"
                  + " [-1]], 'reduction': 'sum'}",
              "{'parameters': {'margin': 1.0, 'distance': 'euclidean', 'swap': false, 'eps': 0.0},"
                  + " 'loss': 2.5, 'values': [0.0, 0.5, 2.0], 'regions': ['easy', 'semi_hard',"
                  + " 'hard'], 'distances_positive': [1.0, 1.0, 2.0], 'distances_negative': [3.0,"
                  + " 1.5, 1.0], 'gradients': {'anchor': [[0.0], [-2.0], [-2.0]], 'positive':"
                  + " [[0.0], [1.0], [1.0]], 'negative': [[0.0], [1.0], [1.0]]}}"),
          loss(
              "extra outputs go with values",
              "triplet",
              "{'anchor': [[0]], 'positive': [[1]], 'negative': [[3]], 'outputs': ['loss']}",
              "{'loss': 0.0, 'values': null, 'regions': null, 'distances_positive': null}"),
          loss(
              "class indices",
              "cross_entropy",
              "{'log_probabilities': [[-1, -2], [-3, -4]], 'targets': [0, 1]}",
              "{'parameters': {'axis': -1, 'label_smoothing': 0.0, 'ignore_index': null}, 'shape':"
                  + " [2], 'loss': 2.5, 'values': [1.0, 4.0], 'gradients': {'log_probabilities':"
                  + " [[-0.5, 0.0], [0.0, -0.5]]}}"),
          loss(
              "class probabilities",
              "cross_entropy",
              "{'log_probabilities': [[-1, -2], [-3, -4]], 'targets': [[1, 0], [0.5, 0.5]]}",
              "{'loss': 2.25, 'values': [1.0, 3.5]}"),
          loss(
              "classes along an inner axis",
              "cross_entropy",
              "{'log_probabilities': [[[-1, -2, -3], [-4, -5, -6]]], 'targets': [[0, 1, 0]],"
                  + " 'axis': 1, 'reduction': 'sum'}",
              "{'shape': [1, 3], 'loss': 9.0, 'values': [[1.0, 5.0, 3.0]], 'gradients':"
                  + " {'log_probabilities': [[[-1.0, 0.0, -1.0], [0.0, -1.0, 0.0]]]}}"),
          loss(
              "class weights",
              "cross_entropy",
              "{'log_probabilities': [[-1, -2], [-3, -4]], 'targets': [0, 1], 'class_weights': [1,"
                  + " 3]}",
              "{'loss': 3.25, 'values': [1.0, 12.0],"
                  + " 'gradients': {'log_probabilities': [[-0.25, 0.0], [0.0, -0.75]]}}"),
          loss(
              "ignored index",
              "cross_entropy",
              "{'log_probabilities': [[-1, -2], [-3, -4]], 'targets': [1, -100], 'ignore_index':"
                  + " -100}",
              "{'parameters': {'axis': -1, 'label_smoothing': 0.0, 'ignore_index': -100}, 'loss':"
                  + " 2.0, 'values': [2.0, 0.0], 'gradients': {'log_probabilities': [[0.0, -1.0],"
                  + " [0.0, 0.0]]}}"),
          loss(
              "all ignored",
              "cross_entropy",
              "{'logits': [[1, 2]], 'targets': [7], 'ignore_index': 7}",
              "{'loss': 0.0, 'values': [0.0], 'gradients': {'logits': [[0.0, 0.0]]}}"),
          loss(
              "smoothed labels",
              "cross_entropy",
              "{'log_probabilities': [[-1, -2]], 'targets': [0], 'label_smoothing': 0.5}",
              "{'loss': 1.25, 'gradients': {'log_probabilities': [[-0.75, -0.25]]}}"),
          loss(
              "share of negatives",
              "balanced_cross_entropy",
              "{'logits': [1, 2, 3, 4], 'targets': [1, 0, 0, 0]}",
              "{'parameters': {'alpha': 0.75}}"),
          loss(
              "given share",
              "balanced_cross_entropy",
              "{'logits': [1], 'targets': [1], 'alpha': 0.5}",
              "{'parameters': {'alpha': 0.5}}"),
          loss(
              "focal's defaults",
              "focal",
              "{'logits': [1], 'targets': [1]}",
              "{'parameters': {'alpha': 0.25, 'gamma': 2.0}}"),
          loss(
              "focal without weights of classes",
              "focal",
              "{'logits': [0, 3], 'targets': [1, 0], 'alpha': null, 'gamma': 0}",
              "{'parameters': {'alpha': null, 'gamma': 0.0}, 'modulating': [1.0, 1.0]}"),
          activation(
              "no samples of maxout",
              "maxout",
              "{'x': [], 'weights': [[[1, 2]], [[3, 4]]], 'biases': [[5], [6]], 'upstream': []}",
              "{'shape': [0, 1], 'values': [], 'selected': [], 'gradients': {'x': [],"
                  + " 'weights': [[[0.0, 0.0]], [[0.0, 0.0]]], 'biases': [[0.0], [0.0]]}}"),
          loss(
              "no rows of classes",
              "cross_entropy",
              "{'logits': [], 'targets': [], 'class_weights': [1, 2], 'reduction': 'none'}",
              "{'shape': [0], 'values': [], 'gradients': {'logits': []}}"),
          loss(
              "no pairs",
              "contrastive",
              "{'x1': [], 'x2': [], 'targets': [], 'sample_weights': [], 'reduction': 'sum'}",
              "{'shape': [0], 'loss': 0.0, 'values': [], 'distances': [], 'gradients': {'x1': [],"
                  + " 'x2': []}}"),
          loss(
              "no triplets",
              "triplet",
              "{'anchor': [], 'positive': [], 'negative': [], 'reduction': 'none'}",
              "{'shape': [0], 'loss': null, 'values': [], 'regions': [], 'gradients': {'anchor': [],"
                  + " 'positive': [], 'negative': []}}"),
          loss(
              "alias",
              "log_loss",
              "{'logits': 0, 'targets': 1}",
              "{'function': 'binary_cross_entropy'}"));

  private static Row activation(String name, String function, String request, String answer) {
    return new Row(name, "/v1/activations/" + function, request, answer);
  }

  private static Row loss(String name, String function, String request, String answer) {
    return new Row(name, "/v1/losses/" + function, request, answer);
  }

  private static Row distance(String distance, String to, String expected) {
    return loss(
        "distance " + distance,
        "contrastive",
        "{'x1': [[0, 0]], 'x2': [%s], 'targets': [1], 'distance': '%s'}".formatted(to, distance),
        "{'distances': [%s], 'values': [%s], 'loss': %s}".formatted(expected, expected, expected));
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void answers(Row row) {
    var answer = http.answer(row.path, row.request);
    Http.json(row.answer)
        .forEachEntry(
            (field, expected) ->
                assertThat(answer.path(field).isMissingNode() ? null : answer.get(field))
                    .as(field)
                    .isEqualTo(expected.isNull() ? null : expected));
  }

  @ParameterizedTest
  @FieldSource("dev.nabla.web.CatalogueTest#LOSSES")
  void meanIsTheSumOverTheNumberOfValues(String name) {
    var mean = reduced(name, "mean");
    var sum = reduced(name, "sum");
    var none = reduced(name, "none");
    int n = mean.get("values").size();
    assertThat(mean.get("loss").doubleValue())
        .isCloseTo(
            sum.get("loss").doubleValue() / n, within(1e-15 * sum.get("loss").doubleValue()));
    assertThat(none.get("gradients")).isEqualTo(sum.get("gradients"));
    assertThat(none.get("values")).isEqualTo(mean.get("values")).isEqualTo(sum.get("values"));
    var ofMean = numbers(mean.get("gradients"));
    var ofSum = numbers(sum.get("gradients"));
    assertThat(ofMean).hasSameSizeAs(ofSum);
    for (int i = 0; i < ofMean.size(); i++) {
      assertThat(ofMean.get(i)).isEqualTo(ofSum.get(i) / n, within(Math.ulp(ofMean.get(i))));
    }
  }

  private JsonNode reduced(String name, String reduction) {
    var path = "/v1/losses/" + name;
    var request = (ObjectNode) http.shown(path).at("/example/request");
    return http.answer(path, request.put("reduction", reduction).toString());
  }

  private static List<Double> numbers(JsonNode node) {
    var numbers = new ArrayList<Double>();
    if (node.isNumber()) {
      numbers.add(node.doubleValue());
    }
    node.forEach(child -> numbers.addAll(numbers(child)));
    return numbers;
  }
}
