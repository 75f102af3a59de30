package dev.nabla.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nabla.function.Tensor;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A kernel allocates its outputs and nothing for each element: once the JIT has compiled it, vectors live in
/// registers. Where one is not inlined, each lane group costs dozens of bytes, which this tells without a clock.
class AllocationTest {

  private static final int SAMPLES = 1024;

  /// Checks, maps and scratch arrays of one call, whatever its length.
  private static final long FIXED_BYTES = 16 * 1024;

  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static List<Probe> probes() {
    return Probe.all(SAMPLES);
  }

  @ParameterizedTest
  @MethodSource("probes")
  void nothingIsAllocatedForEachElement(Probe probe) {
    long outputs = outputBytes(probe);
    long least = Long.MAX_VALUE;
    // Compilation takes its time, in the background: as many rounds as it needs, and a bound.
    for (int round = 0; round < 30_000 && least > outputs + FIXED_BYTES; round++) {
      long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
      probe.run();
      least =
          Math.min(
              least, THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before);
    }
    assertThat(least).isLessThanOrEqualTo(outputs + FIXED_BYTES);
  }

  private static long outputBytes(Probe probe) {
    return probe.run().outputs().values().stream()
        .mapToLong(output -> output instanceof Tensor tensor ? 8L * tensor.data().length : 0)
        .sum();
  }
}
