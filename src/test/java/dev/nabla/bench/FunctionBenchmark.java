package dev.nabla.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Value and gradient of one function, here and in libtorch, and a copy of as many bytes as it
/// reads and writes. [Suite] runs it.
@SuppressWarnings("NullAway.Init")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 60, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 60, timeUnit = TimeUnit.MILLISECONDS)
public class FunctionBenchmark {

  private static boolean polluted;

  @Param("relu")
  public String subject = "";

  @Param({"float64", "float32"})
  public String dtype = "";

  @Param({"1024", "65536", "1048576"})
  public int elements;

  private Ours ours;

  private Leaves theirs;
  private double[] from;
  private double[] to;

  @Setup
  public void setUp() throws IOException {
    polluteCallSites();
    torch.set_num_threads(1);
    var subject = Subject.named(this.subject);
    boolean single = dtype.equals("float32");
    ours = new Ours(subject, elements, single);
    theirs = new Leaves(subject, elements, single ? ScalarType.Float : ScalarType.Double);
    int copied = (int) (ours.bytes() / 2 / Double.BYTES);
    from = new double[copied];
    to = new double[copied];
  }

  @Benchmark
  public Object nabla() throws IOException {
    return ours.run();
  }

  @Benchmark
  public Tensor libtorch() {
    try (var _ = new PointerScope()) {
      return theirs.run();
    }
  }

  @Benchmark
  public double[] copy() {
    System.arraycopy(from, 0, to, 0, to.length);
    return to;
  }

  /// Once a JVM.
  private static void polluteCallSites() throws IOException {
    if (!polluted) {
      for (var each : Subject.all()) {
        for (boolean single : new boolean[] {false, true}) {
          var function = new Ours(each, 1_024, single);
          for (int i = 0; i < 2_000; i++) {
            var _ = function.run();
          }
        }
      }
      polluted = true;
    }
  }
}
