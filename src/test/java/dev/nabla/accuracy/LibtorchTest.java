package dev.nabla.accuracy;

import static dev.nabla.accuracy.Libtorch.ABSENT;
import static dev.nabla.accuracy.Libtorch.differentiable;
import static dev.nabla.accuracy.Libtorch.numbers;
import static dev.nabla.accuracy.Libtorch.tensor;
import static dev.nabla.accuracy.LibtorchRows.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.nabla.accuracy.Libtorch.Leaves;
import dev.nabla.accuracy.LibtorchRows.Row;
import dev.nabla.function.Definition;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Limits;
import dev.nabla.function.Upstream;
import dev.nabla.loss.Loss;
import dev.nabla.tensor.Workspace;
import dev.nabla.vector.Sum;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch.Reduction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every function against libtorch and its autograd, in float64. Its derivatives come from other
/// people's formulas and from the chain rule, so that a mistake in a definition shows that an
/// oracle of our own would share.
///
/// Without the native libraries nothing here is run but the search for missing rows.
class LibtorchTest {

  /// libtorch's vector functions are good to about an ulp each (1e-16). The longest graph strings a
  /// dozen of them, and a logarithm near 1 or a power raises what came before up to tenfold more:
  /// 3e-14 is the most that was seen.
  private static final double RELATIVE = 1e-13;

  private static final int[] SAMPLES = {1, 7, 64, 501};

  private static final Limits LIMITS = new Limits(1 << 24, 1 << 20, 1L << 32);

  @Test
  void everyFunctionHasARow() {
    assertThat(LibtorchRows.all().map(Row::function))
        .containsAll(Functions.CATALOGUE.all().stream().map(Definition::name).toList());
  }

  @ParameterizedTest
  @MethodSource("dev.nabla.accuracy.LibtorchRows#all")
  @EnabledIf(value = "dev.nabla.accuracy.Libtorch#installed", disabledReason = ABSENT)
  void valuesAndGradientsAgree(Row row) {
    for (int samples : SAMPLES) {
      var random = new Random(row.toString().hashCode() + samples);
      var inputs = new LinkedHashMap<String, dev.nabla.tensor.Tensor>();
      row.inputs().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(input -> inputs.put(input.getKey(), input.getValue().of(random, samples)));
      try (var _ = new PointerScope()) {
        new Comparison(row, inputs).run(random);
      }
    }
  }

  private record Comparison(Row row, Map<String, dev.nabla.tensor.Tensor> inputs) {

    void run(Random random) {
      var definition = Functions.CATALOGUE.find(row.function()).orElseThrow();
      var kernel = definition.bind(row.parameters());
      var checked = definition.check(inputs, kernel, false, LIMITS, Workspace.ofNew());
      var resolved = kernel.resolve(checked);
      var shape = checked.valuesShape();

      var weights = fill(shape, () -> random.nextDouble(0.5, 2));
      var weighted = resolved.evaluate(checked, new Upstream(weights, 1));
      var leaves = differentiable(inputs, weighted);
      var values = row.graph().of(leaves, Reduction.None);
      compare("values", weighted.values(), numbers(values), row.floor());
      values.mul(tensor(weights)).sum().backward();
      compareGradients("weighted", weighted, leaves, 1);

      if (resolved instanceof Loss loss) {
        double divisor = loss.divisor(checked);
        var mean = resolved.evaluate(checked, new Upstream(null, divisor));
        var total = Sum.mean(mean.values().data(), mean.values().size(), divisor);
        leaves = differentiable(inputs, mean);
        var theirs = row.graph().of(leaves, Reduction.Mean);
        compare("mean", Functions.vector(total), numbers(theirs), row.floor());
        theirs.backward();
        compareGradients("mean", mean, leaves, divisor);
      }
    }

    private void compareGradients(
        String what, Evaluation evaluation, Leaves leaves, double divisor) {
      assertThat(evaluation.gradients()).isNotEmpty();
      evaluation
          .gradients()
          .forEach(
              (name, gradient) ->
                  compare(
                      "%s gradient to %s".formatted(what, name),
                      gradient,
                      numbers(leaves.get(name).grad()),
                      row.floor() / divisor));
    }

    private void compare(String what, dev.nabla.tensor.Tensor ours, double[] theirs, double floor) {
      assertThat(ours.size()).as(what).isEqualTo(theirs.length);
      for (int i = 0; i < theirs.length; i++) {
        double allowed = RELATIVE * Math.abs(theirs[i]) + floor;
        // Not so for a NaN on either side.
        if (!(Math.abs(ours.data()[i] - theirs[i]) <= allowed)) {
          fail(
              "%s[%d] of %d: %s, libtorch has %s",
              what, i, theirs.length, ours.data()[i], theirs[i]);
        }
      }
    }
  }

  /// The errors of libtorch at what a form is measured with, if libtorch has that form.
  static Optional<Form.Errors> errors(Form form) {
    var definition = Functions.CATALOGUE.find(form.function()).orElseThrow();
    var kernel = definition.bind(form.parameters());
    var given = new HashMap<>(form.inputs());
    var upstream = given.remove("upstream");
    return LibtorchRows.all()
        .filter(
            row ->
                row.function().equals(form.function())
                    && definition.bind(row.parameters()).equals(kernel)
                    && row.inputs().keySet().equals(given.keySet()))
        .findFirst()
        .map(
            row -> {
              try (var _ = new PointerScope()) {
                var evaluation = form.evaluate();
                var leaves = differentiable(given, evaluation);
                var values = row.graph().of(leaves, Reduction.None);
                var weighted = upstream == null ? values : values.mul(tensor(upstream));
                weighted.sum().backward();
                var gradients = new HashMap<String, double[]>();
                evaluation
                    .gradients()
                    .keySet()
                    .forEach(name -> gradients.put(name, numbers(leaves.get(name).grad())));
                return form.errors(numbers(values), gradients);
              }
            });
  }
}
