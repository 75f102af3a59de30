package dev.nabla.web;

import dev.nabla.compute.Answer;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.wire.ArrayWriter;
import dev.nabla.wire.Bytes;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// Writes answers: numbers with the shortest digits that read back as themselves, non-finite ones
/// as strings.
@Component
class AnswerWriter {

  private final JsonFactory factory =
      JsonFactory.builder().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();

  void write(Request request, Answer answer, Bytes bytes) {
    try (var json = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
      var arrays = new ArrayWriter(bytes, answer.dtype());
      var evaluation = answer.evaluation();
      json.writeStartObject();
      json.writeStringProperty("function", answer.definition().name());
      json.writeName("parameters");
      writeParameters(json, answer.parameters());
      json.writeStringProperty("dtype", answer.dtype().label());
      json.writeName("shape");
      writeShape(json, evaluation.values().shape());
      if (answer.loss() != null && request.wants("loss")) {
        json.writeName("loss");
        arrays.write(json, Tensor.of(Shape.SCALAR, new double[] {answer.loss()}));
      }
      if (request.wants("values")) {
        json.writeName("values");
        arrays.write(json, evaluation.values());
      }
      for (var extra : evaluation.extras().entrySet()) {
        if (request.wants("values") || isOnRequest(answer, extra.getKey())) {
          json.writeName(extra.getKey());
          arrays.write(json, extra.getValue());
        }
      }
      if (request.wants("gradients")) {
        json.writeName("gradients");
        json.writeStartObject();
        for (var gradient : evaluation.gradients().entrySet()) {
          json.writeName(gradient.getKey());
          arrays.write(json, gradient.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    }
  }

  private static boolean isOnRequest(Answer answer, String name) {
    return answer.definition().extras().stream()
        .anyMatch(extra -> extra.onRequest() && extra.name().equals(name));
  }

  private static void writeParameters(
      JsonGenerator json, Map<String, @Nullable Object> parameters) {
    json.writeStartObject();
    parameters.forEach(
        (name, value) -> {
          json.writeName(name);
          switch (value) {
            case null -> json.writeNull();
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> json.writeString(value.toString());
          }
        });
    json.writeEndObject();
  }

  private static void writeShape(JsonGenerator json, Shape shape) {
    json.writeStartArray();
    shape.dimensions().forEach(size -> json.writeNumber(size));
    json.writeEndArray();
  }
}
