package dev.nabla.inference;

import dev.nabla.function.Definition;
import dev.nabla.function.Input;
import dev.nabla.refusal.NearNames;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.wire.AnnouncedShapes;
import dev.nabla.wire.BodyParser;
import dev.nabla.wire.Datatype;
import dev.nabla.wire.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/// Reads one element of a request's `inputs`.
final class InputReader {

  private final Definition definition;
  private final BodyParser parser;
  private final JsonFields json;
  private final AnnouncedShapes shapes;
  private final int index;
  private final @Nullable InputHeader known;

  private @Nullable String name;
  private @Nullable Datatype datatype;
  private @Nullable Shape shape;
  private @Nullable Tensor tensor;
  private @Nullable Integer binaryDataSize;
  private boolean dataCameEarly;

  /// @param index the element's place among the inputs
  /// @param known what an earlier reading found, where there was one
  InputReader(
      Definition definition,
      BodyParser parser,
      AnnouncedShapes shapes,
      int index,
      @Nullable InputHeader known) {
    this.definition = definition;
    this.parser = parser;
    this.json = new JsonFields(parser);
    this.shapes = shapes;
    this.index = index;
    this.known = known;
  }

  InputHeader read() {
    json.readObject(
        Map.of(
            "name", () -> name = name(),
            "datatype", () -> datatype = datatype(),
            "shape", () -> shape = shape(),
            "data", this::readData,
            "parameters",
                () -> json.readOptionalObject(Map.of("binary_data_size", this::readSize))));
    var header = header();
    checkDatatype(header);
    checkData(header);
    return header;
  }

  /// Whether there were data before it was known how to read them. They were passed over, and a
  /// second reading will know.
  boolean dataCameEarly() {
    return dataCameEarly;
  }

  private InputHeader header() {
    if (name != null && datatype != null && shape != null) {
      return new InputHeader(name, datatype, shape, tensor, binaryDataSize);
    }
    var missing = new ArrayList<String>();
    if (name == null) {
      missing.add("name");
    }
    if (datatype == null) {
      missing.add("datatype");
    }
    if (shape == null) {
      missing.add("shape");
    }
    throw new RejectedException(
        Reason.MISSING_FIELD,
        List.of(shown()),
        "expected each input to have a name, a datatype and a shape, found no "
            + String.join(" and no ", missing));
  }

  /// Checks that the input may have the datatype.
  private void checkDatatype(InputHeader header) {
    var declared = definition.inputs().stream().filter(it -> it.name().equals(header.name()));
    // Whole numbers have no gradient.
    boolean mayBeWhole = declared.anyMatch(it -> !it.differentiable());
    if (!header.datatype().isFloatingPoint() && !mayBeWhole) {
      throw new RejectedException(
          Reason.WRONG_TYPE,
          List.of(header.name(), "datatype"),
          "expected FP64, FP32, FP16 or BF16 (whole numbers are for inputs without gradient, such as"
              + " targets), found "
              + header.datatype());
    }
  }

  private void checkData(InputHeader header) {
    boolean inJson = header.tensor() != null || dataCameEarly;
    boolean behind = header.binaryDataSize() != null;
    if (inJson && behind) {
      throw new RejectedException(
          Reason.CONFLICTING_FIELDS,
          header.name(),
          "expected either data or binary_data_size, found both");
    }
    if (!inJson && !behind) {
      throw new RejectedException(
          Reason.MISSING_FIELD,
          header.name(),
          "expected data or parameters.binary_data_size, found neither");
    }
  }

  private void readData() {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (known != null) {
      tensor = tensor(known.name(), known.datatype(), known.shape());
    } else if (name != null && datatype != null && shape != null) {
      tensor = tensor(name, datatype, shape);
    } else {
      dataCameEarly = true;
      json.skip();
    }
  }

  private Tensor tensor(String name, Datatype datatype, Shape shape) {
    if (!datatype.isInJson()) {
      throw new RejectedException(
          Reason.WRONG_TYPE,
          name,
          "expected the data of %s in binary, behind the JSON, found it in the JSON; FP32 can stand there"
              .formatted(datatype));
    }
    return new JsonData(parser, name, datatype, shape).read();
  }

  /// The name, which from here on is one of the function's own: messages repeat it.
  private String name() {
    var given = json.text();
    var names = new ArrayList<>(definition.inputs().stream().map(Input::name).toList());
    names.add(definition.kind().weights());
    if (!names.contains(given)) {
      throw NearNames.unknownField(List.of("inputs"), "the inputs", given, names);
    }
    return given;
  }

  private Datatype datatype() {
    var word = json.text();
    for (var datatype : Datatype.values()) {
      if (datatype.name().equals(word)) {
        return datatype;
      }
    }
    throw new RejectedException(
        Reason.WRONG_TYPE,
        List.of(shown(), "datatype"),
        "expected one of %s, found \"%s\""
            .formatted(String.join(", ", Datatype.names()), Shown.text(word)));
  }

  private Shape shape() {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Tokens.wrongType(parser, "an array of whole numbers");
    }
    var place = List.<Object>of(shown(), "shape");
    var sizes = shapes.next(place);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      var size = json.count();
      if (size == null) {
        throw new RejectedException(
            Reason.SHAPE_MISMATCH,
            place,
            "expected sizes from 0 to %d, found %s"
                .formatted(Integer.MAX_VALUE, Tokens.shown(parser)));
      }
      sizes.add(size);
    }
    return sizes.shape();
  }

  private void readSize() {
    binaryDataSize = json.count();
    if (binaryDataSize == null) {
      throw new RejectedException(
          Reason.WRONG_TYPE,
          List.of(shown(), "binary_data_size"),
          "expected a number of bytes from 0 to %d, found %s"
              .formatted(Integer.MAX_VALUE, Tokens.shown(parser)));
    }
  }

  /// How messages call the input.
  private String shown() {
    return name == null ? "inputs[%d]".formatted(index) : name;
  }
}
