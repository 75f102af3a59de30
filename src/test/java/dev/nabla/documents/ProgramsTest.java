package dev.nabla.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nabla.web.OutsideTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The Python on a page prints what the page shows below it. Skipped where there is no Python 3, or
/// not the library that a program imports.
@OutsideTest
class ProgramsTest {

  private static final Path PAGE = Path.of("src", "site", "protocols.md");

  private static final Pattern PROGRAM =
      Pattern.compile("```python\n(.*?)```\n\n```\n(.*?)```", Pattern.DOTALL);

  private static final Pattern IMPORT = Pattern.compile("(?m)^import numpy$");

  @LocalServerPort private int port;

  @TestFactory
  List<DynamicTest> programPrintsWhatThePageShows() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    var programs = PROGRAM.matcher(Files.readString(PAGE));
    while (programs.find()) {
      var program = programs.group(1).replace("localhost:8080", "localhost:" + port);
      var shown = programs.group(2);
      tests.add(
          DynamicTest.dynamicTest(
              "program " + (tests.size() + 1), () -> assertPrints(program, shown)));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void assertPrints(String program, String shown) throws IOException {
    var needed = IMPORT.matcher(program).find() ? "import numpy" : "";
    assumeTrue(runs(needed), "python3 is not there, or not with: " + needed);
    assertThat(python(program)).isEqualTo(shown);
  }

  private static boolean runs(String program) {
    try {
      return python(program).isEmpty();
    } catch (IOException noPython) {
      return false;
    }
  }

  /// What a program prints, errors included.
  private static String python(String program) throws IOException {
    var process = new ProcessBuilder("python3", "-").redirectErrorStream(true).start();
    try (var input = process.outputWriter(UTF_8)) {
      input.write(program);
    }
    // One that does not end would keep its output open.
    process
        .onExit()
        .orTimeout(30, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly());
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
