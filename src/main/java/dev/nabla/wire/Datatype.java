package dev.nabla.wire;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.nabla.tensor.DType;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// The types that numbers have in binary tensors, under the names of the Open Inference Protocol,
/// and their way between little-endian bytes and float64.
///
/// Reading is exact: each number of each type is a float64, but for integers beyond ±2⁵³, which are
/// refused. Writing rounds once, to the nearest number of the type, ties to even; what lies beyond
/// the largest becomes an infinity, as IEEE 754 has it.
public enum Datatype {
  FP64(8) {
    @Override
    int read(MemorySegment from, double[] to, int count) {
      MemorySegment.copy(from, DOUBLES, 0, to, 0, count);
      return count;
    }

    @Override
    void write(double[] from, int first, int count, MemorySegment to) {
      MemorySegment.copy(from, first, to, DOUBLES, 0, count);
    }

    @Override
    public double round(double value) {
      return value;
    }
  },

  FP32(4) {
    @Override
    int read(MemorySegment from, double[] to, int count) {
      Singles.widen(from, to, count);
      return count;
    }

    @Override
    void write(double[] from, int first, int count, MemorySegment to) {
      Singles.narrow(from, first, count, to);
    }

    @Override
    public double round(double value) {
      return (float) value;
    }
  },

  FP16(2) {
    @Override
    int read(MemorySegment from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = Float.float16ToFloat(from.getAtIndex(SHORTS, i));
      }
      return count;
    }

    @Override
    void write(double[] from, int first, int count, MemorySegment to) {
      for (int i = 0; i < count; i++) {
        to.setAtIndex(SHORTS, i, Float.floatToFloat16(roundToOdd(from[first + i])));
      }
    }

    @Override
    public double round(double value) {
      return Float.float16ToFloat(Float.floatToFloat16(roundToOdd(value)));
    }
  },

  /// The upper half of a float32.
  BF16(2) {
    @Override
    int read(MemorySegment from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = fromBfloat16(from.getAtIndex(SHORTS, i));
      }
      return count;
    }

    @Override
    void write(double[] from, int first, int count, MemorySegment to) {
      for (int i = 0; i < count; i++) {
        to.setAtIndex(SHORTS, i, toBfloat16(from[first + i]));
      }
    }

    @Override
    public double round(double value) {
      return fromBfloat16(toBfloat16(value));
    }
  },

  INT32(4) {
    @Override
    int read(MemorySegment from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = from.getAtIndex(INTS, i);
      }
      return count;
    }
  },

  INT64(8) {
    @Override
    int read(MemorySegment from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        long value = from.getAtIndex(LONGS, i);
        if (Math.abs(value) > EXACT_INTEGERS || value == Long.MIN_VALUE) {
          return i;
        }
        to[i] = value;
      }
      return count;
    }

    @Override
    void write(double[] from, int first, int count, MemorySegment to) {
      for (int i = 0; i < count; i++) {
        to.setAtIndex(LONGS, i, (long) from[first + i]);
      }
    }
  },

  UINT8(1) {
    @Override
    int read(MemorySegment from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = Byte.toUnsignedInt(from.get(ValueLayout.JAVA_BYTE, i));
      }
      return count;
    }
  },

  /// A byte each, 0 or 1.
  BOOL(1) {
    @Override
    int read(MemorySegment from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        byte value = from.get(ValueLayout.JAVA_BYTE, i);
        if (value != 0 && value != 1) {
          return i;
        }
        to[i] = value;
      }
      return count;
    }
  };

  /// Up to here every whole number is a float64.
  public static final long EXACT_INTEGERS = 1L << 53;

  private static final ValueLayout.OfDouble DOUBLES =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORTS =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INTS =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONGS =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

  /// Numbers that are written in one go.
  private static final int PIECE = 8_192;

  private final int bytes;

  Datatype(int bytes) {
    this.bytes = bytes;
  }

  /// The one that has the numbers of a type of the core.
  public static Datatype of(DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> FP64;
      case FLOAT32 -> FP32;
    };
  }

  /// The narrowest type of the core that an answer in this type can be rounded from.
  public DType dtype() {
    return this == FP64 ? DType.FLOAT64 : DType.FLOAT32;
  }

  /// The bytes of one number.
  public int bytes() {
    return bytes;
  }

  /// Whether it is one of the floating-point types.
  public boolean isFloatingPoint() {
    return switch (this) {
      case FP64, FP32, FP16, BF16 -> true;
      case INT32, INT64, UINT8, BOOL -> false;
    };
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(Datatype::name).toList();
  }

  /// Whether requests may have its numbers in JSON. The short floating-point types stand in binary
  /// only, as the protocol has them.
  public boolean isInJson() {
    return this != FP16 && this != BF16;
  }

  /// Reads numbers.
  ///
  /// @param from a body, with `count` numbers from the byte at `offset` on
  /// @return how many were read: less than `count` where the next one is not allowed
  public int read(byte[] from, int offset, double[] to, int count) {
    var numbers = MemorySegment.ofArray(from).asSlice(offset, (long) count * bytes);
    return read(numbers, to, count);
  }

  /// Writes the first numbers of an array.
  public void write(double[] from, int count, OutputStream stream) throws IOException {
    var piece = new byte[Math.min(count, PIECE) * bytes];
    for (int first = 0; first < count; first += PIECE) {
      int length = Math.min(count - first, PIECE);
      write(from, first, length, MemorySegment.ofArray(piece));
      stream.write(piece, 0, length * bytes);
    }
  }

  /// The nearest number that this type has.
  public double round(double value) {
    throw new UnsupportedOperationException("nothing is rounded to " + this);
  }

  abstract int read(MemorySegment from, double[] to, int count);

  void write(double[] from, int first, int count, MemorySegment to) {
    throw new UnsupportedOperationException("no answer has numbers of type " + this);
  }

  /// The neighbouring float32 that is odd in its last bit, unless the number is a float32 itself.
  /// Rounding that to a type at least two bits shorter gives what rounding the number once would:
  /// the odd bit remembers on which side of a tie it stood.
  private static float roundToOdd(double value) {
    float near = (float) value;
    int bits = Float.floatToRawIntBits(near);
    if (near == value || (bits & 1) != 0) {
      return near;
    }
    return Float.intBitsToFloat(Math.abs((double) near) > Math.abs(value) ? bits - 1 : bits + 1);
  }

  private static short toBfloat16(double value) {
    if (Double.isNaN(value)) {
      return 0x7fc0;
    }
    int bits = Float.floatToRawIntBits(roundToOdd(value));
    int tiesToEven = 0x7fff + ((bits >>> 16) & 1);
    return (short) ((bits + tiesToEven) >>> 16);
  }

  private static float fromBfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }
}
