package dev.nabla.wire;

import dev.nabla.function.Limits;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import tools.jackson.core.JsonToken;

/// Reads one tensor: a number, or nested arrays of numbers, into a padded array. The first row at
/// each depth sets the size there; every later one must repeat it. Arrays that are as they should
/// be are read in one piece; this goes token by token through the others, to say what is wrong.
public final class TensorReader {

  private static final int UNKNOWN = -1;

  private final BodyParser parser;
  private final DType dtype;
  private final int nestingLimit;
  private final int elementLimit;
  private final int allowance;

  private final int[] sizes;
  private double[] data = new double[64];
  private int count;

  /// Arrays without elements, which count towards the limit as if they had one: work grows with
  /// them too.
  private int empty;

  /// How deep the arrays go: as deep as any was seen, until a number says that it is no deeper.
  private int depth;

  private boolean depthKnown;

  /// @param elementsBefore the elements of the request's other tensors, which count towards the
  ///   limit too
  public TensorReader(
      BodyParser parser, DType dtype, int nestingLimit, int elementLimit, int elementsBefore) {
    this.parser = parser;
    this.dtype = dtype;
    this.nestingLimit = nestingLimit;
    this.elementLimit = elementLimit;
    this.allowance = elementLimit - elementsBefore;
    this.sizes = new int[nestingLimit];
    Arrays.fill(sizes, UNKNOWN);
  }

  /// Reads from the parser's current token to the end of the value.
  public Tensor read() {
    var token = parser.currentToken();
    if (token == JsonToken.START_ARRAY) {
      var whole = parser.numbers(dtype, nestingLimit, allowance);
      if (whole != null) {
        parser.nextToken();
        return whole;
      }
      readArray(0);
    } else {
      append(number(token));
    }
    var shape = new Shape(IntStream.range(0, depth).mapToObj(i -> sizes[i]).toList());
    return Tensor.of(shape, data);
  }

  private void readArray(int level) {
    enter(level);
    int size = 0;
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      size++;
      if (token == JsonToken.START_ARRAY) {
        readArray(level + 1);
      } else {
        double number = number(token);
        if (!depthKnown || depth != level + 1) {
          reachNumbers(level + 1);
        }
        append(number);
      }
    }
    if (size == 0 && count + ++empty > allowance) {
      throw tooMany();
    }
    if (sizes[level] == UNKNOWN) {
      sizes[level] = size;
    } else if (sizes[level] != size) {
      throw ragged(
          "an array of length %d, as before".formatted(sizes[level]), "one of length " + size);
    }
  }

  private void enter(int level) {
    if (level >= nestingLimit) {
      throw reject(
          Reason.LIMIT_EXCEEDED,
          Limits.exceeded("nested arrays", "nesting", nestingLimit, "found more"));
    }
    if (depthKnown && level >= depth) {
      throw ragged("a number, as before", "an array");
    }
    depth = Math.max(depth, level + 1);
  }

  private void reachNumbers(int level) {
    if (depthKnown ? depth != level : depth > level) {
      throw ragged("an array, as before", "a number");
    }
    depth = level;
    depthKnown = true;
  }

  private void append(double value) {
    if (count == allowance) {
      throw tooMany();
    }
    if (count == data.length) {
      data = Arrays.copyOf(data, (int) Math.min(2L * count, allowance));
    }
    data[count++] = value;
  }

  private double number(JsonToken token) {
    return switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite();
      case VALUE_STRING -> nonFinite();
      default -> throw wrongType(Tokens.found(token));
    };
  }

  private double finite() {
    double value = dtype == DType.FLOAT32 ? parser.getFloatValue() : parser.getDoubleValue();
    if (Double.isInfinite(value)) {
      throw reject(
          Reason.NUMBER_OUT_OF_RANGE,
          "expected a number within the range of %s, found %s"
              .formatted(dtype.label(), Shown.text(parser.getString())));
    }
    return value;
  }

  private double nonFinite() {
    // The length is looked at first: what stands here may be a whole encoded file.
    if (parser.getStringLength() > "-Infinity".length()) {
      throw wrongType("a string of %d characters".formatted(parser.getStringLength()));
    }
    return switch (parser.getString()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw wrongType("the string \"" + parser.getString() + "\"");
    };
  }

  private RejectedException tooMany() {
    return reject(Reason.LIMIT_EXCEEDED, Limits.tooManyElements(elementLimit, "found more"));
  }

  private RejectedException wrongType(String found) {
    return reject(
        Reason.WRONG_TYPE,
        "expected a number or \"NaN\", \"Infinity\", \"-Infinity\"%s, found %s"
            .formatted(depthKnown ? "" : ", or an array of them", found));
  }

  private RejectedException ragged(String expected, String found) {
    return reject(Reason.RAGGED_ARRAY, "expected %s, found %s".formatted(expected, found));
  }

  private RejectedException reject(Reason reason, String detail) {
    return new RejectedException(reason, Tokens.place(parser), detail);
  }
}
