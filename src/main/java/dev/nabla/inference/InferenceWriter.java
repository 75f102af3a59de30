package dev.nabla.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nabla.compute.Answer;
import dev.nabla.function.Catalogue;
import dev.nabla.function.DType;
import dev.nabla.function.Indices;
import dev.nabla.function.Labels;
import dev.nabla.function.Output;
import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import dev.nabla.function.Shape;
import dev.nabla.function.Shown;
import dev.nabla.function.Tensor;
import dev.nabla.wire.ArrayWriter;
import dev.nabla.wire.Datatype;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// Writes answers: JSON, with the data of the outputs in it or in binary behind it.
@Component
class InferenceWriter {

  private final JsonFactory factory =
      JsonFactory.builder().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();

  /// An answer whose length is known before it is written.
  ///
  /// @param behind the outputs whose data follow the JSON
  record Body(ByteArrayOutputStream json, List<BinaryOutput> behind) {

    long length() {
      return json.size() + behind.stream().mapToLong(BinaryOutput::bytes).sum();
    }

    boolean isBinary() {
      return !behind.isEmpty();
    }

    void write(OutputStream stream) throws IOException {
      json.writeTo(stream);
      for (var output : behind) {
        output.write(stream);
      }
    }
  }

  Body write(InferenceRequest request, Answer answer) {
    var outputs = outputs(answer);
    var wanted =
        request.outputs().isEmpty()
            ? outputs.keySet().stream()
                .map(name -> new RequestedOutput(name, request.binary()))
                .toList()
            : request.outputs();
    var behind = new ArrayList<BinaryOutput>();
    var stream = new ByteArrayOutputStream(1_024);
    try (var json = factory.createGenerator(ObjectWriteContext.empty(), stream)) {
      json.writeStartObject();
      json.writeStringProperty("model_name", answer.definition().name());
      json.writeStringProperty("model_version", Models.VERSION);
      if (request.id() != null) {
        json.writeStringProperty("id", request.id());
      }
      json.writeName("outputs");
      json.writeStartArray();
      for (var output : wanted) {
        var data = outputs.get(output.name());
        if (data == null) {
          throw unknown(output.name(), outputs);
        }
        json.writeStartObject();
        json.writeStringProperty("name", output.name());
        writeShape(json, data.shape());
        json.writeStringProperty("datatype", datatype(data, request.datatype()));
        if (output.binary()) {
          var binary = new BinaryOutput(data, request.datatype());
          json.writeName("parameters");
          json.writeStartObject();
          json.writeNumberProperty("binary_data_size", binary.bytes());
          json.writeEndObject();
          behind.add(binary);
        } else {
          json.writeName("data");
          writeData(json, stream, data, request.datatype());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return new Body(stream, behind);
  }

  /// All outputs by name, the loss in the one-element shape that the protocol's scalars have.
  private static Map<String, Output> outputs(Answer answer) {
    var outputs = new LinkedHashMap<String, Output>();
    var loss = answer.loss();
    if (loss != null) {
      outputs.put("loss", Tensor.of(Shape.of(1), new double[] {loss}));
    }
    outputs.putAll(answer.evaluation().outputs());
    return outputs;
  }

  private static RejectedException unknown(String name, Map<String, Output> outputs) {
    return new RejectedException(
        Reason.UNKNOWN_FIELD,
        List.of("outputs"),
        "expected out of the outputs that this request has, `%s`, found `%s`%s"
            .formatted(
                String.join("`, `", outputs.keySet()),
                Shown.text(name),
                Catalogue.suggestion(name, outputs.keySet())));
  }

  private static String datatype(Output output, Datatype main) {
    return switch (output) {
      case Tensor tensor -> main.name();
      case Indices indices -> Datatype.INT64.name();
      case Labels labels -> "BYTES";
    };
  }

  private static void writeShape(JsonGenerator json, Shape shape) {
    json.writeName("shape");
    json.writeStartArray();
    shape.dimensions().forEach(size -> json.writeNumber(size));
    json.writeEndArray();
  }

  /// Hands the stream over for one value, which the generator takes for written.
  private static void writeData(
      JsonGenerator json, OutputStream stream, Output output, Datatype datatype) {
    json.writeRawValue("");
    json.flush();
    try {
      new ArrayWriter(stream, datatype == Datatype.FP64 ? DType.FLOAT64 : DType.FLOAT32)
          .write(flat(output, datatype));
    } catch (IOException impossible) {
      throw JacksonIOException.construct(impossible, json);
    }
  }

  private static Output flat(Output output, Datatype datatype) {
    return switch (output) {
      case Tensor tensor -> new Tensor(Shape.of(tensor.size()), rounded(tensor, datatype));
      case Indices indices -> indices.in(Shape.of(indices.data().length));
      case Labels labels -> new Labels(Shape.of(labels.data().size()), labels.data());
    };
  }

  /// The numbers, already as short as those of the types that have no digits of their own in JSON.
  private static double[] rounded(Tensor tensor, Datatype datatype) {
    if (datatype == Datatype.FP64 || datatype == Datatype.FP32) {
      return tensor.data();
    }
    var rounded = tensor.data().clone();
    for (int i = 0; i < tensor.size(); i++) {
      rounded[i] = datatype.round(rounded[i]);
    }
    return rounded;
  }

  /// An output whose data follow the JSON.
  ///
  /// @param main the datatype of numbers that are not positions
  record BinaryOutput(Output output, Datatype main) {

    private static final int LENGTH_BYTES = 4;

    long bytes() {
      return switch (output) {
        case Tensor tensor -> (long) tensor.size() * main.bytes();
        case Indices indices -> (long) indices.data().length * Datatype.INT64.bytes();
        case Labels labels ->
            labels.data().stream()
                .mapToLong(label -> LENGTH_BYTES + label.getBytes(UTF_8).length)
                .sum();
      };
    }

    void write(OutputStream stream) throws IOException {
      switch (output) {
        case Tensor tensor -> main.write(tensor.data(), tensor.size(), stream);
        case Indices indices -> {
          var positions = new double[indices.data().length];
          for (int i = 0; i < positions.length; i++) {
            positions[i] = indices.data()[i];
          }
          Datatype.INT64.write(positions, positions.length, stream);
        }
        case Labels labels -> {
          for (var label : labels.data()) {
            var text = label.getBytes(UTF_8);
            stream.write(
                ByteBuffer.allocate(LENGTH_BYTES + text.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(text.length)
                    .put(text)
                    .array());
          }
        }
      }
    }
  }
}
