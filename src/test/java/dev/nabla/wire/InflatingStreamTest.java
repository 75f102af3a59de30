package dev.nabla.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compressed data to their last byte, compressed by the JDK.
class InflatingStreamTest {

  private static final byte[] TEXT = "{\"x\": [0.5, -1, 2]}".getBytes(ISO_8859_1);

  private static byte[] gzip(byte[] data) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var stream = new GZIPOutputStream(bytes)) {
      stream.write(data);
    }
    return bytes.toByteArray();
  }

  private static byte[] deflate(byte[] data) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var stream = new DeflaterOutputStream(bytes)) {
      stream.write(data);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (var part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /// A client that sends byte by byte, of which none is there before it is asked for.
  private static InputStream slow(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(1, length));
      }

      @Override
      public synchronized int available() {
        return 0;
      }
    };
  }

  private static byte[] ungzip(byte[] bytes) throws IOException {
    try (var stream = InflatingStream.gzip(slow(bytes))) {
      return stream.readAllBytes();
    }
  }

  private static byte[] undeflate(byte[] bytes) throws IOException {
    try (var stream = InflatingStream.deflate(slow(bytes))) {
      return stream.readAllBytes();
    }
  }

  @Test
  void whatTheJdkCompressedComesOut() throws IOException {
    var large = new byte[100_000];
    new Random(1).nextBytes(large);
    for (var data : new byte[][] {{}, TEXT, large}) {
      assertThat(ungzip(gzip(data))).isEqualTo(data);
      assertThat(undeflate(deflate(data))).isEqualTo(data);
      try (var stream = InflatingStream.gzip(new ByteArrayInputStream(gzip(data)))) {
        assertThat(stream.readAllBytes()).isEqualTo(data);
      }
    }
  }

  /// RFC 1952, section 2.2: a file is one member behind the other, and means their data as one.
  @Test
  void membersAreReadOneBehindTheOther() throws IOException {
    var members = join(gzip(TEXT), gzip(new byte[0]), gzip(TEXT));
    assertThat(ungzip(members)).isEqualTo(join(TEXT, TEXT));
    try (var stream = InflatingStream.gzip(new ByteArrayInputStream(members))) {
      assertThat(stream.readAllBytes()).isEqualTo(join(TEXT, TEXT));
    }
  }

  /// RFC 1952, section 2.3: all that a header may have, in its order. The JDK writes ten bytes.
  private static byte[] longHeader(int flags) {
    var header =
        join(
            new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 2, 3},
            new byte[] {5, 0, 'A', 'B', 1, 0, 7},
            "name\0comment\0".getBytes(ISO_8859_1));
    var checksum = new CRC32();
    checksum.update(header);
    int low = (int) checksum.getValue() & 0xffff;
    return join(header, new byte[] {(byte) low, (byte) (low >> 8)});
  }

  @Test
  void allOfAHeaderIsPassedOver() throws IOException {
    var plain = gzip(TEXT);
    var rest = Arrays.copyOfRange(plain, 10, plain.length);
    assertThat(ungzip(join(longHeader(0b1_1111), rest))).isEqualTo(TEXT);

    var damaged = join(longHeader(0b1_1111), rest);
    damaged[12]++;
    assertFault(() -> ungzip(damaged), "a damaged gzip header");
    assertFault(() -> ungzip(join(longHeader(0b11_1111), rest)), "a damaged gzip header");
  }

  @Test
  void everyBeginningEndsTooEarly() throws IOException {
    var gzip = join(gzip(TEXT), gzip(TEXT));
    int first = gzip(TEXT).length;
    for (int length = 0; length < gzip.length; length++) {
      if (length != first) {
        var cut = Arrays.copyOf(gzip, length);
        assertFault(() -> ungzip(cut), "its end too early");
      }
    }
    var deflate = deflate(TEXT);
    for (int length = 0; length < deflate.length; length++) {
      var cut = Arrays.copyOf(deflate, length);
      assertFault(() -> undeflate(cut), "its end too early");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\0", "{}", "a much longer text that is no member of a gzip file"})
  void nothingMayStandBehind(String more) throws IOException {
    var behind = more.getBytes(ISO_8859_1);
    assertFault(
        () -> ungzip(join(gzip(TEXT), behind)), "other bytes where a gzip header should be");
    assertFault(() -> undeflate(join(deflate(TEXT), behind)), "more behind its end");
  }

  @Test
  void damageIsFound() throws IOException {
    for (int fromEnd : new int[] {8, 4}) {
      var gzip = gzip(TEXT);
      gzip[gzip.length - fromEnd]++;
      assertFault(() -> ungzip(gzip), "other data than the checksum");
    }
    var deflate = deflate(TEXT);
    deflate[deflate.length - 1]++;
    assertFault(() -> undeflate(deflate), "a fault: incorrect data check");
    assertFault(() -> ungzip(deflate(TEXT)), "gzip header");
    assertFault(() -> undeflate(gzip(TEXT)), "a fault: incorrect header check");
  }

  private interface Reading {
    byte[] read() throws IOException;
  }

  private static void assertFault(Reading reading, String message) {
    assertThatExceptionOfType(ZipException.class)
        .isThrownBy(reading::read)
        .withMessageContaining(message);
  }
}
