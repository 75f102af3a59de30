package dev.nabla.web;

import dev.nabla.function.Definition;
import dev.nabla.function.Parameter;
import dev.nabla.refusal.NearNames;
import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.wire.NumberText;
import dev.nabla.wire.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the query string says beside a body that is an array file.
///
/// @param parameters the function's own that are given, as the catalogue takes them
/// @param outputs as in [Request]
record NpyQuery(
    Map<String, @Nullable Object> parameters, @Nullable Set<String> outputs, boolean jacobian) {

  /// Reads one query.
  ///
  /// @param query the values of each name
  static NpyQuery read(Definition definition, Map<String, String[]> query) {
    var parameters = new HashMap<String, @Nullable Object>();
    Set<String> outputs = null;
    boolean jacobian = false;
    for (var entry : query.entrySet()) {
      var name = entry.getKey();
      var declared =
          definition.parameters().stream().filter(it -> it.name().equals(name)).findAny();
      if (declared.isPresent()) {
        parameters.put(name, parameter(declared.get(), single(name, entry.getValue())));
      } else if (name.equals("outputs")) {
        outputs = outputs(definition, entry.getValue());
      } else if (name.equals("jacobian") && definition.hasJacobian()) {
        jacobian = flag(name, single(name, entry.getValue()));
      } else {
        throw unknown(definition, name);
      }
    }
    return new NpyQuery(parameters, outputs, jacobian);
  }

  private static String single(String name, String[] values) {
    if (values.length != 1) {
      throw new RejectedException(
          Reason.DUPLICATE_FIELD,
          name,
          "expected the query parameter `%s` once, found it again".formatted(name));
    }
    return values[0];
  }

  /// A parameter as the catalogue takes it; what is no such thing stays a word, for the parameter
  /// to refuse.
  private static @Nullable Object parameter(Parameter parameter, String value) {
    if (parameter.nullable() && value.equals("null")) {
      return null;
    }
    return switch (parameter.type()) {
      case NUMBER -> NumberText.isNumber(value) ? number(parameter.name(), value) : value;
      case INTEGER -> NumberText.isInteger(value) ? Long.valueOf(value) : value;
      case BOOLEAN ->
          value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : value;
      case STRING -> value;
    };
  }

  private static Double number(String name, String literal) {
    double value = Double.parseDouble(literal);
    if (Double.isInfinite(value)) {
      throw Tokens.beyondFloat64(List.of(name), literal);
    }
    return value;
  }

  private static boolean flag(String name, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new RejectedException(
              Reason.WRONG_TYPE, name, "expected true or false, found " + Shown.text(value));
    };
  }

  private static Set<String> outputs(Definition definition, String[] values) {
    var allowed = Request.outputs(definition.kind());
    var chosen = new LinkedHashSet<String>();
    for (var value : values) {
      for (var name : value.split(",", -1)) {
        if (!allowed.contains(name)) {
          throw new RejectedException(
              Reason.PARAMETER_OUT_OF_RANGE,
              "outputs",
              "expected %s, found \"%s\"".formatted(Shown.oneOf(allowed), Shown.text(name)));
        }
        chosen.add(name);
      }
    }
    return chosen;
  }

  private static RejectedException unknown(Definition definition, String name) {
    if (name.equals("dtype")) {
      return new RejectedException(
          Reason.UNKNOWN_FIELD,
          name,
          "expected no `dtype` beside an array file, whose own type counts, found one");
    }
    var all = new ArrayList<>(definition.parameters().stream().map(Parameter::name).toList());
    all.add("outputs");
    if (definition.hasJacobian()) {
      all.add("jacobian");
    }
    return NearNames.unknownField(List.of(name), "the query parameters", name, all)
        .at(new Place.Query(name));
  }
}
