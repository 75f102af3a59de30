package dev.nabla.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Bytes that are being gathered. Unlike [java.io.ByteArrayOutputStream] it lets what writes
/// numbers write into its array.
public class Bytes extends OutputStream {

  private static final int FIRST = 1_024;

  /// The longest array that every JVM has.
  private static final int MOST = Integer.MAX_VALUE - 8;

  byte[] array = new byte[FIRST];
  int length;

  public int size() {
    return length;
  }

  @Override
  public void write(int value) throws IOException {
    reserve(1);
    array[length++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int count) throws IOException {
    reserve(count);
    System.arraycopy(source, offset, array, length, count);
    length += count;
  }

  /// Sees to it that there is room behind what has been written.
  void reserve(int count) throws IOException {
    if (count > array.length - length) {
      grow(Math.max(Math.addExact(length, count), (int) Math.min(2L * length, MOST)));
    }
  }

  final void grow(int capacity) {
    array = Arrays.copyOf(array, capacity);
  }

  /// Writes all that has been gathered.
  void writeTo(OutputStream stream) throws IOException {
    stream.write(array, 0, length);
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(array, length);
  }
}
