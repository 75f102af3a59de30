package dev.nabla.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.nabla.tensor.DType;
import dev.nabla.tensor.Indices;
import dev.nabla.tensor.Labels;
import dev.nabla.tensor.Output;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

/// Writes arrays as nested JSON. Numbers get the shortest digits that read back as themselves, and
/// go straight into the bytes of the answer: a generator that takes them one by one needs several
/// times as long.
public final class ArrayWriter {

  private final Bytes bytes;
  private final DType dtype;

  public ArrayWriter(Bytes bytes, DType dtype) {
    this.bytes = bytes;
    this.dtype = dtype;
  }

  /// Writes one whole array, or a number alone, as the next value of a generator that writes into
  /// the same bytes and takes the value for written.
  public void write(JsonGenerator json, Output output) {
    json.writeRawValue("");
    json.flush();
    try {
      write(output);
    } catch (IOException broken) {
      throw JacksonIOException.construct(broken, json);
    }
  }

  private void write(Output output) throws IOException {
    if (output.shape().rank() == 0) {
      writeElements(output, 0, 1);
    } else {
      write(output, output.shape(), 0, 0);
    }
  }

  /// Writes the part of an array at a level from a flat position on.
  ///
  /// @return the position behind it
  private int write(Output output, Shape shape, int level, int position) throws IOException {
    int size = shape.dimension(level);
    int next = position;
    bytes.write('[');
    if (level == shape.rank() - 1) {
      writeElements(output, position, size);
      next += size;
    } else {
      for (int i = 0; i < size; i++) {
        if (i > 0) {
          bytes.write(',');
        }
        next = write(output, shape, level + 1, next);
      }
    }
    bytes.write(']');
    return next;
  }

  private void writeElements(Output output, int first, int count) throws IOException {
    switch (output) {
      case Tensor tensor -> {
        if (dtype == DType.FLOAT32) {
          writeFloats(tensor.data(), first, count);
        } else {
          writeDoubles(tensor.data(), first, count);
        }
      }
      case Indices indices -> {
        for (int i = first; i < first + count; i++) {
          writeText((i == first ? "" : ",") + indices.data()[i]);
        }
      }
      // Labels are words of letters and underscores: nothing in them needs an escape.
      case Labels labels -> {
        for (int i = first; i < first + count; i++) {
          writeText((i == first ? "\"" : ",\"") + labels.data().get(i) + '"');
        }
      }
    }
  }

  private void writeDoubles(double[] numbers, int first, int count) throws IOException {
    for (int i = first; i < first + count; i++) {
      double number = numbers[i];
      separate(i > first);
      if (Double.isFinite(number)) {
        bytes.length = ShortestDecimal.write(number, bytes.array, bytes.length);
      } else {
        writeText("\"" + number + '"');
      }
    }
  }

  private void writeFloats(double[] numbers, int first, int count) throws IOException {
    for (int i = first; i < first + count; i++) {
      float number = (float) numbers[i];
      separate(i > first);
      if (Float.isFinite(number)) {
        bytes.length = ShortestDecimal.write(number, bytes.array, bytes.length);
      } else {
        writeText("\"" + number + '"');
      }
    }
  }

  /// Makes room for a number, and writes the comma before it.
  private void separate(boolean follows) throws IOException {
    bytes.reserve(1 + ShortestDecimal.ROOM);
    if (follows) {
      bytes.array[bytes.length++] = ',';
    }
  }

  private void writeText(String text) throws IOException {
    bytes.write(text.getBytes(ISO_8859_1));
  }
}
