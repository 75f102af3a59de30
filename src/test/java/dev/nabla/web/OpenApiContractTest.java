package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The service does what its OpenAPI document says, path by path, with the document's own examples.
@OutsideTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiContractTest {

  private static final String HERE = "https://nabla.invalid/openapi";

  private final Http http;
  private JsonNode document = Http.JSON.nullNode();
  private SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  OpenApiContractTest(@LocalServerPort int port) {
    http = new Http(port);
  }

  @BeforeAll
  void fetch() {
    var text = http.get("/v3/api-docs").body();
    document = Http.JSON.readTree(text);
    schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(HERE, text)));
  }

  /// One method of one path.
  record Operation(String method, String path, JsonNode body) {
    JsonNode response(String status) {
      return body.path("responses").path(status);
    }

    /// The path with its variables as their examples have them.
    String exampleUri() {
      var uri = path;
      for (var parameter : body.path("parameters")) {
        if (!parameter.get("in").stringValue().equals("path")) {
          continue;
        }
        uri =
            uri.replace(
                "{%s}".formatted(parameter.get("name").stringValue()),
                parameter.get("example").stringValue());
      }
      return uri;
    }

    List<String> refusals() {
      return body.get("responses").propertyNames().stream()
          .filter(status -> Integer.parseInt(status) >= 400)
          .toList();
    }

    JsonNode requestContent() {
      return body.at("/requestBody/content/application~1json");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  Stream<Operation> operations() {
    var all = new ArrayList<Operation>();
    document
        .get("paths")
        .forEachEntry(
            (path, item) ->
                item.forEachEntry((method, body) -> all.add(new Operation(method, path, body))));
    return all.stream();
  }

  Stream<Operation> computations() {
    return ofV1().filter(operation -> operation.method.equals("post"));
  }

  /// Those that answer faults with problems.
  Stream<Operation> ofV1() {
    return operations().filter(operation -> !operation.path.startsWith("/v2"));
  }

  Stream<Operation> ofV2() {
    return operations().filter(operation -> operation.path.startsWith("/v2"));
  }

  private void assertValid(JsonNode content, JsonNode instance) {
    assertThat(schema(content).validate(instance)).isEmpty();
  }

  private Schema schema(JsonNode content) {
    var reference = content.at("/schema/$ref");
    return reference.isMissingNode()
        ? schemas.getSchema(relocated(content.get("schema")))
        : schemas.getSchema(SchemaLocation.of(HERE + reference.stringValue()));
  }

  /// A schema that stands in the document itself, with references that lead back there.
  private static JsonNode relocated(JsonNode schema) {
    return Http.JSON.readTree(schema.toString().replace("\"#/", "\"" + HERE + "#/"));
  }

  @Test
  void documentIsOpenApi31() {
    assertThat(document.get("openapi").stringValue()).startsWith("3.1.");
    assertThat(document.at("/info/version").stringValue()).isNotBlank();
    assertThat(document.at("/servers/0/url").stringValue()).isEqualTo("/");
  }

  @Test
  void everyFunctionHasItsTypedPath() {
    var types = new HashSet<String>();
    for (var list : List.of("/v1/activations", "/v1/losses")) {
      for (var card : http.shown(list)) {
        var path = list + "/" + card.get("name").stringValue();
        var post = document.get("paths").path(path).path("post");
        types.add(post.at("/requestBody/content/application~1json/schema/$ref").stringValue());
        types.add(post.at("/responses/200/content/application~1json/schema/$ref").stringValue());
        assertThat(post.path("description").stringValue())
            .as(path)
            .contains(card.at("/formula/value").stringValue())
            .contains(card.at("/references/0/url").stringValue());
      }
    }
    assertThat(types).hasSize(2 * (int) computations().count());
    assertThat(types)
        .allSatisfy(type -> assertThat(document.at(type.substring(1)).isObject()).isTrue());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operationAnswersAsDocumented(Operation operation) {
    var uri = operation.exampleUri();
    var answer =
        operation.method.equals("get")
            ? http.shown(uri)
            : http.answer(uri, operation.requestContent().get("example").toString());
    var content = operation.response("200").at("/content/application~1json");
    assertValid(content, answer);
    if (content.has("example")) {
      assertThat(answer).isEqualTo(content.get("example"));
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operationIsDescribed(Operation operation) {
    var tags = document.get("tags").valueStream().map(tag -> tag.get("name")).toList();
    assertThat(operation.body.path("operationId").stringValue()).matches("\\w+");
    assertThat(operation.body.path("summary").stringValue()).isNotBlank();
    assertThat(operation.body.path("description").stringValue()).isNotBlank();
    assertThat(operation.body.path("tags").valueStream()).isNotEmpty().isSubsetOf(tags);
  }

  private static final List<String> OF_POST =
      List.of("400", "408", "413", "415", "429", "503", "504");

  @ParameterizedTest
  @MethodSource("ofV2")
  void v2AnswersFaultsWithErrors(Operation operation) {
    assertThat(operation.refusals())
        .containsAll(operation.method.equals("post") ? OF_POST : List.of())
        .containsAll(operation.path.contains("{") ? List.of("404") : List.of());
    for (var status : operation.refusals()) {
      assertThat(operation.response(status).at("/content/application~1json/schema/$ref"))
          .isEqualTo(Http.json("'#/components/schemas/InferenceError'"));
    }
    if (operation.path.contains("{name}")) {
      var uri = operation.exampleUri().replace("relu", "no_such_model");
      var refused = operation.method.equals("get") ? http.get(uri) : http.post(uri, "{}");
      assertThat(refused.statusCode()).isEqualTo(404);
      assertValid(
          operation.response("404").at("/content/application~1json"),
          Http.JSON.readTree(refused.body()));
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void refusalsThatPassTellWhenToAskAgain(Operation operation) {
    for (var status : operation.refusals()) {
      assertThat(operation.response(status).at("/headers/Retry-After").isObject())
          .as(status)
          .isEqualTo(List.of("429", "503").contains(status));
    }
  }

  @ParameterizedTest
  @MethodSource("ofV2")
  void binaryInferenceCanBeWrittenFromTheDocument(Operation operation) {
    if (operation.method.equals("get")) {
      return;
    }
    var length = "Inference-Header-Content-Length";
    assertThat(
            operation
                .body
                .get("parameters")
                .valueStream()
                .filter(parameter -> parameter.get("in").stringValue().equals("header"))
                .map(parameter -> parameter.get("name").stringValue()))
        .containsExactly(length);
    assertThat(operation.response("200").path("headers").has(length)).isTrue();
    // Swagger UI opens with what comes first.
    assertThat(operation.body.at("/requestBody/content").propertyNames())
        .containsExactly("application/json", "application/octet-stream");
  }

  @Test
  void sizesOfTensorsAreNoPlaceholders() {
    for (var schema : List.of("InferenceInput", "InferenceOutput")) {
      assertThat(
              document
                  .at("/components/schemas/%s/properties/shape/items/minimum".formatted(schema))
                  .intValue())
          .isZero();
    }
  }

  @Test
  void whatTheQueryOfAnArrayFileTakesIsListed() {
    assertThat(
            document
                .at("/paths/~1v1~1activations~1softmax/post/parameters")
                .valueStream()
                .map(parameter -> parameter.get("name").stringValue()))
        .containsExactly("axis", "temperature", "outputs", "jacobian");
  }

  @ParameterizedTest
  @MethodSource("ofV1")
  void v1AnswersFaultsWithProblems(Operation operation) {
    var refusals = operation.refusals();
    assertThat(refusals)
        .contains("406")
        .containsAll(operation.method.equals("post") ? OF_POST : List.of())
        .containsAll(operation.path.contains("{") ? List.of("404") : List.of());
    for (var status : refusals) {
      assertThat(
              operation
                  .response(status)
                  .at("/content/application~1problem+json/schema/$ref")
                  .stringValue())
          .isEqualTo("#/components/schemas/Problem");
    }
  }

  @ParameterizedTest
  @MethodSource("computations")
  void requestSchemaTakesTheExampleAndNothingElse(Operation operation) {
    var content = operation.requestContent();
    var example = (ObjectNode) content.get("example");
    assertValid(content, example);
    assertThat(schema(content).validate(example.deepCopy().put("unknown", 1))).isNotEmpty();
    var input = example.propertyNames().iterator().next();
    var misspelt = example.deepCopy();
    misspelt.set(input + "s_", misspelt.remove(input));
    assertThat(schema(content).validate(misspelt)).isNotEmpty();
    assertThat(schema(content).validate(example.deepCopy().put("dtype", "float16"))).isNotEmpty();
    assertThat(schema(content).validate(example.deepCopy().put(input, true))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("computations")
  void partialAnswersFitTheResponseSchemaToo(Operation operation) {
    var request = (ObjectNode) operation.requestContent().get("example").deepCopy();
    var content = operation.response("200").at("/content/application~1json");
    request.putArray("outputs").add("gradients");
    assertValid(content, http.answer(operation.path, request.toString()));
    request.remove("outputs");
    request.put("dtype", "float32");
    assertValid(content, http.answer(operation.path, request.toString()));
  }

  @ParameterizedTest
  @MethodSource("computations")
  void refusalFitsTheProblemSchema(Operation operation) {
    var refused = http.post(operation.path, "{'unknown': 1}");
    assertThat(refused.statusCode()).isEqualTo(400);
    var content = operation.response("400").at("/content/application~1problem+json");
    assertValid(content, Http.JSON.readTree(refused.body()));
    var nothing = http.get(operation.path + "/nothing");
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertValid(content, Http.JSON.readTree(nothing.body()));
  }

  @Test
  void parametersShowRangesAndDefaults() {
    var focal = document.at("/components/schemas/FocalRequest/properties");
    assertThat(focal.at("/alpha/type")).isEqualTo(Http.json("['number', 'null']"));
    assertThat(focal.at("/alpha/minimum").doubleValue()).isEqualTo(0);
    assertThat(focal.at("/alpha/maximum").doubleValue()).isEqualTo(1);
    assertThat(focal.at("/alpha/default").doubleValue()).isEqualTo(0.25);
    assertThat(focal.at("/gamma/minimum").doubleValue()).isEqualTo(0);
    var temperature = document.at("/components/schemas/SoftmaxRequest/properties/temperature");
    assertThat(temperature.get("exclusiveMinimum").doubleValue()).isEqualTo(0);
    assertThat(document.at("/components/schemas/GeluRequest/properties/approximate/enum"))
        .isEqualTo(Http.json("['none', 'tanh', 'sigmoid']"));
  }

  @Test
  void swaggerUiIsServed() {
    assertThat(http.get("/swagger-ui.html").statusCode()).isEqualTo(302);
    for (var shorter : List.of("/swagger-ui", "/swagger-ui/")) {
      assertThat(http.get(shorter).headers().firstValue("Location"))
          .hasValueSatisfying(there -> assertThat(there).endsWith("/swagger-ui.html"));
    }
    var page = http.get("/swagger-ui/index.html");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("swagger-ui");
    assertThat(http.shown("/v3/api-docs/swagger-config").get("url").stringValue())
        .isEqualTo("/v3/api-docs");
  }
}
