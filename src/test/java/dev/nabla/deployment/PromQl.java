package dev.nabla.deployment;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads as much of PromQL as it takes to find the metrics in an expression.
final class PromQl {

  /// Strings first, since braces and parentheses in them mean nothing.
  private static final Pattern STRINGS = Pattern.compile("\"[^\"]*\"");

  private static final Pattern LABELS =
      Pattern.compile(
          "\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

  private static final Pattern NAME = Pattern.compile("(?<![\\w:])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "by", "without", "group_left", "sum");

  private PromQl() {}

  static Set<String> metrics(String expression) {
    var bare = LABELS.matcher(STRINGS.matcher(expression).replaceAll("")).replaceAll("");
    var names = new TreeSet<String>();
    NAME.matcher(bare).results().map(match -> match.group()).forEach(names::add);
    names.removeAll(WORDS);
    return names;
  }
}
