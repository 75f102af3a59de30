package dev.nabla.accuracy;

import dev.nabla.accuracy.Form.Worst;
import dev.nabla.oracle.Samples;
import dev.nabla.vector.LaneFunction;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Measures elementary functions for the table.
final class LaneErrors {

  private LaneErrors() {}

  static Worst of(LaneFunction function, int samples) {
    var x =
        Stream.of(
                Samples.bitPatterns(3, samples),
                Samples.uniform(1, samples, function.low(), function.high()),
                Samples.logUniform(2, samples, -60, 10),
                Samples.uniform(4, samples / 4, -760, -690))
            .flatMapToDouble(Arrays::stream)
            .filter(function::isPromised)
            .toArray();
    var y = function.at(x);
    return IntStream.range(0, x.length)
        .parallel()
        .mapToObj(i -> new Worst(function.ulps(x[i], y[i]), String.valueOf(x[i])))
        .reduce(Worst.NONE, Worst::or);
  }
}
