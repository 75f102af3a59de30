package dev.nabla.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nabla.vector.Lanes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Times every function against libtorch and writes the table. A fork is a JVM that times all of
/// them, in an order of its own and after all have run: as a service that has answered everything
/// for long. JMH's own forks, a JVM for each figure, would take two hours.
public final class Suite {

  private static final Path WORK = Path.of("target", "bench");
  private static final Path TABLE = Path.of("src", "site", "benchmarks.md");

  /// The arguments of the documented command.
  private static final List<String> WHOLE =
      List.of(".*", "5", "1024,65536,1048576", "float64,float32");

  private Suite() {}

  /// @param arguments a regular expression that the functions' names match, how many forks, the
  ///   numbers of elements and the types, with commas between them; and, in a fork, its file
  static void main(String[] arguments) throws Exception {
    if (arguments.length == 5) {
      fork(arguments);
      return;
    }
    if (arguments.length == 1) {
      FirstCalls.measure(
          Path.of(arguments[0]),
          "--server.port=0",
          "--management.server.port=0",
          "--nabla.compute.warm-up=" + System.getProperty("bench.warm-up", "500ms"));
      return;
    }
    int forks = Integer.parseInt(arguments[1]);
    Files.createDirectories(WORK);
    var results = new ArrayList<Path>();
    var firsts = new ArrayList<Path>();
    for (int i = 1; i <= forks; i++) {
      System.out.printf("fork %d of %d%n", i, forks);
      firsts.add(start(WORK.resolve("first-" + i + ".tsv")));
      results.add(start(WORK.resolve("fork-" + i + ".json"), arguments));
    }
    var page =
        Report.read(results).markdown(environment(arguments)) + FirstCalls.read(firsts).markdown();
    // Nothing but the whole suite belongs into the documents.
    var file = List.of(arguments).equals(WHOLE) ? TABLE : WORK.resolve("benchmarks.md");
    Files.writeString(file, page, UTF_8);
    System.out.println(page);
    System.out.println("written to " + file);
  }

  /// Runs another JVM with the flags of this one, and waits for it.
  ///
  /// @return the file that it has written
  private static Path start(Path result, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Suite.class.getName()));
    command.addAll(List.of(arguments));
    command.add(result.toString());
    var log = Path.of(result + ".log");
    var process =
        new ProcessBuilder(command).redirectOutput(log.toFile()).redirectErrorStream(true).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("a fork failed, see " + log);
    }
    return result;
  }

  private static List<String> environment(String[] arguments) throws IOException {
    var cpuinfo = Path.of("/proc/cpuinfo");
    var cpu =
        Files.exists(cpuinfo)
            ? Files.readAllLines(cpuinfo).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown")
            : System.getProperty("os.arch");
    var flags =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> !flag.startsWith("--enable-native-access"))
            .toList();
    return List.of(
        "Date: " + LocalDate.now(ZoneOffset.UTC),
        "CPU: %s, %s".formatted(cpu, Lanes.description()),
        "OS: %s %s".formatted(System.getProperty("os.name"), System.getProperty("os.version")),
        "JVM: %s %s"
            .formatted(System.getProperty("java.vm.name"), System.getProperty("java.vm.version")),
        "Flags: `%s`".formatted(String.join(" ", flags)),
        "libtorch: %s, %s"
            .formatted(
                System.getProperty("libtorch.version"), torch.get_cpu_capability().getString()),
        "Command: `mvn -Pbench,libtorch test-compile exec:exec%s`, %s forks"
            .formatted(
                List.of(arguments).equals(WHOLE)
                    ? ""
                    : " -Dbench=%s -Dbench.elements=%s -Dbench.dtypes=%s"
                        .formatted(arguments[0], arguments[2], arguments[3]),
                arguments[1]));
  }

  private static void fork(String[] arguments) throws RunnerException {
    var subjects =
        new ArrayList<>(
            Subject.all().stream()
                .map(Subject::toString)
                .filter(name -> name.matches(arguments[0]))
                .toList());
    Collections.shuffle(subjects, new Random(arguments[4].hashCode()));
    var options =
        new OptionsBuilder()
            .include(FunctionBenchmark.class.getName())
            .include(LoopBenchmark.class.getName())
            .forks(0)
            .param("subject", subjects.toArray(String[]::new))
            .param("elements", arguments[2].split(",", -1))
            .param("dtype", arguments[3].split(",", -1))
            .resultFormat(ResultFormatType.JSON)
            .result(arguments[4])
            .build();
    new Runner(options).run();
  }
}
