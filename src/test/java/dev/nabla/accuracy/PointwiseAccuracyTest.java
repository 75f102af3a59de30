package dev.nabla.accuracy;

import static dev.nabla.accuracy.Functions.parameters;
import static dev.nabla.accuracy.Functions.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.function.Tensor;
import dev.nabla.oracle.Precise;
import dev.nabla.oracle.Samples;
import dev.nabla.oracle.Ulp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Functions of single numbers against their definitions in 60-digit arithmetic, over all of
/// float64.
///
/// The gradient's oracle is a formula, since a difference quotient would need hundreds of digits in
/// the tails; that the formula is the definition's derivative is checked by central differences
/// where those have the digits.
class PointwiseAccuracyTest {

  private static final int SAMPLES = Integer.getInteger("nabla.samples", 3_000);

  /// A function of one varied number and, where there is one, a target.
  @FunctionalInterface
  interface Exact {
    Apfloat of(Apfloat x, Apfloat target);
  }

  /// One function, or one of its forms.
  ///
  /// @param input the input that is varied
  /// @param held the other inputs, but the target, as one number each
  /// @param targets the targets to try; empty where there are none
  /// @param domain the varied input's numbers
  /// @param valueBudget the largest error of a value in ulp
  /// @param gradientBudget the largest error of a gradient in ulp
  /// @param gradientFloor an absolute error that is allowed besides, where the gradient crosses 0
  ///   or two parts of it cancel: relative accuracy ends there
  record Row(
      String function,
      Map<String, @Nullable Object> parameters,
      String input,
      Map<String, Double> held,
      List<Double> targets,
      List<Double> domain,
      Exact value,
      Exact gradient,
      double valueBudget,
      double gradientBudget,
      double gradientFloor) {

    @Override
    public String toString() {
      return function + parameters + " of " + input + held;
    }

    /// The varied input with each target, finite numbers only.
    List<double[]> points() {
      var points = new ArrayList<double[]>();
      var all = targets.isEmpty() ? List.of(0.0) : targets;
      for (var x : domain) {
        if (Double.isFinite(x)) {
          for (var target : all) {
            points.add(new double[] {x, target});
          }
        }
      }
      return points;
    }
  }

  /// No error at all, but for the digits that the oracle does not carry.
  private static final double EXACT = 1e-40;

  /// A cost of at most 2 ulp, and half an ulp for the product with its weight.
  private static final double WEIGHTED = 2.5;

  private static final List<Double> NO_TARGETS = List.of();
  private static final List<Double> SIGNS = List.of(-1.0, 1.0);
  private static final List<Double> CLASSES = List.of(0.0, 1.0);
  private static final List<Double> SOFT = List.of(0.0, 0.25, 0.9, 1.0);

  private static List<Double> line() {
    return concat(
        Samples.bitPatterns(1, SAMPLES / 3),
        Samples.uniform(2, SAMPLES / 3, -60, 60),
        Samples.logUniform(3, SAMPLES / 3, -60, 10),
        Samples.specials(),
        around(
            -745.14, -709.79, -37.4, -38.6, -26.6, -0.7517915, 0.7517915, 6, 37, 709.78, 745.13));
  }

  private static List<Double> probabilities() {
    return concat(
        Samples.uniform(4, SAMPLES / 2, 0, 1),
        magnitudes(Samples.logUniform(5, SAMPLES / 2, -1074, -1)),
        new double[] {Double.MIN_VALUE, Math.nextDown(1.0), 0.5, Math.nextDown(0.5)});
  }

  private static List<Double> concat(double[]... parts) {
    return Stream.of(parts).flatMapToDouble(DoubleStream::of).boxed().toList();
  }

  private static List<Double> lineAnd(double... kinks) {
    return Stream.concat(line().stream(), DoubleStream.of(around(kinks)).boxed()).toList();
  }

  private static double[] magnitudes(double[] numbers) {
    return DoubleStream.of(numbers).map(Math::abs).toArray();
  }

  private static double[] around(double... points) {
    return DoubleStream.of(points)
        .flatMap(x -> DoubleStream.of(Math.nextDown(x), x, Math.nextUp(x)))
        .toArray();
  }

  static Stream<Row> rows() {
    return Stream.of(
        activation(
            "sigmoid", parameters(), (x, t) -> sigmoid(x), (x, t) -> sigmoidSlope(x), 2, 4, 0),
        activation(
            "tanh",
            parameters(),
            (x, t) -> Precise.tanh(x),
            (x, t) -> number(4).multiply(sigmoidSlope(x.add(x))),
            1,
            4,
            0),
        activation(
            "relu",
            parameters(),
            (x, t) -> x.signum() > 0 ? x : number(0),
            (x, t) -> number(x.signum() > 0 ? 1 : 0),
            EXACT,
            0,
            0),
        leakyRelu(0.01),
        leakyRelu(-3),
        leakyRelu(0),
        activation(
            "gelu",
            parameters("approximate", "none"),
            (x, t) -> x.multiply(Precise.normalCdf(x)),
            (x, t) -> Precise.normalCdf(x).add(x.multiply(Precise.normalDensity(x))),
            2,
            4,
            0x1p-54),
        gatedGelu("tanh", PointwiseAccuracyTest::tanhArgument, PointwiseAccuracyTest::tanhGrowth),
        gatedGelu("sigmoid", x -> number("1.702").multiply(x), x -> number("1.702")),
        new Row(
            "mse",
            parameters(),
            "predictions",
            Map.of(),
            List.of(0.0, 1.0, -0.1, 1e10),
            line(),
            (x, t) -> square(x.subtract(t)),
            (x, t) -> number(2).multiply(x.subtract(t)),
            1,
            1,
            0),
        binaryCrossEntropy(1, CLASSES, 0),
        binaryCrossEntropy(3.5, CLASSES, 0),
        binaryCrossEntropy(1, SOFT, 0x1p-52),
        binaryCrossEntropyOfProbabilities(1, CLASSES, 0),
        binaryCrossEntropyOfProbabilities(1, SOFT, 0),
        binaryCrossEntropyOfProbabilities(2.5, SOFT, 0x1p-50),
        hinge(1),
        hinge(0.3),
        new Row(
            "exponential",
            parameters(),
            "scores",
            Map.of(),
            SIGNS,
            line(),
            (x, t) -> Precise.exp(t.multiply(x).negate()),
            (x, t) -> t.negate().multiply(Precise.exp(t.multiply(x).negate())),
            1,
            1,
            0),
        marginRanking(0, 0.7),
        marginRanking(0.1, -1e-5),
        focal("balanced_cross_entropy", 0.7, 0, WEIGHTED, 4),
        focal("focal", null, 0, 2, 4),
        focal("focal", 0.25, 0.5, WEIGHTED, 4),
        focal("focal", 0.25, 1, WEIGHTED, 4),
        focal("focal", 0.25, 2, 3, 4),
        focal("focal", 0.25, 5, 5, 6),
        focalOfProbabilities(null, 0, 2, 4),
        focalOfProbabilities(0.25, 0.5, WEIGHTED, 4),
        focalOfProbabilities(0.25, 2, 3, 4),
        focalOfProbabilities(null, 5, 5, 6));
  }

  private static Row activation(
      String name,
      Map<String, @Nullable Object> parameters,
      Exact value,
      Exact gradient,
      double valueBudget,
      double gradientBudget,
      double gradientFloor) {
    return new Row(
        name,
        parameters,
        "x",
        Map.of(),
        NO_TARGETS,
        line(),
        value,
        gradient,
        valueBudget,
        gradientBudget,
        gradientFloor);
  }

  private static Row leakyRelu(double alpha) {
    return activation(
        "leaky_relu",
        parameters("alpha", alpha),
        (x, t) -> x.signum() > 0 ? x : x.multiply(Precise.of(alpha)),
        (x, t) -> x.signum() > 0 ? number(1) : Precise.of(alpha),
        0.5,
        0,
        0);
  }

  private interface Part {
    Apfloat of(Apfloat x);
  }

  private static Row gatedGelu(String form, Part argument, Part growth) {
    return activation(
        "gelu",
        parameters("approximate", form),
        (x, t) -> x.multiply(sigmoid(argument.of(x))),
        (x, t) ->
            sigmoid(argument.of(x))
                .add(x.multiply(growth.of(x)).multiply(sigmoidSlope(argument.of(x)))),
        2,
        4,
        0x1p-52);
  }

  private static Apfloat tanhArgument(Apfloat x) {
    return tanhScale().multiply(x.add(number("0.044715").multiply(x).multiply(square(x))));
  }

  private static Apfloat tanhGrowth(Apfloat x) {
    return tanhScale().multiply(number(1).add(number("0.134145").multiply(square(x))));
  }

  /// 2√(2/π): tanh u = 2σ(2u) − 1.
  private static Apfloat tanhScale() {
    return number(2).multiply(ApfloatMath.sqrt(number(2).divide(ApfloatMath.pi(Precise.DIGITS))));
  }

  private static Row binaryCrossEntropy(double weight, List<Double> targets, double floor) {
    var w = Precise.of(weight);
    return new Row(
        "binary_cross_entropy",
        parameters("pos_weight", weight),
        "logits",
        Map.of(),
        targets,
        line(),
        (z, t) ->
            w.multiply(t)
                .multiply(Precise.softplus(z.negate()))
                .add(complement(t).multiply(Precise.softplus(z))),
        (z, t) ->
            complement(t)
                .multiply(sigmoid(z))
                .subtract(w.multiply(t).multiply(sigmoid(z.negate()))),
        3,
        4,
        floor);
  }

  private static Row binaryCrossEntropyOfProbabilities(
      double weight, List<Double> targets, double floor) {
    var w = Precise.of(weight);
    return new Row(
        "binary_cross_entropy",
        parameters("pos_weight", weight),
        "probabilities",
        Map.of(),
        targets,
        probabilities(),
        (p, t) ->
            w.multiply(t)
                .multiply(Precise.log(p))
                .add(complement(t).multiply(Precise.log1p(p.negate())))
                .negate(),
        (p, t) -> complement(t).divide(complement(p)).subtract(w.multiply(t).divide(p)),
        3,
        4,
        floor);
  }

  private static Row hinge(double margin) {
    return new Row(
        "hinge",
        parameters("margin", margin),
        "scores",
        Map.of(),
        SIGNS,
        lineAnd(margin, -margin),
        (s, t) -> positive(Precise.of(margin).subtract(t.multiply(s))),
        (s, t) -> Precise.of(margin).subtract(t.multiply(s)).signum() > 0 ? t.negate() : number(0),
        0.5,
        0,
        0);
  }

  private static Row marginRanking(double margin, double other) {
    return new Row(
        "margin_ranking",
        parameters("margin", margin),
        "x1",
        Map.of("x2", other),
        SIGNS,
        lineAnd(other, other + margin, other - margin),
        (x, t) -> positive(gap(margin, other, x, t)),
        (x, t) -> gap(margin, other, x, t).signum() > 0 ? t.negate() : number(0),
        1,
        0,
        0);
  }

  private static Apfloat gap(double margin, double other, Apfloat x, Apfloat t) {
    return Precise.of(margin).subtract(t.multiply(x.subtract(Precise.of(other))));
  }

  private static Row focal(
      String name,
      @Nullable Double alpha,
      double gamma,
      double valueBudget,
      double gradientBudget) {
    var parameters = parameters("alpha", alpha);
    if (name.equals("focal")) {
      parameters.put("gamma", gamma);
    }
    return new Row(
        name,
        parameters,
        "logits",
        Map.of(),
        CLASSES,
        line(),
        (z, t) -> {
          var v = signed(z, t);
          return weight(alpha, t)
              .multiply(complementPower(v, gamma))
              .multiply(Precise.softplus(v.negate()));
        },
        (z, t) -> {
          var v = signed(z, t);
          var pull =
              Precise.of(gamma)
                  .multiply(sigmoid(v))
                  .multiply(Precise.softplus(v.negate()))
                  .add(sigmoid(v.negate()));
          return signed(weight(alpha, t).multiply(complementPower(v, gamma)).multiply(pull), t)
              .negate();
        },
        valueBudget,
        gradientBudget,
        0);
  }

  private static Row focalOfProbabilities(
      @Nullable Double alpha, double gamma, double valueBudget, double gradientBudget) {
    return new Row(
        "focal",
        parameters("alpha", alpha, "gamma", gamma),
        "probabilities",
        Map.of(),
        CLASSES,
        probabilities(),
        (p, t) -> weight(alpha, t).multiply(wrongPower(p, t, gamma)).multiply(cost(p, t)),
        (p, t) -> {
          var right = ofTarget(p, complement(p), t);
          var wrong = ofTarget(complement(p), p, t);
          var pull =
              Precise.of(gamma).multiply(cost(p, t)).divide(wrong).add(number(1).divide(right));
          return signed(weight(alpha, t).multiply(wrongPower(p, t, gamma)).multiply(pull), t)
              .negate();
        },
        valueBudget,
        gradientBudget,
        0);
  }

  private static Apfloat cost(Apfloat p, Apfloat t) {
    return ofTarget(Precise.log(p), Precise.log1p(p.negate()), t).negate();
  }

  /// (1 − p_t)^γ.
  private static Apfloat wrongPower(Apfloat p, Apfloat t, double gamma) {
    return gamma == 0
        ? number(1)
        : Precise.exp(Precise.of(gamma).multiply(cost(p, complement(t))).negate());
  }

  private static Apfloat complementPower(Apfloat v, double gamma) {
    return Precise.exp(Precise.of(gamma).multiply(Precise.softplus(v)).negate());
  }

  private static Apfloat weight(@Nullable Double alpha, Apfloat t) {
    if (alpha == null) {
      return number(1);
    }
    return ofTarget(Precise.of(alpha), complement(Precise.of(alpha)), t);
  }

  private static Apfloat ofTarget(Apfloat one, Apfloat zero, Apfloat t) {
    return t.signum() == 0 ? zero : one;
  }

  private static Apfloat signed(Apfloat x, Apfloat t) {
    return t.signum() == 0 ? x.negate() : x;
  }

  private static Apfloat sigmoid(Apfloat x) {
    return Precise.sigmoid(x);
  }

  private static Apfloat sigmoidSlope(Apfloat x) {
    return sigmoid(x).multiply(sigmoid(x.negate()));
  }

  private static Apfloat complement(Apfloat x) {
    return number(1).subtract(x);
  }

  private static Apfloat square(Apfloat x) {
    return x.multiply(x);
  }

  private static Apfloat positive(Apfloat x) {
    return x.signum() > 0 ? x : number(0);
  }

  private static Apfloat number(long value) {
    return new Apfloat(value, Precise.DIGITS);
  }

  private static Apfloat number(String decimal) {
    return new Apfloat(decimal, Precise.DIGITS);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void valuesAndGradientsAreWithinTheirBudgets(Row row) {
    var points = row.points();
    var inputs = new LinkedHashMap<String, Tensor>();
    inputs.put(row.input(), vector(points.stream().mapToDouble(point -> point[0]).toArray()));
    row.held()
        .forEach(
            (name, number) ->
                inputs.put(name, vector(points.stream().mapToDouble(point -> number).toArray())));
    if (!row.targets().isEmpty()) {
      inputs.put("targets", vector(points.stream().mapToDouble(point -> point[1]).toArray()));
    }
    var evaluation = Functions.evaluate(row.function(), row.parameters(), inputs);
    var values = evaluation.values().data();
    var gradients = Objects.requireNonNull(evaluation.gradients().get(row.input())).data();
    var valueError = new Largest();
    var gradientError = new Largest();
    for (int i = 0; i < points.size(); i++) {
      var x = Precise.of(points.get(i)[0]);
      var target = Precise.of(points.get(i)[1]);
      valueError.see(Ulp.error(values[i], row.value().of(x, target)), points.get(i));
      var gradient = row.gradient().of(x, target);
      if (distance(gradients[i], gradient) > row.gradientFloor()) {
        gradientError.see(Ulp.error(gradients[i], gradient), points.get(i));
      }
    }
    assertThat(valueError.ulps).as("value, %s", valueError).isLessThanOrEqualTo(row.valueBudget());
    assertThat(gradientError.ulps)
        .as("gradient, %s", gradientError)
        .isLessThanOrEqualTo(row.gradientBudget());
  }

  private static double distance(double actual, Apfloat expected) {
    return Double.isFinite(actual)
        ? ApfloatMath.abs(Precise.of(actual).subtract(expected)).doubleValue()
        : Double.POSITIVE_INFINITY;
  }

  /// The largest error seen, and where.
  private static final class Largest {
    private double ulps;
    private double[] point = {};

    void see(double error, double[] at) {
      if (!(error <= ulps)) {
        ulps = error;
        point = at;
      }
    }

    @Override
    public String toString() {
      return "%.3f ulp at %s".formatted(ulps, Arrays.toString(point));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theGradientOracleIsTheDerivativeOfTheDefinition(Row row) {
    int checked = 0;
    for (var point : row.points()) {
      double x = point[0];
      boolean moderate =
          row.input().equals("probabilities")
              ? x > 1e-3 && x < 0.999
              : Math.abs(x) > 1e-3 && Math.abs(x) < 20;
      var target = Precise.of(point[1]);
      // Where a value is 0 there may be a kink, which has no derivative.
      if (!moderate || checked > 300 || row.value().of(Precise.of(x), target).signum() == 0) {
        continue;
      }
      var step = new Apfloat("1e-20", Precise.DIGITS);
      var difference =
          row.value()
              .of(Precise.of(x).add(step), target)
              .subtract(row.value().of(Precise.of(x).subtract(step), target))
              .divide(step.add(step));
      // An error of the order of step² beside one of the digits that the difference of values has
      // lost.
      assertThat(difference.subtract(row.gradient().of(Precise.of(x), target)).doubleValue())
          .as("at %s", x)
          .isBetween(-1e-24, 1e-24);
      checked++;
    }
    assertThat(checked).isPositive();
  }
}
