package dev.nabla.inference;

import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.wire.BodyParser;
import dev.nabla.wire.Datatype;
import dev.nabla.wire.Tokens;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/// Reads the data of one input out of the JSON, flat or in rows as its shape has them. Arrays of
/// nothing but plain numbers are read in one piece; this goes token by token through the others.
final class JsonData {

  /// Numbers that there is room for at first.
  private static final long FIRST = 64;

  private final BodyParser parser;
  private final String name;
  private final Datatype datatype;
  private final Shape shape;

  /// Grows as numbers come: a shape alone is no reason to allocate what it announces.
  private double[] data = {};

  private boolean flat;
  private int count;

  JsonData(BodyParser parser, String name, Datatype datatype, Shape shape) {
    this.parser = parser;
    this.name = name;
    this.datatype = datatype;
    this.shape = shape;
  }

  /// Reads a value from the parser's current token to its end.
  Tensor read() {
    var token = parser.currentToken();
    if (token != JsonToken.START_ARRAY) {
      if (shape.rank() > 0) {
        throw new RejectedException(
            Reason.WRONG_TYPE,
            name,
            "expected an array of the shape %s, or flat, found %s"
                .formatted(shape, Tokens.found(token)));
      }
      var tensor = Tensor.zeros(shape);
      tensor.data()[0] = number(token);
      return tensor;
    }
    var whole = plainNumbers();
    return whole == null ? readTokens() : whole;
  }

  private @Nullable Tensor plainNumbers() {
    if (datatype != Datatype.FP64 && datatype != Datatype.FP32) {
      return null;
    }
    var numbers =
        parser.numbers(datatype.dtype(), Math.max(shape.rank(), 1), Math.max(shape.size(), 1));
    if (numbers == null) {
      return null;
    }
    parser.nextToken();
    boolean rows = numbers.shape().equals(shape);
    if (!rows && (numbers.shape().rank() > 1 || numbers.size() != shape.size())) {
      throw new RejectedException(
          Reason.SHAPE_MISMATCH,
          name,
          "expected data of the shape %s, or flat, found the shape %s"
              .formatted(shape, numbers.shape()));
    }
    return new Tensor(shape, numbers.data());
  }

  private Tensor readTokens() {
    readArray(0);
    if (count != shape.size()) {
      throw wrongCount(Shown.count(count));
    }
    return Tensor.of(shape, data);
  }

  private void readArray(int level) {
    int size = 0;
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      boolean row = token == JsonToken.START_ARRAY;
      if (level == 0 && size == 0) {
        flat = !row;
      }
      if (row) {
        if (flat || level + 1 >= shape.rank()) {
          throw ragged("a single number");
        }
        readArray(level + 1);
      } else {
        if (!flat && level + 1 < shape.rank()) {
          throw ragged("an array");
        }
        append(number(token));
      }
      size++;
    }
    if (!flat && size > 0 && size != shape.dimension(level)) {
      throw reject(
          Reason.RAGGED_ARRAY,
          "expected arrays of length %d at depth %d, as the shape %s says, found one of length %d"
              .formatted(shape.dimension(level), level + 1, shape, size));
    }
  }

  private void append(double value) {
    if (count == shape.size()) {
      throw wrongCount("more");
    }
    if (count == data.length) {
      data = Arrays.copyOf(data, (int) Math.min(Math.max(FIRST, 2L * count), shape.size()));
    }
    data[count++] = value;
  }

  private double number(JsonToken token) {
    return switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          datatype.isFloatingPoint() ? floatingPoint() : integer();
      case VALUE_STRING -> nonFinite(parser.getString());
      case VALUE_TRUE, VALUE_FALSE -> {
        if (datatype != Datatype.BOOL) {
          throw wrongType("a number");
        }
        yield token == JsonToken.VALUE_TRUE ? 1 : 0;
      }
      default -> throw wrongType("a number");
    };
  }

  private double floatingPoint() {
    var literal = parser.getString();
    if (Character.isLetter(literal.charAt(literal.length() - 1))) {
      return nonFinite(literal);
    }
    double value = datatype == Datatype.FP32 ? parser.getFloatValue() : parser.getDoubleValue();
    if (Double.isInfinite(value)) {
      throw outOfRange("a number within the range of " + datatype);
    }
    return value;
  }

  /// The words that Python and JavaScript have for what JSON lacks.
  private double nonFinite(String word) {
    if (!datatype.isFloatingPoint()) {
      throw wrongType("a whole number");
    }
    return switch (word) {
      case "NaN" -> Double.NaN;
      case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          throw reject(
              Reason.WRONG_TYPE,
              "expected a number, NaN, Infinity or -Infinity, found " + Tokens.shown(parser));
    };
  }

  private double integer() {
    long most =
        switch (datatype) {
          case BOOL -> 1;
          case UINT8 -> 255;
          case INT32 -> Integer.MAX_VALUE;
          default -> Datatype.EXACT_INTEGERS;
        };
    long least =
        switch (datatype) {
          case BOOL, UINT8 -> 0;
          case INT32 -> Integer.MIN_VALUE;
          default -> -Datatype.EXACT_INTEGERS;
        };
    try {
      long value = exact();
      if (value >= least && value <= most) {
        return value;
      }
    } catch (ArithmeticException | NumberFormatException isNone) {
      // Refused below, as is one that does not fit.
    }
    throw outOfRange("a whole number from %d to %d".formatted(least, most));
  }

  /// The current number digit by digit: as a double one that is no whole number, or too large,
  /// might look like one that is allowed.
  private long exact() {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      var type = parser.getNumberType();
      if (type == NumberType.INT || type == NumberType.LONG) {
        return parser.getLongValue();
      }
    }
    return new BigDecimal(parser.getString()).longValueExact();
  }

  private RejectedException outOfRange(String expected) {
    return reject(
        Reason.NUMBER_OUT_OF_RANGE,
        "expected %s, found %s".formatted(expected, Shown.text(parser.getString())));
  }

  private RejectedException wrongCount(String found) {
    return new RejectedException(
        Reason.SHAPE_MISMATCH,
        name,
        "expected %s numbers, as the shape %s says, found %s"
            .formatted(Shown.count(shape.size()), shape, found));
  }

  private RejectedException ragged(String expected) {
    return reject(
        Reason.RAGGED_ARRAY,
        "expected %s here, as in rows of the shape %s or in flat data, found %s"
            .formatted(expected, shape, Tokens.found(parser.currentToken())));
  }

  private RejectedException wrongType(String expected) {
    return reject(
        Reason.WRONG_TYPE,
        "expected %s for %s, found %s"
            .formatted(expected, datatype, Tokens.found(parser.currentToken())));
  }

  private RejectedException reject(Reason reason, String detail) {
    return new RejectedException(reason, place(), detail);
  }

  /// The input's name and where the next number belongs.
  private List<Object> place() {
    var place = new ArrayList<Object>(List.of(name));
    if (count < shape.size()) {
      place.addAll(flat ? List.of(count) : shape.indices(count));
    }
    return place;
  }
}
