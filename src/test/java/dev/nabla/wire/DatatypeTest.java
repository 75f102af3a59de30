package dev.nabla.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Every number of the short types, and every tie between two of them, by the definition of
/// rounding to nearest with ties to even. Halves of sums of neighbours are exact in float64.
class DatatypeTest {

  private static final int NUMBERS = 1 << 16;

  @ParameterizedTest
  @EnumSource(names = {"FP16", "BF16"})
  void everyNumberComesBackAsItself(Datatype type) throws IOException {
    for (int bits = 0; bits < NUMBERS; bits++) {
      double number = number(type, bits);
      if (Double.isNaN(number)) {
        assertThat(number(type, bits(type, number))).isNaN();
      } else {
        assertThat(bits(type, number)).isEqualTo(bits);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FP16", "BF16"})
  void tiesGoToEvenAndTheRestToTheNearest(Datatype type) throws IOException {
    int infinity = bits(type, Double.POSITIVE_INFINITY);
    for (int low = 0; low < infinity - 1; low++) {
      double middle = (number(type, low) + number(type, low + 1)) / 2;
      assertAround(type, low, middle);
    }
    // The largest number and what would follow it if there were one.
    double largest = number(type, infinity - 1);
    double step = largest - number(type, infinity - 2);
    assertAround(type, infinity - 1, largest + step / 2);
  }

  private static void assertAround(Datatype type, int low, double middle) throws IOException {
    int sign = bits(type, -0.0);
    int even = low + (low & 1);
    assertThat(bits(type, middle)).isEqualTo(even);
    assertThat(bits(type, Math.nextDown(middle))).isEqualTo(low);
    assertThat(bits(type, Math.nextUp(middle))).isEqualTo(low + 1);
    assertThat(bits(type, -middle)).isEqualTo(even | sign);
    assertThat(bits(type, -Math.nextUp(middle))).isEqualTo((low + 1) | sign);
  }

  /// Numbers known from the formats' definitions.
  @Test
  void bitsAreThoseOfTheStandards() throws IOException {
    assertThat(bits(Datatype.FP16, 1)).isEqualTo(0x3c00);
    assertThat(bits(Datatype.FP16, 65504)).isEqualTo(0x7bff);
    assertThat(bits(Datatype.FP16, 0x1p-24)).isEqualTo(1);
    assertThat(bits(Datatype.FP16, Double.MAX_VALUE)).isEqualTo(0x7c00);
    assertThat(bits(Datatype.FP16, -Double.MIN_VALUE)).isEqualTo(0x8000);
    assertThat(bits(Datatype.BF16, 1)).isEqualTo(0x3f80);
    assertThat(bits(Datatype.BF16, -2)).isEqualTo(0xc000);
    assertThat(bits(Datatype.BF16, 0x1p-133)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"INT32", "UINT8", "BOOL"})
  void longArraysAreWrittenInPiecesAndReadWhole(Datatype type) throws IOException {
    int count = 20_001;
    var numbers = new double[count];
    for (int i = 0; i < count; i++) {
      // Whole numbers of at most 8 bits, which every type has.
      numbers[i] = i % 256;
    }
    var bytes = new ByteArrayOutputStream();
    type.write(numbers, count, bytes);
    assertThat(bytes.size()).isEqualTo(count * type.bytes());
    var read = new double[count];
    assertThat(type.read(bytes.toByteArray(), 0, read, count)).isEqualTo(count);
    assertThat(read).isEqualTo(numbers);
  }

  @Test
  void wholeNumbersAreReadAsTheirTypesHaveThem() {
    var bytes =
        ByteBuffer.allocate(13)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 200)
            .putInt(-7)
            .putLong(1L << 53)
            .array();
    var read = new double[1];
    assertThat(Datatype.UINT8.read(bytes, 0, read, 1)).isEqualTo(1);
    assertThat(read[0]).isEqualTo(200);
    assertThat(Datatype.INT32.read(bytes, 1, read, 1)).isEqualTo(1);
    assertThat(read[0]).isEqualTo(-7);
    assertThat(Datatype.INT64.read(bytes, 5, read, 1)).isEqualTo(1);
    assertThat(read[0]).isEqualTo(0x1p53);
  }

  @Test
  void whatIsNoFloat64IsNotRead() {
    var longs = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    longs.putLong(3).putLong(Long.MIN_VALUE).putLong((1L << 53) + 1);
    assertThat(Datatype.INT64.read(longs.array(), 0, new double[2], 2)).isEqualTo(1);
    assertThat(Datatype.INT64.read(longs.array(), 16, new double[1], 1)).isEqualTo(0);
    assertThat(Datatype.BOOL.read(new byte[] {0, 1, 2}, 0, new double[3], 3)).isEqualTo(2);
  }

  private static double number(Datatype type, int bits) {
    var bytes = new byte[] {(byte) bits, (byte) (bits >> 8)};
    var read = new double[1];
    type.read(bytes, 0, read, 1);
    return read[0];
  }

  private static int bits(Datatype type, double number) throws IOException {
    var bytes = new ByteArrayOutputStream();
    type.write(new double[] {number}, 1, bytes);
    return Short.toUnsignedInt(
        ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).getShort());
  }
}
