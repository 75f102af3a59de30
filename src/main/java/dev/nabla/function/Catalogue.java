package dev.nabla.function;

import dev.nabla.refusal.NearNames;
import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All functions, in the order in which the sealed interfaces permit them.
public final class Catalogue {

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
            () ->
                noSuchFunction(
                    what, name, NearNames.suggestion(name, names(byName.values().stream()))));
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
    return NearNames.suggestion(name, names(all(kind).stream()));
  }

  /// All names and aliases.
  private static List<String> names(Stream<Definition> definitions) {
    return definitions
        .flatMap(it -> Stream.concat(Arrays.stream(it.card().aliases()), Stream.of(it.name())))
        .toList();
  }
}
