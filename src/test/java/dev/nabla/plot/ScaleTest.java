package dev.nabla.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Axes near 1 and far from it.
class ScaleTest {

  @ParameterizedTest
  @CsvSource({
    "-6, 6, 0, true",
    "0, 0, 0, true",
    "2, 2, 0, true",
    "0, 1e7, 0, true",
    "0, 2e7, 7, false",
    "0, 1e-3, 0, true",
    "0, 5e-4, -4, false",
    "1, 1.000001, 0, false",
    "-1e300, 1e300, 300, false",
    "-1.7e308, 1.7e308, 308, false",
    "3e-310, 3e-310, -310, false",
  })
  void anAxisCountsInAPowerOfTen(double low, double high, int exponent, boolean isPlain) {
    assertThat(Scale.of(low, high)).isEqualTo(new Scale(exponent, isPlain));
  }

  @Test
  void numbersAreDrawnInIt() {
    assertThat(new Scale(0, true).drawn(0.1)).isEqualTo(0.1);
    assertThat(new Scale(-310, false).drawn(3e-310)).isCloseTo(3, within(1e-9));
    assertThat(new Scale(308, false).drawn(-1.5e308)).isCloseTo(-1.5, within(1e-12));
    assertThat(new Scale(-310, false).drawn(1)).isEqualTo(1e300);
    assertThat(new Scale(-310, false).drawn(Double.NaN)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "-310, 1.5, 1.5E-310",
    "-310, 0.5, 5E-311",
    "300, -0.2, -2E299",
    "300, 0, 0",
    "-320, -0.0, 0",
    "7, 0.30000000000000004, 3E6",
    "0, 1.000002, 1.000002",
    "6, 1.5, 1500000",
    "-4, 2, 0.0002"
  })
  void labelsSayWhatIsMeant(int exponent, double drawn, String label) {
    assertThat(new TickFormat(new Scale(exponent, false)).format(drawn)).isEqualTo(label);
  }
}
