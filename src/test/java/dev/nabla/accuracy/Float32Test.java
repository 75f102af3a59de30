package dev.nabla.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// float32 answers are the exact ones rounded once, but for fewer than one in a million. The
/// profile `long` looks at ten million inputs of each function.
class Float32Test {

  private static final int SAMPLES = 10 * Integer.getInteger("nabla.samples", 20_000);

  static List<Float32> functions() {
    return Float32.all();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void fewerThanOneInAMillionIsRoundedWrongly(Float32 function) {
    assertThat(function.wrong(SAMPLES)).isLessThanOrEqualTo(SAMPLES / 1_000_000);
  }
}
