package dev.nabla.refusal;

import java.util.Collection;
import java.util.Locale;

/// What a request said, as messages repeat it.
public final class Shown {

  /// Names and words are shorter; longer things are data in the wrong place.
  private static final int LENGTH = 64;

  /// Beyond, not every integer is a double, and digits would be made up.
  private static final double EXACT_INTEGERS = 1e15;

  private Shown() {}

  /// A number, without a fraction where it has none.
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  /// How many of something, its thousands set apart.
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// The words that are allowed somewhere.
  public static String oneOf(Collection<String> words) {
    return "one of \"" + String.join("\", \"", words) + "\"";
  }

  /// A text, cut off where it is too long to be repeated.
  public static String text(String text) {
    if (text.length() <= LENGTH) {
      return text;
    }
    // Half of a surrogate pair would be no text.
    int end = Character.isHighSurrogate(text.charAt(LENGTH - 1)) ? LENGTH - 1 : LENGTH;
    return text.substring(0, end) + "…";
  }
}
