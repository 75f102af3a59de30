package dev.nabla.plot;

import dev.nabla.compute.Budget;
import dev.nabla.function.Definition;
import dev.nabla.fuzz.Fuzzing;
import java.util.Map;

/// Queries of curves: a line that names the function, then one with the query.
public final class QueryFuzzer {

  private static final Fuzzing FUZZING = new Fuzzing(QueryReader.class, Curves.class);

  /// Each input is drawn.
  private static final PictureStyle SMALL =
      new PictureStyle(Theme.LIGHT, PictureStyle.SMALLEST, PictureStyle.SMALLEST);

  private QueryFuzzer() {}

  /// Starts what is fuzzed ahead of the first input, whose time is limited.
  public static void fuzzerInitialize() {
    FUZZING.start();
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var parts = FUZZING.split(input, 2);
    if (parts == null) {
      return;
    }
    var query = Fuzzing.query(parts.lines().getLast());
    Fuzzing.check(() -> read(parts.function(), query));
    // However many points a curve has, the search for kinks and what is drawn on take memory too.
    Fuzzing.checkAnswer(
        () -> {
          var curve =
              FUZZING.bean(Curves.class).compute(read(parts.function(), query), Budget.NONE);
          for (var form : Form.values()) {
            form.write(curve, SMALL);
          }
        });
  }

  private static CurveQuery read(Definition function, Map<String, String[]> query) {
    var given = new Given(query);
    QueryReader.style(given);
    return FUZZING.bean(QueryReader.class).read(function, given);
  }
}
