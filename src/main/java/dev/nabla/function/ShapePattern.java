package dev.nabla.function;

import java.util.List;

/// A shape in words, such as `[…, d]`.
///
/// @param text as it was declared
/// @param open whether any dimensions may come first
/// @param words the dimensions that have a name
public record ShapePattern(String text, boolean open, List<String> words) {

  /// Any leading dimensions.
  static final String LEADING = "…";

  public static ShapePattern parse(String text) {
    var inside = text.substring(1, text.length() - 1);
    var words = inside.isEmpty() ? List.<String>of() : List.of(inside.split(", ", -1));
    boolean open = !words.isEmpty() && words.getFirst().equals(LEADING);
    return new ShapePattern(text, open, open ? words.subList(1, words.size()) : words);
  }

  /// Whether any number of rows may come first.
  public boolean hasRows() {
    return open && !words.isEmpty();
  }

  /// How many dimensions it shows: `…` as one.
  public int rank() {
    return words.size() + (open ? 1 : 0);
  }

  @Override
  public String toString() {
    return text;
  }
}
