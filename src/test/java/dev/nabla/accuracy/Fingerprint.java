package dev.nabla.accuracy;

import dev.nabla.oracle.Samples;
import dev.nabla.tensor.Indices;
import dev.nabla.tensor.Labels;
import dev.nabla.tensor.Output;
import dev.nabla.tensor.Tensor;
import dev.nabla.vector.LaneFunction;
import dev.nabla.vector.Sum;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

/// Prints one digest a function and form over the bits of all its outputs, and one an elementary
/// function. Run in JVMs of all kinds, each must print the same.
public final class Fingerprint {

  private Fingerprint() {}

  /// @param arguments how many samples, and how often to run each function before its digest is
  ///   taken
  static void main(String[] arguments) throws NoSuchAlgorithmException {
    int samples = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    for (var probe : Probe.all(samples)) {
      for (int round = 1; round < rounds; round++) {
        probe.run();
      }
      System.out.println(digest(probe) + "  " + probe);
    }
    for (var function : LaneFunction.all()) {
      System.out.println(digest(function, samples, rounds) + "  " + function);
    }
    System.out.println(digestOfSums(samples, rounds) + "  sum");
  }

  private static String digestOfSums(int samples, int rounds) throws NoSuchAlgorithmException {
    var terms = Functions.vector(Samples.logUniform(3, samples, -60, 60)).data();
    var sums = new double[samples];
    for (int round = 0; round < rounds; round++) {
      for (int n = 0; n < samples; n++) {
        sums[n] = Sum.sum(terms, n) + Sum.dot(terms, terms, n);
      }
    }
    return digest(sums);
  }

  private static String digest(double[] numbers) throws NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update(bytes(Functions.vector(numbers)));
    return HexFormat.of().formatHex(digest.digest(), 0, 12);
  }

  private static String digest(LaneFunction function, int samples, int rounds)
      throws NoSuchAlgorithmException {
    var x =
        Stream.of(
                Samples.bitPatterns(1, samples),
                Samples.uniform(2, samples, function.low(), function.high()))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    for (int round = 1; round < rounds; round++) {
      function.at(x);
    }
    return digest(function.at(x));
  }

  private static String digest(Probe probe) throws NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    probe
        .run()
        .outputs()
        .forEach(
            (name, output) -> {
              digest.update(name.getBytes(StandardCharsets.UTF_8));
              digest.update(bytes(output));
            });
    return HexFormat.of().formatHex(digest.digest(), 0, 12);
  }

  private static byte[] bytes(Output output) {
    return switch (output) {
      case Tensor tensor -> {
        var buffer = ByteBuffer.allocate(tensor.size() * Double.BYTES);
        for (int i = 0; i < tensor.size(); i++) {
          buffer.putLong(Double.doubleToLongBits(tensor.data()[i]));
        }
        yield buffer.array();
      }
      case Indices indices -> {
        var buffer = ByteBuffer.allocate(indices.data().length * Integer.BYTES);
        for (int index : indices.data()) {
          buffer.putInt(index);
        }
        yield buffer.array();
      }
      case Labels labels -> String.join(" ", labels.data()).getBytes(StandardCharsets.UTF_8);
    };
  }
}
