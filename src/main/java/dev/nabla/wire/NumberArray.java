package dev.nabla.wire;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A rectangular array of JSON numbers, read from its bytes. It is either beyond doubt or left
/// unread: what is wrong with it is for a reader to say that goes token by token.
final class NumberArray {

  private static final int UNKNOWN = -1;

  /// Bytes that a number and its comma are guessed to take.
  private static final int BYTES_PER_NUMBER = 16;

  /// Longer literals are left to the parser, which has a limit for them.
  private static final int LONGEST = 100;

  private final byte[] body;
  private final DType dtype;
  private final int limit;
  private final int[] sizes;

  private int position;
  private int depth;
  private int rank = UNKNOWN;
  private double[] data;
  private int count;

  /// @param start where the opening bracket stands
  /// @param ranks the most arrays within one another
  /// @param limit the most numbers
  NumberArray(byte[] body, int start, DType dtype, int ranks, int limit) {
    this.body = body;
    this.position = start;
    this.dtype = dtype;
    this.limit = limit;
    this.sizes = new int[ranks];
    Arrays.fill(sizes, UNKNOWN);
    this.data = new double[Math.min(limit, (body.length - start) / BYTES_PER_NUMBER + 1)];
  }

  /// Behind the closing bracket.
  int end() {
    return position;
  }

  Tensor tensor() {
    var shape = new Shape(IntStream.range(0, rank).mapToObj(level -> sizes[level]).toList());
    return Tensor.of(shape, data);
  }

  /// Reads to the closing bracket, and says whether all is as it should be.
  boolean read() {
    int level = depth++;
    if (level == sizes.length || rank == level) {
      return false;
    }
    position++;
    byte first = skipSpace();
    int size;
    if (first == '[') {
      size = readRows();
    } else if (rank == UNKNOWN || rank == depth) {
      rank = depth;
      size = readNumbers();
    } else {
      return false;
    }
    depth--;
    if (size <= 0 || (sizes[level] != UNKNOWN && sizes[level] != size)) {
      return false;
    }
    sizes[level] = size;
    return true;
  }

  /// Reads rows up to the closing bracket.
  ///
  /// @return how many, negative where they are not as they should be
  private int readRows() {
    for (int size = 1; ; size++) {
      if (!read()) {
        return -1;
      }
      byte next = skipSpace();
      position++;
      if (next == ']') {
        return size;
      }
      if (next != ',' || skipSpace() != '[') {
        return -1;
      }
    }
  }

  /// Reads numbers up to the closing bracket.
  ///
  /// @return how many, negative where they are not as they should be
  private int readNumbers() {
    for (int size = 1; ; size++) {
      int start = position;
      int end = numberEnd(start);
      if (end < 0 || end > start + LONGEST || !append(number(start, end))) {
        return -1;
      }
      position = end;
      byte next = skipSpace();
      position++;
      if (next == ']') {
        return size;
      }
      if (next != ',') {
        return -1;
      }
      skipSpace();
    }
  }

  private double number(int start, int end) {
    return dtype == DType.FLOAT32
        ? JavaFloatParser.parseFloat(body, start, end - start)
        : JavaDoubleParser.parseDouble(body, start, end - start);
  }

  private boolean append(double value) {
    if (count == limit || Double.isInfinite(value)) {
      return false;
    }
    if (count == data.length) {
      data = Arrays.copyOf(data, (int) Math.min(2L * count, limit));
    }
    data[count++] = value;
    return true;
  }

  /// The end of the number, by the grammar of RFC 8259, that begins at a place.
  ///
  /// @return negative where none does
  private int numberEnd(int start) {
    int at = byteAt(start) == '-' ? start + 1 : start;
    int digits = at;
    at = digitsEnd(at);
    if (at == digits || (at > digits + 1 && body[digits] == '0')) {
      return -1;
    }
    if (byteAt(at) == '.') {
      digits = at + 1;
      at = digitsEnd(digits);
      if (at == digits) {
        return -1;
      }
    }
    if ((byteAt(at) | 0x20) == 'e') {
      byte sign = byteAt(at + 1);
      digits = sign == '+' || sign == '-' ? at + 2 : at + 1;
      at = digitsEnd(digits);
      if (at == digits) {
        return -1;
      }
    }
    return at;
  }

  private int digitsEnd(int start) {
    int at = start;
    while (at < body.length && body[at] >= '0' && body[at] <= '9') {
      at++;
    }
    return at;
  }

  /// Goes to the next byte that is no white space, and looks at it.
  private byte skipSpace() {
    byte next = byteAt(position);
    while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
      next = byteAt(++position);
    }
    return next;
  }

  /// Beyond the body stands a byte that nothing begins with.
  private byte byteAt(int at) {
    return at < body.length ? body[at] : 0;
  }
}
