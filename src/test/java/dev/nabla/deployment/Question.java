package dev.nabla.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/// A request for a ReLU of numbers drawn anew, and what its definition says is the answer: no two
/// replicas or requests can be taken for one another.
record Question(List<Double> numbers) {

  static final String PATH = "/v1/activations/relu";

  private static final SplittableRandom RANDOM = new SplittableRandom();

  static synchronized Question any(int size) {
    return new Question(RANDOM.doubles(size, -1, 1).boxed().toList());
  }

  String body() {
    return "{\"x\": %s}".formatted(numbers);
  }

  /// Asks, and asks once more where the first time brings no answer or a fault of the service.
  void askTwiceAtMost(Client client) {
    for (int attempt = 1; ; attempt++) {
      try {
        var answer = client.post(PATH, body());
        if (answer.statusCode() < 500 || attempt == 2) {
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
          check(Client.JSON.readTree(answer.body()));
          return;
        }
      } catch (IOException e) {
        if (attempt == 2) {
          throw new AssertionError("no answer twice", e);
        }
      }
    }
  }

  void check(JsonNode answer) {
    assertThat(doubles(answer.get("values")))
        .isEqualTo(numbers.stream().map(x -> Math.max(0, x)).toList());
    assertThat(doubles(answer.at("/gradients/x")))
        .isEqualTo(numbers.stream().map(x -> x > 0 ? 1.0 : 0.0).toList());
  }

  private static List<Double> doubles(JsonNode array) {
    return array.valueStream().map(JsonNode::doubleValue).toList();
  }
}
