package dev.nabla.web;

import dev.nabla.compute.Call;
import dev.nabla.compute.Reduction;
import dev.nabla.function.Catalogue;
import dev.nabla.function.DType;
import dev.nabla.function.Definition;
import dev.nabla.function.Input;
import dev.nabla.function.Kind;
import dev.nabla.function.Parameter;
import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import dev.nabla.function.Shown;
import dev.nabla.function.Tensor;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.wire.BodyParser;
import dev.nabla.wire.TensorReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/// The fields of one request object, each of which must be one that the function has, and come
/// once.
final class RequestFields {

  private final Definition definition;
  private final LimitSettings limits;
  private final BodyParser parser;

  private final Set<String> inputs = new LinkedHashSet<>();
  private final Set<String> parameters = new LinkedHashSet<>();
  private final Set<String> options = new LinkedHashSet<>(List.of("dtype", "outputs"));
  private final Set<String> seen = new HashSet<>();

  private final Map<String, Tensor> tensors = new HashMap<>();
  private final Map<String, @Nullable Object> given = new HashMap<>();
  private int elements;
  private DType dtype;
  private boolean dtypeCameLate;
  private Reduction reduction = Reduction.MEAN;
  private boolean jacobian;
  private Set<String> outputs;

  /// @param dtype what numbers are read as until a field `dtype` says otherwise
  RequestFields(Definition definition, LimitSettings limits, BodyParser parser, DType dtype) {
    this.definition = definition;
    this.limits = limits;
    this.parser = parser;
    this.dtype = dtype;
    this.outputs = Request.outputs(definition.kind());
    definition.inputs().stream().map(Input::name).forEach(inputs::add);
    inputs.add(definition.kind().weights());
    definition.parameters().stream().map(Parameter::name).forEach(parameters::add);
    if (definition.kind() == Kind.LOSS) {
      options.add("reduction");
    }
    if (definition.hasJacobian()) {
      options.add("jacobian");
    }
  }

  /// Reads the parser to its end.
  void read() {
    try {
      readObject();
    } catch (StreamConstraintsException tooLong) {
      throw tooLong();
    }
  }

  private void readObject() {
    var first = parser.nextToken();
    if (first == null) {
      throw malformed("an empty body");
    }
    if (first != JsonToken.START_OBJECT) {
      throw malformed(found(first));
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      read(parser.currentName());
    }
    if (parser.nextToken() != null) {
      throw malformed("more behind its end");
    }
  }

  DType dtype() {
    return dtype;
  }

  /// Whether a tensor was read as another type than the one that the request turned out to have.
  boolean dtypeCameLate() {
    return dtypeCameLate;
  }

  Request request() {
    return new Request(new Call(definition, given, tensors, dtype, reduction, jacobian), outputs);
  }

  private void read(String field) {
    if (!seen.add(field)) {
      throw new RejectedException(
          Reason.DUPLICATE_FIELD,
          field,
          "expected the field `%s` once, found it again".formatted(field));
    }
    var token = parser.nextToken();
    if (inputs.contains(field)) {
      var tensor =
          new TensorReader(parser, dtype, limits.nesting(), limits.elements(), elements).read();
      tensors.put(field, tensor);
      elements += tensor.size();
    } else if (parameters.contains(field)) {
      given.put(field, scalar(token, field));
    } else if (options.contains(field)) {
      readOption(field, token);
    } else {
      throw unknown(field);
    }
  }

  private void readOption(String field, JsonToken token) {
    switch (field) {
      case "dtype" -> setDtype(word(token, List.of(DType.values()), DType::label));
      case "reduction" -> reduction = word(token, List.of(Reduction.values()), Reduction::label);
      case "jacobian" -> jacobian = flag(token);
      default -> outputs = outputs(token);
    }
  }

  private void setDtype(DType type) {
    dtypeCameLate = type != dtype && !tensors.isEmpty();
    dtype = type;
  }

  /// A parameter as the catalogue takes it.
  private @Nullable Object scalar(JsonToken token, String field) {
    return switch (token) {
      case VALUE_NUMBER_INT -> integer(field);
      case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue(), field);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> parser.getString();
      case VALUE_NULL -> null;
      default ->
          throw wrongType(
              "a single " + parameter(field).type().label(),
              token == JsonToken.START_ARRAY ? "an array" : "an object");
    };
  }

  private Object integer(String field) {
    // Beyond a long an integer literal is still a number.
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> finite(parser.getDoubleValue(), field);
    };
  }

  private Parameter parameter(String field) {
    return definition.parameters().stream()
        .filter(parameter -> parameter.name().equals(field))
        .findFirst()
        .orElseThrow();
  }

  private Double finite(double value, String field) {
    if (Double.isInfinite(value)) {
      throw new RejectedException(
          Reason.NUMBER_OUT_OF_RANGE,
          field,
          "expected a number within the range of float64, found " + Shown.text(parser.getString()));
    }
    return value;
  }

  private <T> T word(JsonToken token, List<T> choices, Function<T, String> label) {
    var words = choices.stream().map(label).toList();
    return choices.get(words.indexOf(word(token, words)));
  }

  private String word(JsonToken token, List<String> allowed) {
    var expected = "one of \"" + String.join("\", \"", allowed) + "\"";
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(expected, found(token));
    }
    var word = parser.getString();
    if (!allowed.contains(word)) {
      throw new RejectedException(
          Reason.PARAMETER_OUT_OF_RANGE,
          TensorReader.place(parser),
          "expected %s, found \"%s\"".formatted(expected, Shown.text(word)));
    }
    return word;
  }

  private boolean flag(JsonToken token) {
    return switch (token) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw wrongType("true or false", found(token));
    };
  }

  private Set<String> outputs(JsonToken token) {
    if (token != JsonToken.START_ARRAY) {
      throw wrongType("an array of output names", found(token));
    }
    var allowed = new ArrayList<>(Request.outputs(definition.kind()));
    allowed.sort(null);
    var chosen = new LinkedHashSet<String>();
    for (var next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
      chosen.add(word(next, allowed));
    }
    return chosen;
  }

  private RejectedException unknown(String field) {
    var all = new ArrayList<>(inputs);
    all.addAll(parameters);
    all.addAll(options);
    return new RejectedException(
        Reason.UNKNOWN_FIELD,
        field,
        "expected one of the fields `%s`, found `%s`%s"
            .formatted(
                String.join("`, `", all), Shown.text(field), Catalogue.suggestion(field, all)));
  }

  private RejectedException wrongType(String expected, String found) {
    return new RejectedException(
        Reason.WRONG_TYPE,
        TensorReader.place(parser),
        "expected %s, found %s".formatted(expected, found));
  }

  private RejectedException tooLong() {
    var most = parser.streamReadConstraints();
    return new RejectedException(
        Reason.LIMIT_EXCEEDED,
        TensorReader.place(parser),
        "expected at most %s characters in a number, %s in a string and %s in a field's name, found more"
            .formatted(
                Shown.count(most.getMaxNumberLength()),
                Shown.count(most.getMaxStringLength()),
                Shown.count(most.getMaxNameLength())));
  }

  private static RejectedException malformed(String found) {
    return new RejectedException(
        Reason.MALFORMED_JSON, List.of(), "expected one JSON object, found " + found);
  }

  private static String found(JsonToken token) {
    return switch (token) {
      case START_ARRAY -> "an array";
      case START_OBJECT -> "an object";
      case VALUE_STRING -> "a string";
      case VALUE_NULL -> "null";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> token.toString();
    };
  }
}
