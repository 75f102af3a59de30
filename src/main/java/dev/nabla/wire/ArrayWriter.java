package dev.nabla.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.nabla.function.DType;
import dev.nabla.function.Indices;
import dev.nabla.function.Labels;
import dev.nabla.function.Output;
import dev.nabla.function.Shape;
import dev.nabla.function.Tensor;
import java.io.IOException;
import java.io.OutputStream;

/// Writes arrays as nested JSON. Numbers get the shortest digits that read back as themselves, and
/// go from the JDK's formatter into a text that is copied out in one piece: a generator that takes
/// them one by one needs about twice the time for each.
public final class ArrayWriter {

  private static final int CHUNK = 16_384;

  private final OutputStream stream;
  private final DType dtype;
  private final StringBuilder text = new StringBuilder(CHUNK + 64);

  public ArrayWriter(OutputStream stream, DType dtype) {
    this.stream = stream;
    this.dtype = dtype;
  }

  /// Writes one whole array.
  public void write(Output output) throws IOException {
    write(output, output.shape(), 0, 0);
    drain();
  }

  /// Writes the part of an array at a level from a flat position on.
  ///
  /// @return the position behind it
  private int write(Output output, Shape shape, int level, int position) throws IOException {
    if (level == shape.rank()) {
      writeElement(output, position);
      return position + 1;
    }
    int size = shape.dimension(level);
    boolean leaves = level == shape.rank() - 1;
    int next = position;
    text.append('[');
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        text.append(',');
      }
      if (leaves) {
        writeElement(output, next++);
      } else {
        next = write(output, shape, level + 1, next);
      }
      if (text.length() >= CHUNK) {
        drain();
      }
    }
    text.append(']');
    return next;
  }

  private void writeElement(Output output, int position) {
    switch (output) {
      case Tensor tensor -> writeNumber(tensor.data()[position]);
      case Indices indices -> text.append(indices.data()[position]);
      // Labels are words of letters and underscores: nothing in them needs an escape.
      case Labels labels -> text.append('"').append(labels.data().get(position)).append('"');
    }
  }

  private void writeNumber(double value) {
    boolean single = dtype == DType.FLOAT32;
    boolean finite = single ? Float.isFinite((float) value) : Double.isFinite(value);
    if (!finite) {
      text.append('"');
    }
    if (single) {
      text.append((float) value);
    } else {
      text.append(value);
    }
    if (!finite) {
      text.append('"');
    }
  }

  private void drain() throws IOException {
    stream.write(text.toString().getBytes(ISO_8859_1));
    text.setLength(0);
  }
}
