package dev.nabla.inference;

import static dev.nabla.wire.DocumentedTypes.array;
import static dev.nabla.wire.DocumentedTypes.flag;
import static dev.nabla.wire.DocumentedTypes.integer;
import static dev.nabla.wire.DocumentedTypes.reference;
import static dev.nabla.wire.DocumentedTypes.text;
import static dev.nabla.wire.DocumentedTypes.word;

import dev.nabla.wire.Datatype;
import dev.nabla.wire.DocumentedObject;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The JSON Schemas of the protocol's requests and answers.
final class InferenceSchemas {

  static final String JACOBIAN =
      "the `jacobian` only where `outputs` names it or the parameter `jacobian` is true";

  private InferenceSchemas() {}

  /// All by name.
  static Map<String, Schema<?>> all() {
    var all = new LinkedHashMap<String, Schema<?>>();
    all.put("InferenceError", DocumentedObject.closed().with("error", text()));
    all.put(
        "ServerMetadata",
        DocumentedObject.closed()
            .with(text(), "name", "version")
            .with("extensions", array(text())));
    all.put("ServerLive", DocumentedObject.closed().with("live", flag()));
    all.put("ServerReady", DocumentedObject.closed().with(flag(), "ready", "live"));
    all.put("ModelReady", DocumentedObject.closed().with("name", text()).with("ready", flag()));
    all.put("TensorMetadata", tensorMetadata());
    all.put("ModelMetadata", modelMetadata());
    all.put("InferenceData", data());
    all.put("InferenceParameters", parameters());
    all.put("InferenceRequest", request());
    all.put("InferenceInput", tensor(DocumentedObject.open(), Datatype.names()));
    all.put(
        "InferenceRequestedOutput",
        DocumentedObject.open()
            .with("name", text())
            .withOptional("parameters", reference("InferenceParameters")));
    all.put("InferenceResponse", response());
    all.put("InferenceOutput", tensor(DocumentedObject.closed(), answered()));
    return all;
  }

  private static Schema<?> tensorMetadata() {
    return DocumentedObject.closed()
        .with(text(), "name", "datatype")
        .with("shape", array(integer(-1)).description("-1 for each size that varies"));
  }

  private static Schema<?> modelMetadata() {
    return DocumentedObject.closed()
        .with("name", text())
        .with("versions", array(text()))
        .with("platform", text())
        .with(
            "inputs",
            array(reference("TensorMetadata"))
                .description("All there are, the optional ones among them"))
        .with(
            "outputs",
            array(reference("TensorMetadata")).description("All there are; " + JACOBIAN));
  }

  private static Schema<?> data() {
    var element = new JsonSchema();
    List.of("number", "string", "boolean", "array").forEach(element::addType);
    return array(element)
        .description("Elements in row-major order; in requests also nested as the shape has them");
  }

  private static Schema<?> parameters() {
    return DocumentedObject.open()
        .additionalProperties(true)
        .description("Names that mean nothing here are ignored");
  }

  private static Schema<?> request() {
    return DocumentedObject.open()
        .withOptional("id", text())
        .withOptional("parameters", reference("InferenceParameters"))
        .with("inputs", array(reference("InferenceInput")))
        .withOptional(
            "outputs",
            array(reference("InferenceRequestedOutput"))
                .description("Without any, all come; " + JACOBIAN));
  }

  private static Schema<?> response() {
    return DocumentedObject.closed()
        .with(text(), "model_name", "model_version")
        .withOptional("id", text())
        .with("outputs", array(reference("InferenceOutput")));
  }

  private static Schema<?> tensor(DocumentedObject tensor, List<String> datatypes) {
    return tensor
        .with("name", text())
        .with("shape", array(integer(0)))
        .with("datatype", word(datatypes))
        .withOptional("parameters", reference("InferenceParameters"))
        .withOptional("data", reference("InferenceData"));
  }

  private static List<String> answered() {
    var numbers = Arrays.stream(Datatype.values()).filter(Datatype::isFloatingPoint);
    return Stream.concat(
            numbers.map(Datatype::name), Stream.of(Datatype.INT64.name(), BinaryOutput.BYTES))
        .toList();
  }
}
