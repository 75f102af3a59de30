package dev.nabla.plot;

import dev.nabla.plot.Curve.Series;
import dev.nabla.tensor.Indices;
import dev.nabla.tensor.Labels;
import dev.nabla.tensor.Output;
import dev.nabla.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Curves as JSON: the fields of the one series beside `x`, or several series in a list.
final class JsonForm {

  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonForm() {}

  static byte[] write(Curve curve) {
    var bytes = new ByteArrayOutputStream();
    try (var json = MAPPER.createGenerator(bytes)) {
      var query = curve.query();
      json.writeStartObject();
      json.writeStringProperty("function", query.definition().name());
      json.writeStringProperty("axis", query.axis().name());
      write(json, "x", curve.x());
      if (query.varied().isEmpty()) {
        write(json, query, curve.series().getFirst());
      } else {
        json.writePOJOProperty("varied", query.varied());
        json.writeArrayPropertyStart("series");
        for (var series : curve.series()) {
          json.writeStartObject();
          write(json, query, series);
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, CurveQuery query, Series series) {
    json.writePOJOProperty("parameters", series.parameters());
    json.writePOJOProperty("inputs", series.inputs());
    if (query.outputs().contains(Quantity.VALUE)) {
      write(json, Quantity.VALUE.plural(), series.values());
      series.extras().forEach((name, output) -> write(json, name, output));
    }
    if (query.outputs().contains(Quantity.GRADIENT)) {
      write(json, Quantity.GRADIENT.plural(), series.gradients());
    }
    write(json, "kinks", series.kinks().stream().map(Kink::at).toList());
  }

  /// Non-finite numbers become the strings that all answers of this service have for them.
  private static void write(JsonGenerator json, String name, List<Double> numbers) {
    json.writeArrayPropertyStart(name);
    numbers.forEach(json::writeNumber);
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, String name, Output output) {
    json.writeArrayPropertyStart(name);
    int size = output.shape().size();
    for (int i = 0; i < size; i++) {
      switch (output) {
        case Tensor tensor -> json.writeNumber(tensor.data()[i]);
        case Indices indices -> json.writeNumber(indices.data()[i]);
        case Labels labels -> json.writeString(labels.data().get(i));
      }
    }
    json.writeEndArray();
  }
}
