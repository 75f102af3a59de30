package dev.nabla.inference;

import dev.nabla.wire.Datatype;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The JSON Schemas of the protocol's requests and answers.
final class InferenceSchemas {

  static final Map<String, Object> TEXT = Map.of("type", "string");

  private static final Map<String, Object> FLAG = Map.of("type", "boolean");

  private InferenceSchemas() {}

  static Map<String, Object> reference(String name) {
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  /// All by name.
  static Map<String, Object> all() {
    var schemas = new LinkedHashMap<String, Object>();
    schemas.put("InferenceError", closed(Map.of("error", TEXT)));
    schemas.put(
        "ServerMetadata", closed(Map.of("name", TEXT, "version", TEXT, "extensions", array(TEXT))));
    schemas.put("ServerLive", closed(Map.of("live", FLAG)));
    schemas.put("ServerReady", closed(Map.of("ready", FLAG, "live", FLAG)));
    schemas.put("ModelReady", closed(Map.of("name", TEXT, "ready", FLAG)));
    schemas.put("TensorMetadata", closed(tensorMetadata()));
    schemas.put("ModelMetadata", closed(modelMetadata()));
    schemas.put("InferenceData", data());
    schemas.put("InferenceParameters", parameters());
    schemas.put("InferenceRequest", open(request(), List.of("inputs")));
    schemas.put("InferenceInput", open(tensor(requested()), List.of("name", "shape", "datatype")));
    schemas.put("InferenceRequestedOutput", open(requestedOutput(), List.of("name")));
    schemas.put(
        "InferenceResponse", closed(answer(), List.of("model_name", "model_version", "outputs")));
    schemas.put(
        "InferenceOutput", closed(tensor(answered()), List.of("name", "shape", "datatype")));
    return schemas;
  }

  private static Map<String, Object> tensorMetadata() {
    return Map.of(
        "name", TEXT,
        "datatype", TEXT,
        "shape", described(sizes(-1), "-1 for each size that varies"));
  }

  private static Map<String, Object> modelMetadata() {
    var tensors = array(reference("TensorMetadata"));
    return Map.of(
        "name", TEXT,
        "versions", array(TEXT),
        "platform", TEXT,
        "inputs", described(tensors, "All there are, the optional ones among them"),
        "outputs", described(tensors, "All there are; " + InferenceDocument.JACOBIAN));
  }

  private static Map<String, Object> data() {
    return Map.of(
        "description", "Elements in row-major order; in requests also nested as the shape has them",
        "type", "array",
        "items", Map.of("type", List.of("number", "string", "boolean", "array")));
  }

  private static Map<String, Object> parameters() {
    return Map.of(
        "type", "object",
        "additionalProperties", true,
        "description", "Names that mean nothing here are ignored");
  }

  private static Map<String, Object> request() {
    var outputs = array(reference("InferenceRequestedOutput"));
    return Map.of(
        "id", TEXT,
        "parameters", reference("InferenceParameters"),
        "inputs", array(reference("InferenceInput")),
        "outputs", described(outputs, "Without any, all come; " + InferenceDocument.JACOBIAN));
  }

  private static Map<String, Object> requestedOutput() {
    return Map.of("name", TEXT, "parameters", reference("InferenceParameters"));
  }

  private static Map<String, Object> answer() {
    return Map.of(
        "model_name", TEXT,
        "model_version", TEXT,
        "id", TEXT,
        "outputs", array(reference("InferenceOutput")));
  }

  private static Map<String, Object> tensor(List<String> datatypes) {
    return Map.of(
        "name", TEXT,
        "shape", sizes(0),
        "datatype", Map.of("type", "string", "enum", datatypes),
        "parameters", reference("InferenceParameters"),
        "data", reference("InferenceData"));
  }

  private static List<String> requested() {
    return Arrays.stream(Datatype.values()).map(Datatype::name).toList();
  }

  private static List<String> answered() {
    var numbers = Arrays.stream(Datatype.values()).filter(Datatype::isFloatingPoint);
    return Stream.concat(
            numbers.map(Datatype::name), Stream.of(Datatype.INT64.name(), BinaryOutput.BYTES))
        .toList();
  }

  private static Map<String, Object> sizes(int least) {
    return array(Map.of("type", "integer", "minimum", least));
  }

  private static Map<String, Object> array(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }

  private static Map<String, Object> described(Map<String, Object> schema, String description) {
    var described = new LinkedHashMap<>(schema);
    described.put("description", description);
    return described;
  }

  /// An object whose properties are all there, and no others.
  private static Map<String, Object> closed(Map<String, Object> properties) {
    return closed(properties, properties.keySet().stream().sorted().toList());
  }

  /// An object that has no other properties.
  private static Map<String, Object> closed(Map<String, Object> properties, List<String> required) {
    var schema = new LinkedHashMap<>(open(properties, required));
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> open(Map<String, Object> properties, List<String> required) {
    return Map.of("type", "object", "properties", properties, "required", required);
  }
}
