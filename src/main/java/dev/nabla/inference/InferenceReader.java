package dev.nabla.inference;

import dev.nabla.compute.Call;
import dev.nabla.compute.Reduction;
import dev.nabla.function.Definition;
import dev.nabla.function.Input;
import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.settings.Settings;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.Workspace;
import dev.nabla.wire.AnnouncedShapes;
import dev.nabla.wire.Datatype;
import dev.nabla.wire.ObjectBody;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Reads requests: JSON alone, JSON with tensors in binary behind it, or one tensor in binary
/// alone.
@Component
class InferenceReader {

  static final String HEADER_LENGTH = "Inference-Header-Content-Length";

  private static final Pattern DIGITS = Pattern.compile("\\d{1,10}");

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
    if (headerLength == null) {
      checkAllInJson(header);
    }
    return request(definition, header, tensors(header, new BinaryData(body, length, workspace)));
  }

  private static int length(String header, int most) {
    if (DIGITS.matcher(header).matches()) {
      long length = Long.parseLong(header);
      if (length <= most) {
        return (int) length;
      }
    }
    throw new RejectedException(
        Reason.MALFORMED_REQUEST,
        new Place.Header(HEADER_LENGTH),
        "expected a whole number from 0 to the %s bytes of the body, found %s"
            .formatted(Shown.count(most), Shown.text(header)));
  }

  private InferenceHeader header(Definition definition, byte[] json) {
    return ObjectBody.read(
        factory,
        json,
        parser -> {
          var reader = new HeaderReader(definition, limits, parser, List.of());
          var header = reader.read();
          return reader.dataCameEarly() ? again(definition, json, header.inputs()) : header;
        });
  }

  /// Reads data that came before their datatype and shape, now that those are known.
  private InferenceHeader again(Definition definition, byte[] json, List<InputHeader> known) {
    return ObjectBody.read(
        factory, json, parser -> new HeaderReader(definition, limits, parser, known).read());
  }

  private static void checkAllInJson(InferenceHeader header) {
    for (var input : header.inputs()) {
      if (input.tensor() == null) {
        throw new RejectedException(
            Reason.MALFORMED_REQUEST,
            List.of(input.name(), "binary_data_size"),
            "expected the header %s, which says where binary data begin, found none"
                .formatted(HEADER_LENGTH));
      }
    }
  }

  /// All inputs by name, those behind the JSON read in the order in which it lists them.
  private static Map<String, Tensor> tensors(InferenceHeader header, BinaryData data) {
    var tensors = new HashMap<String, Tensor>();
    for (var input : header.inputs()) {
      var tensor = input.tensor();
      tensors.put(input.name(), tensor == null ? data.next(input) : tensor);
    }
    data.end();
    return tensors;
  }

  private static InferenceRequest request(
      Definition definition, InferenceHeader header, Map<String, Tensor> tensors) {
    var datatype = mainDatatype(definition, header);
    boolean jacobian =
        header.jacobian()
            || (definition.hasJacobian()
                && header.outputs().stream().anyMatch(it -> it.name().equals("jacobian")));
    var call =
        new Call(
            definition,
            header.parameters(),
            tensors,
            datatype.dtype(),
            header.reduction(),
            jacobian);
    return new InferenceRequest(header.id(), call, datatype, header.outputs(), header.binary());
  }

  /// The datatype of the first of the function's inputs that is there.
  private static Datatype mainDatatype(Definition definition, InferenceHeader header) {
    for (var declared : definition.inputs()) {
      for (var input : header.inputs()) {
        if (declared.name().equals(input.name())) {
          return input.datatype();
        }
      }
    }
    return Datatype.FP64;
  }

  /// A body that is the float64 numbers of the one input, in one dimension. All outputs come in
  /// binary.
  private InferenceRequest raw(Definition definition, byte[] body, Workspace workspace) {
    var name = definition.onlyInput().orElseThrow(() -> notRaw(definition)).name();
    int width = Datatype.FP64.bytes();
    if (body.length % width != 0) {
      throw new RejectedException(
          Reason.SHAPE_MISMATCH,
          name,
          "expected a multiple of %d bytes, as FP64 has, found %s"
              .formatted(width, Shown.count(body.length)));
    }
    var shape = new AnnouncedShapes(limits).next(List.of(name)).add(body.length / width).shape();
    var tensor = new BinaryData(body, 0, workspace).next(name, Datatype.FP64, shape);
    var call =
        new Call(definition, Map.of(), Map.of(name, tensor), DType.FLOAT64, Reduction.MEAN, false);
    return new InferenceRequest(null, call, Datatype.FP64, List.of(), true);
  }

  private static RejectedException notRaw(Definition definition) {
    return new RejectedException(
        Reason.MALFORMED_REQUEST,
        new Place.Header(HEADER_LENGTH),
        "expected the length of the JSON, since 0 is for models of one input, and %s has `%s`"
            .formatted(
                definition.name(),
                definition.inputs().stream().map(Input::name).collect(Collectors.joining("`, `"))));
  }
}
