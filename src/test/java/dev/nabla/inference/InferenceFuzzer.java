package dev.nabla.inference;

import dev.nabla.compute.ComputeService;
import dev.nabla.fuzz.Fuzzing;
import dev.nabla.tensor.Workspace;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/// Requests of the Open Inference Protocol: a line that names the function, one with the length of
/// the JSON, empty for no such header, then the body. What is answered must be JSON, as long as it
/// says.
public final class InferenceFuzzer {

  private static final Fuzzing FUZZING = new Fuzzing(InferenceReader.class);
  private static final JsonMapper STRICT = new JsonMapper();

  private InferenceFuzzer() {}

  /// Starts what is fuzzed ahead of the first input, whose time is limited.
  public static void fuzzerInitialize() {
    FUZZING.start();
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var parts = FUZZING.split(input, 2);
    if (parts == null) {
      return;
    }
    var length = parts.lines().getLast();
    Fuzzing.check(
        () -> {
          var request =
              FUZZING
                  .bean(InferenceReader.class)
                  .read(
                      parts.function(),
                      parts.rest(),
                      length.isEmpty() ? null : length,
                      Workspace.ofNew());
          var answer = FUZZING.bean(ComputeService.class).answer(request.call());
          var response = new MockHttpServletResponse();
          InferenceAnswer.of(request, answer).send(response);
          var bytes = response.getContentAsByteArray();
          if (response.getContentLengthLong() != bytes.length) {
            throw new AssertionError("an answer of another length than it says");
          }
          var said = response.getHeader(InferenceReader.HEADER_LENGTH);
          STRICT.readTree(bytes, 0, said == null ? bytes.length : Integer.parseInt(said));
        });
  }
}
