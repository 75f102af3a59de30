package dev.nabla.web;

import dev.nabla.compute.Call;
import dev.nabla.compute.Reduction;
import dev.nabla.function.Definition;
import dev.nabla.function.Input;
import dev.nabla.function.Kind;
import dev.nabla.function.Parameter;
import dev.nabla.refusal.NearNames;
import dev.nabla.refusal.RejectedException;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import dev.nabla.wire.BodyParser;
import dev.nabla.wire.TensorReader;
import dev.nabla.wire.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

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
  private @Nullable Set<String> outputs;

  /// @param dtype what numbers are read as until a field `dtype` says otherwise
  RequestFields(Definition definition, LimitSettings limits, BodyParser parser, DType dtype) {
    this.definition = definition;
    this.limits = limits;
    this.parser = parser;
    this.dtype = dtype;
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

  /// Reads to the end of the object.
  void read() {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      read(parser.currentName());
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
      throw Tokens.duplicate(parser);
    }
    parser.nextToken();
    if (inputs.contains(field)) {
      var tensor =
          new TensorReader(parser, dtype, limits.nesting(), limits.elements(), elements).read();
      tensors.put(field, tensor);
      elements += tensor.size();
    } else if (parameters.contains(field)) {
      given.put(field, Tokens.parameter(parser, parameter(field)));
    } else if (options.contains(field)) {
      readOption(field);
    } else {
      throw unknown(field);
    }
  }

  private void readOption(String field) {
    switch (field) {
      case "dtype" -> setDtype(Tokens.word(parser, List.of(DType.values()), DType::label));
      case "reduction" ->
          reduction = Tokens.word(parser, List.of(Reduction.values()), Reduction::label);
      case "jacobian" -> jacobian = Tokens.flag(parser);
      default -> outputs = outputs();
    }
  }

  private void setDtype(DType type) {
    dtypeCameLate = type != dtype && !tensors.isEmpty();
    dtype = type;
  }

  private Parameter parameter(String field) {
    return definition.parameters().stream()
        .filter(parameter -> parameter.name().equals(field))
        .findFirst()
        .orElseThrow();
  }

  private Set<String> outputs() {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Tokens.wrongType(parser, "an array of output names");
    }
    var allowed = Request.outputs(definition.kind());
    var chosen = new LinkedHashSet<String>();
    for (var next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
      chosen.add(Tokens.word(parser, allowed));
    }
    return chosen;
  }

  private RejectedException unknown(String field) {
    var all = new ArrayList<>(inputs);
    all.addAll(parameters);
    all.addAll(options);
    return NearNames.unknownField(List.of(field), "the fields", field, all);
  }
}
