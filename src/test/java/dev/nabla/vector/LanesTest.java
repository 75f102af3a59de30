package dev.nabla.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanesTest {

  @Test
  void wholeVectorsFillABlock() {
    assertThat(Lanes.LANES).isPositive();
    assertThat(Lanes.BLOCK % Lanes.LANES).isZero();
    assertThat(Lanes.SPECIES.length()).isEqualTo(Lanes.LANES);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 8", "7, 8", "8, 8", "9, 16", "2147483640, 2147483640"})
  void padsToWholeBlocks(int size, int padded) {
    assertThat(Lanes.padded(size)).isEqualTo(padded);
  }

  @Test
  void refusesSizesThatCannotBePadded() {
    assertThatThrownBy(() -> Lanes.padded(Integer.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void arraysStartAsZeros() {
    assertThat(Lanes.array(9)).hasSize(16).containsOnly(0.0);
  }

  @Test
  void storesWhatItLoads() {
    var from = new double[] {1, 2, 3, 4, 5, 6, 7, 8};
    var to = Lanes.array(8);
    for (int i = 0; i < from.length; i += Lanes.LANES) {
      Lanes.store(Lanes.load(from, i), to, i);
    }
    assertThat(to).containsExactly(from);
  }

  @Test
  void broadcastsToEveryLane() {
    assertThat(Lanes.broadcast(0.1).toArray()).hasSize(Lanes.LANES).containsOnly(0.1);
  }

  @Test
  void describesTheHardware() {
    assertThat(Lanes.description())
        .contains("vectors of " + 64 * Lanes.LANES + " bits", Lanes.LANES + " float64 lanes")
        .containsPattern("fused multiply-add: (yes|no|unknown)$");
  }
}
