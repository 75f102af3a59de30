package dev.nabla.accuracy;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/// Prints how many vectors and masks each function leaves on the heap in one run, once the JIT has
/// compiled it. To be run without background compilation and without a collection in between.
public final class VectorObjects {

  private static final int WARM_UP = 2_000;
  private static final int ROUNDS = 20;

  private VectorObjects() {}

  static void main() throws JMException {
    // Short runs of everything first, so that no function is compiled as if it were the only one.
    for (var probe : Probe.all(5)) {
      for (int i = 0; i < WARM_UP; i++) {
        probe.run();
      }
    }
    for (var probe : Probe.all(1024)) {
      for (int i = 0; i < WARM_UP; i++) {
        probe.run();
      }
      System.gc();
      long before = vectors();
      for (int i = 0; i < ROUNDS; i++) {
        probe.run();
      }
      System.out.println((vectors() - before) / ROUNDS + "  " + probe);
    }
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
