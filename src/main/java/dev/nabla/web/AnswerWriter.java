package dev.nabla.web;

import dev.nabla.compute.Answer;
import dev.nabla.function.DType;
import dev.nabla.function.Indices;
import dev.nabla.function.Labels;
import dev.nabla.function.Output;
import dev.nabla.function.Shape;
import dev.nabla.function.Tensor;
import java.io.OutputStream;
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
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  void write(Request request, Answer answer, OutputStream stream) {
    try (var json = factory.createGenerator(ObjectWriteContext.empty(), stream)) {
      var numbers = new NumberWriter(json, answer.dtype());
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
        numbers.write(answer.loss());
      }
      if (request.wants("values")) {
        json.writeName("values");
        write(json, numbers, evaluation.values());
      }
      for (var extra : evaluation.extras().entrySet()) {
        if (request.wants("values") || isOnRequest(answer, extra.getKey())) {
          json.writeName(extra.getKey());
          write(json, numbers, extra.getValue());
        }
      }
      if (request.wants("gradients")) {
        json.writeName("gradients");
        json.writeStartObject();
        for (var gradient : evaluation.gradients().entrySet()) {
          json.writeName(gradient.getKey());
          write(json, numbers, gradient.getValue());
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

  private static void write(JsonGenerator json, NumberWriter numbers, Output output) {
    switch (output) {
      case Tensor tensor ->
          writeNested(json, tensor.shape(), 0, 0, i -> numbers.write(tensor.data()[i]));
      case Indices indices ->
          writeNested(json, indices.shape(), 0, 0, i -> json.writeNumber(indices.data()[i]));
      case Labels labels ->
          writeNested(json, labels.shape(), 0, 0, i -> json.writeString(labels.data().get(i)));
    }
  }

  private interface ElementWriter {
    void write(int position);
  }

  /// Writes the part of an array at a level from a flat position on.
  ///
  /// @return the position behind it
  private static int writeNested(
      JsonGenerator json, Shape shape, int level, int position, ElementWriter element) {
    if (level == shape.rank()) {
      element.write(position);
      return position + 1;
    }
    int next = position;
    json.writeStartArray();
    for (int i = 0; i < shape.dimension(level); i++) {
      next = writeNested(json, shape, level + 1, next, element);
    }
    json.writeEndArray();
    return next;
  }

  private record NumberWriter(JsonGenerator json, DType dtype) {
    void write(double value) {
      if (dtype == DType.FLOAT32) {
        json.writeNumber((float) value);
      } else {
        json.writeNumber(value);
      }
    }
  }
}
