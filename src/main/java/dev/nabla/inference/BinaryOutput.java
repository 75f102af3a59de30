package dev.nabla.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nabla.tensor.Indices;
import dev.nabla.tensor.Labels;
import dev.nabla.tensor.Output;
import dev.nabla.tensor.Tensor;
import dev.nabla.wire.Datatype;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// An output as bytes.
///
/// @param main the datatype of numbers that are not positions
record BinaryOutput(Output output, Datatype main) {

  /// The protocol's name for words, which are no numbers.
  static final String BYTES = "BYTES";

  private static final int LENGTH_BYTES = 4;

  /// The name of its type.
  String datatype() {
    return switch (output) {
      case Tensor tensor -> main.name();
      case Indices indices -> Datatype.INT64.name();
      case Labels labels -> BYTES;
    };
  }

  long bytes() {
    return switch (output) {
      case Tensor tensor -> (long) tensor.size() * main.bytes();
      case Indices indices -> (long) indices.data().length * Datatype.INT64.bytes();
      case Labels labels ->
          labels.data().stream()
              .mapToLong(label -> LENGTH_BYTES + label.getBytes(UTF_8).length)
              .sum();
    };
  }

  void write(OutputStream stream) throws IOException {
    switch (output) {
      case Tensor tensor -> main.write(tensor.data(), tensor.size(), stream);
      case Indices indices -> {
        var positions = new double[indices.data().length];
        for (int i = 0; i < positions.length; i++) {
          positions[i] = indices.data()[i];
        }
        Datatype.INT64.write(positions, positions.length, stream);
      }
      case Labels labels -> {
        for (var label : labels.data()) {
          var text = label.getBytes(UTF_8);
          stream.write(
              ByteBuffer.allocate(LENGTH_BYTES + text.length)
                  .order(ByteOrder.LITTLE_ENDIAN)
                  .putInt(text.length)
                  .put(text)
                  .array());
        }
      }
    }
  }
}
