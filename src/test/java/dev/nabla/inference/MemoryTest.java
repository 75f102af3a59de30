package dev.nabla.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nabla.admission.Gate;
import dev.nabla.compute.ComputeService;
import dev.nabla.function.Catalogue;
import dev.nabla.web.OutsideTest;
import dev.nabla.wire.BodyReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;

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
  @Autowired private InferenceWriter writer;

  @Test
  void binaryRequestAllocatesAtMostThreeTimesItsTensors() throws IOException {
    var body = new byte[SIZE * Double.BYTES];
    for (int i = 0; i < 3; i++) {
      answer(body);
    }
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    answer(body);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isBetween(TENSOR_BYTES, 3 * TENSOR_BYTES);
  }

  private void answer(byte[] body) throws IOException {
    var http = new MockHttpServletRequest("POST", "/v2/models/sigmoid/infer");
    http.setContent(body);
    var sigmoid = catalogue.find("sigmoid").orElseThrow();
    try (var visit = gate.admit(http)) {
      var request = reader.read(sigmoid, bodies.read(http, visit), "0");
      var answer = compute.compute(request.call(), visit);
      writer.write(request, answer).write(OutputStream.nullOutputStream());
    }
  }
}
