package dev.nabla.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nabla.admission.Gate;
import dev.nabla.compute.ComputeService;
import dev.nabla.function.Catalogue;
import dev.nabla.function.Workspace;
import dev.nabla.web.OutsideTest;
import dev.nabla.wire.BodyReader;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
    var body = new byte[SIZE * Double.BYTES];
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // Until the compiler has come to the kernel, its vectors are objects.
    for (int i = 0; i < 50 && least > 3 * TENSOR_BYTES; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      answer(body);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isBetween(TENSOR_BYTES, 3 * TENSOR_BYTES);
  }

  private void answer(byte[] body) throws IOException {
    var http = new MockHttpServletRequest("POST", "/v2/models/sigmoid/infer");
    http.setContent(body);
    var sigmoid = catalogue.find("sigmoid").orElseThrow();
    try (var visit = gate.admit(http)) {
      // Nothing that earlier answers left.
      var workspace = Workspace.ofNew();
      var request = reader.read(sigmoid, bodies.read(http, visit), "0", workspace);
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
