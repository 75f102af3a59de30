package dev.nabla.accuracy;

import dev.nabla.vector.LaneFunction;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/// Prints how many vectors and masks each function and each sweep leaves on the heap in one run,
/// once the JIT has compiled it. To be run without background compilation and without a collection
/// in between.
public final class VectorObjects {

  private static final int WARM_UP = 2_000;
  private static final int ROUNDS = 20;

  private VectorObjects() {}

  /// @param arguments the functions to report, all where there are none
  static void main(String[] arguments) throws JMException {
    var wanted = Set.of(arguments);
    // Short runs of everything first, so that no function is compiled as if it were the only one.
    for (var probe : Probe.all(5)) {
      for (int i = 0; i < WARM_UP; i++) {
        probe.run();
      }
    }
    for (var probe : Probe.all(1024)) {
      report(wanted, probe.toString(), probe::run);
    }
    var x = new Random(5).doubles(1024, 0, 1).toArray();
    var y = new double[x.length];
    for (var function : LaneFunction.all()) {
      report(wanted, function.name(), () -> function.sweep().over(x, y, 0, x.length));
    }
  }

  private static void report(Set<String> wanted, String name, Runnable run) throws JMException {
    if (!wanted.isEmpty() && !wanted.contains(name)) {
      return;
    }
    for (int i = 0; i < WARM_UP; i++) {
      run.run();
    }
    System.gc();
    long before = vectors();
    for (int i = 0; i < ROUNDS; i++) {
      run.run();
    }
    System.out.println((vectors() - before) / ROUNDS + "  " + name);
  }

  private static long vectors() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    var histogram =
        (String)
            server.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[] {"-all"}},
                new String[] {String[].class.getName()});
    return histogram
        .lines()
        .filter(line -> line.contains("jdk.incubator.vector."))
        .mapToLong(line -> Long.parseLong(line.trim().split(" +", -1)[1]))
        .sum();
  }
}
