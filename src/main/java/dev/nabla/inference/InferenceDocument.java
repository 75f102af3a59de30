package dev.nabla.inference;

import static dev.nabla.wire.DocumentedTypes.integer;
import static dev.nabla.wire.DocumentedTypes.reference;
import static dev.nabla.wire.DocumentedTypes.text;
import static java.util.Objects.requireNonNull;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_OCTET_STREAM_VALUE;

import dev.nabla.wire.DocumentedRefusal;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.tags.Tag;
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

  @Override
  public void customise(OpenAPI document) {
    document.addTagsItem(
        new Tag()
            .name(TAG)
            .description("The Open Inference Protocol, v2: every function as a model"));
    InferenceSchemas.all().forEach(document::schema);
    addServer(document);
    var name = variable("name", "The function's name or one of its aliases", "relu");
    var version = variable("version", "There is one version of every model", Models.VERSION);
    addModel(document, "/v2/models/{name}", "", List.of(name));
    addModel(document, "/v2/models/{name}/versions/{version}", "_version", List.of(name, version));
  }

  private static Parameter variable(String name, String description, String example) {
    return new PathParameter().name(name).description(description).schema(text()).example(example);
  }

  private static void addServer(OpenAPI document) {
    document.path(
        "/v2", get("server_metadata", "What this server is", "ServerMetadata", List.of(), "400"));
    document.path(
        "/v2/health/live",
        get("server_live", "Whether the server lives", "ServerLive", List.of(), "400"));
    document.path(
        "/v2/health/ready",
        get(
            "server_ready",
            "Whether the server takes requests",
            "ServerReady",
            List.of(),
            "400",
            "503"));
  }

  private static void addModel(
      OpenAPI document, String path, String suffix, List<Parameter> variables) {
    document.path(
        path,
        get(
            "model_metadata" + suffix,
            "The tensors of a function",
            "ModelMetadata",
            variables,
            "400",
            "404"));
    document.path(
        path + "/ready",
        get(
            "model_ready" + suffix,
            "Whether a function takes requests",
            "ModelReady",
            variables,
            "400",
            "404",
            "503"));
    document.path(path + "/infer", new PathItem().post(infer("infer" + suffix, variables)));
  }

  private static PathItem get(
      String id, String summary, String type, List<Parameter> variables, String... refusals) {
    var body = new MediaType().schema(reference(type));
    var answer =
        new ApiResponse()
            .description(summary)
            .content(new Content().addMediaType(APPLICATION_JSON_VALUE, body));
    return new PathItem()
        .get(
            operation(id, summary, variables, answer, refusals)
                .description(summary + ", as the Open Inference Protocol tells it."));
  }

  private static Operation infer(String id, List<Parameter> variables) {
    return operation(
            id,
            "Values and gradients of a function",
            variables,
            answer(),
            "400",
            "404",
            "408",
            "413",
            "415",
            "429",
            "503",
            "504")
        .description(
            "Inputs have the names of v1's; the function's parameters and `reduction` go into"
                + " `parameters`. With the header `Inference-Header-Content-Length` that many bytes"
                + " are JSON and binary tensor data follow, little-endian, in the order of the"
                + " inputs that have a `binary_data_size`; with its value 0 the whole body is the"
                + " float64 data of the one input, and all outputs come in binary. Without `outputs`"
                + " all come, "
                + InferenceSchemas.JACOBIAN
                + ". Bodies may be compressed with gzip or deflate. Numbers that JSON lacks come as"
                + " `NaN` or `\"NaN\"` and the like, and go in quotes.")
        .addParametersItem(
            new HeaderParameter()
                .name(InferenceReader.HEADER_LENGTH)
                .description(
                    "How many bytes of the body are JSON, where binary data follow; without it all"
                        + " are")
                .schema(integer(0)))
        .requestBody(requestBody());
  }

  private static Operation operation(
      String id,
      String summary,
      List<Parameter> variables,
      ApiResponse answer,
      String... refusals) {
    var responses = new ApiResponses().addApiResponse("200", answer);
    for (var status : refusals) {
      responses.addApiResponse(
          status,
          DocumentedRefusal.of(
              status,
              requireNonNull(REFUSALS.get(status)),
              APPLICATION_JSON_VALUE,
              "InferenceError"));
    }
    var operation =
        new Operation().operationId(id).addTagsItem(TAG).summary(summary).responses(responses);
    variables.forEach(operation::addParametersItem);
    return operation;
  }

  /// JSON first, which is what Swagger UI opens with.
  private static RequestBody requestBody() {
    var json = new MediaType().schema(reference("InferenceRequest")).example(example());
    return new RequestBody()
        .required(true)
        .content(
            new Content()
                .addMediaType(APPLICATION_JSON_VALUE, json)
                .addMediaType(APPLICATION_OCTET_STREAM_VALUE, octets()));
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

  private static ApiResponse answer() {
    var json = new MediaType().schema(reference("InferenceResponse"));
    return new ApiResponse()
        .description("The outputs, in binary where the request says so")
        .addHeaderObject(
            InferenceReader.HEADER_LENGTH,
            new Header()
                .description(
                    "How many bytes of the answer are JSON; there where binary data follow")
                .schema(integer(0)))
        .content(
            new Content()
                .addMediaType(APPLICATION_JSON_VALUE, json)
                .addMediaType(APPLICATION_OCTET_STREAM_VALUE, octets()));
  }

  private static MediaType octets() {
    return new MediaType().schema(text().format("binary"));
  }
}
