package dev.nabla.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.function.Evaluation;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.vector.Lanes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A target given as a class index takes a shorter way than the distribution that is 1 there. Both
/// give the same bits.
class ClassTargetsTest {

  private static final int ROWS = 200;

  /// Rows whose scores are ordinary, tied, far apart, infinite or NaN.
  private static double[] row(String form, int row, int classes, Random random) {
    var numbers = new double[classes];
    for (int c = 0; c < classes; c++) {
      double logit =
          switch (row % 8) {
            case 0, 1, 2 -> random.nextGaussian() * 5;
            case 3 -> random.nextInt(3);
            case 4 -> random.nextGaussian() * 500;
            case 5 -> random.nextInt(classes) == 0 ? Double.POSITIVE_INFINITY : c;
            case 6 -> random.nextInt(2) == 0 ? Double.NEGATIVE_INFINITY : c;
            default -> random.nextInt(2 * classes) == 0 ? Double.NaN : c;
          };
      numbers[c] =
          switch (form) {
            case "logits" -> logit;
            case "probabilities" -> 1 / (1 + Math.exp(-logit));
            default -> -Math.abs(logit);
          };
    }
    return numbers;
  }

  @ParameterizedTest
  @CsvSource({
    "logits, 1, true",
    "logits, 2, false",
    "logits, 5, true",
    "logits, 13, false",
    "logits, 64, true",
    "probabilities, 5, true",
    "probabilities, 16, false",
    "log_probabilities, 5, false",
    "log_probabilities, 64, true",
  })
  void anIndexIsTheDistributionOfOneClass(String form, int classes, boolean weighted) {
    for (int axis : new int[] {1, 0}) {
      var random = new Random(classes);
      var scores = matrix(classes, axis);
      var distributions = matrix(classes, axis);
      var indices = Functions.tensor(Shape.of(ROWS), new double[ROWS]);
      for (int r = 0; r < ROWS; r++) {
        var row = row(form, r, classes, random);
        int target = random.nextInt(classes);
        indices.data()[r] = target;
        for (int c = 0; c < classes; c++) {
          int position = axis == 1 ? r * classes + c : c * ROWS + r;
          scores.data()[position] = row[c];
          distributions.data()[position] = c == target ? 1 : 0;
        }
      }
      var inputs = new LinkedHashMap<>(Map.of(form, scores));
      if (weighted) {
        // One of them 0: that class costs nothing.
        var weights = random.doubles(classes, 0.5, 2).toArray();
        weights[classes / 2] = 0;
        inputs.put("class_weights", Functions.vector(weights));
      }
      assertSame(evaluate(inputs, indices, axis), evaluate(inputs, distributions, axis), form);
    }
  }

  private static Tensor matrix(int classes, int axis) {
    var shape = axis == 1 ? Shape.of(ROWS, classes) : Shape.of(classes, ROWS);
    return new Tensor(shape, Lanes.array(ROWS * classes));
  }

  private static Evaluation evaluate(Map<String, Tensor> scores, Tensor targets, long axis) {
    var inputs = new LinkedHashMap<>(scores);
    inputs.put("targets", targets);
    Map<String, @Nullable Object> parameters = Functions.parameters("axis", axis);
    return Functions.evaluate("cross_entropy", parameters, inputs);
  }

  private static void assertSame(Evaluation index, Evaluation distribution, String form) {
    assertThat(numbers(index.values())).containsExactly(numbers(distribution.values()));
    assertThat(numbers(Objects.requireNonNull(index.gradients().get(form))))
        .containsExactly(numbers(Objects.requireNonNull(distribution.gradients().get(form))));
  }

  private static double[] numbers(Tensor tensor) {
    return Arrays.copyOf(tensor.data(), tensor.size());
  }
}
