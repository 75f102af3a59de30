package dev.nabla.inference;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Writes the protocol's paths and types into the OpenAPI document, behind what v1 writes.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class InferenceDocument implements OpenApiCustomizer {

  private static final String TAG = "inference";
  private static final String VERSION = "/versions/{version}";

  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> SHAPE = array(Map.of("type", "integer", "minimum", -1));

  @Override
  public void customise(OpenAPI document) {
    document.addTagsItem(
        new Tag()
            .name(TAG)
            .description("The Open Inference Protocol, v2: every function as a model"));
    var plain =
        Map.of("openapi", "3.1.0", "paths", paths(), "components", Map.of("schemas", schemas()));
    var written = Json31.mapper().convertValue(plain, OpenAPI.class);
    written.getPaths().forEach(document::path);
    written.getComponents().getSchemas().forEach(document::schema);
  }

  private static Map<String, Object> paths() {
    var paths = new LinkedHashMap<String, Object>();
    paths.put("/v2", get("server_metadata", "What this server is", "ServerMetadata"));
    paths.put("/v2/health/live", get("server_live", "Whether the server lives", "ServerLive"));
    paths.put(
        "/v2/health/ready",
        get("server_ready", "Whether the server takes requests", "ServerReady"));
    for (var version : List.of("", VERSION)) {
      var path = "/v2/models/{name}" + version;
      var suffix = version.isEmpty() ? "" : "_version";
      paths.put(path, get("model_metadata" + suffix, "The tensors of a function", "ModelMetadata"));
      paths.put(
          path + "/ready",
          get("model_ready" + suffix, "Whether a function takes requests", "ModelReady"));
      paths.put(path + "/infer", infer("infer" + suffix));
    }
    paths.forEach(InferenceDocument::addVariables);
    return paths;
  }

  private static Map<String, Object> get(String operation, String summary, String type) {
    var responses = new LinkedHashMap<String, Object>();
    responses.put("200", json(summary, type));
    responses.put(
        "400", json("The request line or a header is malformed or too long", "InferenceError"));
    if (type.startsWith("Model")) {
      responses.put("404", json("No such model or version", "InferenceError"));
    }
    if (type.endsWith("Ready")) {
      responses.put("503", json("The service is starting or stopping", "InferenceError"));
    }
    return operation(
        operation, summary, summary + ", as the Open Inference Protocol tells it.", responses);
  }

  private static Map<String, Object> operation(
      String operation, String summary, String description, Map<String, Object> responses) {
    var body = new LinkedHashMap<String, Object>();
    body.put("operationId", operation);
    body.put("tags", List.of(TAG));
    body.put("summary", summary);
    body.put("description", description);
    body.put("responses", responses);
    return new LinkedHashMap<>(Map.of("get", body));
  }

  private static Map<String, Object> infer(String operation) {
    var body = new LinkedHashMap<String, Object>();
    body.put("operationId", operation);
    body.put("tags", List.of(TAG));
    body.put("summary", "Values and gradients of a function");
    body.put(
        "description",
        "Inputs have the names of v1's; the function's parameters and `reduction` go into"
            + " `parameters`. With the header `Inference-Header-Content-Length` that many bytes are"
            + " JSON and binary tensor data follow, little-endian, in the order of the inputs that"
            + " have a `binary_data_size`; with its value 0 the whole body is the float64 data of"
            + " the one input, and all outputs come in binary. Bodies may be compressed with gzip"
            + " or deflate. Numbers that JSON lacks come as `NaN` or `\"NaN\"` and the like, and go"
            + " in quotes.");
    body.put(
        "requestBody",
        Map.of(
            "required",
            true,
            "content",
            Map.of(
                "application/json",
                Map.of("schema", reference("InferenceRequest"), "example", example()),
                "application/octet-stream",
                Map.of("schema", Map.of("type", "string", "format", "binary")))));
    var responses = new LinkedHashMap<String, Object>();
    responses.put(
        "200",
        Map.of(
            "description",
            "The outputs, in binary where the request says so",
            "content",
            Map.of(
                "application/json",
                Map.of("schema", reference("InferenceResponse")),
                "application/octet-stream",
                Map.of("schema", Map.of("type", "string", "format", "binary")))));
    responses.put(
        "400",
        json(
            "The request cannot be answered as it is; the error names the place",
            "InferenceError"));
    responses.put("404", json("No such model or version", "InferenceError"));
    responses.put("413", json("Over a limit, which the error names", "InferenceError"));
    responses.put("415", json("The body is neither JSON nor an octet stream", "InferenceError"));
    responses.put("408", json("The body came too slowly", "InferenceError"));
    responses.put(
        "429",
        json(
            "Too many requests from one client; Retry-After says when to ask again",
            "InferenceError"));
    responses.put(
        "503",
        json(
            "More requests than can be served; Retry-After says when to ask again",
            "InferenceError"));
    responses.put("504", json("The answer was not ready in time", "InferenceError"));
    body.put("responses", responses);
    return new LinkedHashMap<>(Map.of("post", body));
  }

  private static Map<String, Object> example() {
    return Map.of(
        "id",
        "42",
        "inputs",
        List.of(
            Map.of(
                "name",
                "x",
                "shape",
                List.of(2, 2),
                "datatype",
                "FP64",
                "data",
                List.of(-1, 2, -3, 4))),
        "outputs",
        List.of(Map.of("name", "values"), Map.of("name", "gradients.x")));
  }

  @SuppressWarnings("unchecked")
  private static void addVariables(String path, Object item) {
    var variables = new ArrayList<Map<String, Object>>();
    if (path.contains("{name}")) {
      variables.add(variable("name", "The function's name or one of its aliases", "relu"));
    }
    if (path.contains("{version}")) {
      variables.add(variable("version", "There is one version of every model", Models.VERSION));
    }
    for (var operation : ((Map<String, Object>) item).values()) {
      if (!variables.isEmpty()) {
        ((Map<String, Object>) operation).put("parameters", variables);
      }
    }
  }

  private static Map<String, Object> variable(String name, String description, String example) {
    return Map.of(
        "name",
        name,
        "in",
        "path",
        "required",
        true,
        "description",
        description,
        "schema",
        TEXT,
        "example",
        example);
  }

  private static Map<String, Object> schemas() {
    var schemas = new LinkedHashMap<String, Object>();
    schemas.put("InferenceError", object(Map.of("error", TEXT), "error"));
    schemas.put(
        "ServerMetadata",
        object(
            Map.of("name", TEXT, "version", TEXT, "extensions", array(TEXT)),
            "name",
            "version",
            "extensions"));
    var flag = Map.<String, Object>of("type", "boolean");
    schemas.put("ServerLive", object(Map.of("live", flag), "live"));
    schemas.put("ServerReady", object(Map.of("ready", flag, "live", flag), "ready", "live"));
    schemas.put("ModelReady", object(Map.of("name", TEXT, "ready", flag), "name", "ready"));
    schemas.put(
        "TensorMetadata",
        object(
            Map.of("name", TEXT, "datatype", TEXT, "shape", SHAPE), "name", "datatype", "shape"));
    var tensors = array(reference("TensorMetadata"));
    schemas.put(
        "ModelMetadata",
        object(
            Map.of(
                "name",
                TEXT,
                "versions",
                array(TEXT),
                "platform",
                TEXT,
                "inputs",
                tensors,
                "outputs",
                tensors),
            "name",
            "versions",
            "platform",
            "inputs",
            "outputs"));
    schemas.put(
        "InferenceData",
        Map.of(
            "description",
            "Elements in row-major order; in requests also nested as the shape has them",
            "type",
            "array",
            "items",
            Map.of("type", List.of("number", "string", "boolean", "array"))));
    schemas.put(
        "InferenceParameters",
        Map.of(
            "type", "object",
            "additionalProperties", true,
            "description", "Names that mean nothing here are ignored"));
    schemas.put(
        "InferenceRequest",
        open(
            Map.of(
                "id", TEXT,
                "parameters", reference("InferenceParameters"),
                "inputs", array(reference("InferenceInput")),
                "outputs", array(reference("InferenceRequestedOutput"))),
            "inputs"));
    schemas.put(
        "InferenceInput",
        open(
            Map.of(
                "name",
                TEXT,
                "shape",
                SHAPE,
                "datatype",
                Map.of(
                    "type",
                    "string",
                    "enum",
                    List.of("FP64", "FP32", "FP16", "BF16", "INT32", "INT64", "UINT8", "BOOL")),
                "parameters",
                reference("InferenceParameters"),
                "data",
                reference("InferenceData")),
            "name",
            "shape",
            "datatype"));
    schemas.put(
        "InferenceRequestedOutput",
        open(Map.of("name", TEXT, "parameters", reference("InferenceParameters")), "name"));
    schemas.put(
        "InferenceResponse",
        object(
            Map.of(
                "model_name", TEXT,
                "model_version", TEXT,
                "id", TEXT,
                "outputs", array(reference("InferenceOutput"))),
            "model_name",
            "model_version",
            "outputs"));
    schemas.put(
        "InferenceOutput",
        object(
            Map.of(
                "name",
                TEXT,
                "shape",
                SHAPE,
                "datatype",
                Map.of(
                    "type",
                    "string",
                    "enum",
                    List.of("FP64", "FP32", "FP16", "BF16", "INT64", "BYTES")),
                "parameters",
                reference("InferenceParameters"),
                "data",
                reference("InferenceData")),
            "name",
            "shape",
            "datatype"));
    return schemas;
  }

  private static Map<String, Object> json(String description, String type) {
    return Map.of(
        "description",
        description,
        "content",
        Map.of("application/json", Map.of("schema", reference(type))));
  }

  private static Map<String, Object> reference(String name) {
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  private static Map<String, Object> array(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }

  /// An object that has no other properties.
  private static Map<String, Object> object(Map<String, Object> properties, String... required) {
    var schema = new LinkedHashMap<>(open(properties, required));
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> open(Map<String, Object> properties, String... required) {
    return Map.of("type", "object", "properties", properties, "required", List.of(required));
  }
}
