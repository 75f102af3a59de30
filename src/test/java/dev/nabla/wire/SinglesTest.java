package dev.nabla.wire;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Widening and rounding are Java's casts, at any length.
class SinglesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 1_000, 4_099})
  void numbersAreCast(int count) {
    // Bit patterns of all kinds, and halfway between float32 numbers.
    var random = new Random(5);
    var numbers = new double[count + 3];
    for (int i = 0; i < numbers.length; i++) {
      double single = Float.intBitsToFloat(random.nextInt());
      numbers[i] = i % 2 == 0 ? single : single * (1 + 0x1p-24);
    }
    var bytes = ByteBuffer.allocate(count * Float.BYTES).order(LITTLE_ENDIAN);
    Singles.narrow(numbers, 3, count, MemorySegment.ofArray(bytes.array()));
    var widened = new double[count];
    Singles.widen(MemorySegment.ofArray(bytes.array()), widened, count);
    for (int i = 0; i < count; i++) {
      // As objects: NaN equals NaN, and 0 is not −0.
      assertThat(bytes.getFloat(i * Float.BYTES)).isEqualTo(Float.valueOf((float) numbers[i + 3]));
      assertThat(widened[i]).isEqualTo(Double.valueOf((float) numbers[i + 3]));
    }
  }
}
