package dev.nabla.plot;

import dev.nabla.function.Parameter;
import dev.nabla.plot.Curve.Series;
import dev.nabla.refusal.Shown;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a series was computed with, in words.
final class Legend {

  private static final Map<String, String> LETTERS =
      Map.of("alpha", "α", "beta", "β", "gamma", "γ", "delta", "δ", "lambda", "λ");

  /// With the names that queries use, as in `gamma = 0.5`.
  static final Legend PLAIN = new Legend(name -> name);

  /// With the letters that formulas use, as in `γ = 0.5`.
  static final Legend LETTERED = new Legend(name -> LETTERS.getOrDefault(name, name));

  private final UnaryOperator<String> naming;

  private Legend(UnaryOperator<String> naming) {
    this.naming = naming;
  }

  /// What tells a series from the others.
  String own(CurveQuery query, Series series) {
    return text(settings(query, series), query.varied());
  }

  /// What all series have in common.
  String common(CurveQuery query, Series series) {
    var settings = settings(query, series);
    settings.keySet().removeAll(query.varied());
    settings.values().removeIf(Objects::isNull);
    return text(settings, settings.keySet());
  }

  private static Map<String, @Nullable Object> settings(CurveQuery query, Series series) {
    var settings = new LinkedHashMap<String, @Nullable Object>();
    QueryReader.parameters(query.definition()).stream()
        .map(Parameter::name)
        .forEach(name -> settings.put(name, series.parameters().get(name)));
    settings.putAll(series.inputs());
    return settings;
  }

  private String text(Map<String, @Nullable Object> settings, Collection<String> names) {
    return names.stream()
        .map(name -> naming.apply(name) + " = " + shown(settings.get(name)))
        .collect(Collectors.joining(", "));
  }

  private static String shown(@Nullable Object value) {
    return value instanceof Double number ? Shown.number(number) : String.valueOf(value);
  }
}
