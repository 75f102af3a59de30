package dev.nabla.web;

import dev.nabla.compute.ComputeService;
import dev.nabla.fuzz.Fuzzing;
import dev.nabla.tensor.Workspace;
import java.io.OutputStream;

/// Requests as NumPy array files: a line that names the function, one with the query, then the
/// file.
public final class NpyFuzzer {

  private static final Fuzzing FUZZING = new Fuzzing(NpyReader.class);

  private NpyFuzzer() {}

  /// Starts what is fuzzed ahead of the first input, whose time is limited.
  public static void fuzzerInitialize() {
    FUZZING.start();
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var parts = FUZZING.split(input, 2);
    if (parts == null || parts.function().onlyInput().isEmpty()) {
      return;
    }
    var query = Fuzzing.query(parts.lines().getLast());
    Fuzzing.check(
        () -> {
          var request =
              FUZZING
                  .bean(NpyReader.class)
                  .read(parts.function(), parts.rest(), query, Workspace.ofNew());
          NpyWriter.check(request);
          var answer = FUZZING.bean(ComputeService.class).answer(request.call());
          NpyWriter.of(request, answer).write(OutputStream.nullOutputStream());
        });
  }
}
