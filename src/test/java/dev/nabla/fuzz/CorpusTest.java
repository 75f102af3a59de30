package dev.nabla.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.nabla.inference.InferenceFuzzer;
import dev.nabla.plot.QueryFuzzer;
import dev.nabla.web.JsonFuzzer;
import dev.nabla.web.NpyFuzzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every input of the corpus again, without the fuzzer.
class CorpusTest {

  private static final Path CORPUS = Path.of("src/test/fuzz");

  @FunctionalInterface
  interface Target {
    void run(byte[] input) throws Exception;
  }

  /// @param name of the directory with its inputs
  record Fuzzer(String name, Target target) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Fuzzer> FUZZERS =
      List.of(
          new Fuzzer("web.JsonFuzzer", JsonFuzzer::fuzzerTestOneInput),
          new Fuzzer("web.NpyFuzzer", NpyFuzzer::fuzzerTestOneInput),
          new Fuzzer("inference.InferenceFuzzer", InferenceFuzzer::fuzzerTestOneInput),
          new Fuzzer("plot.QueryFuzzer", QueryFuzzer::fuzzerTestOneInput));

  @ParameterizedTest
  @FieldSource("FUZZERS")
  @Timeout(60)
  void nothingButAnswersAndRefusals(Fuzzer fuzzer) throws IOException {
    List<Path> inputs;
    try (var files = Files.list(CORPUS.resolve(fuzzer.name))) {
      inputs = files.sorted().toList();
    }
    assertThat(inputs).isNotEmpty();
    for (var input : inputs) {
      var bytes = Files.readAllBytes(input);
      assertThatCode(() -> fuzzer.target.run(bytes))
          .as(input.toString())
          .doesNotThrowAnyException();
    }
  }
}
