package dev.nabla.web;

import dev.nabla.compute.ComputeService;
import dev.nabla.fuzz.Fuzzing;
import dev.nabla.wire.Bytes;
import tools.jackson.databind.json.JsonMapper;

/// Requests in JSON: a line that names the function, then the body. What is answered must be JSON.
public final class JsonFuzzer {

  private static final Fuzzing FUZZING = new Fuzzing(RequestReader.class, AnswerWriter.class);
  private static final JsonMapper STRICT = new JsonMapper();

  private JsonFuzzer() {}

  /// Starts what is fuzzed ahead of the first input, whose time is limited.
  public static void fuzzerInitialize() {
    FUZZING.start();
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var parts = FUZZING.split(input, 1);
    if (parts == null) {
      return;
    }
    Fuzzing.check(
        () -> {
          var request = FUZZING.bean(RequestReader.class).read(parts.function(), parts.rest());
          var answer = FUZZING.bean(ComputeService.class).answer(request.call());
          var bytes = new Bytes();
          FUZZING.bean(AnswerWriter.class).write(request, answer, bytes);
          STRICT.readTree(bytes.toByteArray());
        });
  }
}
