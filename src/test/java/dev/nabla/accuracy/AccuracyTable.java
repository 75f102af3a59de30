package dev.nabla.accuracy;

import dev.nabla.accuracy.Form.Errors;
import dev.nabla.accuracy.Form.Worst;
import dev.nabla.function.Definition;
import dev.nabla.vector.LaneFunction;
import dev.nabla.vector.Lanes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/// `src/site/accuracy.md`: what the accuracy tests measure, beside libtorch on the same inputs.
final class AccuracyTable {

  private static final int SAMPLES = 200_000;
  private static final int FLOATS = 10_000_000;

  /// @param theirs libtorch's errors, where it has the form
  private record Line(int samples, Errors ours, @Nullable Errors theirs) {

    Line or(Line other) {
      var both = theirs == null || other.theirs == null ? null : theirs.or(other.theirs);
      return new Line(samples + other.samples, ours.or(other.ours), both);
    }
  }

  private AccuracyTable() {}

  static String write() throws IOException {
    return """
    # Accuracy

    Written by `mvn test -Plibtorch -Dtest=AccuracyTableTest -Dnabla.regenerate=true`; `mvn verify` measures the same on fewer
    samples and holds each function to its bound.

    | | |
    |---|---|
    | error unit | ulp: the distance between the float64 numbers next to the exact result, 4.9e-324 among subnormal ones |
    | oracle | the definitions and their derivatives in arithmetic of 224 bits (67 digits), held against apfloat |
    | samples | float64 by bit pattern, dense samples where functions bend, seams, kinks, special numbers |
    | libtorch | %s (bytedeco), forward and autograd in float64, one process, the same inputs |
    | JVM | %s %s |
    | flags | `%s` |
    | machine | %s %s, %s |

    ## Functions

    %s
    ∞ stands for NaN, and for an infinity or an enormous number where the exact result is finite. A dash: libtorch has no such
    form. Where a card's note names another unit, as it does for a difference near its zero, errors are in that unit.

    ## Elementary functions

    %s
    ## float32

    Results rounded once more to float32, against the exact results rounded once: over %s random float32 inputs (bit patterns,
    and exponents from −20 to 7) of each function. Only a float64 result within its error of the middle of two float32 numbers can be
    rounded the wrong way, and the test computes those alone exactly. Subnormal float32 results are left out: there a float64 result
    may lie in the middle of two, as x/2 does for a tiny x, where the exact one, gelu(x), does not. So may a loss that nears
    a multiple of its input: focal's of a confident wrong negative is 0.75·z, short of that by less than float64 tells, and about every
    sixth z from 38 on is rounded the wrong way.

    %s"""
        .formatted(
            Loader.getVersion("org.bytedeco", "pytorch"),
            System.getProperty("java.vm.name"),
            Runtime.version(),
            System.getProperty("nabla.jvm.arguments", "").trim(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Lanes.description(),
            functions(),
            elementary(),
            String.format(Locale.ROOT, "%,d", FLOATS),
            float32());
  }

  private static String functions() {
    var lines = new LinkedHashMap<String, Line>();
    var named = new LinkedHashMap<String, Form>();
    for (var form : AccuracyTest.forms(SAMPLES)) {
      var line =
          new Line(
              form.samples(), form.errors(form.evaluate()), LibtorchTest.errors(form).orElse(null));
      lines.merge(form.toString(), line, Line::or);
      named.putIfAbsent(form.toString(), form);
    }
    return lines.entrySet().stream()
        .map(
            entry -> {
              var form = Objects.requireNonNull(named.get(entry.getKey()));
              var definition = Functions.CATALOGUE.find(form.function()).orElseThrow();
              return row(definition, form, entry.getValue());
            })
        .collect(
            Collectors.joining(
                "",
                """
                | function | form | samples | value within | largest | libtorch | where ours | gradient within | largest | libtorch | where ours |
                |---|---|---|---|---|---|---|---|---|---|---|
                """,
                "\n"));
  }

  private static String row(Definition definition, Form form, Line line) {
    var accuracy = definition.accuracy();
    var theirs = line.theirs;
    return cells(
        "`" + definition.name() + "`",
        form.label(),
        String.format(Locale.ROOT, "%,d", line.samples),
        bound(accuracy.value()),
        ulps(line.ours.value().ulps()),
        theirs == null ? "–" : ulps(theirs.value().ulps()),
        place(line.ours.value()),
        bound(accuracy.gradient()),
        ulps(line.ours.gradient().ulps()),
        theirs == null ? "–" : ulps(theirs.gradient().ulps()),
        place(line.ours.gradient()));
  }

  private static String elementary() {
    return LaneFunction.all().stream()
        .map(
            function -> {
              var worst = LaneErrors.of(function, SAMPLES);
              return cells(
                  "`" + function.name() + "`",
                  bound(function.bound()),
                  ulps(worst.ulps()),
                  worst.place());
            })
        .collect(
            Collectors.joining(
                "", "| function | within | largest | where |\n|---|---|---|---|\n", "\n"));
  }

  private static String float32() {
    return Float32.all().stream()
        .map(
            unary ->
                cells(
                    "`" + unary.name() + "`",
                    String.format(Locale.ROOT, "%d of %,d", unary.wrong(FLOATS), FLOATS)))
        .collect(Collectors.joining("", "| function | wrongly rounded |\n|---|---|\n", ""));
  }

  static String bound(double bound) {
    return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
  }

  static String ulps(double ulps) {
    if (!(ulps < 1e300)) {
      return "∞";
    }
    return ulps < 100
        ? String.format(Locale.ROOT, "%.2f", ulps)
        : String.format(Locale.ROOT, "%.0e", ulps).replace("e+0", "e").replace("e+", "e");
  }

  private static String place(Worst worst) {
    return worst.ulps() <= 0 ? "" : worst.place();
  }

  private static String cells(String... cells) {
    return List.of(cells).stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
