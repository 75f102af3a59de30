package dev.nabla.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is written, against the JDK's texts, whose digits are the shortest and, of those, the
/// closest.
class ShortestDecimalTest {

  /// Raise it (`-Dnabla.decimals=1000000000`) to go on for longer.
  private static final int SAMPLES = Integer.getInteger("nabla.decimals", 1_000_000);

  private final byte[] bytes = new byte[1 + ShortestDecimal.ROOM];

  @Test
  void doublesOfAnyBits() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < SAMPLES; i++) {
      check(Double.longBitsToDouble(random.nextLong()));
    }
  }

  @Test
  void doublesOfFewBits() {
    var random = new SplittableRandom(2);
    for (int i = 0; i < SAMPLES; i++) {
      check(Double.longBitsToDouble(random.nextLong() << random.nextInt(64)));
    }
  }

  @Test
  void doublesOfFewDigits() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < SAMPLES; i++) {
      long digits = random.nextLong() >> random.nextInt(64);
      check((double) digits / Math.pow(10, random.nextInt(23)));
      check(Double.parseDouble(digits + "E" + random.nextInt(-340, 300)));
    }
  }

  @Test
  void doublesBetweenZeroAndOne() {
    new SplittableRandom(4).doubles(SAMPLES).forEach(this::check);
  }

  @Test
  void powersOfTwoAndTenAndTheirNeighbours() {
    var twos = IntStream.rangeClosed(-1074, 1023).mapToDouble(i -> Math.scalb(1.0, i));
    var tens = IntStream.rangeClosed(-323, 308).mapToDouble(i -> Double.parseDouble("1E" + i));
    DoubleStream.concat(twos, tens)
        .forEach(
            number -> {
              double smaller = number;
              double larger = number;
              for (int i = 0; i < 10; i++) {
                check(smaller);
                check(larger);
                smaller = Math.nextDown(smaller);
                larger = Math.nextUp(larger);
              }
            });
  }

  @Test
  void smallestAndLargest() {
    for (long bits = 0; bits < 10_000; bits++) {
      check(Double.longBitsToDouble(bits));
      check(Double.longBitsToDouble(Double.doubleToLongBits(Double.MAX_VALUE) - bits));
      check(Double.longBitsToDouble(Double.doubleToLongBits(Double.MIN_NORMAL) + bits - 5_000));
    }
  }

  @Test
  void wholeNumbers() {
    for (int i = 0; i < 100_000; i++) {
      check((double) i);
      check((double) ((1L << 53) - i));
      check((double) (10_000_000 - i));
    }
  }

  @Test
  void floats() {
    for (long bits = 0; bits < 1L << 32; bits += Math.max(1, (1L << 31) / SAMPLES)) {
      check(Float.intBitsToFloat((int) bits));
    }
    for (int bits = 0; bits < 10_000; bits++) {
      check(Float.intBitsToFloat(bits));
      check(Float.intBitsToFloat(Float.floatToIntBits(Float.MAX_VALUE) - bits));
      check(Float.intBitsToFloat(Float.floatToIntBits(Float.MIN_NORMAL) + bits - 5_000));
      check((float) bits);
    }
    for (int exponent = -149; exponent < 128; exponent++) {
      float power = Math.scalb(1f, exponent);
      check(power);
      check(Math.nextUp(power));
      check(Math.nextDown(power));
    }
  }

  private void check(double number) {
    if (Double.isFinite(number)) {
      check(ShortestDecimal.write(number, bytes, 1), Double.toString(number));
      check(ShortestDecimal.write(-number, bytes, 1), Double.toString(-number));
    }
  }

  private void check(float number) {
    if (Float.isFinite(number)) {
      check(ShortestDecimal.write(number, bytes, 1), Float.toString(number));
    }
  }

  private void check(int end, String expected) {
    var text = new String(bytes, 1, end - 1, US_ASCII);
    // An assertion for each of millions would take most of the time.
    if (!text.equals(expected)) {
      assertThat(text).isEqualTo(expected);
    }
  }
}
