package dev.nabla.plot;

import dev.nabla.fuzz.Fuzzing;

/// Queries of curves: a line that names the function, then one with the query.
public final class QueryFuzzer {

  private static final Fuzzing FUZZING = new Fuzzing(QueryReader.class, Curves.class);

  private QueryFuzzer() {}

  /// Starts what is fuzzed ahead of the first input, whose time is limited.
  public static void fuzzerInitialize() {
    FUZZING.start();
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var parts = Fuzzing.split(input, 2);
    if (parts == null) {
      return;
    }
    var function = FUZZING.function(parts.lines().getFirst());
    if (function == null) {
      return;
    }
    var query = Fuzzing.query(parts.lines().getLast());
    Fuzzing.check(
        () -> {
          var given = new Given(query);
          var read = FUZZING.bean(QueryReader.class).read(function, given);
          QueryReader.style(given);
          JsonForm.write(FUZZING.bean(Curves.class).compute(read));
        });
  }
}
