package dev.nabla.oracle;

import java.util.Random;
import java.util.stream.DoubleStream;

/// Where to look: seeded arguments for tests over all of float64.
public final class Samples {
  private Samples() {}

  /// Uniform over the 2⁶⁴ bit patterns: every exponent as often as any other, infinities and NaN
  /// included.
  public static double[] bitPatterns(long seed, int count) {
    var random = new Random(seed);
    return DoubleStream.generate(() -> Double.longBitsToDouble(random.nextLong()))
        .limit(count)
        .toArray();
  }

  /// Uniform over the 2³² bit patterns of float32.
  public static double[] floatPatterns(long seed, int count) {
    return new Random(seed).ints(count).mapToDouble(Float::intBitsToFloat).toArray();
  }

  /// Uniform between `low` and `high`.
  public static double[] uniform(long seed, int count, double low, double high) {
    return new Random(seed).doubles(count, low, high).toArray();
  }

  /// Either sign, with a uniform power of two from `minExponent` to `maxExponent` inclusive and a
  /// uniform mantissa.
  public static double[] logUniform(long seed, int count, int minExponent, int maxExponent) {
    var random = new Random(seed);
    return DoubleStream.generate(
            () -> {
              var mantissa = 1 + random.nextDouble();
              var exponent = random.nextInt(minExponent, maxExponent + 1);
              return Math.scalb(random.nextBoolean() ? mantissa : -mantissa, exponent);
            })
        .limit(count)
        .toArray();
  }

  /// The numbers that break things.
  public static double[] specials() {
    var positive =
        DoubleStream.of(
                0,
                Double.MIN_VALUE,
                2 * Double.MIN_VALUE,
                Math.nextDown(Double.MIN_NORMAL),
                Double.MIN_NORMAL,
                Math.nextUp(Double.MIN_NORMAL),
                0x1p-54,
                0x1p-53,
                0x1p-52,
                0.5,
                Math.nextDown(1.0),
                1,
                Math.nextUp(1.0),
                2,
                0x1p52,
                0x1p53,
                Math.nextDown(Double.MAX_VALUE),
                Double.MAX_VALUE,
                Double.POSITIVE_INFINITY)
            .toArray();
    return DoubleStream.concat(
            DoubleStream.of(Double.NaN),
            DoubleStream.of(positive).flatMap(x -> DoubleStream.of(x, -x)))
        .toArray();
  }
}
