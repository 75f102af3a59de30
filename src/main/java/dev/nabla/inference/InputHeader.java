package dev.nabla.inference;

import dev.nabla.function.Shape;
import dev.nabla.function.Tensor;
import dev.nabla.wire.Datatype;
import org.jspecify.annotations.Nullable;

/// What the JSON says of one input, as far as it was read.
final class InputHeader {

  @Nullable String name;
  @Nullable Datatype datatype;
  @Nullable Shape shape;

  /// The length of the data behind the JSON, where it is there.
  @Nullable Long binaryDataSize;

  /// Whether there were data before it was known how to read them.
  boolean dataCameEarly;

  /// The data that stood in the JSON.
  @Nullable Tensor tensor;

  /// Whether data can be read.
  boolean isKnown() {
    return name != null && datatype != null && shape != null;
  }

  /// How messages call it.
  String shown(int index) {
    return name == null ? "inputs[%d]".formatted(index) : name;
  }
}
