package dev.nabla.iris;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Fisher's iris versicolor and virginica, 100 plants. The two overlap, so the logistic loss has a
/// finite minimum.
public final class Iris {

  private final double[][] features;
  private final double[] targets;

  private Iris(double[][] features, double[] targets) {
    this.features = features;
    this.targets = targets;
  }

  /// Reads `iris.csv`, whose head names its source.
  public static Iris load() {
    var rows = lines().stream().filter(line -> !line.startsWith("#")).skip(1).toList();
    return new Iris(
        rows.stream().map(Iris::measures).toArray(double[][]::new),
        rows.stream().mapToDouble(row -> row.endsWith(",virginica") ? 1 : 0).toArray());
  }

  private static List<String> lines() {
    try (var stream = Objects.requireNonNull(Iris.class.getResourceAsStream("/iris.csv"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] measures(String row) {
    return Arrays.stream(row.split(",", -1)).limit(4).mapToDouble(Double::parseDouble).toArray();
  }

  /// One row a plant: sepal length and width, petal length and width, in centimetres.
  public double[][] features() {
    return features;
  }

  /// 1 for virginica, 0 for versicolor.
  public double[] targets() {
    return targets;
  }

  /// The features behind a column of ones, for the intercept.
  public double[][] design() {
    return Arrays.stream(features).map(Iris::withIntercept).toArray(double[][]::new);
  }

  /// As [#design()], each feature less its mean and over its standard deviation.
  double[][] standardised() {
    var rows = Arrays.stream(features).map(double[]::clone).toArray(double[][]::new);
    for (int column = 0; column < rows[0].length; column++) {
      int c = column;
      double mean = Arrays.stream(rows).mapToDouble(row -> row[c]).average().orElseThrow();
      double variance =
          Arrays.stream(rows)
              .mapToDouble(row -> (row[c] - mean) * (row[c] - mean))
              .average()
              .orElseThrow();
      for (var row : rows) {
        row[c] = (row[c] - mean) / Math.sqrt(variance);
      }
    }
    return Arrays.stream(rows).map(Iris::withIntercept).toArray(double[][]::new);
  }

  private static double[] withIntercept(double[] row) {
    var all = new double[row.length + 1];
    all[0] = 1;
    System.arraycopy(row, 0, all, 1, row.length);
    return all;
  }
}
