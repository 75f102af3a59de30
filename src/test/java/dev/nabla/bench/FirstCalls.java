package dev.nabla.bench;

import dev.nabla.NablaApplication;
import dev.nabla.accuracy.Probe;
import dev.nabla.compute.Call;
import dev.nabla.compute.ComputeService;
import dev.nabla.compute.Reduction;
import dev.nabla.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.SpringApplication;

/// How long each function takes the first time that a service which has just become ready is asked
/// for it, in the core, and how long once it has been asked often.
record FirstCalls(Map<String, List<Times>> functions) {

  private static final int ELEMENTS = 1_024;
  private static final int ROUNDS = 3_000;
  private static final int LAST = 200;

  /// In microseconds.
  record Times(double first, double steady) {}

  /// @param file receives a line for each function
  static void measure(Path file, String... arguments) throws IOException {
    try (var context = SpringApplication.run(NablaApplication.class, arguments)) {
      var compute = context.getBean(ComputeService.class);
      var probes = Probe.all(ELEMENTS);
      var first = probes.stream().mapToDouble(probe -> time(compute, probe)).toArray();
      var lines = new ArrayList<String>();
      for (int i = 0; i < first.length; i++) {
        var probe = probes.get(i);
        for (int round = 0; round < ROUNDS; round++) {
          time(compute, probe);
        }
        var last = new double[LAST];
        Arrays.setAll(last, round -> time(compute, probe));
        Arrays.sort(last);
        lines.add(String.format(Locale.ROOT, "%s\t%f\t%f", probe, first[i], last[LAST / 2]));
      }
      Files.write(file, lines);
    }
  }

  private static double time(ComputeService compute, Probe probe) {
    var call =
        new Call(
            probe.definition(),
            probe.parameters(),
            probe.inputs(),
            DType.FLOAT64,
            Reduction.MEAN,
            false);
    long start = System.nanoTime();
    var _ = compute.answer(call);
    return (System.nanoTime() - start) / 1e3;
  }

  static FirstCalls read(List<Path> files) throws IOException {
    var functions = new LinkedHashMap<String, List<Times>>();
    for (var file : files) {
      for (var line : Files.readAllLines(file)) {
        var fields = line.split("\t", -1);
        functions
            .computeIfAbsent(fields[0], name -> new ArrayList<>())
            .add(new Times(Double.parseDouble(fields[1]), Double.parseDouble(fields[2])));
      }
    }
    return new FirstCalls(functions);
  }

  String markdown() {
    var text = new StringBuilder("\n## First calls\n\n");
    text.append(
        """
        Microseconds that the core takes for 1,024 samples, in a service that has just become ready and in one
        that has been asked often: medians of the forks.

        | function | first | steady | first ÷ steady |
        |---|---|---|---|
        """);
    functions.forEach(
        (name, times) -> {
          double first = Report.median(times.stream().map(Times::first).toList());
          double steady = Report.median(times.stream().map(Times::steady).toList());
          text.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %.1f | %.1f | %.1f |%n",
                  name,
                  first,
                  steady,
                  first / steady));
        });
    return text.toString();
  }
}
