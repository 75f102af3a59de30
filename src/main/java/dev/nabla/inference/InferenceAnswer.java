package dev.nabla.inference;

import dev.nabla.compute.Answer;
import dev.nabla.refusal.NearNames;
import dev.nabla.refusal.RejectedException;
import dev.nabla.tensor.Indices;
import dev.nabla.tensor.Labels;
import dev.nabla.tensor.Output;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.wire.AnswerBody;
import dev.nabla.wire.ArrayWriter;
import dev.nabla.wire.ByteCount;
import dev.nabla.wire.Bytes;
import dev.nabla.wire.Datatype;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// An answer as the protocol has it: JSON, with the data of the outputs in it or in binary behind
/// it.
///
/// @param outputs those wanted, in the order wanted
record InferenceAnswer(InferenceRequest request, Answer answer, List<AnsweredOutput> outputs) {

  /// One output.
  ///
  /// @param binary whether its data follow the JSON
  record AnsweredOutput(String name, Output data, boolean binary) {}

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();

  /// @throws RejectedException where an output is wanted that there is not
  static InferenceAnswer of(InferenceRequest request, Answer answer) {
    var all = outputs(answer);
    var outputs =
        request.outputs().isEmpty()
            ? all.entrySet().stream()
                .map(it -> new AnsweredOutput(it.getKey(), it.getValue(), request.binary()))
                .toList()
            : request.outputs().stream().map(wanted -> answered(wanted, all)).toList();
    return new InferenceAnswer(request, answer, outputs);
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

  private static AnsweredOutput answered(RequestedOutput wanted, Map<String, Output> all) {
    var data = all.get(wanted.name());
    if (data == null) {
      throw NearNames.unknownField(
          List.of("outputs"), "this request's outputs", wanted.name(), all.keySet());
    }
    return new AnsweredOutput(wanted.name(), data, wanted.binary());
  }

  /// The data that go in JSON.
  private List<Output> inJson() {
    return outputs.stream().filter(it -> !it.binary()).map(AnsweredOutput::data).toList();
  }

  boolean isBinary() {
    return outputs.stream().anyMatch(AnsweredOutput::binary);
  }

  void send(HttpServletResponse to) throws IOException {
    if (isBinary()) {
      sendBinary(to);
    } else {
      to.setContentType(MediaType.APPLICATION_JSON_VALUE);
      var body = new AnswerBody(to, inJson());
      writeJson(body);
      body.finish();
    }
  }

  /// The JSON tells its own length ahead, so it is written twice: once to be counted and once to be
  /// sent. It may be as long as any answer, and is never held as a whole.
  private void sendBinary(HttpServletResponse to) throws IOException {
    var length = new ByteCount();
    writeJson(length);
    var behind =
        outputs.stream()
            .filter(AnsweredOutput::binary)
            .map(output -> new BinaryOutput(output.data(), request.datatype()))
            .toList();
    to.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    to.setHeader(InferenceReader.HEADER_LENGTH, String.valueOf(length.total()));
    to.setContentLengthLong(length.total() + behind.stream().mapToLong(BinaryOutput::bytes).sum());
    var json = new AnswerBody(to, inJson());
    writeJson(json);
    json.drain();
    for (var output : behind) {
      output.write(to.getOutputStream());
    }
  }

  private void writeJson(Bytes bytes) {
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("model_name", answer.definition().name());
      json.writeStringProperty("model_version", Models.VERSION);
      if (request.id() != null) {
        json.writeStringProperty("id", request.id());
      }
      json.writeName("outputs");
      json.writeStartArray();
      for (var output : outputs) {
        write(json, bytes, output);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void write(JsonGenerator json, Bytes bytes, AnsweredOutput output) {
    var data = output.data();
    json.writeStartObject();
    json.writeStringProperty("name", output.name());
    json.writeName("shape");
    json.writeStartArray();
    data.shape().dimensions().forEach(size -> json.writeNumber(size));
    json.writeEndArray();
    var binary = new BinaryOutput(data, request.datatype());
    json.writeStringProperty("datatype", binary.datatype());
    if (output.binary()) {
      json.writeName("parameters");
      json.writeStartObject();
      json.writeNumberProperty("binary_data_size", binary.bytes());
      json.writeEndObject();
    } else {
      json.writeName("data");
      new ArrayWriter(bytes, request.datatype().dtype()).write(json, flat(data));
    }
    json.writeEndObject();
  }

  private Output flat(Output output) {
    return switch (output) {
      case Tensor tensor -> new Tensor(Shape.of(tensor.size()), rounded(tensor));
      case Indices indices -> indices.in(Shape.of(indices.data().length));
      case Labels labels -> new Labels(Shape.of(labels.data().size()), labels.data());
    };
  }

  /// The numbers, already as short as those of the types that have no digits of their own in JSON.
  private double[] rounded(Tensor tensor) {
    var datatype = request.datatype();
    if (Datatype.of(datatype.dtype()) == datatype) {
      return tensor.data();
    }
    var rounded = tensor.data().clone();
    for (int i = 0; i < tensor.size(); i++) {
      rounded[i] = datatype.round(rounded[i]);
    }
    return rounded;
  }
}
