package dev.nabla.accuracy;

import static dev.nabla.accuracy.Functions.parameters;
import static dev.nabla.accuracy.Functions.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.function.Shape;
import dev.nabla.function.Tensor;
import dev.nabla.oracle.Precise;
import dev.nabla.oracle.Ulp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Functions of whole vectors against their definitions in 100-digit arithmetic, their gradients
/// against central differences of those definitions, one component at a time.
class RowwiseAccuracyTest {

  private static final long DIGITS = 100;
  private static final Apfloat STEP = new Apfloat("1e-30", DIGITS);

  /// Vectors by input name, in as many digits as the definition wants.
  record Point(Map<String, List<Apfloat>> vectors) {
    List<Apfloat> get(String name) {
      return Objects.requireNonNull(vectors.get(name));
    }

    Apfloat get(String name, int i) {
      return get(name).get(i);
    }

    Point moved(String name, int i, Apfloat step) {
      var moved = new LinkedHashMap<>(vectors);
      var vector = new ArrayList<>(get(name));
      vector.set(i, vector.get(i).add(step));
      moved.put(name, vector);
      return new Point(moved);
    }
  }

  @FunctionalInterface
  interface Exact {
    Apfloat of(Point point);
  }

  /// One function at one point.
  ///
  /// @param value the definition of Σ upstream·values
  /// @param valueBudget the largest error of the single value in ulp; where there are several, of
  ///   each
  /// @param gradientBudget the largest error of a gradient in ulp
  /// @param gradientFloor an absolute error that is allowed besides, where a gradient is a
  ///   difference
  record Case(
      String function,
      Map<String, @Nullable Object> parameters,
      Map<String, Tensor> inputs,
      Exact value,
      double valueBudget,
      double gradientBudget,
      double gradientFloor) {

    @Override
    public String toString() {
      return function + parameters + " of " + inputs.keySet();
    }
  }

  private static final Random RANDOM = new Random(11);

  private static Tensor random(double low, double high, Integer... shape) {
    var dimensions = Shape.of(shape);
    return tensor(dimensions, RANDOM.doubles(dimensions.size(), low, high).toArray());
  }

  private static Map<String, Tensor> inputs(Object... namesAndTensors) {
    var inputs = new LinkedHashMap<String, Tensor>();
    for (int i = 0; i < namesAndTensors.length; i += 2) {
      inputs.put((String) namesAndTensors[i], (Tensor) namesAndTensors[i + 1]);
    }
    return inputs;
  }

  static Stream<Case> cases() {
    var cases = new ArrayList<Case>();
    for (int n : new int[] {1, 2, 3, 8, 19}) {
      for (double spread : new double[] {1, 30, 800}) {
        for (double temperature : new double[] {1, 0.3, 7}) {
          cases.add(softmax(n, spread, temperature));
        }
        cases.add(crossEntropy(n, spread, 0, false));
        cases.add(crossEntropy(n, spread, 0.1, true));
      }
    }
    cases.add(crossEntropyOfProbabilities());
    cases.add(crossEntropyOfSoftTargets());
    for (int d : new int[] {1, 3, 8, 21}) {
      for (var distance : List.of("euclidean", "squared_euclidean", "manhattan", "cosine")) {
        for (var form : List.of("linear", "squared")) {
          cases.add(contrastive(d, distance, form, 1, 0));
          cases.add(contrastive(d, distance, form, 0, 0));
        }
        cases.add(contrastive(d, distance, "linear", 1, 1e-6));
        cases.add(triplet(d, distance, false));
        cases.add(triplet(d, distance, true));
      }
    }
    cases.add(nearlyParallel(1e-4));
    cases.add(nearlyParallel(1e-9));
    cases.add(extremeLengths(1e200));
    cases.add(extremeLengths(1e-200));
    for (double length : new double[] {1e200, 1e80, 1e-82, 1e-200}) {
      cases.add(extremeAngle(length));
    }
    for (int d : new int[] {1, 4, 17}) {
      cases.add(maxout(d));
    }
    return cases.stream();
  }

  private static Case softmax(int n, double spread, double temperature) {
    var inputs = inputs("x", random(-spread, spread, n), "upstream", random(-2, 2, n));
    return new Case(
        "softmax",
        parameters("temperature", temperature),
        inputs,
        point -> {
          var shares = shares(point.get("x"), Precise.of(temperature, DIGITS));
          return dot(point.get("upstream"), shares);
        },
        2,
        4,
        0x1p-51 / temperature);
  }

  private static List<Apfloat> shares(List<Apfloat> x, Apfloat temperature) {
    var powers = x.stream().map(e -> Precise.exp(e.divide(temperature))).toList();
    var total = sum(powers);
    return powers.stream().map(power -> power.divide(total)).toList();
  }

  private static Case crossEntropy(int n, double spread, double smoothing, boolean weighted) {
    int target = n / 2;
    var inputs =
        inputs("logits", random(-spread, spread, n), "targets", tensor(Shape.of(), target));
    if (weighted) {
      inputs.put("class_weights", random(0.1, 3, n));
    }
    return new Case(
        "cross_entropy",
        parameters("label_smoothing", smoothing),
        inputs,
        point -> {
          var shares = shares(point.get("logits"), number(1));
          var loss = number(0);
          var even = Precise.of(smoothing, DIGITS).divide(number(n));
          for (int c = 0; c < n; c++) {
            var q = number(c == target ? 1 : 0).multiply(complement(smoothing)).add(even);
            var weight = weighted ? point.get("class_weights", c) : number(1);
            loss = loss.subtract(weight.multiply(q).multiply(log(shares.get(c))));
          }
          return loss;
        },
        smoothing == 0 ? 2 : 4,
        smoothing == 0 ? 4 : 6,
        smoothing == 0 ? 0 : 0x1p-51);
  }

  private static Apfloat complement(double x) {
    return number(1).subtract(Precise.of(x, DIGITS));
  }

  private static Case crossEntropyOfProbabilities() {
    return new Case(
        "cross_entropy",
        parameters(),
        inputs(
            "probabilities",
            tensor(Shape.of(4), 0.1, 1e-9, 0.6, 0.3),
            "targets",
            tensor(Shape.of(4), 0.2, 0.3, 0.5, 0)),
        point -> {
          var loss = number(0);
          for (int c = 0; c < 4; c++) {
            loss =
                loss.subtract(point.get("targets", c).multiply(log(point.get("probabilities", c))));
          }
          return loss;
        },
        2,
        1,
        0);
  }

  private static Case crossEntropyOfSoftTargets() {
    return new Case(
        "cross_entropy",
        parameters(),
        inputs(
            "logits",
            tensor(Shape.of(4), 0.1, 2, -1, 0.3),
            "targets",
            tensor(Shape.of(4), 0.2, 0.3, 0.5, 0)),
        point -> {
          var shares = shares(point.get("logits"), number(1));
          return dot(point.get("targets"), shares.stream().map(RowwiseAccuracyTest::log).toList())
              .negate();
        },
        3,
        4,
        0x1p-52);
  }

  private static Case contrastive(int d, String distance, String form, int target, double eps) {
    return new Case(
        "contrastive",
        parameters("distance", distance, "form", form, "eps", eps, "margin", 100.0),
        inputs(
            "x1", random(-2, 2, d),
            "x2", random(-2, 2, d),
            "targets", tensor(Shape.of(), target)),
        point -> {
          var measured = distance(distance, point.get("x1"), point.get("x2"), eps);
          var cost = target == 1 ? measured : number(100).subtract(measured);
          return form.equals("linear") ? cost : cost.multiply(cost).divide(number(2));
        },
        3,
        8,
        0x1p-51);
  }

  private static Case triplet(int d, String distance, boolean swap) {
    return new Case(
        "triplet",
        parameters("distance", distance, "swap", swap, "margin", 50.0),
        inputs(
            "anchor", random(-2, 2, d),
            "positive", random(-2, 2, d),
            "negative", random(-2, 2, d)),
        point -> {
          var near = distance(distance, point.get("anchor"), point.get("positive"), 0);
          var far = distance(distance, point.get("anchor"), point.get("negative"), 0);
          var other = distance(distance, point.get("positive"), point.get("negative"), 0);
          var least = swap && other.compareTo(far) < 0 ? other : far;
          return number(50).add(near).subtract(least);
        },
        2,
        8,
        0x1p-50);
  }

  /// Directions so close that 1 − cos has lost its digits: the distance must not have.
  private static Case nearlyParallel(double angle) {
    return new Case(
        "contrastive",
        parameters("distance", "cosine"),
        inputs(
            "x1", tensor(Shape.of(3), 1, 2, 3),
            "x2", tensor(Shape.of(3), 2 + angle, 4, 6 - angle),
            "targets", tensor(Shape.of(), 1)),
        point -> distance("cosine", point.get("x1"), point.get("x2"), 0),
        4,
        8,
        1e-24);
  }

  /// Vectors whose squares overflow or vanish.
  private static Case extremeLengths(double length) {
    return new Case(
        "contrastive",
        parameters(),
        inputs(
            "x1", tensor(Shape.of(2), 3 * length, 0),
            "x2", tensor(Shape.of(2), 0, -4 * length),
            "targets", tensor(Shape.of(), 1)),
        point -> distance("euclidean", point.get("x1"), point.get("x2"), 0),
        2,
        4,
        0);
  }

  /// The same for the cosine distance, where products of four lengths arise.
  private static Case extremeAngle(double length) {
    return new Case(
        "contrastive",
        parameters("distance", "cosine"),
        inputs(
            "x1", tensor(Shape.of(2), 3 * length, length),
            "x2", tensor(Shape.of(2), 2 * length, 4 * length),
            "targets", tensor(Shape.of(), 1)),
        point -> distance("cosine", point.get("x1"), point.get("x2"), 0),
        3,
        8,
        0);
  }

  private static Apfloat distance(String name, List<Apfloat> a, List<Apfloat> b, double eps) {
    var gaps =
        IntStream.range(0, a.size())
            .mapToObj(i -> a.get(i).subtract(b.get(i)).add(Precise.of(eps, DIGITS)))
            .toList();
    return switch (name) {
      case "euclidean" -> ApfloatMath.sqrt(dot(gaps, gaps));
      case "squared_euclidean" -> dot(gaps, gaps);
      case "manhattan" -> sum(gaps.stream().map(ApfloatMath::abs).toList());
      default ->
          number(1).subtract(dot(a, b).divide(ApfloatMath.sqrt(dot(a, a).multiply(dot(b, b)))));
    };
  }

  private static Case maxout(int d) {
    int units = 2;
    int pieces = 3;
    return new Case(
        "maxout",
        parameters(),
        inputs(
            "x", random(-2, 2, d),
            "weights", random(-2, 2, pieces, units, d),
            "biases", random(-2, 2, pieces, units),
            "upstream", random(0.5, 2, units)),
        point -> {
          var total = number(0);
          for (int unit = 0; unit < units; unit++) {
            Apfloat best = null;
            for (int piece = 0; piece < pieces; piece++) {
              int row = piece * units + unit;
              var sum =
                  dot(point.get("weights").subList(row * d, row * d + d), point.get("x"))
                      .add(point.get("biases", row));
              best = best == null || sum.compareTo(best) > 0 ? sum : best;
            }
            total = total.add(point.get("upstream", unit).multiply(Objects.requireNonNull(best)));
          }
          return total;
        },
        1,
        1,
        0);
  }

  private static Apfloat log(Apfloat x) {
    return Precise.log(x);
  }

  private static Apfloat number(long value) {
    return new Apfloat(value, DIGITS);
  }

  private static Apfloat sum(List<Apfloat> terms) {
    return terms.stream().reduce(number(0), Apfloat::add);
  }

  private static Apfloat dot(List<Apfloat> a, List<Apfloat> b) {
    return sum(IntStream.range(0, a.size()).mapToObj(i -> a.get(i).multiply(b.get(i))).toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAndGradientsAreWithinTheirBudgets(Case row) {
    var vectors = new LinkedHashMap<String, List<Apfloat>>();
    row.inputs()
        .forEach(
            (name, tensor) ->
                vectors.put(
                    name,
                    Arrays.stream(tensor.data(), 0, tensor.size())
                        .mapToObj(x -> Precise.of(x, DIGITS))
                        .toList()));
    var point = new Point(vectors);
    var evaluation = Functions.evaluate(row.function(), row.parameters(), row.inputs());
    if (evaluation.values().size() == 1) {
      var value = evaluation.values().data()[0];
      var upstream = vectors.containsKey("upstream") ? point.get("upstream", 0) : number(1);
      assertThat(Ulp.error(value, row.value().of(point).divide(upstream)))
          .as("value %s", value)
          .isLessThanOrEqualTo(row.valueBudget());
    }
    evaluation
        .gradients()
        .forEach(
            (name, gradient) -> {
              for (int i = 0; i < gradient.size(); i++) {
                assertGradient(row, point, name, i, gradient.data()[i]);
              }
            });
  }

  private static void assertGradient(Case row, Point point, String name, int i, double actual) {
    var largest =
        point.get(name).stream()
            .map(ApfloatMath::abs)
            .reduce(number(0), (x, y) -> x.compareTo(y) > 0 ? x : y);
    var step = largest.signum() == 0 ? STEP : STEP.multiply(largest);
    var expected =
        row.value()
            .of(point.moved(name, i, step))
            .subtract(row.value().of(point.moved(name, i, step.negate())))
            .divide(step.add(step));
    var error = ApfloatMath.abs(Precise.of(actual, DIGITS).subtract(expected)).doubleValue();
    if (error > row.gradientFloor() + 1e-48) {
      assertThat(Ulp.error(actual, expected))
          .as("gradient %s[%d] %s, expected %s", name, i, actual, expected.doubleValue())
          .isLessThanOrEqualTo(row.gradientBudget());
    }
  }
}
