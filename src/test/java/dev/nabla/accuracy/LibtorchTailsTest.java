package dev.nabla.accuracy;

import static dev.nabla.accuracy.Functions.parameters;
import static dev.nabla.accuracy.Libtorch.ABSENT;
import static dev.nabla.accuracy.Libtorch.minus;
import static dev.nabla.accuracy.Libtorch.numbers;
import static dev.nabla.accuracy.Libtorch.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Why libtorch is no oracle for tails: its formulas run out of digits there.
class LibtorchTailsTest {

  /// A number in a tail, published to some digits.
  ///
  /// @param at where, for losses with the target 1
  /// @param gradient whether it is the gradient or the value there
  record Tail(
      String function,
      Map<String, @Nullable Object> parameters,
      String input,
      double at,
      boolean gradient,
      String published,
      UnaryOperator<Tensor> graph) {

    double ours() {
      var inputs = new LinkedHashMap<>(Map.of(input, Functions.vector(at)));
      if (input.equals("logits")) {
        inputs.put("targets", Functions.vector(1));
      }
      var evaluation = Functions.evaluate(function, parameters, inputs);
      var answer =
          gradient
              ? Objects.requireNonNull(evaluation.gradients().get(input))
              : evaluation.values();
      return answer.data()[0];
    }

    double theirs() {
      try (var _ = new PointerScope()) {
        var x = tensor(Functions.vector(at)).set_requires_grad(true);
        var value = graph.apply(x);
        value.sum().backward();
        return numbers(gradient ? x.grad() : value)[0];
      }
    }

    @Override
    public String toString() {
      return "%s of %s(%s)".formatted(gradient ? "gradient" : "value", function, at);
    }
  }

  static Stream<Tail> tails() {
    return Stream.of(
        new Tail("gelu", parameters(), "x", -10, false, "-7.62e-23", torch::gelu),
        new Tail("sigmoid", parameters(), "x", 40, true, "4.25e-18", torch::sigmoid),
        new Tail(
            "binary_cross_entropy",
            parameters(),
            "logits",
            40,
            true,
            "-4.25e-18",
            z -> torch.binary_cross_entropy_with_logits(z, torch.ones_like(z))),
        // The composition that is usual, of a positive sample.
        new Tail(
            "focal",
            parameters("alpha", null, "gamma", 0.5),
            "logits",
            40,
            true,
            "-1.3e-26",
            z ->
                minus(1, torch.sigmoid(z))
                    .pow(new Scalar(0.5))
                    .mul(torch.binary_cross_entropy_with_logits(z, torch.ones_like(z)))));
  }

  /// If this fails for libtorch's part, libtorch has become right.
  @ParameterizedTest
  @MethodSource("tails")
  @EnabledIf(value = "dev.nabla.accuracy.Libtorch#installed", disabledReason = ABSENT)
  void tailsAreRightWhereThoseOfLibtorchAreNot(Tail tail) {
    var published = new BigDecimal(tail.published());
    var halfDigit = within(published.ulp().doubleValue() / 2);
    assertThat(tail.ours()).isCloseTo(published.doubleValue(), halfDigit);
    double theirs = tail.theirs();
    assertThat(Math.abs(theirs - published.doubleValue()) <= halfDigit.value)
        .as("libtorch has %s", theirs)
        .isFalse();
  }
}
