package dev.nabla.inference;

import static dev.nabla.inference.Client.HEADER_LENGTH;
import static dev.nabla.inference.Client.data;
import static dev.nabla.inference.Client.doubles;
import static dev.nabla.inference.Client.floats;
import static dev.nabla.inference.Client.header;
import static dev.nabla.inference.Client.join;
import static dev.nabla.inference.Client.shorts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.Http;
import dev.nabla.web.OutsideTest;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The binary tensor data extension, both ways.
@OutsideTest
class BinaryInferenceTest {

  private final Client client;

  BinaryInferenceTest(@LocalServerPort int port) {
    client = new Client(port);
  }

  private static String input(String name, String datatype, int size, int bytes) {
    return "{'name': '%s', 'shape': [%d], 'datatype': '%s', 'parameters': {'binary_data_size': %d}}"
        .formatted(name, size, datatype, bytes);
  }

  @Test
  void answerIsLaidOutAsTheExtensionHasIt() {
    var response =
        client.binary(
            "relu",
            "{'inputs': [%s], 'parameters': {'binary_data_output': true}}"
                .formatted(input("x", "FP64", 3, 24)),
            doubles(-1, 2.5, -0.0));
    assertThat(response.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(response.headers().firstValueAsLong("Content-Length"))
        .hasValue(response.body().length);
    assertThat(header(response))
        .isEqualTo(
            Http.json(
                "{'model_name': 'relu', 'model_version': '1', 'outputs': [{'name': 'values',"
                    + " 'shape': [3], 'datatype': 'FP64', 'parameters': {'binary_data_size':"
                    + " 24}},{'name': 'gradients.x', 'shape': [3], 'datatype': 'FP64',"
                    + " 'parameters': {'binary_data_size': 24}}]}"));
    var data = data(response);
    assertThat(data.remaining()).isEqualTo(48);
    assertThat(data.getDouble()).isEqualTo(0);
    assertThat(data.getDouble()).isEqualTo(2.5);
    data.getDouble();
    assertThat(List.of(data.getDouble(), data.getDouble(), data.getDouble()))
        .containsExactly(0.0, 1.0, 0.0);
  }

  /// Inputs in binary and in JSON mixed, outputs each as it asks.
  @Test
  void eachTensorGoesItsOwnWay() {
    var response =
        client.binary(
            "mse",
            "{'inputs': [%s, {'name': 'targets', 'shape': [2], 'datatype': 'FP64', 'data': [0, 1]}, %s],"
                    .formatted(
                        input("predictions", "FP64", 2, 16), input("sample_weights", "FP32", 2, 8))
                + "'parameters': {'binary_data_output': true, 'reduction': 'sum'},'outputs':"
                + " [{'name': 'loss', 'parameters': {'binary_data': false}}, {'name': 'values'}]}",
            join(doubles(1, 3), floats(1, 0.5f)));
    // Squares 1 and 4, the second halved.
    assertThat(header(response).at("/outputs/0/data")).isEqualTo(Http.json("[3.0]"));
    var data = data(response);
    assertThat(List.of(data.getDouble(), data.getDouble())).containsExactly(1.0, 2.0);
    assertThat(data.hasRemaining()).isFalse();
  }

  /// Bits of −1, 1.5 and of the smallest step above 1 in each of the short formats, which relu
  /// gives back as they are but for the sign.
  record Bits(String datatype, int minusOne, int oneAndAHalf, int aboveOne, int one) {}

  static final List<Bits> SHORT =
      List.of(
          new Bits("FP16", 0xbc00, 0x3e00, 0x3c01, 0x3c00),
          new Bits("BF16", 0xbf80, 0x3fc0, 0x3f81, 0x3f80));

  @ParameterizedTest
  @FieldSource("SHORT")
  void shortFloatsGoInAndOut(Bits bits) {
    var response =
        client.binary(
            "relu",
            "{'inputs': [%s], 'parameters': {'binary_data_output': true}}"
                .formatted(input("x", bits.datatype, 3, 6)),
            shorts(bits.minusOne, bits.oneAndAHalf, bits.aboveOne));
    assertThat(header(response).at("/outputs/0/datatype").stringValue()).isEqualTo(bits.datatype);
    var data = data(response);
    assertThat(
            List.of(
                data.getShort() & 0xffff,
                data.getShort() & 0xffff,
                data.getShort() & 0xffff,
                data.getShort() & 0xffff,
                data.getShort() & 0xffff,
                data.getShort() & 0xffff))
        .containsExactly(0, bits.oneAndAHalf, bits.aboveOne, 0, bits.one, bits.one);
  }

  @Test
  void shortFloatsMayBeAnsweredInJson() {
    var response =
        client.binary(
            "sigmoid",
            "{'inputs': [%s], 'outputs': [{'name': 'values'}]}".formatted(input("x", "FP16", 1, 2)),
            shorts(0x3c00));
    // σ(1) = 0.73105…, between the halves 0.73095703125 and 0.7314453125.
    assertThat(Http.JSON.readTree(response.body()).at("/outputs/0/data").toString())
        .isEqualTo("[0.73095703]");
  }

  record Targets(String datatype, ByteBuffer data) {
    static Targets of(String datatype, byte[] bytes) {
      return new Targets(datatype, ByteBuffer.wrap(bytes));
    }

    byte[] bytes() {
      var bytes = new byte[data.capacity()];
      data.get(0, bytes);
      return bytes;
    }

    @Override
    public String toString() {
      return datatype;
    }
  }

  static final List<Targets> TARGETS =
      List.of(
          Targets.of("BOOL", new byte[] {1, 0}),
          Targets.of("UINT8", new byte[] {1, 0}),
          Targets.of("INT32", new byte[] {1, 0, 0, 0, 0, 0, 0, 0}),
          Targets.of("INT64", new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
          Targets.of("FP16", shorts(0x3c00, 0)),
          Targets.of("BF16", shorts(0x3f80, 0)),
          Targets.of("FP32", floats(1, 0)),
          Targets.of("FP64", doubles(1, 0)));

  @ParameterizedTest
  @FieldSource("TARGETS")
  void targetsHaveAnyType(Targets targets) {
    var response =
        client.binary(
            "contrastive",
            "{'inputs': [{'name': 'x1', 'shape': [2, 1], 'datatype': 'FP32', 'data': [0, 0]},"
                + "{'name': 'x2', 'shape': [2, 1], 'datatype': 'FP32', 'data': [3, 0.5]}, %s],"
                    .formatted(input("targets", targets.datatype, 2, targets.data.capacity()))
                + "'outputs': [{'name': 'values'}, {'name': 'distances'}]}",
            targets.bytes());
    // A like pair costs its distance, an unlike one what it lacks to the margin of 1.
    assertThat(Http.JSON.readTree(response.body()).get("outputs"))
        .isEqualTo(
            Http.json(
                "[{'name': 'values', 'shape': [2], 'datatype': 'FP32', 'data': [3.0, 0.5]},{'name':"
                    + " 'distances', 'shape': [2], 'datatype': 'FP32', 'data': [3.0, 0.5]}]"));
  }

  @Test
  void positionsAreInt64AndLabelsHaveTheirLengths() {
    var maxout =
        client.binary(
            "maxout",
            "{'inputs': [{'name': 'x', 'shape': [2, 1], 'datatype': 'FP64', 'data': [-2, 2]},"
                + "{'name': 'weights', 'shape': [2, 1, 1], 'datatype': 'FP64', 'data': [-1, 1]},"
                + "{'name': 'biases', 'shape': [2, 1], 'datatype': 'FP64', 'data': [0, 0]}],"
                + "'outputs': [{'name': 'selected', 'parameters': {'binary_data': true}}]}",
            new byte[0]);
    var positions = data(maxout);
    assertThat(List.of(positions.getLong(), positions.getLong())).containsExactly(0L, 1L);
    var triplet =
        client.binary(
            "triplet",
            "{'inputs': [{'name': 'anchor', 'shape': [2, 1], 'datatype': 'FP32', 'data': [0, 0]},"
                + "{'name': 'positive', 'shape': [2, 1], 'datatype': 'FP32', 'data': [1, 2]},"
                + "{'name': 'negative', 'shape': [2, 1], 'datatype': 'FP32', 'data': [9, 2.5]}],"
                + "'outputs': [{'name': 'regions', 'parameters': {'binary_data': true}}]}",
            new byte[0]);
    assertThat(header(triplet).at("/outputs/0/parameters/binary_data_size").intValue())
        .isEqualTo(4 + 4 + 4 + 9);
    var labels = data(triplet);
    for (var label : List.of("easy", "semi_hard")) {
      var text = new byte[labels.getInt()];
      labels.get(text);
      assertThat(new String(text, UTF_8)).isEqualTo(label);
    }
    assertThat(labels.hasRemaining()).isFalse();
  }

  @Test
  void rawBodyIsTheOneInput() {
    var response = client.infer("leaky_relu", doubles(-100, 3), HEADER_LENGTH, "0");
    assertThat(header(response).at("/outputs/0/shape")).isEqualTo(Http.json("[2]"));
    var data = data(response);
    assertThat(List.of(data.getDouble(), data.getDouble(), data.getDouble(), data.getDouble()))
        .containsExactly(-1.0, 3.0, 0.01, 1.0);
    assertThat(data(client.infer("relu", new byte[0], HEADER_LENGTH, "0")).remaining()).isZero();
  }

  @Test
  void binaryAndJsonGiveTheSameBits() {
    int size = 30_000;
    var numbers = new double[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (i - size / 2) / 997.0;
    }
    var response = client.infer("gelu", doubles(numbers), HEADER_LENGTH, "0");
    var json = new StringBuilder("{\"x\": [");
    for (int i = 0; i < size; i++) {
      json.append(i == 0 ? "" : ",").append(numbers[i]);
    }
    var v1 = new Http(client.port()).answer("/v1/activations/gelu", json + "]}");
    var data = data(response);
    for (var part : List.of(v1.get("values"), v1.at("/gradients/x"))) {
      for (var number : part) {
        assertThat(data.getDouble()).isEqualTo(number.doubleValue());
      }
    }
  }
}
