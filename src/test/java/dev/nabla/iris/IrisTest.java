package dev.nabla.iris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.web.Http;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
class IrisTest {

  /// What R 4's glm(species ~ ., family = binomial) prints for these 100 rows.
  private static final double[] GLM = {-42.638, -2.465, -6.681, 9.429, 18.286};

  private static final double GLM_DEVIANCE = 11.899;

  /// Found by trial: much larger steps overshoot at the start, smaller ones take longer.
  private static final double STEP = 16;

  private static final int STEPS = 1_000;

  private final Iris iris = Iris.load();

  @LocalServerPort private int port;

  @Test
  void theDataAreFishers() {
    assertThat(means(0)).containsExactly(new double[] {5.936, 2.770, 4.260, 1.326}, within(1e-12));
    assertThat(means(50)).containsExactly(new double[] {6.588, 2.974, 5.552, 2.026}, within(1e-12));
    assertThat(Arrays.stream(iris.targets(), 0, 50)).containsOnly(0.0);
    assertThat(Arrays.stream(iris.targets(), 50, 100)).containsOnly(1.0);
  }

  @Test
  void theSolverToCompareWithAgreesWithGlm() {
    var regression = new LogisticRegression(iris.design(), iris.targets());
    var weights = regression.fit();

    assertThat(weights).containsExactly(GLM, within(5e-4));
    assertThat(2 * 100 * regression.loss(weights)).isCloseTo(GLM_DEVIANCE, within(5e-4));
  }

  @Test
  void gradientDescentOverHttpReachesTheLeastLoss() {
    var regression = new LogisticRegression(iris.standardised(), iris.targets());
    double least = regression.loss(regression.fit());
    var weights = new double[5];
    double start = ask(regression.logits(weights)).get("loss").asDouble();
    for (int step = 0; step < STEPS; step++) {
      var answer = ask(regression.logits(weights));
      var toWeights = regression.toWeights(numbers(answer.at("/gradients/logits")));
      for (int j = 0; j < weights.length; j++) {
        weights[j] -= STEP * toWeights[j];
      }
    }
    double end = ask(regression.logits(weights)).get("loss").asDouble();
    assertThat(start).isEqualTo(Math.log(2));
    assertThat(end).isCloseTo(least, within(1e-6));
    assertThat(end).isCloseTo(GLM_DEVIANCE / (2 * 100), within(5e-6));
  }

  private double[] means(int first) {
    return Arrays.stream(new int[] {0, 1, 2, 3})
        .mapToDouble(
            column ->
                Arrays.stream(iris.features(), first, first + 50)
                    .mapToDouble(row -> row[column])
                    .average()
                    .orElseThrow())
        .toArray();
  }

  private JsonNode ask(double[] logits) {
    return new Http(port)
        .answer(
            "/v1/losses/binary_cross_entropy",
            "{'logits': %s, 'targets': %s, 'reduction': 'mean', 'outputs': ['loss', 'gradients']}"
                .formatted(Arrays.toString(logits), Arrays.toString(iris.targets())));
  }

  private static double[] numbers(JsonNode array) {
    return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }
}
