package dev.nabla.accuracy;

import dev.nabla.function.Evaluation;
import dev.nabla.oracle.Wide;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One form of a function, with samples and what each of them gives exactly.
///
/// @param label what tells the form from the function's others; may be empty
/// @param inputs with the samples along the first dimension, but for those that all samples share
/// @param expected what a sample gives
record Form(
    String function,
    String label,
    Map<String, @Nullable Object> parameters,
    Map<String, Tensor> inputs,
    int samples,
    IntFunction<Expected> expected) {

  /// A number with its unit of error: an ulp of it, or of a larger number that it is the difference
  /// of.
  ///
  /// @param scale the larger number, positive; 0 where the number itself counts
  record Term(Wide exact, Wide scale) {
    static Term of(Wide exact) {
      return new Term(exact, Wide.ZERO);
    }

    double error(double actual) {
      return exact.ulps(actual, scale);
    }
  }

  /// @param gradients by input, the sample's part of each
  record Expected(List<Term> values, Map<String, List<Term>> gradients) {}

  /// The largest error seen, and the place.
  record Worst(double ulps, String place) {
    static final Worst NONE = new Worst(0, "");

    Worst or(Worst other) {
      return other.ulps > ulps ? other : this;
    }
  }

  record Errors(Worst value, Worst gradient) {
    Errors or(Errors other) {
      return new Errors(value.or(other.value), gradient.or(other.gradient));
    }
  }

  Evaluation evaluate() {
    return Functions.evaluate(function, parameters, inputs);
  }

  /// The largest errors of an evaluation of the inputs, ours or another's.
  Errors errors(double[] values, Map<String, double[]> gradients) {
    return IntStream.range(0, samples)
        .parallel()
        .mapToObj(sample -> errors(sample, values, gradients))
        .reduce(new Errors(Worst.NONE, Worst.NONE), Errors::or);
  }

  Errors errors(Evaluation evaluation) {
    return errors(
        evaluation.values().data(),
        evaluation.gradients().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().data())));
  }

  private Errors errors(int sample, double[] values, Map<String, double[]> gradients) {
    var exact = expected.apply(sample);
    var value = worst(sample, exact.values(), values);
    var gradient =
        exact.gradients().entrySet().stream()
            .map(
                entry ->
                    worst(
                        sample,
                        entry.getValue(),
                        Objects.requireNonNull(gradients.get(entry.getKey()))))
            .reduce(Worst.NONE, Worst::or);
    return new Errors(value, gradient);
  }

  private Worst worst(int sample, List<Term> exact, double[] all) {
    double largest = 0;
    for (int i = 0; i < exact.size(); i++) {
      double error = exact.get(i).error(all[sample * exact.size() + i]);
      largest = error > largest ? error : largest;
    }
    return largest == 0 ? Worst.NONE : new Worst(largest, place(sample));
  }

  /// The sample's inputs, of long rows the beginning.
  String place(int sample) {
    return inputs.entrySet().stream()
        .filter(input -> input.getValue().size() % samples == 0 && !isShared(input.getKey()))
        .map(
            input -> {
              var tensor = input.getValue();
              int width = tensor.size() / samples;
              var numbers =
                  Arrays.stream(tensor.data(), sample * width, (sample + 1) * width)
                      .limit(2)
                      .mapToObj(Form::shown);
              var dots = width > 2 ? Stream.of("…") : Stream.<String>of();
              return Stream.concat(numbers, dots).collect(Collectors.joining(", "));
            })
        .collect(Collectors.joining("; "));
  }

  private static String shown(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e6 ? String.valueOf((long) x) : String.valueOf(x);
  }

  private static boolean isShared(String input) {
    return List.of("class_weights", "weights", "biases").contains(input);
  }

  @Override
  public String toString() {
    return label.isEmpty() ? function : "%s, %s".formatted(function, label);
  }
}
