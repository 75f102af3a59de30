package dev.nabla.inference;

import static dev.nabla.inference.InferenceSchemas.TEXT;
import static dev.nabla.inference.InferenceSchemas.reference;
import static java.util.Objects.requireNonNull;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_OCTET_STREAM_VALUE;

import dev.nabla.wire.DocumentedRefusal;
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

  static final String JACOBIAN =
      "the `jacobian` only where `outputs` names it or the parameter `jacobian` is true";

  private static final String TAG = "inference";

  private static final Map<String, String> REFUSALS =
      Map.of(
          "400", "The request cannot be answered as it is; the error names the place",
          "404", "No such model or version",
          "408", "The body came too slowly",
          "413", "Over a limit, which the error names",
          "415", "The body is neither JSON nor an octet stream",
          "429", "Too many requests from one client",
          "503", "More requests than can be served, or the service is starting or stopping",
          "504", "The answer was not ready in time");

  private static final Map<String, Object> OCTETS =
      Map.of("schema", Map.of("type", "string", "format", "binary"));

  /// Those of the protocol's extension for binary data.
  private static final Map<String, Object> LENGTH = Map.of("type", "integer", "minimum", 0);

  @Override
  public void customise(OpenAPI document) {
    document.addTagsItem(
        new Tag()
            .name(TAG)
            .description("The Open Inference Protocol, v2: every function as a model"));
    var plain =
        Map.of(
            "openapi",
            "3.1.0",
            "paths",
            paths(),
            "components",
            Map.of("schemas", InferenceSchemas.all()));
    var written = Json31.mapper().convertValue(plain, OpenAPI.class);
    written.getPaths().forEach(document::path);
    written.getComponents().getSchemas().forEach(document::schema);
  }

  private static Map<String, Object> paths() {
    var paths = new LinkedHashMap<String, Object>();
    paths.put(
        "/v2", get("server_metadata", "What this server is", "ServerMetadata", List.of(), "400"));
    paths.put(
        "/v2/health/live",
        get("server_live", "Whether the server lives", "ServerLive", List.of(), "400"));
    paths.put(
        "/v2/health/ready",
        get(
            "server_ready",
            "Whether the server takes requests",
            "ServerReady",
            List.of(),
            "400",
            "503"));
    var name = variable("name", "The function's name or one of its aliases", "relu");
    var version = variable("version", "There is one version of every model", Models.VERSION);
    putModel(paths, "/v2/models/{name}", "", List.of(name));
    putModel(paths, "/v2/models/{name}/versions/{version}", "_version", List.of(name, version));
    return paths;
  }

  private static void putModel(
      Map<String, Object> paths, String path, String suffix, List<Map<String, Object>> variables) {
    paths.put(
        path,
        get(
            "model_metadata" + suffix,
            "The tensors of a function",
            "ModelMetadata",
            variables,
            "400",
            "404"));
    paths.put(
        path + "/ready",
        get(
            "model_ready" + suffix,
            "Whether a function takes requests",
            "ModelReady",
            variables,
            "400",
            "404",
            "503"));
    paths.put(path + "/infer", Map.of("post", infer("infer" + suffix, variables)));
  }

  private static Map<String, Object> get(
      String operation,
      String summary,
      String type,
      List<Map<String, Object>> variables,
      String... refusals) {
    var responses = refusals(refusals);
    responses.put(
        "200",
        Map.of(
            "description",
            summary,
            "content",
            Map.of(APPLICATION_JSON_VALUE, Map.of("schema", reference(type)))));
    return Map.of(
        "get",
        Map.of(
            "operationId", operation,
            "tags", List.of(TAG),
            "summary", summary,
            "description", summary + ", as the Open Inference Protocol tells it.",
            "parameters", variables,
            "responses", responses));
  }

  private static Map<String, Object> infer(String operation, List<Map<String, Object>> variables) {
    var parameters = new ArrayList<>(variables);
    parameters.add(
        Map.of(
            "name",
            InferenceReader.HEADER_LENGTH,
            "in",
            "header",
            "description",
            "How many bytes of the body are JSON, where binary data follow; without it all are",
            "schema",
            LENGTH));
    var responses = refusals("400", "404", "408", "413", "415", "429", "503", "504");
    responses.put("200", answer());
    return Map.of(
        "operationId",
        operation,
        "tags",
        List.of(TAG),
        "summary",
        "Values and gradients of a function",
        "description",
        "Inputs have the names of v1's; the function's parameters and `reduction` go into"
            + " `parameters`. With the header `Inference-Header-Content-Length` that many bytes are"
            + " JSON and binary tensor data follow, little-endian, in the order of the inputs that"
            + " have a `binary_data_size`; with its value 0 the whole body is the float64 data of"
            + " the one input, and all outputs come in binary. Without `outputs` all come, "
            + JACOBIAN
            + ". Bodies may be compressed with gzip or deflate. Numbers that JSON lacks come as"
            + " `NaN` or `\"NaN\"` and the like, and go in quotes.",
        "parameters",
        parameters,
        "requestBody",
        requestBody(),
        "responses",
        responses);
  }

  /// JSON first, which is what Swagger UI opens with.
  private static Map<String, Object> requestBody() {
    var content = new LinkedHashMap<String, Object>();
    content.put(
        APPLICATION_JSON_VALUE,
        Map.of("schema", reference("InferenceRequest"), "example", example()));
    content.put(APPLICATION_OCTET_STREAM_VALUE, OCTETS);
    return Map.of("required", true, "content", content);
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

  private static Map<String, Object> answer() {
    var content = new LinkedHashMap<String, Object>();
    content.put(APPLICATION_JSON_VALUE, Map.of("schema", reference("InferenceResponse")));
    content.put(APPLICATION_OCTET_STREAM_VALUE, OCTETS);
    var length =
        Map.of(
            "description",
            "How many bytes of the answer are JSON; there where binary data follow",
            "schema",
            LENGTH);
    return Map.of(
        "description",
        "The outputs, in binary where the request says so",
        "headers",
        Map.of(InferenceReader.HEADER_LENGTH, length),
        "content",
        content);
  }

  private static Map<String, Object> refusals(String... statuses) {
    var responses = new LinkedHashMap<String, Object>();
    for (var status : statuses) {
      responses.put(
          status,
          DocumentedRefusal.of(
              status,
              requireNonNull(REFUSALS.get(status)),
              APPLICATION_JSON_VALUE,
              "InferenceError"));
    }
    return responses;
  }

  private static Map<String, Object> variable(String name, String description, String example) {
    return Map.of(
        "name", name,
        "in", "path",
        "required", true,
        "description", description,
        "schema", TEXT,
        "example", example);
  }
}
