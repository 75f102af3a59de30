package dev.nabla.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointsTest {

  @ParameterizedTest
  @CsvSource({
    "-6, 6, 601",
    "0, 0.1, 601",
    "0.1, 0.7, 48",
    "0.9999999999999998, 0.9999999999999999, 11",
    "-1e300, 1e300, 10001",
    "-4.9e-324, 4.9e-324, 7"
  })
  void pointsRiseFromOneEndToTheOther(double from, double to, int count) {
    assertThat(Points.evenly(from, to, count))
        .hasSize(count)
        .isSorted()
        .startsWith(from)
        .endsWith(to);
  }
}
