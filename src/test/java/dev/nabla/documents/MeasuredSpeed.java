package dev.nabla.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What README shows of the figures in `src/site/load.md` and `src/site/benchmarks.md`, in their
/// digits.
final class MeasuredSpeed {

  private static final Path LOAD = Path.of("src/site/load.md");
  private static final Path BENCHMARKS = Path.of("src/site/benchmarks.md");

  private static final String NABLA = "nabla";
  private static final String CONTROLLER = "plain `@RequestBody` controller";
  private static final String FAST_API = "FastAPI + PyTorch, 2 workers";

  private MeasuredSpeed() {}

  static List<String> requestsHead() {
    return List.of("requests a second", NABLA, CONTROLLER, FAST_API);
  }

  static List<List<String>> requests() {
    var rows = rows(LOAD);
    return List.of(
        requests(rows, "16 numbers in JSON", "JSON, 16"),
        requests(rows, "4,096 numbers of 17 digits in JSON", "JSON, 4,096"),
        requests(rows, "4,096 numbers in binary (v2)", "OIP binary, 4,096"),
        requests(rows, "1,048,576 numbers in binary (v2)", "OIP binary, 1,048,576"));
  }

  private static List<String> requests(List<List<String>> rows, String shown, String request) {
    return Stream.concat(
            Stream.of(shown),
            Stream.of(NABLA, CONTROLLER, FAST_API)
                .map(server -> find(rows, List.of(server, request), 2)))
        .toList();
  }

  static List<String> coreHead() {
    return List.of("times as fast as libtorch", "1,024 numbers", "65,536", "1,048,576");
  }

  static List<List<String>> core() {
    var rows = rows(BENCHMARKS);
    return Stream.of("float64", "float32")
        .map(
            type ->
                Stream.concat(
                        Stream.of(type),
                        Stream.of("1,024", "65,536", "1,048,576")
                            .map(size -> find(rows, List.of(type, size), 2)))
                    .toList())
        .toList();
  }

  /// A cell of the first row that begins so; empty where there is none.
  private static String find(List<List<String>> rows, List<String> beginning, int column) {
    return rows.stream()
        .filter(row -> row.size() > column && row.subList(0, beginning.size()).equals(beginning))
        .map(row -> row.get(column))
        .findFirst()
        .orElse("");
  }

  private static List<List<String>> rows(Path page) {
    try {
      return Files.readAllLines(page).stream()
          .filter(line -> line.startsWith("| "))
          .map(line -> Arrays.asList(line.substring(2).split(" +\\| ?", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
