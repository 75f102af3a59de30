package dev.nabla.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nabla.admission.Gate;
import dev.nabla.compute.ComputeService;
import dev.nabla.function.Catalogue;
import dev.nabla.tensor.Workspace;
import dev.nabla.wire.BodyReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;

/// A request as a NumPy array file costs little more memory than its tensors: the body, its input
/// and outputs.
@OutsideTest
class NpyMemoryTest {

  private static final int SIZE = 1 << 18;
  private static final int HEADER_BYTES = 128;

  /// x, values and gradients.
  private static final long TENSOR_BYTES = 3L * SIZE * Double.BYTES;

  @Autowired private Catalogue catalogue;
  @Autowired private Gate gate;
  @Autowired private BodyReader bodies;
  @Autowired private NpyReader reader;
  @Autowired private ComputeService compute;

  @Test
  void requestAllocatesAtMostThreeTimesItsTensors() throws IOException {
    var file = file();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // Until the compiler has come to the kernel, its vectors are objects.
    for (int i = 0; i < 50 && least > 3 * TENSOR_BYTES; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      answer(file);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isBetween(TENSOR_BYTES, 3 * TENSOR_BYTES);
  }

  /// Zeros behind a header of version 1.
  private static byte[] file() {
    var dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (%d,), }".formatted(SIZE);
    var header =
        "\u0093NUMPY\u0001\u0000%c\u0000".formatted(HEADER_BYTES - 10)
            + dictionary
            + " ".repeat(HEADER_BYTES - 11 - dictionary.length())
            + "\n";
    var file = new byte[HEADER_BYTES + SIZE * Double.BYTES];
    System.arraycopy(header.getBytes(ISO_8859_1), 0, file, 0, HEADER_BYTES);
    return file;
  }

  private void answer(byte[] file) throws IOException {
    var http = new MockHttpServletRequest("POST", "/v1/activations/sigmoid");
    http.setContent(file);
    var sigmoid = catalogue.find("sigmoid").orElseThrow();
    var query = Map.of("outputs", new String[] {"values"});
    try (var visit = gate.admit(http)) {
      // Nothing that earlier answers left.
      var workspace = Workspace.ofNew();
      var request = reader.read(sigmoid, bodies.read(http, visit), query, workspace);
      var answer = compute.compute(request.call(), visit, workspace);
      NpyWriter.of(request, answer).write(OutputStream.nullOutputStream());
    }
  }
}
