package dev.nabla.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A JVM of its own with the service's arguments and more.
final class Forked {

  private Forked() {}

  /// The standard output of a main class.
  static String run(Class<?> main, List<String> flags, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        Arrays.asList(System.getProperty("nabla.jvm.arguments", "").trim().split(" +", -1)));
    // Flags for features that a processor lacks are ignored with a warning on standard output.
    command.add("-XX:-PrintWarnings");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("exit of %s", command).isZero();
    return output;
  }
}
