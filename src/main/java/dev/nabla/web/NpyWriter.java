package dev.nabla.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.nabla.compute.Answer;
import dev.nabla.compute.Call;
import dev.nabla.function.Input;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.tensor.Tensor;
import dev.nabla.wire.Datatype;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;

/// An answer that is one array, as a NumPy array file.
///
/// @param tensor the values, or the gradient to the one input
record NpyWriter(Tensor tensor, Datatype datatype) {

  private static final byte[] VERSION = {1, 0};

  /// Data begin at a multiple of it.
  private static final int ALIGNMENT = 64;

  /// Refuses a request whose answer would be more or less than one array. One that does not say
  /// what it wants is answered with the values.
  static void check(Request request) {
    var outputs = request.outputs();
    if (request.call().jacobian()) {
      throw notOne("expected either `values` or `gradients`", "a Jacobian too");
    }
    if (outputs != null && outputs.size() != 1) {
      throw notOne(
          "expected either `values` or `gradients`", outputs.stream().sorted().toList().toString());
    }
    var differentiable = differentiable(request.call());
    if (!request.wants("values") && differentiable.size() > 1) {
      throw notOne(
          "expected `values`",
          "`gradients`, one each to `%s`".formatted(String.join("`, `", differentiable)));
    }
  }

  private static RejectedException notOne(String expected, String found) {
    return new RejectedException(
        Reason.CONFLICTING_FIELDS,
        "outputs",
        "%s, as application/x-npy holds one array, found %s".formatted(expected, found));
  }

  /// The inputs that the answer has gradients to.
  private static List<String> differentiable(Call call) {
    return call.definition().inputs().stream()
        .filter(Input::differentiable)
        .map(Input::name)
        .filter(call.tensors()::containsKey)
        .toList();
  }

  static NpyWriter of(Request request, Answer answer) {
    var evaluation = answer.evaluation();
    var tensor =
        request.wants("values")
            ? evaluation.values()
            : evaluation.gradients().firstEntry().getValue();
    return new NpyWriter(tensor, Datatype.of(answer.dtype()));
  }

  long length() {
    return header().length + (long) tensor.size() * datatype.bytes();
  }

  void write(OutputStream stream) throws IOException {
    stream.write(header());
    datatype.write(tensor.data(), tensor.size(), stream);
  }

  private byte[] header() {
    var sizes =
        tensor.shape().dimensions().stream().map(String::valueOf).collect(Collectors.joining(", "));
    var dictionary =
        "{'descr': '<f%d', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(datatype.bytes(), sizes, tensor.shape().rank() == 1 ? "," : "");
    int unpadded = NpyHeader.SHORT_PREAMBLE + dictionary.length() + 1;
    int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    var text = (dictionary + " ".repeat(padding) + "\n").getBytes(US_ASCII);
    return ByteBuffer.allocate(unpadded + padding)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(NpyHeader.MAGIC)
        .put(VERSION)
        .putShort((short) text.length)
        .put(text)
        .array();
  }
}
