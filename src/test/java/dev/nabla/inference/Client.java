package dev.nabla.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.Http;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;

/// A client of the protocol that sends whatever bytes and headers it is told to, and no others.
record Client(int port) {

  static final String HEADER_LENGTH = "Inference-Header-Content-Length";

  /// @param headers names and values in turn
  HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
    return new Http(port).sendForBytes(method, path, BodyPublishers.ofByteArray(body), headers);
  }

  HttpResponse<byte[]> infer(String model, byte[] body, String... headers) {
    return send("POST", "/v2/models/%s/infer".formatted(model), body, headers);
  }

  /// Sends JSON, which may be written in single quotes, as a client that names no media type.
  HttpResponse<byte[]> infer(String model, String json) {
    return infer(model, bytes(json));
  }

  /// What the service answers a good request in JSON.
  JsonNode answer(String model, String json) {
    var response = infer(model, json);
    assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    return Http.JSON.readTree(response.body());
  }

  /// Sends JSON with binary data behind it.
  HttpResponse<byte[]> binary(String model, String json, byte[] data) {
    var header = bytes(json);
    return infer(model, join(header, data), HEADER_LENGTH, String.valueOf(header.length));
  }

  /// The JSON before the binary data of an answer.
  static JsonNode header(HttpResponse<byte[]> response) {
    return Http.JSON.readTree(response.body(), 0, headerLength(response));
  }

  /// The binary data behind the JSON of an answer.
  static ByteBuffer data(HttpResponse<byte[]> response) {
    int length = headerLength(response);
    return ByteBuffer.wrap(response.body(), length, response.body().length - length)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int headerLength(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    return Integer.parseInt(response.headers().firstValue(HEADER_LENGTH).orElseThrow());
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), UTF_8);
  }

  static byte[] bytes(String json) {
    return Http.quoted(json).getBytes(UTF_8);
  }

  static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  static byte[] gzip(byte[] body) {
    var zipped = new ByteArrayOutputStream();
    try (var stream = new GZIPOutputStream(zipped)) {
      stream.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return zipped.toByteArray();
  }

  static byte[] doubles(double... numbers) {
    var bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      bytes.putDouble(number);
    }
    return bytes.array();
  }

  static byte[] floats(float... numbers) {
    var bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return bytes.array();
  }

  static byte[] shorts(int... bits) {
    var bytes = ByteBuffer.allocate(2 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : bits) {
      bytes.putShort((short) number);
    }
    return bytes.array();
  }
}
