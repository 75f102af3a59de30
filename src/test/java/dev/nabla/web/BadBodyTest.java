package dev.nabla.web;

import static dev.nabla.web.Problems.assertRefused;
import static dev.nabla.web.Problems.assertServes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/// A body that is wrong is answered by a problem that names the place, and changes nothing for the
/// next.
@OutsideTest
class BadBodyTest {

  private static final String SIGMOID = "/v1/activations/sigmoid";
  private static final String LEAKY = "/v1/activations/leaky_relu";
  private static final String SOFTMAX = "/v1/activations/softmax";
  private static final String MSE = "/v1/losses/mse";
  private static final String BINARY = "/v1/losses/binary_cross_entropy";
  private static final String CLASSES = "/v1/losses/cross_entropy";
  private static final String TRIPLET = "/v1/losses/triplet";
  private static final String[] JSON = {"Content-Type", "application/json"};

  private final Http http;

  BadBodyTest(@LocalServerPort int port) {
    http = new Http(port);
  }

  /// @param problem the end of the problem type
  /// @param detail a part of the message
  record Body(
      String name,
      String path,
      String body,
      int status,
      String problem,
      String pointer,
      String detail) {

    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Body> BODIES =
      List.of(
          malformed("empty body", "", "found an empty body"),
          malformed("blank body", " \n", "found an empty body"),
          malformed("no JSON", "x=1", "line 1, column 1"),
          malformed("array", "[1, 2]", "found an array"),
          malformed("bare number", "3", "found a number"),
          malformed("cut off", "{'x': [1, 2", "Unexpected end-of-input"),
          malformed("cut off in a number", "{'x': [1, 1e+", "a number without its last digits"),
          malformed(
              "cut off in a float32",
              "{'dtype': 'float32', 'x': [1, 1e+",
              "a number without its last digits"),
          malformed("trailing comma", "{'x': [1, 2, ]}", "line 1, column 14"),
          malformed("trailing word", "{'x': 1} x", "line 1, column 10"),
          malformed("second object", "{'x': 1} {'x': 2}", "more behind its end"),
          malformed("bare NaN", "{'x': NaN}", "Non-standard token 'NaN'"),
          malformed("leading zero", "{'x': 01}", "Leading zeroes"),
          malformed("leading plus", "{'x': +1}", "'+'"),
          malformed("leading point", "{'x': .5}", "'.'"),
          malformed("hexadecimal", "{'x': 0x10}", "'x'"),
          new Body(
              "unknown field",
              SIGMOID,
              "{'x': 1, 'batch': 3}",
              400,
              "unknown-field",
              "/batch",
              "expected one of the fields `x`, `upstream`, `dtype`, `outputs`, found `batch`"),
          new Body(
              "field name to be escaped",
              SIGMOID,
              "{'a/b~c': 1}",
              400,
              "unknown-field",
              "/a~1b~0c",
              "found `a/b~c`"),
          new Body(
              "misspelt field",
              SIGMOID,
              "{'x': 1, 'upsteam': 1}",
              400,
              "unknown-field",
              "/upsteam",
              "did you mean `upstream`?"),
          new Body(
              "misspelt parameter",
              LEAKY,
              "{'x': 1, 'Alfa': 1}",
              400,
              "unknown-field",
              "/Alfa",
              "did you mean `alpha`?"),
          new Body(
              "parameter of another function",
              SIGMOID,
              "{'x': 1, 'alpha': 1}",
              400,
              "unknown-field",
              "/alpha",
              "found `alpha`"),
          new Body(
              "option of the other kind",
              SIGMOID,
              "{'x': 1, 'reduction': 'mean'}",
              400,
              "unknown-field",
              "/reduction",
              "found `reduction`"),
          new Body(
              "duplicate field",
              SIGMOID,
              "{'x': 1, 'x': 1}",
              400,
              "duplicate-field",
              "/x",
              "expected the field `x` once"),
          new Body(
              "duplicate field in disguise",
              SIGMOID,
              "{'x': 1, '\\u0078': 1}",
              400,
              "duplicate-field",
              "/x",
              "expected the field `x` once"),
          ragged("long row", "[[1], [1, 2]]", "/x/1", "length 1, as before, found one of length 2"),
          ragged("short row", "[[[1, 2]], [[1]]]", "/x/1/0", "length 2, as before"),
          ragged("array after a number", "[1, [2]]", "/x/1", "expected a number, as before"),
          ragged("number after an array", "[[1], 2]", "/x/1", "expected an array, as before"),
          ragged("deeper than before", "[[1], [[2]]]", "/x/1/0", "found an array"),
          ragged("empty after full", "[[1], []]", "/x/1", "found one of length 0"),
          wrong("string", "'a'", "/x", "found the string \"a\""),
          wrong("number as a string", "[1, '2']", "/x/1", "found the string \"2\""),
          wrong("infinity misspelt", "'infinity'", "/x", "\"NaN\", \"Infinity\", \"-Infinity\""),
          wrong("boolean", "[[true]]", "/x/0/0", "found a boolean"),
          wrong("null", "null", "/x", "found null"),
          wrong("null among rows", "[[1], null]", "/x/1", "found null"),
          wrong("object", "{}", "/x", "found an object"),
          wrong("object among numbers", "[1, {'a': 1}]", "/x/1", "found an object"),
          wrong("base64", "'AAAAAAAA8D8AAAAAAADwPw=='", "/x", "found a string of 24 characters"),
          outOfRange("too large", "{'x': 1e400}", "/x", "range of float64, found 1e400"),
          outOfRange("too small", "{'x': [0, -1e400]}", "/x/1", "found -1e400"),
          outOfRange(
              "too large for float32",
              "{'dtype': 'float32', 'x': [1, 1e39]}",
              "/x/1",
              "range of float32, found 1e39"),
          outOfRange(
              "too large for float32 behind it",
              "{'x': [1, 1e39], 'dtype': 'float32'}",
              "/x/1",
              "range of float32, found 1e39"),
          outOfRange(
              "rounds beyond float32",
              "{'dtype': 'float32', 'x': 3.4028235677973367e38}",
              "/x",
              "range of float32"),
          missing("input", SIGMOID, "{}", "expected the input `x`"),
          missing("targets", MSE, "{'predictions': 1}", "expected the input `targets`"),
          missing("prediction", BINARY, "{'targets': 1}", "one of `logits`, `probabilities`"),
          new Body(
              "both logits and probabilities",
              BINARY,
              "{'logits': 1, 'targets': 1, 'probabilities': 0.5}",
              400,
              "conflicting-fields",
              "/probabilities",
              "exactly one of `logits`, `probabilities`, found `logits` and `probabilities`"),
          new Body(
              "ignore_index for probabilities",
              CLASSES,
              "{'logits': [[1, 2]], 'targets': [[0.5, 0.5]], 'ignore_index': 1}",
              400,
              "conflicting-fields",
              "/ignore_index",
              "found class probabilities"),
          mismatch(
              MSE,
              "{'predictions': [1, 2], 'targets': [1, 2, 3]}",
              "/targets",
              "`predictions` of shape [2], found [3]"),
          mismatch(SIGMOID, "{'x': 1, 'upstream': [1]}", "/upstream", "`x` of shape [], found [1]"),
          mismatch(
              MSE,
              "{'predictions': [[1]], 'targets': [[1]], 'sample_weights': [1]}",
              "/sample_weights",
              "`predictions` of shape [1, 1], found [1]"),
          mismatch(
              TRIPLET,
              "{'anchor': [[1, 2]], 'positive': [[1, 2]], 'negative': [[1]]}",
              "/negative",
              "`anchor` of shape [1, 2], found [1, 1]"),
          mismatch(
              CLASSES,
              "{'logits': [[1, 2], [3, 4]], 'targets': [0, 1, 0]}",
              "/targets",
              "`logits` of shape [2, 2], found [3]"),
          mismatch(
              CLASSES,
              "{'logits': [[1, 2]], 'targets': [0], 'class_weights': [1, 2, 3]}",
              "/class_weights",
              "`logits` of shape [1, 2], found [3]"),
          mismatch(SOFTMAX, "{'x': 1}", "/x", "expected the shape […, n], found []"),
          mismatch(
              "/v1/activations/maxout",
              "{'x': [1], 'weights': [[[1]]], 'biases': [[1]]}",
              "/weights",
              "at least 2 pieces, found 1"),
          notAllowed(
              "label of hinge",
              "/v1/losses/hinge",
              "{'scores': [[1, 2], [3, 4]], 'targets': [[1, -1], [0, 2]]}",
              "/targets/1/0",
              "expected −1 or 1, found 0"),
          notAllowed(
              "label of contrastive",
              "/v1/losses/contrastive",
              "{'x1': [[1]], 'x2': [[1]], 'targets': [-1]}",
              "/targets/0",
              "expected 0 or 1, found -1"),
          notAllowed(
              "soft label beyond 1",
              BINARY,
              "{'logits': [0, 0], 'targets': [1, 1.5]}",
              "/targets/1",
              "expected a number in [0, 1], found 1.5"),
          notAllowed(
              "soft label of focal",
              "/v1/losses/focal",
              "{'logits': 0, 'targets': 0.5}",
              "/targets",
              "expected 0 or 1, found 0.5"),
          notAllowed(
              "NaN as a label",
              BINARY,
              "{'logits': [0], 'targets': ['NaN']}",
              "/targets/0",
              "found NaN"),
          notAllowed(
              "probability beyond 1",
              BINARY,
              "{'probabilities': [2], 'targets': [1]}",
              "/probabilities/0",
              "expected a probability in [0, 1], found 2"),
          notAllowed(
              "infinite sample weight",
              MSE,
              "{'predictions': [1], 'targets': [1], 'sample_weights': ['Infinity']}",
              "/sample_weights/0",
              "expected a finite number"),
          notAllowed(
              "class index beyond",
              CLASSES,
              "{'logits': [[1, 2], [3, 4]], 'targets': [1, 2]}",
              "/targets/1",
              "expected a class index from 0 to 1, found 2"),
          notAllowed(
              "class index below",
              CLASSES,
              "{'logits': [[1, 2]], 'targets': [-1]}",
              "/targets/0",
              "found -1"),
          notAllowed(
              "half a class index",
              CLASSES,
              "{'logits': [[1, 2]], 'targets': [0.5]}",
              "/targets/0",
              "found 0.5"),
          parameter(
              "below", SOFTMAX, "{'x': [1], 'temperature': 0}", "/temperature", "> 0, found 0"),
          parameter(
              "beyond",
              "/v1/losses/focal",
              "{'logits': 0, 'targets': 1, 'alpha': 1.5}",
              "/alpha",
              "≥ 0 and ≤ 1 or null, found 1.5"),
          parameter(
              "word",
              "/v1/activations/gelu",
              "{'x': 1, 'approximate': 'erf'}",
              "/approximate",
              "one of \"none\", \"tanh\", \"sigmoid\", found \"erf\""),
          parameter("axis", SOFTMAX, "{'x': [1], 'axis': 1}", "/axis", "from -1 to 0"),
          parameter("axis below", SOFTMAX, "{'x': [[1]], 'axis': -3}", "/axis", "found -3"),
          parameter(
              "axis of no integer",
              SOFTMAX,
              "{'x': [1], 'axis': 3000000000}",
              "/axis",
              "3000000000"),
          parameter(
              "ignore_index of no integer",
              CLASSES,
              "{'logits': [[1]], 'targets': [0], 'ignore_index': 3000000000}",
              "/ignore_index",
              "found 3000000000"),
          parameter("dtype", SIGMOID, "{'x': 1, 'dtype': 'float16'}", "/dtype", "\"float64\""),
          parameter(
              "reduction",
              MSE,
              "{'predictions': 1, 'targets': 1, 'reduction': 'average'}",
              "/reduction",
              "one of \"mean\", \"sum\", \"none\", found \"average\""),
          parameter(
              "output",
              SIGMOID,
              "{'x': 1, 'outputs': ['values', 'loss']}",
              "/outputs/1",
              "\"loss\""),
          new Body(
              "infinite parameter",
              LEAKY,
              "{'x': 1, 'alpha': 1e400}",
              400,
              "number-out-of-range",
              "/alpha",
              "found 1e400"),
          typed("NaN", LEAKY, "{'x': 1, 'alpha': 'NaN'}", "/alpha", "found the string \"NaN\""),
          typed("boolean", LEAKY, "{'x': 1, 'alpha': true}", "/alpha", "finite number, found true"),
          typed("array", LEAKY, "{'x': 1, 'alpha': [1]}", "/alpha", "found an array"),
          typed("object", LEAKY, "{'x': 1, 'alpha': {}}", "/alpha", "found an object"),
          typed("null", LEAKY, "{'x': 1, 'alpha': null}", "/alpha", "found null"),
          typed("fraction", SOFTMAX, "{'x': [1], 'axis': 0.5}", "/axis", "integer, found 0.5"),
          typed(
              "whole fraction", SOFTMAX, "{'x': [1], 'axis': 0.0}", "/axis", "integer, found 0.0"),
          typed("flag", SOFTMAX, "{'x': [1], 'jacobian': 1}", "/jacobian", "true or false"),
          typed("dtype", SIGMOID, "{'x': 1, 'dtype': 64}", "/dtype", "found a number"),
          typed("outputs", SIGMOID, "{'x': 1, 'outputs': 'values'}", "/outputs", "found a string"),
          typed("output", SIGMOID, "{'x': 1, 'outputs': [1]}", "/outputs/0", "found a number"),
          parameter(
              "long word",
              "/v1/activations/gelu",
              "{'x': 1, 'approximate': '%s'}".formatted("a".repeat(4000)),
              "/approximate",
              "aaa…\""),
          parameter(
              "long word that would be cut within a character",
              "/v1/activations/gelu",
              "{'x': 1, 'approximate': '%s'}".formatted("a".repeat(63) + "😀"),
              "/approximate",
              "aaa…\""),
          new Body(
              "long number",
              SIGMOID,
              "{'x': [1, 0.%s]}".formatted("1".repeat(4000)),
              413,
              "limit-exceeded",
              "/x/1",
              "expected at most 1,000 characters in a number, found more"),
          new Body(
              "long name",
              SIGMOID,
              "{'x': 1, '%s': 2}".formatted("a".repeat(50_001)),
              413,
              "limit-exceeded",
              "",
              "expected at most 50,000 characters in a field's name, found more"),
          new Body(
              "mean over nothing",
              MSE,
              "{'predictions': [], 'targets': []}",
              400,
              "empty-reduction",
              "/predictions",
              "expected at least one value to take the mean of, found the shape [0]"),
          new Body(
              "mean over no triplets",
              "/v1/losses/triplet",
              "{'anchor': [], 'positive': [], 'negative': []}",
              400,
              "empty-reduction",
              "/anchor",
              "expected at least one value to take the mean of, found the shape [0]"),
          new Body(
              "rows without classes",
              "/v1/losses/cross_entropy",
              "{'logits': [[], []], 'targets': [[], []]}",
              400,
              "shape-mismatch",
              "/logits",
              "expected at least 1 class, found none in the shape [2, 0]"),
          unknown("/v1/activations/relo", "found \"relo\"; did you mean `relu`"),
          unknown("/v1/activations/Sigmoid", "did you mean `sigmoid`"),
          unknown("/v1/losses/binary_crossentropy", "did you mean `binary_cross_entropy`"),
          unknown("/v1/activations/mse", "it is listed under /v1/losses"),
          unknown("/v1/losses/nothing_like_it", "expected the name of a loss"),
          unknown("/v1/losses/" + "a".repeat(4000), "a…\""));

  private static Body malformed(String name, String body, String detail) {
    return new Body(name, SIGMOID, body, 400, "malformed-json", "", detail);
  }

  private static Body ragged(String name, String x, String pointer, String detail) {
    return new Body(name, SIGMOID, "{'x': %s}".formatted(x), 400, "ragged-array", pointer, detail);
  }

  private static Body wrong(String name, String x, String pointer, String detail) {
    return new Body(name, SIGMOID, "{'x': %s}".formatted(x), 400, "wrong-type", pointer, detail);
  }

  private static Body outOfRange(String name, String body, String pointer, String detail) {
    return new Body(name, SIGMOID, body, 400, "number-out-of-range", pointer, detail);
  }

  private static Body missing(String name, String path, String body, String detail) {
    return new Body("missing " + name, path, body, 400, "missing-field", "", detail);
  }

  private static Body mismatch(String path, String body, String pointer, String detail) {
    return new Body("shape of " + pointer, path, body, 400, "shape-mismatch", pointer, detail);
  }

  private static Body notAllowed(
      String name, String path, String body, String pointer, String detail) {
    return new Body(name, path, body, 400, "value-not-allowed", pointer, detail);
  }

  private static Body parameter(
      String name, String path, String body, String pointer, String detail) {
    return new Body(
        "range of a parameter: " + name,
        path,
        body,
        400,
        "parameter-out-of-range",
        pointer,
        detail);
  }

  private static Body typed(String name, String path, String body, String pointer, String detail) {
    return new Body("type of a parameter: " + name, path, body, 400, "wrong-type", pointer, detail);
  }

  private static Body unknown(String path, String detail) {
    return new Body("unknown function", path, "{'x': 1}", 404, "unknown-function", "", detail);
  }

  @ParameterizedTest
  @FieldSource("BODIES")
  void bodyIsRefused(Body row) {
    assertRefused(
        http, http.post(row.path, row.body), row.status, row.problem, row.pointer, row.detail);
    assertServes(http);
  }

  /// Overlong, of half a surrogate, beyond Unicode, cut off: RFC 3629, section 3. In Latin 1, so
  /// that each character is a byte.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"\u00c1\u00b8\": [1]}",
        "{\"x\": [1], \"outputs\": [\"\u00c1\u00b6alues\"]}",
        "{\"x\": [1], \"\u00e0\u0080\u0080\": 1}",
        "{\"x\": [1], \"\u00ed\u00a0\u0080\": 1}",
        "{\"x\": [1], \"\u00f4\u0090\u0080\u0080\": 1}",
        "{\"x\": [1], \"\u00f7\u00bf\u00bf\u00bf\": 1}",
        "{\"x\": [1], \"\u00e2\u0088\": 1}",
        "{\"x\": [1], \"\u00ff\": 1}",
        "{\"x\": [1], \"outputs\": \"\u00c3[\"}"
      })
  void bytesThatAreNotUtf8AreRefused(String body) {
    var response = http.post(SIGMOID, BodyPublishers.ofByteArray(body.getBytes(ISO_8859_1)));
    int column = 1 + body.replaceAll("[^\\x00-\\x7f].*", "").length();
    assertRefused(
        http,
        response,
        400,
        "malformed-json",
        "",
        "line 1, column %d: bytes that are not".formatted(column));
  }

  @Test
  void charactersOfUtf8AreShown() {
    assertRefused(
        http,
        http.post(SIGMOID, "{'x': [1], 'é∇😀': 1}"),
        400,
        "unknown-field",
        "/é∇😀",
        "found `é∇😀`");
  }

  @ParameterizedTest
  @CsvSource({"gzip, gzip header should be", "deflate, more behind its end"})
  void whatStandsBehindCompressedDataIsRefused(String coding, String detail) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var stream =
        coding.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
      stream.write("{\"x\": [1]}".getBytes(UTF_8));
    }
    var whole = BodyPublishers.ofByteArray(bytes.toByteArray());
    assertThat(http.send("POST", SIGMOID, whole, compressed(coding)).statusCode()).isEqualTo(200);
    bytes.write("{\"x\": [2]}".getBytes(UTF_8));
    var more = BodyPublishers.ofByteArray(bytes.toByteArray());
    assertRefused(
        http,
        http.send("POST", SIGMOID, more, compressed(coding)),
        400,
        "malformed-request",
        "",
        detail);
    assertRefused(
        http,
        http.send("POST", SIGMOID, whole, compressed(coding, "br")),
        415,
        "unsupported-media-type",
        "",
        "found %s, br".formatted(coding));
  }

  private static String[] compressed(String... codings) {
    return Stream.concat(
            Stream.of(JSON), Stream.of(codings).flatMap(it -> Stream.of("Content-Encoding", it)))
        .toArray(String[]::new);
  }
}
