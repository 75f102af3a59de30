package dev.nabla.wire;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The way between float64 and the little-endian bytes of float32, a stretch at a time: bytes move
/// in bulk, and numbers are cast in loops from array to array, which C2 turns into lanes. It does
/// not where a loop reads or writes a segment.
final class Singles {

  /// Numbers in a stretch, which stay in the first-level cache.
  private static final int LENGTH = 1_024;

  private static final ValueLayout.OfFloat LAYOUT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);

  private Singles() {}

  /// Reads `count` numbers, all of which float64 has.
  static void widen(MemorySegment from, double[] to, int count) {
    var stretch = new float[Math.min(count, LENGTH)];
    for (int first = 0; first < count; first += LENGTH) {
      int length = Math.min(count - first, LENGTH);
      MemorySegment.copy(from, LAYOUT, (long) first * Float.BYTES, stretch, 0, length);
      widen(stretch, to, first, length);
    }
  }

  private static void widen(float[] from, double[] to, int first, int length) {
    for (int i = 0; i < length; i++) {
      to[first + i] = from[i];
    }
  }

  /// Writes `count` numbers from `first` on, each rounded to the nearest float32.
  static void narrow(double[] from, int first, int count, MemorySegment to) {
    var stretch = new float[Math.min(count, LENGTH)];
    for (int done = 0; done < count; done += LENGTH) {
      int length = Math.min(count - done, LENGTH);
      narrow(from, first + done, stretch, length);
      MemorySegment.copy(stretch, 0, to, LAYOUT, (long) done * Float.BYTES, length);
    }
  }

  private static void narrow(double[] from, int first, float[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] = (float) from[first + i];
    }
  }
}
