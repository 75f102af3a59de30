package dev.nabla.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The suite's figures, read from JMH's results, and the table of them.
///
/// @param loops those of [LoopBenchmark], by the function that they are
record Report(Map<Report.Key, Report.Figure> figures, Map<String, Report.Figure> loops) {

  /// What was timed.
  ///
  /// @param benchmark nabla, libtorch or copy
  record Key(String benchmark, String subject, String dtype, int elements) {

    static Key of(JsonNode result) {
      var name = result.get("benchmark").stringValue();
      var params = result.get("params");
      return new Key(
          name.substring(name.lastIndexOf('.') + 1),
          params.get("subject").stringValue(),
          params.get("dtype").stringValue(),
          Integer.parseInt(params.get("elements").stringValue()));
    }

    Key timing(String other) {
      return new Key(other, subject, dtype, elements);
    }

    Key of(String other) {
      return new Key(benchmark, other, dtype, elements);
    }
  }

  /// The median of each fork's iterations, in nanoseconds a call.
  record Figure(List<Double> forks) {

    double median() {
      return Report.median(forks);
    }

    /// How far the forks are from their median at most, as a share of it.
    double error() {
      return forks.stream().mapToDouble(fork -> Math.abs(fork / median() - 1)).max().orElseThrow();
    }

    /// The slowest fork over the fastest.
    double spread() {
      return forks.stream().mapToDouble(fork -> fork).max().orElseThrow()
          / forks.stream().mapToDouble(fork -> fork).min().orElseThrow();
    }
  }

  static Report read(List<Path> results) throws IOException {
    var mapper = new JsonMapper();
    var forks = new LinkedHashMap<Key, List<Double>>();
    var loops = new LinkedHashMap<String, List<Double>>();
    for (var path : results) {
      for (var result : mapper.readTree(Files.readString(path))) {
        var iterations = new ArrayList<Double>();
        for (var iteration : result.at("/primaryMetric/rawData/0")) {
          iterations.add(iteration.doubleValue());
        }
        var name = result.get("benchmark").stringValue();
        if (name.startsWith(LoopBenchmark.class.getName())) {
          loops
              .computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), key -> new ArrayList<>())
              .add(median(iterations));
        } else {
          forks.computeIfAbsent(Key.of(result), key -> new ArrayList<>()).add(median(iterations));
        }
      }
    }
    return new Report(figures(forks), figures(loops));
  }

  private static <K> Map<K, Figure> figures(Map<K, List<Double>> forks) {
    var figures = new LinkedHashMap<K, Figure>();
    forks.forEach((key, medians) -> figures.put(key, new Figure(medians)));
    return figures;
  }

  static double median(List<Double> numbers) {
    var sorted = numbers.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /// The whole page.
  ///
  /// @param environment what it was measured on, a line each
  String markdown(List<String> environment) {
    var text = new StringBuilder("# Benchmarks\n\n");
    text.append(INTRODUCTION);
    environment.forEach(line -> text.append("- ").append(line).append('\n'));
    text.append("\n## Times libtorch\n\n");
    text.append("| type | n | geometric mean | worst | of |\n|---|---|---|---|---|\n");
    settings().forEach(setting -> text.append(summary(setting)));
    text.append("\n## All figures\n\n");
    text.append(
        "| function | type | n | nabla, ns | libtorch, ns | times libtorch | slowest ÷ fastest fork |"
            + " ÷ copy |\n|---|---|---|---|---|---|---|---|\n");
    for (var subject : Subject.all()) {
      settings()
          .map(setting -> setting.of(subject.toString()))
          .filter(figures::containsKey)
          .forEach(key -> text.append(row(key, subject)));
    }
    text.append("\n## Loops by hand\n\n");
    text.append("| function | loop, ns | nabla ÷ loop |\n|---|---|---|\n");
    loops.forEach((function, loop) -> text.append(row(function, loop)));
    return text.toString();
  }

  private static final String INTRODUCTION =
      """
      Value and gradient of every function, in nanoseconds an element, against libtorch's forward and
      backward and a copy of as many bytes.

      - float64: from tensors to tensors, through the checks of a request, with a loss's mean. float32: from
        the bytes of a binary request to those of its answer: numbers are widened, computed in float64 and
        rounded once.
      - Both compute on one thread, in the same JVM, on the same numbers; activations with an upstream of
        ones, but softmax with one of random numbers. Rows have 64 elements. Results stand in memory that earlier calls
        have left, as they do in the service and in libtorch.
      - A fork is a JVM that first runs all functions and then times each in turn, so that no call site knows
        one function only. Its figure is the median of its iterations, that of the table the median of the
        forks, with ± the largest distance of a fork from it.
      - The copy moves half as many bytes as a function reads and writes at the least, and so reads and writes
        as many together.
      - libtorch has no function of its own where there is an asterisk, so that it is composed of operations;
        the summary leaves these out.

      """;

  private Stream<Key> settings() {
    return figures.keySet().stream()
        .map(key -> new Key("nabla", "", key.dtype(), key.elements()))
        .distinct()
        .sorted(Comparator.comparing(Key::dtype).reversed().thenComparingInt(Key::elements));
  }

  private String summary(Key setting) {
    var ratios =
        Subject.all().stream()
            .filter(subject -> !subject.composed())
            .map(subject -> setting.of(subject.toString()))
            .filter(figures::containsKey)
            .collect(
                Collectors.toMap(
                    Key::subject, this::ratio, (one, other) -> one, LinkedHashMap::new));
    if (ratios.isEmpty()) {
      return "";
    }
    double mean = Math.exp(ratios.values().stream().mapToDouble(Math::log).average().orElseThrow());
    var worst = Collections.min(ratios.entrySet(), Map.Entry.comparingByValue());
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %.2f | %.2f, %s | %d functions |%n",
        setting.dtype(),
        setting.elements(),
        mean,
        worst.getValue(),
        worst.getKey(),
        ratios.size());
  }

  private String row(String function, Figure loop) {
    var ours = figures.get(new Key("nabla", function, "float64", LoopBenchmark.ELEMENTS));
    return ours == null
        ? ""
        : String.format(
            Locale.ROOT,
            "| %s | %.3f ± %.0f %% | %.2f |%n",
            function,
            loop.median(),
            100 * loop.error(),
            ours.median() / LoopBenchmark.ELEMENTS / loop.median());
  }

  private Figure figure(Key key) {
    return Objects.requireNonNull(figures.get(key), key::toString);
  }

  private double ratio(Key key) {
    return figure(key.timing("libtorch")).median() / figure(key).median();
  }

  private String row(Key key, Subject subject) {
    var ours = figure(key);
    var theirs = figure(key.timing("libtorch"));
    return String.format(
        Locale.ROOT,
        "| %s%s | %s | %,d | %.3f ± %.0f %% | %.3f ± %.0f %% | %.2f | %.2f | %.2f |%n",
        subject,
        subject.composed() ? "*" : "",
        key.dtype(),
        key.elements(),
        ours.median() / key.elements(),
        100 * ours.error(),
        theirs.median() / key.elements(),
        100 * theirs.error(),
        ratio(key),
        ours.spread(),
        ours.median() / figure(key.timing("copy")).median());
  }
}
