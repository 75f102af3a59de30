package dev.nabla.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// All functions, in the order in which the sealed interfaces permit them.
public final class Catalogue {

  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private final Map<String, Definition> byName = new LinkedHashMap<>();
  private final Map<String, Definition> byAlias = new LinkedHashMap<>();

  /// @param roots the sealed interface of each kind
  public Catalogue(Map<Kind, Class<? extends Kernel>> roots) {
    roots.forEach(
        (kind, root) ->
            records(root).stream().map(type -> new Definition(type, kind)).forEach(this::add));
  }

  private void add(Definition definition) {
    var names = new ArrayList<>(List.of(definition.card().aliases()));
    names.add(definition.name());
    for (var name : names) {
      if (find(name).isPresent()) {
        throw new IllegalArgumentException("two functions are called " + name);
      }
    }
    byName.put(definition.name(), definition);
    for (var alias : definition.card().aliases()) {
      byAlias.put(alias, definition);
    }
  }

  private static List<Class<? extends Record>> records(Class<?> type) {
    if (type.isRecord()) {
      return List.of(type.asSubclass(Record.class));
    }
    var found = new ArrayList<Class<? extends Record>>();
    for (var permitted : type.getPermittedSubclasses()) {
      found.addAll(records(permitted));
    }
    return found;
  }

  public Collection<Definition> all() {
    return List.copyOf(byName.values());
  }

  public List<Definition> all(Kind kind) {
    return byName.values().stream().filter(definition -> definition.kind() == kind).toList();
  }

  /// The function of a name or an alias.
  public Optional<Definition> find(String name) {
    return Optional.ofNullable(byName.get(name)).or(() -> Optional.ofNullable(byAlias.get(name)));
  }

  /// The function of a kind under a name or an alias, or a refusal that suggests near names.
  public Definition require(Kind kind, String name) {
    return find(name)
        .filter(definition -> definition.kind() == kind)
        .orElseThrow(
            () ->
                noSuchFunction(
                    kind == Kind.LOSS ? "a loss" : "an activation", name, suggestion(kind, name)));
  }

  /// The function of either kind under a name or an alias, or a refusal that suggests near names.
  ///
  /// @param what how the refusal calls a function
  public Definition require(String what, String name) {
    return find(name)
        .orElseThrow(
            () -> noSuchFunction(what, name, suggestion(name, names(byName.values().stream()))));
  }

  private static RejectedException noSuchFunction(String what, String name, String suggestion) {
    return new RejectedException(
        Reason.UNKNOWN_FUNCTION,
        Place.whole(),
        "expected the name of %s, found \"%s\"%s".formatted(what, Shown.text(name), suggestion));
  }

  private String suggestion(Kind kind, String name) {
    var elsewhere = find(name);
    if (elsewhere.isPresent()) {
      return "; it is listed under /v1/" + elsewhere.get().kind().collection();
    }
    return suggestion(name, names(all(kind).stream()));
  }

  /// All names and aliases.
  private static List<String> names(Stream<Definition> definitions) {
    return definitions
        .flatMap(it -> Stream.concat(Arrays.stream(it.card().aliases()), Stream.of(it.name())))
        .toList();
  }

  /// The refusal of a name that is not one of a few, which suggests near ones.
  ///
  /// @param what how the refusal calls the few
  public static RejectedException unknownField(
      List<Object> place, String what, String name, Collection<String> names) {
    return new RejectedException(
        Reason.UNKNOWN_FIELD,
        place,
        "expected one of %s `%s`, found `%s`%s"
            .formatted(
                what, String.join("`, `", names), Shown.text(name), suggestion(name, names)));
  }

  /// The end of a sentence that asks whether a near name was meant; empty where none is near.
  public static String suggestion(String name, Collection<String> candidates) {
    var near =
        candidates.stream()
            .filter(candidate -> isNear(name, candidate))
            .sorted(Comparator.comparingInt(candidate -> distance(name, candidate)))
            .limit(3)
            .toList();
    return near.isEmpty() ? "" : "; did you mean `" + String.join("` or `", near) + "`?";
  }

  private static boolean isNear(String name, String candidate) {
    // Long names are typed badly more than once; a name of hundreds of letters is no typing error.
    // In a short name something must be right, or all short names were near each other.
    if (name.length() > 64) {
      return false;
    }
    int distance = distance(name, candidate);
    return distance < Math.min(Math.max(3, candidate.length() / 3 + 1), candidate.length())
        || (name.length() >= 3 && candidate.contains(name));
  }

  private static int distance(String name, String candidate) {
    return DISTANCE.apply(name.toLowerCase(Locale.ROOT), candidate);
  }
}
