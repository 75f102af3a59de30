package dev.nabla.inference;

import dev.nabla.compute.Reduction;
import dev.nabla.function.Definition;
import dev.nabla.function.Kind;
import dev.nabla.refusal.NearNames;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.wire.AnnouncedShapes;
import dev.nabla.wire.BodyParser;
import dev.nabla.wire.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the JSON of a request.
final class HeaderReader {

  private final Definition definition;
  private final BodyParser parser;
  private final JsonFields json;
  private final AnnouncedShapes shapes;
  private final List<InputHeader> known;

  private @Nullable String id;
  private final Map<String, @Nullable Object> parameters = new HashMap<>();
  private Reduction reduction = Reduction.MEAN;
  private boolean jacobian;
  private boolean binary;
  private final List<InputHeader> inputs = new ArrayList<>();

  /// Whether each output wanted is wanted as bytes; null where it does not say.
  private final Map<String, @Nullable Boolean> outputs = new LinkedHashMap<>();

  private boolean dataCameEarly;

  /// @param known the inputs as an earlier reading found them; empty at the first
  HeaderReader(
      Definition definition, LimitSettings limits, BodyParser parser, List<InputHeader> known) {
    this.definition = definition;
    this.parser = parser;
    this.json = new JsonFields(parser);
    this.shapes = new AnnouncedShapes(limits);
    this.known = known;
  }

  /// Reads to the end of the object.
  InferenceHeader read() {
    json.readObject(
        Map.of(
            "id", () -> id = json.optionalText(),
            "parameters", () -> json.readOptionalObject(parameters()),
            "inputs", () -> json.readOptionalArray(this::readInput),
            "outputs", this::readOutputs));
    var wanted =
        outputs.entrySet().stream()
            .map(
                it ->
                    new RequestedOutput(
                        it.getKey(), it.getValue() == null ? binary : it.getValue()))
            .toList();
    return new InferenceHeader(id, parameters, reduction, jacobian, binary, inputs, wanted);
  }

  /// Whether there were data before their shape and datatype, which only a second reading can take.
  boolean dataCameEarly() {
    return dataCameEarly;
  }

  private Map<String, Runnable> parameters() {
    var fields = new HashMap<String, Runnable>();
    fields.put("binary_data_output", () -> binary = Tokens.flag(parser));
    if (definition.kind() == Kind.LOSS) {
      fields.put(
          "reduction",
          () -> reduction = Tokens.word(parser, List.of(Reduction.values()), Reduction::label));
    }
    if (definition.hasJacobian()) {
      fields.put("jacobian", () -> jacobian = Tokens.flag(parser));
    }
    for (var declared : definition.parameters()) {
      fields.put(
          declared.name(),
          () -> parameters.put(declared.name(), Tokens.parameter(parser, declared)));
    }
    return fields;
  }

  private void readInput() {
    int index = inputs.size();
    var reader =
        new InputReader(
            definition, parser, shapes, index, index < known.size() ? known.get(index) : null);
    var input = reader.read();
    dataCameEarly |= reader.dataCameEarly();
    if (inputs.stream().anyMatch(earlier -> earlier.name().equals(input.name()))) {
      throw new RejectedException(
          Reason.DUPLICATE_FIELD, input.name(), "expected the input once, found it again");
    }
    inputs.add(input);
  }

  private void readOutputs() {
    var names =
        ModelMetadata.outputs(definition).stream().map(ModelMetadata.TensorMetadata::name).toList();
    json.readOptionalArray(() -> readOutput(names));
  }

  /// @param names those there are: of others a request could have any number kept until it is
  ///   computed
  private void readOutput(List<String> names) {
    var output =
        new Object() {
          @Nullable String name;
          @Nullable Boolean binary;
        };
    json.readObject(
        Map.of(
            "name",
            () -> output.name = json.text(),
            "parameters",
            () ->
                json.readOptionalObject(
                    Map.of("binary_data", () -> output.binary = Tokens.flag(parser)))));
    var name = output.name;
    if (name == null) {
      throw new RejectedException(
          Reason.MISSING_FIELD, "outputs", "expected each output to have a name, found none");
    }
    if (!names.contains(name)) {
      throw NearNames.unknownField(List.of("outputs"), "this model's outputs", name, names);
    }
    if (outputs.containsKey(name)) {
      throw new RejectedException(
          Reason.DUPLICATE_FIELD,
          "outputs",
          "expected the output `%s` once, found it again".formatted(name));
    }
    outputs.put(name, output.binary);
  }
}
