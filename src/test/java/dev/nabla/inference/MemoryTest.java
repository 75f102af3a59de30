package dev.nabla.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.nabla.admission.Gate;
import dev.nabla.compute.ComputeService;
import dev.nabla.function.Catalogue;
import dev.nabla.refusal.RejectedException;
import dev.nabla.tensor.Workspace;
import dev.nabla.web.OutsideTest;
import dev.nabla.wire.BodyReader;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// A request in binary costs little more memory than its tensors: the body, its input and outputs.
@OutsideTest
class MemoryTest {

  private static final int SIZE = 1 << 18;

  /// x, values and gradients.
  private static final long TENSOR_BYTES = 3L * SIZE * Double.BYTES;

  @Autowired private Catalogue catalogue;
  @Autowired private Gate gate;
  @Autowired private BodyReader bodies;
  @Autowired private InferenceReader reader;
  @Autowired private ComputeService compute;

  @Test
  void binaryRequestAllocatesAtMostThreeTimesItsTensors() throws IOException {
    assertThat(allocated("0", new byte[SIZE * Double.BYTES]))
        .isBetween(TENSOR_BYTES, 3 * TENSOR_BYTES);
  }

  /// The JSON is some 5 MB long, and its length goes ahead of it. Held as a whole for that, in an
  /// array that grows, it would take 16 MB.
  @Test
  void numbersInJsonBeforeBinaryOnesCostNoMore() throws IOException {
    var json =
        Client.bytes(
            "{'inputs': [{'name': 'x', 'shape': [%d], 'datatype': 'FP64', 'parameters': {'binary_data_size': %d}}], 'outputs': [{'name': 'values'}, {'name': 'gradients.x', 'parameters': {'binary_data': true}}]}"
                .formatted(SIZE, SIZE * Double.BYTES));
    var numbers = new double[SIZE];
    Arrays.setAll(numbers, i -> i / 99_991.0);
    var body = Client.join(json, Client.doubles(numbers));
    assertThat(allocated(String.valueOf(json.length), body))
        .isBetween(TENSOR_BYTES, 3 * TENSOR_BYTES);
  }

  /// A number that is none among none: such data are read token by token.
  @Test
  void aShapeWithoutItsNumbersTakesNoMemory() {
    var body =
        Client.bytes(
            "{'inputs': [{'name': 'x', 'shape': [%d], 'datatype': 'FP64', 'data': ['NaN']}]}"
                .formatted(SIZE));
    var sigmoid = catalogue.find("sigmoid").orElseThrow();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> reader.read(sigmoid, body, null, Workspace.ofNew()))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("found 1");
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(SIZE * Double.BYTES);
  }

  private long allocated(String headerLength, byte[] body) throws IOException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // Until the compiler has come to the kernel, its vectors are objects.
    for (int i = 0; i < 50 && least > 3 * TENSOR_BYTES; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      answer(headerLength, body);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private void answer(String headerLength, byte[] body) throws IOException {
    var http = new MockHttpServletRequest("POST", "/v2/models/sigmoid/infer");
    http.setContent(body);
    var sigmoid = catalogue.find("sigmoid").orElseThrow();
    try (var visit = gate.admit(http)) {
      // Nothing that earlier answers left.
      var workspace = Workspace.ofNew();
      var request = reader.read(sigmoid, bodies.read(http, visit), headerLength, workspace);
      InferenceAnswer.of(request, compute.compute(request.call(), visit, workspace))
          .send(new Sink());
    }
  }

  /// An answer that goes nowhere, so that nothing is allocated for it.
  private static final class Sink extends MockHttpServletResponse {
    @Override
    public ServletOutputStream getOutputStream() {
      return new ServletOutputStream() {
        @Override
        public void write(int value) {}

        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
      };
    }
  }
}
