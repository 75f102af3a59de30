package dev.nabla.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/// NumPy array files, laid out by hand as the description of the format has them.
@OutsideTest
class NpyTest {

  private static final String NPY = "application/x-npy";
  private static final String JSON = "application/json";
  private static final String RELU = "/v1/activations/relu";

  private final Http http;

  NpyTest(@LocalServerPort int port) {
    http = new Http(port);
  }

  private HttpResponse<byte[]> post(String path, ByteBuffer body, String type, String accept) {
    return http.sendForBytes(
        "POST",
        path,
        BodyPublishers.ofByteArray(bytes(body)),
        "Content-Type",
        type,
        "Accept",
        accept);
  }

  private static ByteBuffer npy(String header, ByteBuffer data) {
    return npy(1, header, data);
  }

  private static ByteBuffer npy(int version, String header, ByteBuffer data) {
    var text = (header + "\n").getBytes(ISO_8859_1);
    var file =
        ByteBuffer.allocate(12 + text.length + data.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    file.put("\u0093NUMPY".getBytes(ISO_8859_1)).put((byte) version).put((byte) 0);
    if (version == 1) {
      file.putShort((short) text.length);
    } else {
      file.putInt(text.length);
    }
    file.put(text).put(data.rewind());
    var whole = new byte[file.position()];
    file.get(0, whole);
    return ByteBuffer.wrap(whole);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }

  private static String header(String descr, String shape) {
    return "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(descr, shape);
  }

  private static ByteBuffer doubles(ByteOrder order, double... numbers) {
    var bytes = ByteBuffer.allocate(8 * numbers.length).order(order);
    for (double number : numbers) {
      bytes.putDouble(number);
    }
    return bytes;
  }

  private static ByteBuffer floats(ByteOrder order, float... numbers) {
    var bytes = ByteBuffer.allocate(4 * numbers.length).order(order);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return bytes;
  }

  /// Holds the header to the format, and gives the data behind it.
  private static ByteBuffer data(HttpResponse<byte[]> response, String header) {
    assertThat(response.statusCode()).as(new String(response.body(), ISO_8859_1)).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains(NPY);
    assertThat(response.headers().firstValueAsLong("Content-Length"))
        .hasValue(response.body().length);
    var file = ByteBuffer.wrap(response.body()).order(ByteOrder.LITTLE_ENDIAN);
    var start = new byte[8];
    file.get(start);
    assertThat(start).isEqualTo("\u0093NUMPY\u0001\u0000".getBytes(ISO_8859_1));
    var text = new byte[file.getShort()];
    file.get(text);
    assertThat(new String(text, ISO_8859_1)).isEqualToIgnoringWhitespace(header).endsWith("\n");
    assertThat(file.position() % 64).isZero();
    return file.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  record File(String name, ByteBuffer bytes, String answered) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<File> FILES =
      List.of(
          new File(
              "float64",
              npy(header("<f8", "(2,)"), doubles(ByteOrder.LITTLE_ENDIAN, -1, 2.5)),
              header("<f8", "(2,)")),
          new File(
              "float64, big-endian",
              npy(header(">f8", "(2,)"), doubles(ByteOrder.BIG_ENDIAN, -1, 2.5)),
              header("<f8", "(2,)")),
          new File(
              "version 2",
              npy(2, header("<f8", "(1, 2)"), doubles(ByteOrder.LITTLE_ENDIAN, -1, 2.5)),
              header("<f8", "(1, 2)")),
          new File(
              "version 3, keys in another order",
              npy(
                  3,
                  "{'shape': (2, 1), 'descr': '<f8', 'fortran_order': False}",
                  doubles(ByteOrder.LITTLE_ENDIAN, -1, 2.5)),
              header("<f8", "(2, 1)")),
          new File(
              "one dimension is in Fortran's order too",
              npy(
                  "{'descr': '<f8', 'fortran_order': True, 'shape': (2,), }",
                  doubles(ByteOrder.LITTLE_ENDIAN, -1, 2.5)),
              header("<f8", "(2,)")));

  @ParameterizedTest
  @FieldSource("FILES")
  void arrayComesAndGoes(File file) {
    var values = data(post(RELU + "?outputs=values", file.bytes, NPY, NPY), file.answered);
    assertThat(List.of(values.getDouble(), values.getDouble())).containsExactly(0.0, 2.5);
    var gradients = data(post(RELU + "?outputs=gradients", file.bytes, NPY, "*/*"), file.answered);
    assertThat(List.of(gradients.getDouble(), gradients.getDouble())).containsExactly(0.0, 1.0);
  }

  @Test
  void float32StaysFloat32() {
    for (var order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      var descr = order == ByteOrder.LITTLE_ENDIAN ? "<f4" : ">f4";
      var file = npy(header(descr, "(3,)"), floats(order, -1, 2.5f, 0.1f));
      var values = data(post(RELU + "?outputs=values", file, NPY, NPY), header("<f4", "(3,)"));
      assertThat(List.of(values.getFloat(), values.getFloat(), values.getFloat()))
          .containsExactly(0f, 2.5f, 0.1f);
    }
  }

  @Test
  void singleNumberHasNoDimensions() {
    var file = npy(header("<f8", "()"), doubles(ByteOrder.LITTLE_ENDIAN, 3));
    assertThat(
            data(post(RELU + "?outputs=values", file, NPY, NPY), header("<f8", "()")).getDouble())
        .isEqualTo(3);
  }

  @Test
  void parametersStandInTheQuery() {
    var file = npy(header("<f8", "(1, 2)"), doubles(ByteOrder.LITTLE_ENDIAN, -2, 1));
    var leaky = post("/v1/activations/leaky_relu?alpha=-0.5&outputs=values", file, NPY, NPY);
    var values = data(leaky, header("<f8", "(1, 2)"));
    assertThat(List.of(values.getDouble(), values.getDouble())).containsExactly(1.0, 1.0);
    // Along an axis of one element, all is 1.
    var softmax = post("/v1/activations/softmax?axis=0&outputs=values", file, NPY, NPY);
    values = data(softmax, header("<f8", "(1, 2)"));
    assertThat(List.of(values.getDouble(), values.getDouble())).containsExactly(1.0, 1.0);
    var gelu = post("/v1/activations/gelu?approximate=tanh", file, NPY, "application/json");
    assertThat(Http.JSON.readTree(gelu.body()).get("parameters"))
        .isEqualTo(Http.json("{'approximate': 'tanh'}"));
  }

  @Test
  void eitherSideMayBeJson() {
    var file = npy(header("<f8", "(2,)"), doubles(ByteOrder.LITTLE_ENDIAN, -1, 2.5));
    var json = Http.JSON.readTree(post(RELU, file, NPY, "application/json").body());
    assertThat(json.get("values")).isEqualTo(Http.json("[0.0, 2.5]"));
    assertThat(json.at("/gradients/x")).isEqualTo(Http.json("[0.0, 1.0]"));
    var body = "{\"x\": [-1, 2.5], \"outputs\": [\"values\"], \"dtype\": \"float32\"}";
    var values =
        data(
            post(RELU, text(body), "application/json", "text/html, " + NPY), header("<f4", "(2,)"));
    assertThat(List.of(values.getFloat(), values.getFloat())).containsExactly(0f, 2.5f);
  }

  record Fault(String path, ByteBuffer bytes, String accept, int status, String detail) {
    @Override
    public String toString() {
      return status + " " + detail;
    }
  }

  private static Fault fault(String path, String header, int bytes, int status, String detail) {
    return new Fault(path, npy(header, ByteBuffer.allocate(bytes)), NPY, status, detail);
  }

  private static Fault fault(String header, int bytes, int status, String detail) {
    return fault(RELU + "?outputs=values", header, bytes, status, detail);
  }

  static final List<Fault> FAULTS =
      List.of(
          fault(
              header("<f8", "(2,)"),
              15,
              400,
              "expected 16 bytes of data for the shape [2], found 15"),
          fault(header("<f8", "(2,)"), 17, 400, "found 17"),
          fault(header("<i8", "(2,)"), 16, 400, "float64 or float32), found <i8"),
          fault(header("|O", "(2,)"), 16, 400, "found |O"),
          fault(header("<f8", "(-2,)"), 16, 400, "sizes from 0"),
          fault(header("<f8", "(99999999999,)"), 16, 400, "sizes from 0"),
          fault(header("<f8", "(2000000, 2000000)"), 16, 413, "nabla.limits.elements"),
          fault(header("<f8", "(1, 1, 1, 1, 1, 1, 1, 1, 1)"), 8, 413, "nabla.limits.nesting"),
          fault(
              "{'descr': '<f8', 'fortran_order': True, 'shape': (1, 2), }",
              16,
              400,
              "found one in Fortran's"),
          fault("{'descr': '<f8', 'shape': (2,), }", 16, 400, "descr, fortran_order and shape"),
          fault(header("<f8", "(2147483647, 2147483647, 2147483647)"), 16, 413, "numbers in all"),
          fault("__import__('os')", 16, 400, "fortran_order and shape, found __import__('os')"),
          fault(
              " ".repeat(20_000),
              16,
              400,
              "a header of at most 10000 bytes inside the body, found one of 20001 in a body of"
                  + " 20027"),
          new Fault(RELU, text("hello, world"), NPY, 400, "the first bytes"),
          new Fault(RELU, ByteBuffer.allocate(0), NPY, 400, "found an empty body"),
          new Fault(
              RELU,
              npy(9, header("<f8", "()"), ByteBuffer.allocate(8)),
              NPY,
              400,
              "version 1, 2 or 3 of the format, found version 9"),
          fault(header("<f8", "(1)"), 8, 400, "a tuple of sizes from 0 to 2147483647"),
          fault(header("<f8", "(1,,)"), 8, 400, "found (1,,)"),
          fault(header("<f8", "(,)"), 8, 400, "found (,)"),
          fault(header("<f8", "(01,)"), 8, 400, "found (01,)"),
          fault(
              "{'descr': '<f8' 'fortran_order': False, 'shape': ()}",
              8,
              400,
              "descr, fortran_order and shape"),
          fault(
              "{'descr': '<f8',, 'fortran_order': False, 'shape': ()}",
              8,
              400,
              "descr, fortran_order and shape"),
          fault(
              RELU + "?outputs=values,gradients",
              header("<f8", "()"),
              8,
              400,
              "either `values` or `gradients`"),
          fault(RELU + "?dtype=float32", header("<f8", "()"), 8, 400, "whose own type counts"),
          fault(
              "/v1/activations/leaky_relu?alpha=01",
              header("<f8", "()"),
              8,
              400,
              "a finite number, found the string \"01\""),
          fault(
              "/v1/activations/softmax?axis=00",
              header("<f8", "(1,)"),
              8,
              400,
              "a 32-bit integer, found the string \"00\""),
          fault(
              "/v1/activations/leaky_relu?alpha=1e400",
              header("<f8", "()"),
              8,
              400,
              "expected a number within the range of float64, found 1e400"),
          fault(
              RELU + "?outputs=loss",
              header("<f8", "()"),
              8,
              400,
              "expected one of \"gradients\", \"values\", found \"loss\""),
          fault(RELU + "?alpha=1", header("<f8", "()"), 8, 400, "found `alpha`"),
          fault(
              "/v1/activations/leaky_relu?alhpa=1",
              header("<f8", "()"),
              8,
              400,
              "did you mean `alpha`?"),
          fault("/v1/activations/leaky_relu?alpha=1&alpha=2", header("<f8", "()"), 8, 400, "once"),
          fault(
              "/v1/activations/leaky_relu?outputs=values&alpha=0x1p3",
              header("<f8", "()"),
              8,
              400,
              "a finite number"),
          fault(
              "/v1/activations/softmax?jacobian=true&outputs=values",
              header("<f8", "(1,)"),
              8,
              400,
              "Jacobian"),
          fault(
              "/v1/activations/maxout?outputs=values",
              header("<f8", "()"),
              8,
              415,
              "several inputs"),
          fault("/v1/losses/mse", header("<f8", "()"), 8, 415, "application/json"),
          new Fault(RELU, npy(header("<f8", "()"), ByteBuffer.allocate(8)), "text/html", 406, NPY));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void faultIsAProblem(Fault fault) {
    var response = post(fault.path, fault.bytes, NPY, fault.accept);
    assertThat(response.statusCode()).isEqualTo(fault.status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(Http.JSON.readTree(response.body()).get("detail").stringValue())
        .contains(fault.detail);
  }

  @Test
  void whatIsNotSaidIsTheValues() {
    var file = npy(header("<f8", "(2,)"), doubles(ByteOrder.LITTLE_ENDIAN, -1, 2.5));
    var body = text("{\"x\": [-1, 2.5]}");
    for (var response : List.of(post(RELU, file, NPY, NPY), post(RELU, body, JSON, NPY))) {
      var values = data(response, header("<f8", "(2,)"));
      assertThat(List.of(values.getDouble(), values.getDouble())).containsExactly(0.0, 2.5);
    }
  }

  /// Three gradients are three arrays, and none of them is left out silently.
  @Test
  void gradientsToSeveralInputsAreNotOneArray() {
    var body =
        "{\"x\": [[2]], \"weights\": [[[3]], [[1]]], \"biases\": [[1], [0]], \"outputs\": [\"%s\"]}";
    var maxout = "/v1/activations/maxout";
    var values =
        data(post(maxout, text(body.formatted("values")), JSON, NPY), header("<f8", "(1, 1)"));
    assertThat(values.getDouble()).isEqualTo(7);
    var refused = post(maxout, text(body.formatted("gradients")), JSON, NPY);
    assertThat(refused.statusCode()).isEqualTo(400);
    var problem = Http.JSON.readTree(refused.body());
    assertThat(problem.get("type").stringValue()).isEqualTo("/problems/conflicting-fields");
    assertThat(problem.get("detail").stringValue()).contains("`x`, `weights`, `biases`");
  }

  @Test
  void lossesAreNotAnsweredAsArrays() {
    var body = text("{\"predictions\": [1], \"targets\": [1]}");
    assertThat(post("/v1/losses/mse", body, "application/json", NPY).statusCode()).isEqualTo(406);
    assertThat(
            post("/v1/losses/mse", body, "application/json", NPY + ", application/json;q=0.1")
                .headers()
                .firstValue("Content-Type"))
        .contains("application/json");
  }

  /// What a file cannot be pointed into, nor a query be by a pointer.
  @Test
  void placesAreParametersOrTheFileAsAWhole() {
    var file = npy(header("<f8", "()"), ByteBuffer.allocate(8));
    var leaky = "/v1/activations/leaky_relu?outputs=values&alpha=";
    assertThat(place(post(leaky + "x", file, NPY, NPY))).isEqualTo("{'parameter': 'alpha'}");
    assertThat(place(post(leaky + "1e400", file, NPY, NPY))).isEqualTo("{'parameter': 'alpha'}");
    assertThat(place(post(RELU + "?outputs=loss", file, NPY, NPY)))
        .isEqualTo("{'parameter': 'outputs'}");
    assertThat(place(post(RELU + "?x=1", file, NPY, NPY))).isEqualTo("{'parameter': 'x'}");
    assertThat(place(post("/v1/activations/softmax?outputs=values", file, NPY, NPY)))
        .isEqualTo("{'pointer': ''}");
  }

  /// What stands in the query beside an array file stands in the body where that is JSON; an answer
  /// without it would look as if it had counted.
  @ParameterizedTest
  @ValueSource(strings = {"alpha", "alfa", "outputs", "x"})
  void besideJsonTheQueryIsRefused(String parameter) {
    var path = "/v1/activations/leaky_relu?%s=0.5".formatted(parameter);
    for (var accept : List.of(JSON, NPY)) {
      var refused = post(path, text("{\"x\": [-1]}"), JSON, accept);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(place(refused)).isEqualTo("{'parameter': '%s'}".formatted(parameter));
      assertThat(Http.JSON.readTree(refused.body()).get("detail").stringValue())
          .isEqualTo(
              "expected all fields in the JSON of the body, found `%s` in the query"
                  .formatted(parameter));
    }
    var loss = "/v1/losses/hinge?margin=2";
    assertThat(post(loss, text("{\"scores\": 1, \"targets\": 1}"), JSON, JSON).statusCode())
        .isEqualTo(400);
  }

  private static String place(HttpResponse<byte[]> response) {
    var error = Http.JSON.readTree(response.body()).get("errors").get(0);
    var names = error.propertyNames().stream().filter(name -> !name.equals("detail")).toList();
    assertThat(names).hasSize(1);
    var name = names.getFirst();
    return "{'%s': '%s'}".formatted(name, error.get(name).stringValue());
  }

  /// RFC 9110, sections 5.3 and 12.4.2: several headers are one list, and 0 means never.
  @ParameterizedTest
  @ValueSource(strings = {"text/html|application/x-npy", "application/json;q=0, */*"})
  void allOfAcceptIsHeeded(String accept) {
    var headers = new ArrayList<>(List.of("Content-Type", "application/json"));
    for (var line : accept.split("\\|", -1)) {
      headers.addAll(List.of("Accept", line));
    }
    var body = BodyPublishers.ofString("{\"x\": [1], \"outputs\": [\"values\"]}");
    assertThat(
            http.send("POST", RELU, body, headers.toArray(String[]::new))
                .headers()
                .firstValue("Content-Type"))
        .contains(NPY);
  }
}
