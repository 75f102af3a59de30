package dev.nabla.accuracy;

import dev.nabla.oracle.Samples;
import dev.nabla.oracle.Wide;
import dev.nabla.vector.LaneFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A function of one number for float32 inputs, which is computed in float64 and rounded.
interface Float32 {

  String name();

  /// The largest error of the float64 result in ulp.
  double bound();

  double[] at(double[] x);

  boolean isPromised(double x);

  Wide exact(double x);

  static List<Float32> all() {
    var activations =
        new PointwiseForms(1)
            .rows().stream().filter(row -> row.input().equals("x")).<Float32>map(Activation::new);
    var lanes = LaneFunction.all().stream().<Float32>map(Lane::new);
    return Stream.concat(activations, lanes).toList();
  }

  /// The values of an activation.
  record Activation(PointwiseForms.Row row) implements Float32 {
    @Override
    public String name() {
      return row.label().isEmpty() ? row.function() : row.function() + ", " + row.label();
    }

    @Override
    public double bound() {
      return Functions.CATALOGUE.find(row.function()).orElseThrow().accuracy().value();
    }

    @Override
    public double[] at(double[] x) {
      var evaluation =
          Functions.evaluate(row.function(), row.parameters(), Map.of("x", Functions.vector(x)));
      return evaluation.values().data();
    }

    @Override
    public boolean isPromised(double x) {
      return Double.isFinite(x);
    }

    @Override
    public Wide exact(double x) {
      return row.value().of(Wide.of(x), Wide.ZERO);
    }
  }

  /// An elementary function.
  record Lane(LaneFunction function) implements Float32 {
    @Override
    public String name() {
      return function.name();
    }

    @Override
    public double bound() {
      return function.bound();
    }

    @Override
    public double[] at(double[] x) {
      return function.at(x);
    }

    @Override
    public boolean isPromised(double x) {
      return function.isPromised(x);
    }

    @Override
    public Wide exact(double x) {
      return function.definition().apply(Wide.of(x));
    }
  }

  /// How many of `count` random inputs give a float32 that is not the one nearest to the exact
  /// result, among those that are normal numbers: a float64 result can lie on the middle of two
  /// subnormal ones, as x/2 for a tiny x does, where the exact one does not.
  default long wrong(int count) {
    int block = 1 << 16;
    // Read once: it stands in the sources.
    double bound = bound();
    return IntStream.rangeClosed(1, (count + block - 1) / block)
        .parallel()
        .mapToLong(
            seed -> {
              int size = Math.min(block, count - (seed - 1) * block);
              var moderate = Samples.logUniform(seed, size - size / 2, -20, 7);
              return wrong(Samples.floatPatterns(seed, size / 2), bound)
                  + wrong(Arrays.stream(moderate).map(x -> (float) x).toArray(), bound);
            })
        .sum();
  }

  private long wrong(double[] inputs, double bound) {
    var x = Arrays.stream(inputs).filter(this::isPromised).toArray();
    var y = at(x);
    return IntStream.range(0, x.length)
        .filter(i -> Math.abs(y[i]) >= Float.MIN_NORMAL)
        .filter(i -> mayBeWrong(y[i], bound) && exact(x[i]).floatValue() != (float) y[i])
        .count();
  }

  /// Whether a middle between two float32 numbers lies within the error.
  private static boolean mayBeWrong(double y, double bound) {
    double error = (bound + 1) * Math.ulp(y);
    return (float) (y - error) != (float) (y + error);
  }
}
