package dev.nabla.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The shape of the data: how many float64 lanes work at once and how arrays are laid out for them.
public final class Lanes {
  /// The widest float64 vector this processor handles well, at most 512 bits.
  public static final VectorSpecies<Double> SPECIES = species();

  /// Elements per vector, a divisor of [#BLOCK].
  public static final int LANES = SPECIES.length();

  /// Arrays are padded to multiples of this, whatever the hardware's width.
  public static final int BLOCK = 8;

  private Lanes() {}

  private static VectorSpecies<Double> species() {
    var preferred = DoubleVector.SPECIES_PREFERRED;
    return preferred.length() <= BLOCK
        ? preferred
        : VectorSpecies.of(double.class, VectorShape.S_512_BIT);
  }

  /// The length of an array that holds `size` elements.
  public static int padded(int size) {
    return Math.addExact(size, BLOCK - 1) & -BLOCK;
  }

  /// A padded array of zeros for `size` elements.
  public static double[] array(int size) {
    return new double[padded(size)];
  }

  /// The [#LANES] elements of `a` from index `i`.
  public static DoubleVector load(double[] a, int i) {
    return DoubleVector.fromArray(SPECIES, a, i);
  }

  /// Writes the lanes of `v` to `a` from index `i`.
  public static void store(DoubleVector v, double[] a, int i) {
    v.intoArray(a, i);
  }

  /// `c` in every lane.
  public static DoubleVector broadcast(double c) {
    return DoubleVector.broadcast(SPECIES, c);
  }

  /// One line for the log: what the arithmetic runs on.
  public static String description() {
    return "vectors of %d bits, %d float64 lanes, fused multiply-add: %s"
        .formatted(SPECIES.vectorBitSize(), LANES, fusedMultiplyAdd());
  }

  /// What the JVM itself decided after asking the processor; without the instruction, results are
  /// the same but slow.
  private static String fusedMultiplyAdd() {
    try {
      var bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      if (bean == null) {
        return "unknown";
      }
      return Boolean.parseBoolean(bean.getVMOption("UseFMA").getValue()) ? "yes" : "no";
    } catch (IllegalArgumentException notHotSpot) {
      return "unknown";
    }
  }
}
