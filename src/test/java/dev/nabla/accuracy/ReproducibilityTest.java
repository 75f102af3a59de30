package dev.nabla.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The same bits in every JVM, at every vector width, at any position, alone or in a batch.
class ReproducibilityTest {

  /// One digest a function, the same for every processor and JVM. A change of any bit of any
  /// function changes it, and belongs into the changelog.
  private static final Path DIGESTS = Path.of("src/test/resources/digests.txt");

  private static final String SAMPLES = "333";

  @ParameterizedTest
  @CsvSource({
    "-Xint, 1",
    "-XX:TieredStopAtLevel=1, 3",
    "-XX:MaxVectorSize=16, 200",
    "-XX:MaxVectorSize=32, 200",
    "-XX:MaxVectorSize=64, 200",
    "-XX:-UseFMA, 1",
  })
  void everyKindOfMachineGivesTheDigests(String flag, String rounds) throws Exception {
    assertThat(Forked.run(Fingerprint.class, List.of(flag), SAMPLES, rounds))
        .isEqualTo(Files.readString(DIGESTS));
  }

  static List<Probe> probes() {
    return Probe.all(29);
  }

  @ParameterizedTest
  @MethodSource("probes")
  void aSampleDoesNotDependOnTheOthers(Probe batch) {
    var together = batch.run();
    int samples = together.values().shape().dimension(0);
    int width = together.values().size() / samples;
    for (int sample : new int[] {0, 3, 7, 8, 15, 28}) {
      var inputs = new LinkedHashMap<String, Tensor>();
      batch.inputs().forEach((name, tensor) -> inputs.put(name, slice(tensor, sample, samples)));
      // What is derived from the whole batch is not this test's matter.
      var parameters = new LinkedHashMap<String, @Nullable Object>(batch.parameters());
      if (batch.definition().name().equals("balanced_cross_entropy")) {
        parameters.put("alpha", alphaOf(batch));
      }
      var alone = Functions.evaluate(batch.definition().name(), parameters, inputs);
      for (int i = 0; i < width; i++) {
        assertThat(alone.values().data()[i])
            .isEqualTo(together.values().data()[sample * width + i]);
      }
      alone
          .gradients()
          .forEach(
              (name, gradient) -> {
                var whole = Objects.requireNonNull(together.gradients().get(name));
                if (whole.shape().rank() > 0 && whole.shape().dimension(0) == samples) {
                  for (int i = 0; i < gradient.size(); i++) {
                    assertThat(gradient.data()[i])
                        .isEqualTo(whole.data()[sample * gradient.size() + i]);
                  }
                }
              });
    }
  }

  private static double alphaOf(Probe batch) {
    var targets = Objects.requireNonNull(batch.inputs().get("targets"));
    return Arrays.stream(targets.data(), 0, targets.size()).filter(t -> t == 0).count()
        / (double) targets.size();
  }

  /// One sample of a batched tensor; a tensor that is not batched, whole.
  private static Tensor slice(Tensor tensor, int sample, int samples) {
    if (tensor.shape().dimension(0) != samples) {
      return tensor;
    }
    int width = tensor.size() / samples;
    var dimensions = new ArrayList<>(tensor.shape().dimensions());
    dimensions.set(0, 1);
    return Functions.tensor(
        new Shape(dimensions),
        Arrays.copyOfRange(tensor.data(), sample * width, (sample + 1) * width));
  }

  @Test
  void everyFunctionHasADigest() throws IOException {
    var digests = Files.readString(DIGESTS);
    assertThat(Functions.CATALOGUE.all())
        .allSatisfy(definition -> assertThat(digests).contains("  " + definition.name() + " "));
  }
}
