package dev.nabla.inference;

import static dev.nabla.inference.Client.HEADER_LENGTH;
import static dev.nabla.inference.Client.bytes;
import static dev.nabla.inference.Client.doubles;
import static dev.nabla.inference.Client.gzip;
import static dev.nabla.inference.Client.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.function.Kind;
import dev.nabla.web.Http;
import dev.nabla.web.OutsideTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The protocol in JSON: what it tells of itself, and inference with every function.
@OutsideTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InferenceTest {

  /// relu and its gradient, which are exact by hand.
  private static final String REQUEST =
      "{'inputs': [{'name': 'x', 'shape': [2, 2], 'datatype': 'FP64', 'data': [-1, 2, -3, 4]}]}";

  private static final String ANSWER =
      "{'model_name': 'relu', 'model_version': '1', 'outputs': [{'name': 'values', 'shape': [2, 2],"
          + " 'datatype': 'FP64', 'data': [0.0, 2.0, 0.0, 4.0]},{'name': 'gradients.x', 'shape':"
          + " [2, 2], 'datatype': 'FP64', 'data': [0.0, 1.0, 0.0, 1.0]}]}";

  private final Client client;
  private final Http http;
  private final Catalogue catalogue;

  InferenceTest(@LocalServerPort int port, @Autowired Catalogue catalogue) {
    client = new Client(port);
    http = new Http(port);
    this.catalogue = catalogue;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v2/"})
  void serverTellsOfItself(String path) {
    var metadata = http.shown(path);
    assertThat(metadata.propertyNames()).containsExactly("name", "version", "extensions");
    assertThat(metadata.get("name").stringValue()).isEqualTo("nabla");
    assertThat(metadata.get("version").stringValue()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(metadata.get("extensions"))
        .isEqualTo(Http.json("['binary_tensor_data', 'parameters']"));
  }

  @Test
  void serverAndModelsAreWell() {
    assertThat(http.get("/v2/health/live").body()).isEqualTo("{\"live\":true}");
    assertThat(http.get("/v2/health/ready").body()).isEqualTo("{\"ready\":true,\"live\":true}");
    assertThat(http.get("/v2/models/gelu/ready").body())
        .isEqualTo("{\"name\":\"gelu\",\"ready\":true}");
    assertThat(http.get("/v2/models/gelu/versions/1/ready").body())
        .isEqualTo("{\"name\":\"gelu\",\"ready\":true}");
  }

  @Test
  void modelTellsOfItself() {
    var triplet =
        Http.json(
            "{'name': 'triplet', 'versions': ['1'], 'platform': 'nabla', 'inputs': ["
                + "{'name': 'anchor', 'datatype': 'FP64', 'shape': [-1, -1]},"
                + "{'name': 'positive', 'datatype': 'FP64', 'shape': [-1, -1]},"
                + "{'name': 'negative', 'datatype': 'FP64', 'shape': [-1, -1]},"
                + "{'name': 'sample_weights', 'datatype': 'FP64', 'shape': [-1]}],"
                + "'outputs': [{'name': 'values', 'datatype': 'FP64', 'shape': [-1]},"
                + "{'name': 'loss', 'datatype': 'FP64', 'shape': [1]},"
                + "{'name': 'gradients.anchor', 'datatype': 'FP64', 'shape': [-1, -1]},"
                + "{'name': 'gradients.positive', 'datatype': 'FP64', 'shape': [-1, -1]},"
                + "{'name': 'gradients.negative', 'datatype': 'FP64', 'shape': [-1, -1]},"
                + "{'name': 'regions', 'datatype': 'BYTES', 'shape': [-1]},"
                + "{'name': 'distances_positive', 'datatype': 'FP64', 'shape': [-1]},"
                + "{'name': 'distances_negative', 'datatype': 'FP64', 'shape': [-1]}]}");
    assertThat(http.shown("/v2/models/triplet")).isEqualTo(triplet);
    assertThat(http.shown("/v2/models/triplet_margin/versions/1")).isEqualTo(triplet);
    assertThat(http.shown("/v2/models/maxout").at("/outputs").toString())
        .contains("{\"name\":\"selected\",\"datatype\":\"INT64\",\"shape\":[-1,-1]}");
  }

  /// leaky_relu of slope 1 answers what comes.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name': 'x', 'shape': [], 'datatype': 'FP64', 'data': -0}",
        "{'name': 'x', 'shape': [1], 'datatype': 'FP64', 'data': [-0]}",
        "{'name': 'x', 'shape': [1], 'datatype': 'FP32', 'data': [-0]}",
        "{'data': [-0], 'name': 'x', 'shape': [1], 'datatype': 'FP64'}",
        "{'name': 'x', 'shape': [2], 'datatype': 'FP64', 'data': [-0, 'NaN']}",
        "{'name': 'x', 'shape': [2], 'datatype': 'FP32', 'data': [-0, NaN]}",
      })
  void zeroKeepsItsSign(String input) {
    var answer =
        client.answer(
            "leaky_relu", "{'parameters': {'alpha': 1}, 'inputs': [%s]}".formatted(input));
    assertThat(answer.at("/outputs/0/data/0").toString()).isEqualTo("-0.0");
  }

  @Test
  void parameterOfZeroKeepsItsSign() {
    var answer =
        client.answer(
            "leaky_relu",
            "{'parameters': {'alpha': -0}, 'inputs': [{'name': 'x', 'shape': [1], 'datatype':"
                + " 'FP64', 'data': [-1]}]}");
    assertThat(answer.at("/outputs/1/data/0").toString()).isEqualTo("-0.0");
  }

  Stream<Definition> functions() {
    return catalogue.all().stream();
  }

  /// The card's example gives the same bits as over v1, under names that the metadata lists.
  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void everyFunctionAnswersAsOverV1(Definition definition) {
    var example = (ObjectNode) Http.JSON.readTree(definition.card().example());
    var v1 =
        http.answer(
            "/v1/%s/%s".formatted(definition.kind().collection(), definition.name()),
            example.toString());
    var metadata = http.shown("/v2/models/" + definition.name());
    var answer = client.answer(definition.name(), request(metadata, example).toString());
    assertThat(answer.propertyNames()).containsExactly("model_name", "model_version", "outputs");
    assertThat(answer.get("model_name").stringValue()).isEqualTo(definition.name());
    assertThat(names(answer.get("outputs"))).isSubsetOf(names(metadata.get("outputs")));
    assertThat(names(answer.get("outputs"))).contains("values");
    assertThat(names(answer.get("outputs")).contains("loss"))
        .isEqualTo(definition.kind() == Kind.LOSS);
    for (var output : answer.get("outputs")) {
      var name = output.get("name").stringValue();
      var same =
          name.startsWith("gradients.")
              ? v1.at("/gradients/" + name.substring("gradients.".length()))
              : v1.get(name);
      assertThat(output.get("data")).as(name).isEqualTo(flat(same));
      if (!name.equals("loss")) {
        assertThat(output.get("shape")).as(name).isEqualTo(shape(same));
      }
    }
  }

  private static ObjectNode request(JsonNode metadata, ObjectNode example) {
    var request = Http.JSON.createObjectNode();
    var inputs = request.putArray("inputs");
    for (var input : metadata.get("inputs")) {
      var name = input.get("name").stringValue();
      var value = example.remove(name);
      if (value != null) {
        inputs
            .addObject()
            .put("name", name)
            .put("datatype", "FP64")
            .set("shape", shape(value))
            .set("data", flat(value));
      }
    }
    request.set("parameters", example);
    return request;
  }

  private static List<String> names(JsonNode tensors) {
    return tensors.valueStream().map(tensor -> tensor.get("name").stringValue()).toList();
  }

  private static ArrayNode shape(JsonNode value) {
    var shape = Http.JSON.createArrayNode();
    for (var level = value; level.isArray(); level = level.get(0)) {
      shape.add(level.size());
    }
    return shape;
  }

  private static ArrayNode flat(JsonNode value) {
    var all = Http.JSON.createArrayNode();
    if (value.isArray()) {
      value.forEach(element -> all.addAll(flat(element)));
    } else {
      all.add(value);
    }
    return all;
  }

  @Test
  void answerHasNothingButWhatTheRequestCaused() {
    var response = client.infer("relu", REQUEST);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Http.JSON.readTree(response.body())).isEqualTo(Http.json(ANSWER));
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().firstValue(HEADER_LENGTH)).isEmpty();
    assertThat(response.headers().firstValueAsLong("Content-Length"))
        .hasValue(response.body().length);
  }

  /// Bodies that ask for the same as the plain one, as clients are known to write them.
  static final List<String> SAME =
      List.of(
          "{'inputs': [{'name': 'x', 'shape': [2, 2], 'datatype': 'FP64', 'data': [[-1, 2], [-3,"
              + " 4]]}]}",
          "{'inputs': [{'data': [-1, 2, -3, 4], 'datatype': 'FP64', 'name': 'x', 'shape': [2,"
              + " 2]}]}",
          "{'inputs': [{'data': [[-1.0, 2e0], [-3, 4]], 'shape': [2, 2], 'name': 'x', 'datatype':"
              + " 'FP64'}]}",
          "{'id': null, 'parameters': null, 'outputs': null, 'inputs': [{'name': 'x', 'shape': [2,"
              + " 2], 'datatype': 'FP64', 'parameters': null, 'data': [-1, 2, -3, 4]}]}",
          "{'outputs': [], 'parameters': {}, 'inputs': [{'name': 'x', 'shape': [2, 2], 'datatype':"
              + " 'FP64', 'parameters': {}, 'data': [-1, 2, -3, 4]}]}",
          "{'model_name': 'relu', 'model_version': '', 'inputs': [{'name': 'x', 'shape': [2, 2],"
              + " 'extra': [{}], 'datatype': 'FP64', 'data': [-1, 2, -3, 4]}]}",
          "{'parameters': {'timeout': 5, 'nested': {'a': [1, [2]]}, 'alpha': 'x',"
              + " 'binary_data_output': false}, 'inputs': [{'name': 'x', 'shape': [2, 2],"
              + " 'datatype': 'FP64', 'parameters': {'hint': 1}, 'data': [-1, 2, -3, 4]}]}",
          "{'inputs': [{'name': 'x', 'shape': [2, 2], 'datatype': 'FP64', 'data': [-1, 2, -3, 4]}],"
              + " 'outputs': [{'name': 'values', 'parameters': {'binary_data': false,"
              + " 'classification': 1}}, {'name': 'gradients.x', 'parameters': null}]}");

  @ParameterizedTest
  @FieldSource("SAME")
  void knownWaysOfWritingARequestAreTheSame(String body) {
    assertThat(client.answer("relu", body)).isEqualTo(Http.json(ANSWER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: application/json",
        "Content-Type: application/json; charset=utf-8",
        "Content-Type: application/octet-stream",
        "Content-Type: application/x-www-form-urlencoded",
        "Accept: text/html",
        "Accept: */*",
        "Accept-Encoding: gzip",
        "Content-Encoding: identity"
      })
  void headersOfKnownClientsMakeNoDifference(String header) {
    var parts = header.split(": ", 2);
    var response = client.infer("relu", bytes(REQUEST), parts[0], parts[1]);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Http.JSON.readTree(response.body())).isEqualTo(Http.json(ANSWER));
  }

  @Test
  void compressedRequestsAreInflated() {
    var body = gzip(bytes(REQUEST));
    assertThat(client.infer("relu", body, "Content-Encoding", "gzip").body())
        .isEqualTo(client.infer("relu", REQUEST).body());
    var header =
        bytes(
            "{'inputs': [{'name': 'x', 'shape': [2], 'datatype': 'FP64',"
                + " 'parameters': {'binary_data_size': 16}}], 'outputs': [{'name': 'values'}]}");
    var binary =
        client.infer(
            "relu",
            gzip(join(header, doubles(-1, 5))),
            "Content-Encoding",
            "gzip",
            HEADER_LENGTH,
            String.valueOf(header.length));
    assertThat(Http.JSON.readTree(binary.body()).at("/outputs/0/data"))
        .isEqualTo(Http.json("[0.0, 5.0]"));
    var v1 = "{\"x\": [-1, 5], \"outputs\": [\"values\"]}";
    var response =
        client.send(
            "POST",
            "/v1/activations/relu",
            gzip(bytes(v1)),
            "Content-Type",
            "application/json",
            "Content-Encoding",
            "gzip");
    assertThat(Http.JSON.readTree(response.body()).get("values"))
        .isEqualTo(Http.json("[0.0, 5.0]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "", "ü ∇ \\\\ \\u0022", "1e9"})
  void idComesBack(String id) {
    var json =
        Http.quoted(REQUEST).replaceFirst("\\{", "{\"id\": \"" + id.replace("\\", "\\\\") + "\", ");
    var answer = Http.JSON.readTree(client.infer("relu", json).body());
    assertThat(answer.propertyNames())
        .containsExactly("model_name", "model_version", "id", "outputs");
    assertThat(answer.get("id")).isEqualTo(Http.JSON.readTree(json).get("id"));
  }

  @Test
  void versionedPathAndAliasesAnswerToo() {
    var response = client.send("POST", "/v2/models/relu/versions/1/infer", bytes(REQUEST));
    assertThat(Http.JSON.readTree(response.body())).isEqualTo(Http.json(ANSWER));
    assertThat(client.answer("logistic", REQUEST).get("model_name").stringValue())
        .isEqualTo("sigmoid");
  }

  @Test
  void outputsComeAsNamedAndInThatOrder() {
    var answer =
        client.answer(
            "mse",
            "{'inputs': [{'name': 'predictions', 'shape': [2], 'datatype': 'FP64', 'data': [1, 3]},"
                + "{'name': 'targets', 'shape': [2], 'datatype': 'INT64', 'data': [0, 1]}],"
                + "'outputs': [{'name': 'gradients.predictions'}, {'name': 'loss'}]}");
    // Of squares 1 and 4 the mean is 2.5; of 2(p − t) over two samples there is left p − t.
    assertThat(answer.get("outputs"))
        .isEqualTo(
            Http.json(
                "[{'name': 'gradients.predictions', 'shape': [2], 'datatype': 'FP64', 'data': [1.0,"
                    + " 2.0]},{'name': 'loss', 'shape': [1], 'datatype': 'FP64', 'data': [2.5]}]"));
  }

  @Test
  void parametersAndReductionTakeEffect() {
    var body =
        "{'inputs': [{'name': 'scores', 'shape': [2], 'datatype': 'FP64', 'data': [2, -1]},"
            + "{'name': 'targets', 'shape': [2], 'datatype': 'INT32', 'data': [1, -1]},"
            + "{'name': 'sample_weights', 'shape': [2], 'datatype': 'FP32', 'data': [1, 2]}],"
            + "'parameters': {'margin': 4, 'reduction': '%s'}}";
    // max(0, 4 − t·s) is 2 and 3; weighted 2 and 6.
    var sum = client.answer("hinge", body.formatted("sum"));
    assertThat(sum.at("/outputs/0/data")).isEqualTo(Http.json("[8.0]"));
    assertThat(names(client.answer("hinge", body.formatted("none")).get("outputs")))
        .containsExactly("values", "gradients.scores");
  }

  @Test
  void inputsWithoutGradientMayBeWholeNumbers() {
    var answer =
        client.answer(
            "cross_entropy",
            "{'inputs': [{'name': 'targets', 'shape': [1], 'datatype': 'INT64', 'data': [1.0]},"
                + "{'name': 'class_weights', 'shape': [2], 'datatype': 'UINT8', 'data': [9, 0]},"
                + "{'name': 'logits', 'shape': [1, 2], 'datatype': 'FP32', 'data': [0, 0]}],"
                + "'parameters': {'reduction': 'sum'}, 'outputs': [{'name': 'loss'}]}");
    // The class counts for nothing; the datatype is that of the main input, wherever it stands.
    assertThat(answer.get("outputs"))
        .isEqualTo(
            Http.json("[{'name': 'loss', 'shape': [1], 'datatype': 'FP32', 'data': [0.0]}]"));
  }

  @Test
  void jacobianComesOnRequest() {
    var plain =
        client.answer(
            "softmax",
            "{'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP64', 'data': [0, 0]}]}");
    assertThat(names(plain.get("outputs"))).containsExactly("values", "gradients.x");
    // s = (½, ½), so sᵢ(δᵢⱼ − sⱼ) is ±¼.
    for (var request :
        List.of("'parameters': {'jacobian': true}", "'outputs': [{'name': 'jacobian'}]")) {
      var outputs =
          client
              .answer(
                  "softmax",
                  "{'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP64', 'data': [0, 0]}], %s}"
                      .formatted(request))
              .get("outputs");
      var jacobian = outputs.get(outputs.size() - 1);
      assertThat(jacobian.get("shape")).isEqualTo(Http.json("[1, 2, 2]"));
      assertThat(jacobian.get("data")).isEqualTo(Http.json("[0.25, -0.25, -0.25, 0.25]"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[NaN, Infinity, -Infinity, -0.0]",
        "['NaN', 'Infinity', '-Infinity', -0.0]",
        "[NaN, 'Infinity', -Infinity, -0e0]"
      })
  void nonFiniteNumbersComeBareOrInQuotesAndGoInQuotes(String data) {
    var answer =
        client.answer(
            "leaky_relu",
            "{'inputs': [{'name': 'x', 'shape': [4], 'datatype': 'FP64', 'data': %s}], 'outputs': [{'name': 'values'}]}"
                .formatted(data));
    assertThat(answer.at("/outputs/0/data").toString())
        .isEqualTo("[\"NaN\",\"Infinity\",\"-Infinity\",-0.0]");
  }

  /// Below the middle between 1 + 2⁻²³ and 1 + 2⁻²² by less than float64 can tell: rounded twice,
  /// it would go up.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'datatype': 'FP32', 'data': [1.00000017881393432617187499]",
        "'data': [1.00000017881393432617187499], 'datatype': 'FP32'"
      })
  void float32LiteralsAreRoundedOnce(String fields) {
    var answer =
        client.answer(
            "relu",
            "{'inputs': [{'name': 'x', 'shape': [1], %s}], 'outputs': [{'name': 'values'}]}"
                .formatted(fields));
    assertThat(answer.at("/outputs/0/datatype").stringValue()).isEqualTo("FP32");
    assertThat(answer.at("/outputs/0/data").toString()).isEqualTo("[1.0000001]");
  }

  @Test
  void emptyTensorsAndSingleNumbersHaveShapesToo() {
    assertThat(
            client
                .answer(
                    "relu",
                    "{'inputs': [{'name': 'x', 'shape': [0, 3], 'datatype': 'FP64', 'data': []}]}")
                .at("/outputs/0"))
        .isEqualTo(
            Http.json("{'name': 'values', 'shape': [0, 3], 'datatype': 'FP64', 'data': []}"));
    for (var data : List.of("7", "[7]")) {
      assertThat(
              client
                  .answer(
                      "relu",
                      "{'inputs': [{'name': 'x', 'shape': [], 'datatype': 'FP64', 'data': %s}]}"
                          .formatted(data))
                  .at("/outputs/0"))
          .isEqualTo(
              Http.json("{'name': 'values', 'shape': [], 'datatype': 'FP64', 'data': [7.0]}"));
    }
  }

  @Test
  void labelsAreBytes() {
    var inputs = new ArrayList<String>();
    // Distances 1 and 9, 3 and 2: the first triplet is easy, the second hard.
    inputs.add("{'name': 'anchor', 'shape': [2, 1], 'datatype': 'FP32', 'data': [0, 0]}");
    inputs.add("{'name': 'positive', 'shape': [2, 1], 'datatype': 'FP32', 'data': [1, 3]}");
    inputs.add("{'name': 'negative', 'shape': [2, 1], 'datatype': 'FP32', 'data': [9, 2]}");
    var answer =
        client.answer(
            "triplet",
            "{'inputs': [%s], 'outputs': [{'name': 'regions'}]}"
                .formatted(String.join(",", inputs)));
    assertThat(answer.at("/outputs/0"))
        .isEqualTo(
            Http.json(
                "{'name': 'regions', 'shape': [2], 'datatype': 'BYTES', 'data': ['easy',"
                    + " 'hard']}"));
  }
}
