package dev.nabla.accuracy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.function.Evaluation;
import dev.nabla.tensor.Indices;
import dev.nabla.tensor.Labels;
import dev.nabla.tensor.Output;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.Workspace;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What earlier calls leave in memory reaches no answer.
class WorkspaceTest {

  private static final int SAMPLES = 67;

  static List<Probe> probes() {
    return Probe.all(SAMPLES);
  }

  @ParameterizedTest
  @MethodSource("probes")
  void answersDoNotDependOnWhatStoodInTheirMemory(Probe probe) {
    var fresh = probe.run();
    var pool = new Workspace.Pool(1 << 20);
    try (var workspace = pool.open()) {
      spoil(probe.run(workspace));
    }
    try (var workspace = pool.open()) {
      // And what it computed in besides.
      Arrays.fill(workspace.array(SAMPLES), Double.NaN);
    }
    try (var workspace = pool.open()) {
      var again = probe.run(workspace);
      assertThat(again.outputs().keySet()).isEqualTo(fresh.outputs().keySet());
      fresh
          .outputs()
          .forEach(
              (name, output) ->
                  assertThat(content(requireNonNull(again.outputs().get(name))))
                      .as(name)
                      .isEqualTo(content(output)));
    }
  }

  private static void spoil(Evaluation evaluation) {
    for (var output : evaluation.outputs().values()) {
      if (output instanceof Tensor tensor) {
        Arrays.fill(tensor.data(), Double.NaN);
      }
    }
  }

  private static Object content(Output output) {
    return switch (output) {
      case Tensor tensor -> Arrays.copyOf(tensor.data(), tensor.size());
      case Indices indices -> indices.data();
      case Labels labels -> labels.data();
    };
  }

  @Test
  void openWorkspacesShareNothing() {
    var pool = new Workspace.Pool(1 << 20);
    double[] given;
    try (var workspace = pool.open()) {
      given = workspace.array(100);
    }
    try (var one = pool.open();
        var other = pool.open()) {
      assertThat(one.array(100)).isSameAs(given);
      assertThat(other.array(100)).isNotSameAs(given);
      assertThat(one.array(100)).isNotSameAs(given);
      // As long as whole lanes make it.
      assertThat(other.tensor(Shape.of(3, 5)).data()).hasSize(16);
    }
  }

  @Test
  void closingTwiceGivesBackOnce() {
    var pool = new Workspace.Pool(1 << 20);
    var closed = pool.open();
    var given = closed.array(100);
    closed.close();
    closed.close();
    try (var workspace = pool.open()) {
      assertThat(workspace.array(100)).isSameAs(given);
      assertThat(workspace.array(100)).isNotSameAs(given);
    }
  }

  @Test
  void noMoreThanTheLimitIsKept() {
    var pool = new Workspace.Pool(2 * 800);
    double[] first;
    double[] second;
    double[] third;
    try (var workspace = pool.open()) {
      first = workspace.array(96);
      second = workspace.array(96);
      third = workspace.array(96);
      Arrays.fill(first, 1);
      Arrays.fill(second, 2);
      Arrays.fill(third, 3);
    }
    try (var workspace = pool.open()) {
      assertThat(List.of(workspace.array(96), workspace.array(96), workspace.array(96)))
          .contains(second, third)
          .doesNotContain(first);
    }
  }
}
