package dev.nabla.inference;

import static java.util.Objects.requireNonNull;

import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.Workspace;
import dev.nabla.wire.Datatype;
import java.util.ArrayList;
import java.util.List;

/// Reads the data of one input after the other from behind the JSON.
final class BinaryData {

  private final byte[] body;
  private final int start;
  private final Workspace workspace;
  private int offset;

  /// @param start where the JSON ends
  /// @param workspace where the data will stand
  BinaryData(byte[] body, int start, Workspace workspace) {
    this.body = body;
    this.start = start;
    this.workspace = workspace;
    this.offset = start;
  }

  /// Reads the data of the next input that has any here.
  Tensor next(InputHeader input) {
    int size = requireNonNull(input.binaryDataSize());
    long expected = (long) input.shape().size() * input.datatype().bytes();
    if (size != expected) {
      throw new RejectedException(
          Reason.SHAPE_MISMATCH,
          List.of(input.name(), "binary_data_size"),
          "expected %d, the bytes of the shape %s in %s, found %d"
              .formatted(expected, input.shape(), input.datatype(), size));
    }
    if (size > body.length - offset) {
      throw wrongLength("at least " + Shown.count((long) offset - start + size));
    }
    return next(input.name(), input.datatype(), input.shape());
  }

  /// Reads data that are known to be there.
  Tensor next(String name, Datatype datatype, Shape shape) {
    var tensor = workspace.tensor(shape);
    int read = datatype.read(body, offset, tensor.data(), tensor.size());
    if (read < tensor.size()) {
      var place = new ArrayList<Object>(List.of(name));
      place.addAll(shape.indices(read));
      throw new RejectedException(
          Reason.VALUE_NOT_ALLOWED,
          place,
          datatype == Datatype.BOOL
              ? "expected a byte of 0 or 1, found " + Byte.toUnsignedInt(body[offset + read])
              : "expected a whole number from %d to %d, found one beyond"
                  .formatted(-Datatype.EXACT_INTEGERS, Datatype.EXACT_INTEGERS));
    }
    offset += tensor.size() * datatype.bytes();
    return tensor;
  }

  /// Checks that nothing is left.
  void end() {
    if (offset < body.length) {
      throw wrongLength(Shown.count(offset - start));
    }
  }

  private RejectedException wrongLength(String expected) {
    return new RejectedException(
        Reason.MALFORMED_REQUEST,
        List.of(),
        "expected %s bytes of binary data behind the %s of JSON, found %s"
            .formatted(expected, Shown.count(start), Shown.count(body.length - start)));
  }
}
