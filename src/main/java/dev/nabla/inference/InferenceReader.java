package dev.nabla.inference;

import dev.nabla.compute.Call;
import dev.nabla.compute.Reduction;
import dev.nabla.function.Catalogue;
import dev.nabla.function.DType;
import dev.nabla.function.Definition;
import dev.nabla.function.Input;
import dev.nabla.function.Limits;
import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import dev.nabla.function.Shape;
import dev.nabla.function.Shown;
import dev.nabla.function.Tensor;
import dev.nabla.function.Workspace;
import dev.nabla.settings.Settings;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.wire.BodyParser;
import dev.nabla.wire.Datatype;
import dev.nabla.wire.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Reads requests: JSON alone, JSON with tensors in binary behind it, or one tensor in binary
/// alone.
@Component
class InferenceReader {

  static final String HEADER_LENGTH = "Inference-Header-Content-Length";

  /// The only input that may have whole numbers: labels and class indices.
  private static final String TARGETS = "targets";

  private final JsonFactory factory =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();
  private final LimitSettings limits;

  InferenceReader(Settings settings) {
    this.limits = settings.limits();
  }

  /// Reads one request of a function.
  ///
  /// @param headerLength as its header says: how many bytes of the body are JSON, 0 for a body that
  ///   is the data of the one input; null for a body that is JSON to its end
  /// @param workspace where binary data will stand
  InferenceRequest read(
      Definition definition, byte[] body, @Nullable String headerLength, Workspace workspace) {
    int length = headerLength == null ? body.length : length(headerLength, body.length);
    if (headerLength != null && length == 0) {
      return raw(definition, body, workspace);
    }
    var header = header(definition, length == body.length ? body : Arrays.copyOf(body, length));
    return request(
        definition, header, tensors(definition, header, body, length, headerLength, workspace));
  }

  private static int length(String header, int most) {
    try {
      long length = Long.parseLong(header.strip());
      if (length >= 0 && length <= most) {
        return (int) length;
      }
    } catch (NumberFormatException isNone) {
      // Refused below, as is one that does not fit.
    }
    throw new RejectedException(
        Reason.MALFORMED_REQUEST,
        List.of(HEADER_LENGTH),
        "expected a whole number from 0 to the %s bytes of the body, found %s"
            .formatted(Shown.count(most), Shown.text(header)));
  }

  private HeaderReader header(Definition definition, byte[] json) {
    var header = header(definition, json, List.of());
    // Data before their datatype and shape are read now that those are known.
    return header.inputs.stream().anyMatch(input -> input.dataCameEarly)
        ? header(definition, json, header.inputs)
        : header;
  }

  private HeaderReader header(Definition definition, byte[] json, List<InputHeader> known) {
    try (var parser = new BodyParser(factory, json)) {
      try {
        var header = new HeaderReader(definition, limits, parser, known);
        header.read();
        return header;
      } catch (JacksonException fault) {
        throw Tokens.malformed(fault, parser);
      }
    }
  }

  /// All inputs by name, those behind the JSON read in the order in which it lists them.
  private static Map<String, Tensor> tensors(
      Definition definition,
      HeaderReader header,
      byte[] body,
      int headerLength,
      @Nullable String said,
      Workspace workspace) {
    var tensors = new HashMap<String, Tensor>();
    long offset = headerLength;
    for (var input : header.inputs) {
      var name = known(definition, input);
      var tensor = input.tensor;
      if (input.binaryDataSize != null && tensor != null) {
        throw new RejectedException(
            Reason.CONFLICTING_FIELDS,
            name,
            "expected either data or binary_data_size, found both");
      }
      if (tensor == null) {
        long size = binaryDataSize(input, name, said != null);
        if (offset + size > body.length) {
          throw wrongLength(
              "at least " + Shown.count(offset + size - headerLength), body, headerLength);
        }
        tensor = binary(input, name, body, (int) offset, workspace);
        offset += size;
      }
      if (tensors.put(name, tensor) != null) {
        throw new RejectedException(
            Reason.DUPLICATE_FIELD, name, "expected the input once, found it again");
      }
    }
    if (offset < body.length) {
      throw wrongLength(Shown.count(offset - headerLength), body, headerLength);
    }
    return tensors;
  }

  private static RejectedException wrongLength(String expected, byte[] body, int headerLength) {
    return new RejectedException(
        Reason.MALFORMED_REQUEST,
        List.of(),
        "expected %s bytes of binary data behind the %s of JSON, found %s"
            .formatted(
                expected, Shown.count(headerLength), Shown.count(body.length - headerLength)));
  }

  /// The name of an input that the function has and that may have the datatype.
  private static String known(Definition definition, InputHeader input) {
    var names = new ArrayList<>(definition.inputs().stream().map(Input::name).toList());
    names.add(definition.kind().weights());
    var name = String.valueOf(input.name);
    if (!names.contains(name)) {
      throw new RejectedException(
          Reason.UNKNOWN_FIELD,
          List.of("inputs"),
          "expected the inputs `%s`, found `%s`%s"
              .formatted(
                  String.join("`, `", names), Shown.text(name), Catalogue.suggestion(name, names)));
    }
    var datatype = datatype(input);
    if (!datatype.isFloatingPoint() && !name.equals(TARGETS)) {
      throw new RejectedException(
          Reason.WRONG_TYPE,
          List.of(name, "datatype"),
          "expected FP64, FP32, FP16 or BF16 (whole numbers are for targets), found " + datatype);
    }
    return name;
  }

  private static Datatype datatype(InputHeader input) {
    if (input.datatype == null) {
      throw new IllegalStateException("an input without datatype");
    }
    return input.datatype;
  }

  private static Shape shape(InputHeader input) {
    if (input.shape == null) {
      throw new IllegalStateException("an input without shape");
    }
    return input.shape;
  }

  private static long binaryDataSize(InputHeader input, String name, boolean hasHeaderLength) {
    if (input.binaryDataSize == null) {
      throw new RejectedException(
          Reason.MISSING_FIELD,
          name,
          "expected data or parameters.binary_data_size, found neither");
    }
    if (!hasHeaderLength) {
      throw new RejectedException(
          Reason.MALFORMED_REQUEST,
          List.of(name, "binary_data_size"),
          "expected the header %s, which says where binary data begin, found none"
              .formatted(HEADER_LENGTH));
    }
    long expected = (long) shape(input).size() * datatype(input).bytes();
    if (input.binaryDataSize != expected) {
      throw new RejectedException(
          Reason.SHAPE_MISMATCH,
          List.of(name, "binary_data_size"),
          "expected %d, the bytes of the shape %s in %s, found %d"
              .formatted(expected, shape(input), datatype(input), input.binaryDataSize));
    }
    return expected;
  }

  private static Tensor binary(
      InputHeader input, String name, byte[] body, int offset, Workspace workspace) {
    return binary(name, datatype(input), shape(input), body, offset, workspace);
  }

  private static Tensor binary(
      String name, Datatype datatype, Shape shape, byte[] body, int offset, Workspace workspace) {
    var tensor = workspace.tensor(shape);
    int read = datatype.read(body, offset, tensor.data(), tensor.size());
    if (read < tensor.size()) {
      var place = new ArrayList<Object>(List.of(name));
      place.addAll(shape.indices(read));
      throw new RejectedException(
          Reason.VALUE_NOT_ALLOWED,
          place,
          datatype == Datatype.BOOL
              ? "expected a byte of 0 or 1, found " + Byte.toUnsignedInt(body[offset + read])
              : "expected a whole number from %d to %d, found one beyond"
                  .formatted(-Datatype.EXACT_INTEGERS, Datatype.EXACT_INTEGERS));
    }
    return tensor;
  }

  private static InferenceRequest request(
      Definition definition, HeaderReader header, Map<String, Tensor> tensors) {
    var datatype = mainDatatype(definition, header);
    boolean jacobian =
        header.jacobian || (definition.hasJacobian() && header.outputs.containsKey("jacobian"));
    var call =
        new Call(
            definition, header.parameters, tensors, dtype(datatype), header.reduction, jacobian);
    var outputs =
        header.outputs.entrySet().stream()
            .map(
                output ->
                    new RequestedOutput(
                        output.getKey(),
                        output.getValue() == null ? header.binaryDataOutput : output.getValue()))
            .toList();
    return new InferenceRequest(header.id, call, datatype, outputs, header.binaryDataOutput);
  }

  /// The datatype of the first of the function's inputs that is there.
  private static Datatype mainDatatype(Definition definition, HeaderReader header) {
    for (var declared : definition.inputs()) {
      for (var input : header.inputs) {
        if (declared.name().equals(input.name)) {
          return datatype(input);
        }
      }
    }
    return Datatype.FP64;
  }

  /// The narrowest type of the core that holds all of the datatype's numbers.
  private static DType dtype(Datatype datatype) {
    return datatype == Datatype.FP64 ? DType.FLOAT64 : DType.FLOAT32;
  }

  /// A body that is the float64 numbers of the one input, in one dimension. All outputs come in
  /// binary.
  private InferenceRequest raw(Definition definition, byte[] body, Workspace workspace) {
    var required =
        definition.inputs().stream()
            .filter(input -> input.presence() != Input.Presence.OPTIONAL)
            .map(Input::name)
            .toList();
    if (required.size() != 1) {
      throw new RejectedException(
          Reason.MALFORMED_REQUEST,
          List.of(HEADER_LENGTH),
          "expected the length of the JSON, since 0 is for models of one input, and %s has `%s`"
              .formatted(definition.name(), String.join("`, `", required)));
    }
    var name = required.getFirst();
    int width = Datatype.FP64.bytes();
    if (body.length % width != 0) {
      throw new RejectedException(
          Reason.SHAPE_MISMATCH,
          name,
          "expected a multiple of %d bytes, as FP64 has, found %s"
              .formatted(width, Shown.count(body.length)));
    }
    int size = body.length / width;
    if (size > limits.elements()) {
      throw new RejectedException(
          Reason.LIMIT_EXCEEDED,
          name,
          Limits.exceeded(
              "numbers in all inputs together",
              "elements",
              limits.elements(),
              "found " + Shown.count(size)));
    }
    var tensors = Map.of(name, binary(name, Datatype.FP64, Shape.of(size), body, 0, workspace));
    var call = new Call(definition, Map.of(), tensors, DType.FLOAT64, Reduction.MEAN, false);
    return new InferenceRequest(null, call, Datatype.FP64, List.of(), true);
  }
}
