package dev.nabla.wire;

import java.util.regex.Pattern;

/// Whether the texts of a query are numbers as JSON has them. Java's own parsers would take other
/// scripts' digits, a plus, hexadecimal digits, suffixes and spaces too.
public final class NumberText {

  private static final Pattern INTEGER = Pattern.compile("-?(?:0|[1-9]\\d{0,17})");

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*+)(?:\\.\\d++)?(?:[eE][-+]?\\d++)?");

  private NumberText() {}

  /// Whether it is an integer, and short enough for a long.
  public static boolean isInteger(String text) {
    return INTEGER.matcher(text).matches();
  }

  public static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }
}
