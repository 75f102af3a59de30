package dev.nabla.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.refusal.RejectedException;
import dev.nabla.tensor.Tensor;
import dev.nabla.web.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Inputs along an axis.
class StencilTest {

  private static final double[] POINTS = {0.25, 1};

  private static Stencil stencil(String json, boolean repeated) {
    return Stencil.of("x", Http.json(json), repeated);
  }

  @Test
  void eachPointHasAnInputOfItsOwn() {
    var tensor = stencil("['$', '1-$', 3]", true).at(POINTS);
    assertThat(tensor.shape().dimensions()).containsExactly(2, 3);
    assertThat(tensor.data()).startsWith(0.25, 0.75, 3, 1, 0, 3);
  }

  @Test
  void orAllHaveTheSame() {
    var tensor = stencil("[[1, 2], [3, 4]]", false).at(POINTS);
    assertThat(tensor.shape().dimensions()).containsExactly(2, 2);
    assertThat(tensor.data()).startsWith(1, 2, 3, 4);
  }

  @Test
  void slopesAreThoseOfWhatMoves() {
    var gradients = Tensor.of(stencil("[0, 0, 0]", true).at(POINTS).shape(), new double[6]);
    System.arraycopy(new double[] {1, 2, 4, 8, 16, 32}, 0, gradients.data(), 0, 6);
    var slopes = new double[2];
    stencil("['$', '1-$', 3]", true).addSlopes(gradients, slopes);
    // The first moves with the point, the second against it, the third not at all.
    assertThat(slopes).containsExactly(1 - 2, 8 - 16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[[1, 2], [3]]; expected an array of length 2, found [3]",
        "[1, [2]]; expected a number, found [2]",
        "[[1], 2]; expected an array of length 1, found 2",
        "['a']; expected a finite number, found \"a\"",
        "[1e999]; expected a finite number",
        "[null]; expected a finite number, found null",
      })
  void whatIsNoArrayOfNumbersIsRefused(String json, String detail) {
    assertThatThrownBy(() -> stencil(json, true))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining(detail);
  }
}
