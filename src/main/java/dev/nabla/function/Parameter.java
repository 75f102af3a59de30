package dev.nabla.function;

import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A parameter as its record component declares it.
///
/// @param type what a request may give
/// @param nullable whether null is among it
/// @param standard the value it has where a request does not give it
/// @param allowed the words an enumeration takes; empty for other types
public record Parameter(
    String name,
    Type type,
    boolean nullable,
    @Nullable Object standard,
    List<String> allowed,
    Class<?> component,
    Param declaration) {

  /// JSON's word for what a parameter takes.
  public enum Type {
    NUMBER,
    INTEGER,
    BOOLEAN,
    STRING;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Map<Class<?>, Type> TYPES =
      Map.of(
          double.class, Type.NUMBER,
          Double.class, Type.NUMBER,
          int.class, Type.INTEGER,
          Integer.class, Type.INTEGER,
          boolean.class, Type.BOOLEAN);

  static Parameter of(RecordComponent component) {
    var declaration = component.getAnnotation(Param.class);
    if (declaration == null) {
      throw new IllegalArgumentException(component + " has no @Param");
    }
    var boxed = component.getType();
    var type = TYPES.getOrDefault(boxed, Type.STRING);
    var literal = declaration.value();
    var standard =
        literal.equals("null")
            ? null
            : switch (type) {
              case NUMBER -> (Object) Double.valueOf(literal);
              case INTEGER -> Integer.valueOf(literal);
              case BOOLEAN -> Boolean.valueOf(literal);
              case STRING -> constant(boxed, literal);
            };
    return new Parameter(
        snakeCase(component.getName()),
        type,
        boxed == Double.class || boxed == Integer.class,
        standard,
        type == Type.STRING
            ? Arrays.stream(boxed.getEnumConstants()).map(Parameter::label).toList()
            : List.of(),
        boxed,
        declaration);
  }

  /// The value that a request gave, as the record component takes it.
  ///
  /// @param given a Double, Long, Boolean or String, or null
  @Nullable Object convert(@Nullable Object given) {
    if (given == null) {
      if (nullable) {
        return null;
      }
      throw wrongType("null");
    }
    return switch (type) {
      case NUMBER -> {
        if (!(given instanceof Number number)) {
          throw wrongType(describe(given));
        }
        yield inRange(number.doubleValue());
      }
      case INTEGER -> {
        if (!(given instanceof Long number)) {
          throw wrongType(describe(given));
        }
        if (number != number.intValue()) {
          throw outOfRange(number.toString());
        }
        yield (int) inRange(number);
      }
      case BOOLEAN -> {
        if (!(given instanceof Boolean)) {
          throw wrongType(describe(given));
        }
        yield given;
      }
      case STRING -> {
        if (!(given instanceof String word)) {
          throw wrongType(describe(given));
        }
        if (!allowed.contains(word)) {
          throw outOfRange("\"" + Shown.text(word) + "\"");
        }
        yield constant(component, word);
      }
    };
  }

  private double inRange(double value) {
    var low = declaration.minimum();
    var high = declaration.maximum();
    boolean inside =
        declaration.exclusive() ? value > low && value < high : value >= low && value <= high;
    if (!inside || !Double.isFinite(value)) {
      throw outOfRange(Shown.number(value));
    }
    return value;
  }

  private RejectedException outOfRange(String found) {
    return new RejectedException(
        Reason.PARAMETER_OUT_OF_RANGE, name, "expected %s, found %s".formatted(expected(), found));
  }

  private RejectedException wrongType(String found) {
    return new RejectedException(
        Reason.WRONG_TYPE, name, "expected %s, found %s".formatted(expected(), found));
  }

  private static String describe(Object given) {
    return given instanceof String word
        ? "the string \"" + Shown.text(word) + "\""
        : given.toString();
  }

  /// What it takes, in words.
  public String expected() {
    var words =
        switch (type) {
          case NUMBER -> "a finite number" + range();
          case INTEGER -> "a 32-bit integer" + range();
          case BOOLEAN -> "true or false";
          case STRING -> Shown.oneOf(allowed);
        };
    return nullable ? words + " or null" : words;
  }

  private String range() {
    var low = declaration.minimum();
    var high = declaration.maximum();
    var text = new StringBuilder();
    if (low != Double.NEGATIVE_INFINITY) {
      text.append(declaration.exclusive() ? " > " : " ≥ ").append(Shown.number(low));
    }
    if (high != Double.POSITIVE_INFINITY) {
      text.append(text.isEmpty() ? "" : " and")
          .append(declaration.exclusive() ? " < " : " ≤ ")
          .append(Shown.number(high));
    }
    return text.toString();
  }

  /// The default as JSON shows it.
  public @Nullable Object shownDefault() {
    return shown(standard);
  }

  /// A bound value as JSON shows it: an enum constant as its word.
  static @Nullable Object shown(@Nullable Object bound) {
    return bound instanceof Enum<?> constant ? label(constant) : bound;
  }

  private static Object constant(Class<?> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> label(constant).equals(word))
        .findFirst()
        .orElseThrow();
  }

  private static String label(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  /// `posWeight` and `LeakyRelu` as `pos_weight` and `leaky_relu`.
  static String snakeCase(String javaName) {
    return javaName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
