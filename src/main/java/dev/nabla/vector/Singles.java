package dev.nabla.vector;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.SPECIES;
import static dev.nabla.vector.Lanes.load;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The way between float64 and the little-endian bytes of float32, whole vectors at a time.
public final class Singles {

  /// As many lanes as the float64 vectors have, in half the bits.
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

  private static final ValueLayout.OfFloat ONE =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);

  private Singles() {}

  /// Reads `count` numbers, all of which float64 has.
  public static void widen(MemorySegment from, double[] to, int count) {
    int whole = count - count % LANES;
    for (int i = 0; i < whole; i += LANES) {
      var v =
          FloatVector.fromMemorySegment(HALF, from, (long) i * Float.BYTES, LITTLE_ENDIAN)
              .convertShape(F2D, SPECIES, 0);
      ((DoubleVector) v).intoArray(to, i);
    }
    for (int i = whole; i < count; i++) {
      to[i] = from.getAtIndex(ONE, i);
    }
  }

  /// Writes `count` numbers from `first` on, each rounded to the nearest float32.
  public static void narrow(double[] from, int first, int count, MemorySegment to) {
    int whole = count - count % LANES;
    for (int i = 0; i < whole; i += LANES) {
      var v = load(from, first + i).convertShape(D2F, HALF, 0);
      ((FloatVector) v).intoMemorySegment(to, (long) i * Float.BYTES, LITTLE_ENDIAN);
    }
    for (int i = whole; i < count; i++) {
      to.setAtIndex(ONE, i, (float) from[first + i]);
    }
  }
}
