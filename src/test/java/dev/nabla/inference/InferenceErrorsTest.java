package dev.nabla.inference;

import static dev.nabla.inference.Client.HEADER_LENGTH;
import static dev.nabla.inference.Client.bytes;
import static dev.nabla.inference.Client.gzip;
import static dev.nabla.inference.Client.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.Http;
import dev.nabla.web.OutsideTest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/// Whatever is wrong below `/v2` is answered with one field, `error`, which names the place.
class InferenceErrorsTest {

  private static final String X = "'name': 'x', 'shape': [2], 'datatype': 'FP64'";

  private static void assertError(HttpResponse<byte[]> response, int status, String error) {
    assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    var body = Http.JSON.readTree(response.body());
    assertThat(body.propertyNames()).containsExactly("error");
    assertThat(body.get("error").stringValue()).contains(error).hasSizeLessThan(1_000);
  }

  record Fault(String name, String model, String body, String error) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Fault input(String name, String fields, String error) {
    return new Fault(name, "relu", "{'inputs': [{%s}]}".formatted(fields), error);
  }

  private static Fault targets(String name, String fields, String error) {
    return new Fault(
        name,
        "focal",
        "{'inputs': [{'name': 'logits', 'shape': [2], 'datatype': 'FP64', 'data': [1, 2]}, {'name': 'targets', 'shape': [2], %s}]}"
            .formatted(fields),
        error);
  }

  @Nested
  @OutsideTest
  class Requests {

    static final List<Fault> FAULTS =
        List.of(
            new Fault("empty", "relu", "", "found an empty body"),
            new Fault("array", "relu", "[]", "found an array"),
            new Fault("cut off", "relu", "{'inputs': [", "line 1, column"),
            new Fault("trailing", "relu", "{'inputs': []} 1", "more behind its end"),
            new Fault("no inputs", "relu", "{}", "expected the input `x`"),
            new Fault("inputs no array", "relu", "{'inputs': {}}", "inputs: expected an array"),
            new Fault(
                "input no object", "relu", "{'inputs': [1]}", "inputs[0]: expected an object"),
            new Fault("id no string", "relu", "{'id': 7}", "id: expected a string, found a number"),
            input("no name", "'shape': [1], 'datatype': 'FP64', 'data': [1]", "found no name"),
            input("no shape", "'name': 'x', 'datatype': 'FP64', 'data': [1]", "x: expected each"),
            input("no datatype", "'name': 'x', 'shape': [1], 'data': [1]", "found no datatype"),
            input("no data", X, "x: expected data or parameters.binary_data_size"),
            input("null data", X + ", 'data': null", "x: expected data"),
            input(
                "unknown datatype",
                "'name': 'x', 'shape': [1], 'datatype': 'FP8', 'data': [1]",
                "x.datatype: expected one of FP64"),
            input(
                "whole numbers",
                "'name': 'x', 'shape': [1], 'datatype': 'INT64', 'data': [1]",
                "x.datatype: expected FP64, FP32, FP16 or BF16"),
            input(
                "bytes",
                "'name': 'x', 'shape': [1], 'datatype': 'BYTES', 'data': ['a']",
                "found \"BYTES\""),
            input(
                "half in JSON",
                "'name': 'x', 'shape': [1], 'datatype': 'FP16', 'data': [1]",
                "x: expected the data of FP16 in binary"),
            input("too few", X + ", 'data': [1]", "x: expected data of the shape [2]"),
            input("too many", X + ", 'data': [1, 2, 3]", "x: expected 2 numbers"),
            input("nested too deep", X + ", 'data': [[1, 2]]", "expected a single number"),
            input(
                "rows of other lengths",
                "'name': 'x', 'shape': [2, 2], 'datatype': 'FP64', 'data': [[1, 2, 3], [4]]",
                "as the shape [2, 2] says"),
            input(
                "rows of another shape",
                "'name': 'x', 'shape': [2, 3], 'datatype': 'FP64', 'data': [[1, 2], [3, 4], [5,"
                    + " 6]]",
                "[3, 2]"),
            input(
                "flat and nested",
                "'name': 'x', 'shape': [2, 1], 'datatype': 'FP64', 'data': [1, [2]]",
                "expected a single number"),
            input(
                "text",
                X + ", 'data': [1, '2']",
                "x[1]: expected a number, NaN, Infinity or -Infinity, found the string \"2\""),
            input(
                "number for an array",
                X + ", 'data': 1",
                "x: expected an array of the shape [2], or flat, found a number"),
            input("truth", X + ", 'data': [1, true]", "x[1]: expected a number for FP64"),
            input("null", X + ", 'data': [1, null]", "x[1]: expected a number"),
            input("beyond float64", X + ", 'data': [1, 1e400]", "within the range of FP64"),
            input(
                "beyond float32",
                "'name': 'x', 'shape': [1], 'datatype': 'FP32', 'data': [1e39]",
                "x[0]: expected a number within the range of FP32"),
            input("negative size", "'name': 'x', 'shape': [-1]", "x.shape: expected sizes from 0"),
            input("fraction of a size", "'name': 'x', 'shape': [1.5]", "found 1.5"),
            input("size in quotes", "'name': 'x', 'shape': ['2']", "found the string \"2\""),
            input("array for a size", "'name': 'x', 'shape': [[2]]", "found an array"),
            input(
                "bytes in quotes",
                X + ", 'parameters': {'binary_data_size': '16'}",
                "x.binary_data_size: expected a number of bytes from 0 to 2147483647, found the"
                    + " string \"16\""),
            input("size beyond 32 bits", "'name': 'x', 'shape': [4294967296]", "x.shape"),
            input(
                "size without header",
                X + ", 'parameters': {'binary_data_size': 16}",
                HEADER_LENGTH),
            input(
                "data twice",
                X + ", 'data': [1, 2], 'parameters': {'binary_data_size': 16}",
                "x: expected either"),
            new Fault(
                "inputs twice",
                "relu",
                "{'inputs': [{%s, 'data': [1, 2]}], 'inputs': []}".formatted(X),
                "inputs: expected the field `inputs` once"),
            new Fault(
                "parameter twice",
                "leaky_relu",
                "{'parameters': {'alpha': 1, 'alpha': 2}, 'inputs': [{%s, 'data': [1, 2]}]}"
                    .formatted(X),
                "alpha: expected the field `alpha` once"),
            input("shape twice", X + ", 'shape': [1, 2], 'data': [1, 2]", "the field `shape` once"),
            input("data twice in JSON", X + ", 'data': [1, 2], 'data': [3, 4]", "`data` once"),
            new Fault(
                "output twice",
                "relu",
                "{'inputs': [{%s, 'data': [1, 2]}], 'outputs': [{'name': 'values'}, {'name': 'values'}]}"
                    .formatted(X),
                "outputs: expected the output `values` once"),
            new Fault(
                "unknown input",
                "relu",
                "{'inputs': [{'name': 'y', 'shape': [1], 'datatype': 'FP64', 'data': [1]}]}",
                "expected one of the inputs `x`, `upstream`, found `y`"),
            input(
                "long name",
                "'name': '%s'".formatted("a".repeat(100_000)),
                "inputs: expected one of the inputs `x`, `upstream`, found `aaa"),
            new Fault(
                "same input twice",
                "relu",
                "{'inputs': [{%s, 'data': [1, 2]}, {%s, 'data': [1, 2]}]}".formatted(X, X),
                "x: expected the input once"),
            new Fault(
                "unknown output",
                "relu",
                "{'inputs': [{%s, 'data': [1, 2]}], 'outputs': [{'name': 'value'}]}".formatted(X),
                "did you mean `values`?"),
            new Fault(
                "unknown output before all else",
                "relu",
                "{'outputs': [{'name': 'value'}]}",
                "outputs: expected one of this model's outputs `values`, `gradients.x`, found"
                    + " `value`; did you mean `values`?"),
            new Fault(
                "output of another reduction",
                "mse",
                "{'inputs': [{'name': 'predictions', 'shape': [1], 'datatype': 'FP64', 'data': [1]},"
                    + " {'name': 'targets', 'shape': [1], 'datatype': 'FP64', 'data': [1]}],"
                    + " 'parameters': {'reduction': 'none'}, 'outputs': [{'name': 'loss'}]}",
                "outputs: expected one of this request's outputs `values`"),
            new Fault(
                "output without name",
                "relu",
                "{'inputs': [{%s, 'data': [1, 2]}], 'outputs': [{}]}".formatted(X),
                "outputs: expected each output to have a name"),
            new Fault(
                "parameter out of range",
                "softmax",
                "{'inputs': [{%s, 'data': [1, 2]}], 'parameters': {'temperature': 0}}".formatted(X),
                "parameters.temperature: expected a finite number > 0"),
            new Fault(
                "parameter of another type",
                "softmax",
                "{'inputs': [{%s, 'data': [1, 2]}], 'parameters': {'axis': 'last'}}".formatted(X),
                "parameters.axis: expected a 32-bit integer"),
            new Fault(
                "axis that the shape does not have",
                "softmax",
                "{'inputs': [{%s, 'data': [1, 2]}], 'parameters': {'axis': 1}}".formatted(X),
                "parameters.axis: expected an axis from -1 to 0"),
            new Fault(
                "unknown reduction",
                "mse",
                "{'parameters': {'reduction': 'median'}}",
                "reduction: expected one of \"mean\", \"sum\", \"none\""),
            targets(
                "fraction",
                "'datatype': 'INT64', 'data': [0, 0.5]",
                "targets[1]: expected a whole"),
            targets("beyond a byte", "'datatype': 'UINT8', 'data': [0, 256]", "from 0 to 255"),
            targets(
                "beyond float64's whole numbers",
                "'datatype': 'INT64', 'data': [0, 9007199254740993]",
                "targets[1]: expected a whole number from -9007199254740992 to 9007199254740992,"
                    + " found 9007199254740993"),
            targets(
                "fraction that float64 rounds away",
                "'datatype': 'INT64', 'data': [0, 4503599627370497.5]",
                "targets[1]: expected a whole"),
            targets(
                "nearly one",
                "'datatype': 'BOOL', 'data': [0, 0.99999999999999999999]",
                "targets[1]: expected a whole"),
            targets(
                "exponent beyond counting",
                "'datatype': 'INT32', 'data': [0, 1e-99999999999]",
                "targets[1]: expected a whole"),
            targets("number for truth", "'datatype': 'BOOL', 'data': [true, 2]", "targets[1]"),
            targets(
                "not a label",
                "'datatype': 'INT64', 'data': [0, 2]",
                "targets[1]: expected 0 or 1"),
            targets("NaN as whole number", "'datatype': 'INT32', 'data': [NaN, 0]", "targets[0]"));

    private final Client client;
    private final Http http;

    Requests(@LocalServerPort int port) {
      client = new Client(port);
      http = new Http(port);
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void faultIsNamed(Fault fault) {
      assertError(client.infer(fault.model, fault.body), 400, fault.error);
    }

    /// In a field that means nothing too, as it is read all the same.
    @Test
    void nestingHasAnEnd() {
      assertError(
          client.infer("relu", "{'other': %s".formatted("[".repeat(501))),
          413,
          "other: expected at most 500 arrays and objects in one another, found more");
    }

    @Test
    void namesOfFieldsMakeNoErrorLong() {
      var number = "0." + "1".repeat(4_000);
      assertError(
          client.infer("relu", "{'%s': {'a': [%s]}}".formatted("a".repeat(40_000), number)),
          413,
          "a….a[0]: expected at most 1,000 characters in a number");
    }

    @Test
    void binaryDataMustBeAsLongAsTheHeaderSays() {
      var json = "{'inputs': [{%s, 'parameters': {'binary_data_size': %d}}]}";
      assertError(
          client.binary("relu", json.formatted(X, 8), new byte[8]),
          400,
          "x.binary_data_size: expected 16, the bytes of the shape [2] in FP64, found 8");
      assertError(client.binary("relu", json.formatted(X, 16), new byte[15]), 400, "found 15");
      assertError(client.binary("relu", json.formatted(X, 16), new byte[17]), 400, "found 17");
      assertError(
          client.binary("relu", json.formatted(X, -1), new byte[16]), 400, "x.binary_data_size");
      for (var length : List.of("-1", "+0", "x", "", "1000000", "99999999999999999999")) {
        assertError(
            client.infer("relu", bytes("{}"), HEADER_LENGTH, length),
            400,
            HEADER_LENGTH + ": expected a whole number");
      }
      assertError(
          client.binary(
              "focal",
              "{'inputs': [{'name': 'logits', 'shape': [2], 'datatype': 'FP64', 'data': [0, 0]},"
                  + " {'name': 'targets', 'shape': [2], 'datatype': 'BOOL', 'parameters':"
                  + " {'binary_data_size': 2}}]}",
              new byte[] {1, 2}),
          400,
          "targets[1]: expected a byte of 0 or 1, found 2");
    }

    @Test
    void rawBodiesAreForOneInputOfWholeNumbersOfBytes() {
      assertError(
          client.infer("relu", new byte[7], HEADER_LENGTH, "0"), 400, "multiple of 8 bytes");
      assertError(
          client.infer("mse", new byte[8], HEADER_LENGTH, "0"),
          400,
          "mse has `predictions`, `targets`");
    }

    @Test
    void brokenCompressionIsNamed() {
      var whole = gzip(bytes("{'inputs': []}"));
      for (var broken : List.of(Arrays.copyOf(whole, whole.length - 9), bytes("no"))) {
        assertError(
            client.infer("relu", broken, "Content-Encoding", "gzip"), 400, "a body that is gzip");
      }
      assertError(
          client.infer("relu", whole, "Content-Encoding", "br"),
          415,
          "expected the Content-Encoding");
    }

    @Test
    void namesVersionsPathsMethodsAndMediaTypes() {
      assertError(client.send("GET", "/v2/models/gelo", bytes("")), 404, "did you mean `gelu`");
      assertError(client.infer("nothing", "{}"), 404, "found \"nothing\"");
      for (var path : List.of("", "/ready", "/infer")) {
        assertError(
            client.send(
                path.equals("/infer") ? "POST" : "GET",
                "/v2/models/gelu/versions/2" + path,
                bytes("{}")),
            404,
            "expected version 1 of the model gelu, found version 2");
      }
      for (var path : List.of("/v2/models", "/v2/health", "/v2/models/gelu/explain", "/v2/x")) {
        assertError(client.send("GET", path, bytes("")), 404, "found " + path);
      }
      assertError(client.send("GET", "/v2/models/gelu/infer", bytes("")), 405, "expected POST");
      assertError(client.send("POST", "/v2/health/live", bytes("{}")), 405, "expected GET");
      assertError(client.send("DELETE", "/v2", bytes("")), 405, "expected GET, found DELETE");
      for (var type : List.of("text/csv", "application/xml", "nonsense")) {
        assertError(client.infer("relu", bytes("{}"), "Content-Type", type), 415, "found " + type);
      }
    }

    @Test
    void whatTomcatRefusesIsAnErrorToo() {
      var answer = http.raw("GET /v2/models/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("{\"error\":\"")
          .doesNotContain("<html");
      // Whatever ways there are to write the path.
      for (var path : List.of("/v2;a/foo", "/%762/foo", "/v1/../v2/foo")) {
        assertThat(
                http.raw("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(path)))
            .startsWith("HTTP/1.1 404")
            .contains("{\"error\":\"");
      }
      assertThat(http.raw("GET /v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
          .contains("application/problem+json");
    }

    @Test
    void v1KeepsItsProblems() {
      assertThat(http.get("/v1/nothing").headers().firstValue("Content-Type"))
          .contains("application/problem+json");
      assertThat(http.get("/v2nothing").headers().firstValue("Content-Type"))
          .contains("application/problem+json");
    }

    @Test
    void whatIsStoppingIsNotReady(@Autowired ApplicationContext context) {
      AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
      try {
        assertError(client.send("GET", "/v2/health/ready", bytes("")), 503, "starting or stopping");
        assertError(client.send("GET", "/v2/models/gelu/ready", bytes("")), 503, "stopping");
        assertThat(http.get("/v2/health/live").body()).isEqualTo("{\"live\":true}");
      } finally {
        AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
      }
    }
  }

  @Nested
  @OutsideTest
  @TestPropertySource(properties = {"nabla.limits.body=1KB", "nabla.limits.inflated=2KB"})
  class TooMuchInflated {

    private final Client client;

    TooMuchInflated(@LocalServerPort int port) {
      client = new Client(port);
    }

    @Test
    void inflatedBodiesMayHaveALimitOfTheirOwn() {
      var kept = gzip(bytes("{}" + " ".repeat(2046)));
      assertError(client.infer("relu", kept, "Content-Encoding", "gzip"), 400, "found none");
      var tooMuch = gzip(bytes("{}" + " ".repeat(2047)));
      assertError(
          client.infer("relu", tooMuch, "Content-Encoding", "gzip"), 413, "nabla.limits.inflated");
      assertError(client.infer("relu", bytes(" ".repeat(1025))), 413, "nabla.limits.body");
    }
  }

  @Nested
  @OutsideTest
  @TestPropertySource(
      properties = {"nabla.limits.body=1KB", "nabla.limits.elements=10", "nabla.limits.nesting=2"})
  class TooMuch {

    private final Client client;

    TooMuch(@LocalServerPort int port) {
      client = new Client(port);
    }

    @Test
    void bodiesAreCountedAfterInflation() {
      var body = bytes("{}" + " ".repeat(1023));
      assertError(client.infer("relu", body), 413, "nabla.limits.body");
      assertError(
          client.infer("relu", gzip(body), "Content-Encoding", "gzip"), 413, "nabla.limits.body");
    }

    @Test
    void elementsAreCountedFromTheShapes() {
      var inputs =
          "{'inputs': [{'name': 'predictions', 'shape': [%d], 'datatype': 'FP64', 'parameters':"
              + " {'binary_data_size': 48}},{'name': 'targets', 'shape': [5], 'datatype': 'FP64',"
              + " 'data': [1, 1, 1, 1, 1]}]}";
      assertError(
          client.binary("mse", inputs.formatted(6), new byte[48]), 413, "nabla.limits.elements");
      assertError(
          client.binary("mse", inputs.formatted(1_000_000_000), new byte[8]), 413, "elements");
      // Beyond what 64 bits can count.
      assertError(
          client.infer(
              "relu", "{'inputs': [{'name': 'x', 'shape': [2147483647, 2147483647, 2147483647]}]}"),
          413,
          "elements");
      assertError(client.infer("relu", new byte[88], HEADER_LENGTH, "0"), 413, "elements");
      // Nothing is in it, but its rows would be work.
      assertError(
          client.infer(
              "softmax",
              "{'inputs': [{'name': 'x', 'shape': [0, 11], 'datatype': 'FP64', 'data': []}]}"),
          413,
          "elements");
    }

    @Test
    void dimensionsAreCounted() {
      assertError(
          client.infer("relu", "{'inputs': [{'name': 'x', 'shape': [1, 1, 1]}]}"),
          413,
          "x.shape: expected at most 2 dimensions (nabla.limits.nesting)");
    }
  }
}
