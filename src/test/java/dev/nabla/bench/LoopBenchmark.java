package dev.nabla.bench;

import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.SPECIES;
import static dev.nabla.vector.Lanes.load;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The fastest loops by hand, as a mark for the kernels: one function, one loop, arrays that are
/// there, no checks, and for the sigmoid an exponential that is good to a few ulp of ordinary
/// numbers and wrong elsewhere.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class LoopBenchmark {

  static final int ELEMENTS = 65_536;

  private static final double ROUNDER = 0x1.8p52;
  private static final double[] FACTORIALS = new double[12];

  static {
    double factorial = 1;
    for (int i = 0; i < FACTORIALS.length; i++) {
      factorial *= Math.max(i, 1);
      FACTORIALS[i] = 1 / factorial;
    }
  }

  private final double[] x = new Random(7).doubles(ELEMENTS, -8, 8).toArray();
  private final double[] values = new double[ELEMENTS];
  private final double[] slopes = new double[ELEMENTS];

  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public double[] relu() {
    for (int i = 0; i < x.length; i += LANES) {
      var v = load(x, i);
      v.max(0).intoArray(values, i);
      DoubleVector.broadcast(SPECIES, 0).blend(1, v.compare(LT, 0).not()).intoArray(slopes, i);
    }
    return slopes;
  }

  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public double[] sigmoid() {
    for (int i = 0; i < x.length; i += LANES) {
      var v = load(x, i);
      var t = v.abs().neg();
      var rounded = t.mul(1 / Math.log(2)).add(ROUNDER);
      var k = rounded.sub(ROUNDER);
      var r = k.fma(DoubleVector.broadcast(SPECIES, -Math.log(2)), t);
      var p = DoubleVector.broadcast(SPECIES, FACTORIALS[11]);
      p = p.fma(r, DoubleVector.broadcast(SPECIES, FACTORIALS[10]));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, FACTORIALS[9]));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, FACTORIALS[8]));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, FACTORIALS[7]));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, FACTORIALS[6]));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, FACTORIALS[5]));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, FACTORIALS[4]));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, FACTORIALS[3]));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, FACTORIALS[2]));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1));
      var e =
          p.reinterpretAsLongs()
              .add(rounded.reinterpretAsLongs().lanewise(LSHL, 52))
              .reinterpretAsDoubles();
      var far = DoubleVector.broadcast(SPECIES, 1).div(e.add(1));
      var near = e.mul(far);
      far.blend(near, v.compare(LT, 0)).intoArray(values, i);
      far.mul(near).intoArray(slopes, i);
    }
    return slopes;
  }
}
