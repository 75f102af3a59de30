package dev.nabla.bench;

import dev.nabla.accuracy.Functions;
import dev.nabla.accuracy.Probe;
import dev.nabla.activation.Activation;
import dev.nabla.vector.Lanes;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Value and slope of the elementwise activations, in nanoseconds an element, after every function
/// of the catalogue has run at the same call sites.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {

  private static final int ELEMENTS = 65_536;

  @Param({"relu", "leaky_relu", "sigmoid", "tanh", "gelu"})
  public String function = "";

  private Activation.Elementwise kernel = elementwise("relu");
  private final double[] x = new Random(7).doubles(ELEMENTS, -8, 8).toArray();
  private final double[] values = Lanes.array(ELEMENTS);
  private final double[] slopes = Lanes.array(ELEMENTS);

  private static Activation.Elementwise elementwise(String name) {
    var definition = Functions.CATALOGUE.find(name).orElseThrow();
    return (Activation.Elementwise) definition.bind(Map.of());
  }

  @Setup
  public void polluteCallSites() {
    for (var probe : Probe.all(1024)) {
      for (int i = 0; i < 500; i++) {
        probe.run();
      }
    }
    kernel = elementwise(function);
  }

  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public double[] valueAndSlope() {
    kernel.run(x, values, slopes);
    return slopes;
  }
}
