package dev.nabla.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.nabla.accuracy.Form.Expected;
import dev.nabla.function.Definition;
import dev.nabla.oracle.Wide;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The accuracy that each function declares, measured in each of its forms against its definition
/// in 67-digit arithmetic. The profile `long` takes twelve times the samples, and more of rows.
class AccuracyTest {

  private static final int SAMPLES = Integer.getInteger("nabla.samples", 20_000);

  static List<Form> forms() {
    return forms(SAMPLES);
  }

  /// @param samples how many, in total and roughly, for a function of single numbers
  static List<Form> forms(int samples) {
    return Stream.concat(
            new PointwiseForms(Math.min(samples / 10, 25_000))
                .rows().stream().map(PointwiseForms.Row::form),
            new RowwiseForms(Math.max(samples / 1000, 2)).forms().stream())
        .toList();
  }

  static List<PointwiseForms.Row> rows() {
    return new PointwiseForms(100).rows();
  }

  static List<Form> rowwise() {
    return new RowwiseForms(2).forms();
  }

  private static Definition definition(Form form) {
    return Functions.CATALOGUE.find(form.function()).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void errorsAreWithinTheDeclaredBounds(Form form) {
    var declared = definition(form).accuracy();
    var errors = form.errors(form.evaluate());
    assertThat(errors.value().ulps())
        .as("value at %s", errors.value().place())
        .isLessThanOrEqualTo(declared.value());
    assertThat(errors.gradient().ulps())
        .as("gradient at %s", errors.gradient().place())
        .isLessThanOrEqualTo(declared.gradient());
  }

  @Test
  void everyFunctionIsMeasured() {
    assertThat(forms(10).stream().map(Form::function).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Functions.CATALOGUE.all().stream().map(Definition::name).toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theGradientOfSingleNumbersIsTheDerivative(PointwiseForms.Row row) {
    var step = Wide.of("0.0000000000000000000001");
    int checked = 0;
    for (var point : row.points()) {
      double x = point[0];
      boolean moderate =
          row.input().equals("probabilities")
              ? x > 1e-3 && x < 0.999
              : Math.abs(x) > 1e-3 && Math.abs(x) < 20;
      var target = Wide.of(point[1]);
      // Where a value is 0 there may be a kink, which has no derivative.
      var value = row.value().of(Wide.of(x), target);
      if (!moderate || value.signum() == 0) {
        continue;
      }
      var difference =
          row.value()
              .of(Wide.of(x).plus(step), target)
              .minus(row.value().of(Wide.of(x).minus(step), target))
              .over(step.scaled(1));
      // An error of the order of step² beside one of the digits that the difference of values has
      // lost.
      assertThat(difference.minus(row.gradient().of(Wide.of(x), target)).doubleValue())
          .as("at %s", x)
          .isCloseTo(0, offset(1e-30 * (1 + Math.abs(value.doubleValue()))));
      checked++;
    }
    assertThat(checked).isPositive();
  }

  @ParameterizedTest
  @MethodSource("rowwise")
  void theGradientOfRowsIsTheDerivative(Form form) {
    double step = 0x1p-40;
    var exact = form.expected().apply(0);
    exact
        .gradients()
        .forEach(
            (input, gradient) -> {
              var numbers = Objects.requireNonNull(form.inputs().get(input)).data();
              for (int i = 0; i < gradient.size(); i++) {
                double x = numbers[i];
                if (Math.abs(x) > 1000 || Math.abs(x) < 1e-3) {
                  continue;
                }
                numbers[i] = x + step;
                var above = total(form, form.expected().apply(0));
                numbers[i] = x - step;
                var below = total(form, form.expected().apply(0));
                numbers[i] = x;
                double expected = above.minus(below).doubleValue() / (2 * step);
                double actual = gradient.get(i).exact().doubleValue();
                assertThat(Math.abs(actual - expected))
                    .as("%s[%d]: %s, %s", input, i, actual, expected)
                    .isLessThan(1e-10 * (1 + Math.abs(expected)));
              }
            });
  }

  /// Σ upstream·values of the first sample.
  private static Wide total(Form form, Expected expected) {
    Tensor upstream = form.inputs().get("upstream");
    var total = Wide.ZERO;
    for (int i = 0; i < expected.values().size(); i++) {
      var weight = upstream == null ? Wide.ONE : Wide.of(upstream.data()[i]);
      total = total.plus(weight.times(expected.values().get(i).exact()));
    }
    return total;
  }
}
