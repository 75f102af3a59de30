package dev.nabla.plot;

import dev.nabla.refusal.NearNames;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The parameters of a query as texts, each given once at most.
final class Given {

  private final Map<String, String[]> query;

  Given(Map<String, String[]> query) {
    this.query = query;
    query.forEach(
        (name, texts) -> {
          if (texts.length > 1) {
            throw new RejectedException(
                Reason.DUPLICATE_FIELD,
                name,
                "expected `%s` once, with several values as a list, found it again"
                    .formatted(Shown.text(name)));
          }
        });
  }

  @Nullable String text(String name) {
    var texts = query.get(name);
    return texts == null ? null : texts[0];
  }

  String text(String name, String standard) {
    var text = text(name);
    return text == null ? standard : text;
  }

  /// The constant that a parameter names in lower case, or null where it is not given.
  <E extends Enum<E>> @Nullable E choice(String name, E[] constants) {
    var text = text(name);
    return text == null ? null : choice(name, List.of(constants), Given::label, text);
  }

  /// What a word out of a few stands for.
  static <T> T choice(String name, List<T> choices, Function<T, String> label, String text) {
    return choices.stream()
        .filter(choice -> label.apply(choice).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new RejectedException(
                    Reason.PARAMETER_OUT_OF_RANGE,
                    name,
                    "expected %s, found \"%s\""
                        .formatted(
                            Shown.oneOf(choices.stream().map(label).toList()), Shown.text(text))));
  }

  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  void checkNames(Collection<String> known) {
    for (var name : query.keySet()) {
      if (!known.contains(name)) {
        throw NearNames.unknownField(List.of(name), "the parameters", name, known);
      }
    }
  }
}
