package dev.nabla.bench;

import dev.nabla.compute.Answer;
import dev.nabla.compute.Budget;
import dev.nabla.compute.Call;
import dev.nabla.compute.Core;
import dev.nabla.compute.Reduction;
import dev.nabla.function.Definition;
import dev.nabla.function.Limits;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.Workspace;
import dev.nabla.wire.Datatype;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// A call of a function as a request makes it. In float64 from tensors to tensors; in float32 from
/// the bytes of a binary request to those of its answer, so that widening and rounding count.
final class Ours {

  private static final Core CORE = new Core(new Limits(1 << 27, 1 << 20, Long.MAX_VALUE));

  private static final Workspace.Pool POOL = new Workspace.Pool(1L << 26);

  @SuppressWarnings("ArrayRecordComponent")
  private record Bytes(Shape shape, byte[] content) {}

  private final Subject subject;
  private final Definition definition;
  private final boolean single;
  private final Map<String, Tensor> tensors;
  private final Map<String, Bytes> bodies = new LinkedHashMap<>();
  private final Sink sink = new Sink();

  Ours(Subject subject, int elements, boolean single) {
    this.subject = subject;
    this.definition = subject.definition();
    this.single = single;
    this.tensors = subject.draw(elements);
    tensors.forEach((name, tensor) -> bodies.put(name, bytes(tensor)));
  }

  private static Bytes bytes(Tensor tensor) {
    try {
      var stream = new ByteArrayOutputStream();
      Datatype.FP32.write(tensor.data(), tensor.size(), stream);
      return new Bytes(tensor.shape(), stream.toByteArray());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  Object run() throws IOException {
    try (var workspace = POOL.open()) {
      return single ? runSingle(workspace) : answer(tensors, DType.FLOAT64, workspace);
    }
  }

  private Answer answer(Map<String, Tensor> inputs, DType dtype, Workspace workspace) {
    return CORE.answer(
        new Call(definition, subject.parameters(), inputs, dtype, Reduction.MEAN, false),
        Budget.NONE,
        workspace);
  }

  private Sink runSingle(Workspace workspace) throws IOException {
    var inputs = new LinkedHashMap<String, Tensor>();
    bodies.forEach((name, bytes) -> inputs.put(name, widened(bytes, workspace)));
    var evaluation = answer(inputs, DType.FLOAT32, workspace).evaluation();
    sink.reset();
    Datatype.FP32.write(evaluation.values().data(), evaluation.values().size(), sink);
    for (var gradient : evaluation.gradients().values()) {
      Datatype.FP32.write(gradient.data(), gradient.size(), sink);
    }
    return sink;
  }

  private static Tensor widened(Bytes bytes, Workspace workspace) {
    var tensor = workspace.tensor(bytes.shape());
    int _ = Datatype.FP32.read(bytes.content(), 0, tensor.data(), tensor.size());
    return tensor;
  }

  /// Bytes read and written at the least: all inputs, values and gradients once.
  long bytes() {
    var evaluation = answer(tensors, DType.FLOAT64, Workspace.ofNew()).evaluation();
    long numbers = evaluation.values().size();
    for (var tensor : tensors.values()) {
      numbers += tensor.size();
    }
    for (var gradient : evaluation.gradients().values()) {
      numbers += gradient.size();
    }
    return numbers * (single ? Float.BYTES : Double.BYTES);
  }

  /// Memory that is written over again and again.
  private static final class Sink extends ByteArrayOutputStream {}
}
