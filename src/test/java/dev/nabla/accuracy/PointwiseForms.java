package dev.nabla.accuracy;

import static dev.nabla.accuracy.Functions.parameters;
import static dev.nabla.accuracy.Functions.vector;

import dev.nabla.accuracy.Form.Expected;
import dev.nabla.accuracy.Form.Term;
import dev.nabla.oracle.Samples;
import dev.nabla.oracle.Wide;
import dev.nabla.oracle.WideMath;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The functions of single numbers, over all of float64.
///
/// The gradient's oracle is a formula, since a difference quotient would need hundreds of digits in
/// the tails; a test holds it against central differences where those have the digits.
final class PointwiseForms {

  /// A function of one varied number and, where there is one, a target.
  @FunctionalInterface
  interface Exact {
    Wide of(Wide x, Wide target);
  }

  /// @param input the input that is varied
  /// @param held the other inputs, but the target, as one number each
  /// @param targets the targets to try; empty where there are none
  /// @param domain the varied input's numbers
  /// @param scale what the gradient is the difference of, or 0
  record Row(
      String function,
      String label,
      Map<String, @Nullable Object> parameters,
      String input,
      Map<String, Double> held,
      List<Double> targets,
      List<Double> domain,
      Exact value,
      Exact gradient,
      Exact scale) {

    Form form() {
      var points = points();
      var inputs = new LinkedHashMap<String, Tensor>();
      inputs.put(input, column(points, 0));
      held.forEach(
          (name, number) ->
              inputs.put(name, vector(points.stream().mapToDouble(point -> number).toArray())));
      if (!targets.isEmpty()) {
        inputs.put("targets", column(points, 1));
      }
      return new Form(
          function,
          label,
          parameters,
          inputs,
          points.size(),
          sample -> {
            var x = Wide.of(points.get(sample)[0]);
            var t = Wide.of(points.get(sample)[1]);
            return new Expected(
                List.of(Term.of(value.of(x, t))),
                Map.of(input, List.of(new Term(gradient.of(x, t), scale.of(x, t)))));
          });
    }

    private static Tensor column(List<double[]> points, int column) {
      return vector(points.stream().mapToDouble(point -> point[column]).toArray());
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

    @Override
    public String toString() {
      return "%s%s of %s%s".formatted(function, parameters, input, held);
    }
  }

  private static final Exact ITSELF = (x, t) -> Wide.ZERO;

  private static final List<Double> NO_TARGETS = List.of();
  private static final List<Double> SIGNS = List.of(-1.0, 1.0);
  private static final List<Double> CLASSES = List.of(0.0, 1.0);
  private static final List<Double> SOFT = List.of(0.0, 0.25, 0.9, 1.0);

  /// How many numbers of each kind.
  private final int samples;

  PointwiseForms(int samples) {
    this.samples = samples;
  }

  private List<Double> line(double... kinks) {
    return concat(
        Samples.bitPatterns(1, samples),
        Samples.uniform(2, samples, -60, 60),
        Samples.uniform(6, samples, -5, 5),
        Samples.logUniform(3, samples, -60, 10),
        Samples.specials(),
        around(kinks),
        around(
            -745.14, -709.79, -37.4, -38.6, -26.6, -0.7517915, 0.7517915, 6, 37, 709.78, 745.13));
  }

  private List<Double> probabilities() {
    return concat(
        Samples.uniform(4, samples, 0, 1),
        Samples.uniform(7, samples, 0.9, 1),
        magnitudes(Samples.logUniform(5, samples, -1074, -1)),
        new double[] {Double.MIN_VALUE, Math.nextDown(1.0), 0.5, Math.nextDown(0.5)});
  }

  private static List<Double> concat(double[]... parts) {
    return Stream.of(parts).flatMapToDouble(DoubleStream::of).boxed().toList();
  }

  private static double[] magnitudes(double[] numbers) {
    return DoubleStream.of(numbers).map(Math::abs).toArray();
  }

  private static double[] around(double... points) {
    return DoubleStream.of(points)
        .flatMap(x -> DoubleStream.of(Math.nextDown(x), x, Math.nextUp(x)))
        .toArray();
  }

  List<Row> rows() {
    return List.of(
        activation("sigmoid", "", parameters(), (x, t) -> sigmoid(x), (x, t) -> sigmoidSlope(x)),
        activation(
            "tanh",
            "",
            parameters(),
            (x, t) -> WideMath.tanh(x),
            (x, t) -> sigmoidSlope(x.scaled(1)).scaled(2)),
        activation(
            "relu",
            "",
            parameters(),
            (x, t) -> x.signum() > 0 ? x : Wide.ZERO,
            (x, t) -> x.signum() > 0 ? Wide.ONE : Wide.ZERO),
        leakyRelu(0.01),
        leakyRelu(-3),
        leakyRelu(0),
        gelu(),
        gatedGelu("tanh", PointwiseForms::tanhArgument, PointwiseForms::tanhGrowth),
        gatedGelu("sigmoid", x -> Wide.of("1.702").times(x), x -> Wide.of("1.702")),
        new Row(
            "mse",
            "",
            parameters(),
            "predictions",
            Map.of(),
            List.of(0.0, 1.0, -0.1, 1e10),
            line(),
            (x, t) -> square(x.minus(t)),
            (x, t) -> x.minus(t).scaled(1),
            ITSELF),
        binaryCrossEntropy(1, CLASSES, ""),
        binaryCrossEntropy(3.5, CLASSES, "pos_weight 3.5"),
        binaryCrossEntropy(1, SOFT, "soft targets"),
        binaryCrossEntropyOfProbabilities(1, CLASSES, "probabilities"),
        binaryCrossEntropyOfProbabilities(1, SOFT, "probabilities, soft targets"),
        binaryCrossEntropyOfProbabilities(2.5, SOFT, "probabilities, soft targets, pos_weight 2.5"),
        hinge(1),
        hinge(0.3),
        new Row(
            "exponential",
            "",
            parameters(),
            "scores",
            Map.of(),
            SIGNS,
            line(),
            (x, t) -> WideMath.exp(t.times(x).negate()),
            (x, t) -> t.negate().times(WideMath.exp(t.times(x).negate())),
            ITSELF),
        marginRanking(0, 0.7),
        marginRanking(0.1, -1e-5),
        focal("balanced_cross_entropy", 0.7, 0),
        focal("focal", null, 0),
        focal("focal", 0.25, 0.5),
        focal("focal", 0.25, 1),
        focal("focal", 0.25, 2),
        focal("focal", 0.25, 5),
        focalOfProbabilities("balanced_cross_entropy", 0.7, 0),
        focalOfProbabilities("focal", 0.25, 0.5),
        focalOfProbabilities("focal", 0.25, 2),
        focalOfProbabilities("focal", null, 5));
  }

  private Row activation(
      String name,
      String label,
      Map<String, @Nullable Object> parameters,
      Exact value,
      Exact gradient) {
    return new Row(
        name, label, parameters, "x", Map.of(), NO_TARGETS, line(), value, gradient, ITSELF);
  }

  private Row leakyRelu(double alpha) {
    return activation(
        "leaky_relu",
        "alpha " + alpha,
        parameters("alpha", alpha),
        (x, t) -> x.signum() > 0 ? x : x.times(Wide.of(alpha)),
        (x, t) -> x.signum() > 0 ? Wide.ONE : Wide.of(alpha));
  }

  private Row gelu() {
    return new Row(
        "gelu",
        "none",
        parameters("approximate", "none"),
        "x",
        Map.of(),
        NO_TARGETS,
        line(),
        (x, t) -> x.times(WideMath.normalDistribution(x)),
        (x, t) -> WideMath.normalDistribution(x).plus(x.times(WideMath.normalDensity(x))),
        (x, t) -> largest(WideMath.normalDistribution(x), x.times(WideMath.normalDensity(x))));
  }

  private Row gatedGelu(String form, UnaryOperator<Wide> argument, UnaryOperator<Wide> growth) {
    UnaryOperator<Wide> gate = x -> sigmoid(argument.apply(x));
    UnaryOperator<Wide> rise = x -> x.times(growth.apply(x)).times(sigmoidSlope(argument.apply(x)));
    return new Row(
        "gelu",
        form,
        parameters("approximate", form),
        "x",
        Map.of(),
        NO_TARGETS,
        line(),
        (x, t) -> x.times(gate.apply(x)),
        (x, t) -> gate.apply(x).plus(rise.apply(x)),
        (x, t) -> largest(gate.apply(x), rise.apply(x)));
  }

  private static Wide largest(Wide a, Wide b) {
    return a.abs().compareTo(b.abs()) > 0 ? a.abs() : b.abs();
  }

  private static Wide tanhArgument(Wide x) {
    return tanhScale().times(x.plus(Wide.of("0.044715").times(x).times(square(x))));
  }

  private static Wide tanhGrowth(Wide x) {
    return tanhScale().times(Wide.ONE.plus(Wide.of("0.134145").times(square(x))));
  }

  /// 2√(2/π): tanh u = 2σ(2u) − 1.
  private static Wide tanhScale() {
    return WideMath.sqrt(Wide.TWO.over(WideMath.PI)).scaled(1);
  }

  private Row binaryCrossEntropy(double weight, List<Double> targets, String label) {
    var w = Wide.of(weight);
    Exact down = (z, t) -> complement(t).times(sigmoid(z));
    Exact up = (z, t) -> w.times(t).times(sigmoid(z.negate()));
    return new Row(
        "binary_cross_entropy",
        label,
        parameters("pos_weight", weight),
        "logits",
        Map.of(),
        targets,
        line(),
        (z, t) ->
            w.times(t)
                .times(WideMath.softplus(z.negate()))
                .plus(complement(t).times(WideMath.softplus(z))),
        (z, t) -> down.of(z, t).minus(up.of(z, t)),
        (z, t) -> largest(down.of(z, t), up.of(z, t)));
  }

  private Row binaryCrossEntropyOfProbabilities(double weight, List<Double> targets, String label) {
    var w = Wide.of(weight);
    Exact down = (p, t) -> complement(t).over(complement(p));
    Exact up = (p, t) -> w.times(t).over(p);
    return new Row(
        "binary_cross_entropy",
        label,
        parameters("pos_weight", weight),
        "probabilities",
        Map.of(),
        targets,
        probabilities(),
        (p, t) ->
            w.times(t)
                .times(WideMath.log(p))
                .plus(complement(t).times(WideMath.log1p(p.negate())))
                .negate(),
        (p, t) -> down.of(p, t).minus(up.of(p, t)),
        weight == 1 ? ITSELF : (p, t) -> largest(down.of(p, t), up.of(p, t)));
  }

  private Row hinge(double margin) {
    return new Row(
        "hinge",
        "margin " + margin,
        parameters("margin", margin),
        "scores",
        Map.of(),
        SIGNS,
        line(margin, -margin),
        (s, t) -> positive(Wide.of(margin).minus(t.times(s))),
        (s, t) -> Wide.of(margin).minus(t.times(s)).signum() > 0 ? t.negate() : Wide.ZERO,
        ITSELF);
  }

  private Row marginRanking(double margin, double other) {
    return new Row(
        "margin_ranking",
        "margin " + margin,
        parameters("margin", margin),
        "x1",
        Map.of("x2", other),
        SIGNS,
        line(other, other + margin, other - margin),
        (x, t) -> positive(gap(margin, other, x, t)),
        (x, t) -> gap(margin, other, x, t).signum() > 0 ? t.negate() : Wide.ZERO,
        ITSELF);
  }

  private static Wide gap(double margin, double other, Wide x, Wide t) {
    return Wide.of(margin).minus(t.times(x.minus(Wide.of(other))));
  }

  private Row focal(String name, @Nullable Double alpha, double gamma) {
    return new Row(
        name,
        name.equals("focal") ? "γ = " + gamma : "",
        focalParameters(name, alpha, gamma),
        "logits",
        Map.of(),
        CLASSES,
        line(),
        (z, t) -> {
          var v = signed(z, t);
          return weight(alpha, t)
              .times(complementPower(v, gamma))
              .times(WideMath.softplus(v.negate()));
        },
        (z, t) -> {
          var v = signed(z, t);
          var pull =
              Wide.of(gamma)
                  .times(sigmoid(v))
                  .times(WideMath.softplus(v.negate()))
                  .plus(sigmoid(v.negate()));
          return signed(weight(alpha, t).times(complementPower(v, gamma)).times(pull), t).negate();
        },
        ITSELF);
  }

  private static Map<String, @Nullable Object> focalParameters(
      String name, @Nullable Double alpha, double gamma) {
    var parameters = parameters("alpha", alpha);
    if (name.equals("focal")) {
      parameters.put("gamma", gamma);
    }
    return parameters;
  }

  private Row focalOfProbabilities(String name, @Nullable Double alpha, double gamma) {
    return new Row(
        name,
        name.equals("focal") ? "probabilities, γ = " + gamma : "probabilities",
        focalParameters(name, alpha, gamma),
        "probabilities",
        Map.of(),
        CLASSES,
        probabilities().stream().filter(p -> p >= Double.MIN_NORMAL).toList(),
        (p, t) -> weight(alpha, t).times(wrongPower(p, t, gamma)).times(cost(p, t)),
        (p, t) -> {
          var right = ofTarget(p, complement(p), t);
          var wrong = ofTarget(complement(p), p, t);
          var pull = Wide.of(gamma).times(cost(p, t)).over(wrong).plus(Wide.ONE.over(right));
          return signed(weight(alpha, t).times(wrongPower(p, t, gamma)).times(pull), t).negate();
        },
        ITSELF);
  }

  private static Wide cost(Wide p, Wide t) {
    return ofTarget(WideMath.log(p), WideMath.log1p(p.negate()), t).negate();
  }

  /// (1 − p_t)^γ.
  private static Wide wrongPower(Wide p, Wide t, double gamma) {
    return gamma == 0
        ? Wide.ONE
        : WideMath.exp(Wide.of(gamma).times(cost(p, complement(t))).negate());
  }

  private static Wide complementPower(Wide v, double gamma) {
    return WideMath.exp(Wide.of(gamma).times(WideMath.softplus(v)).negate());
  }

  private static Wide weight(@Nullable Double alpha, Wide t) {
    if (alpha == null) {
      return Wide.ONE;
    }
    return ofTarget(Wide.of(alpha), complement(Wide.of(alpha)), t);
  }

  private static Wide ofTarget(Wide one, Wide zero, Wide t) {
    return t.signum() == 0 ? zero : one;
  }

  private static Wide signed(Wide x, Wide t) {
    return t.signum() == 0 ? x.negate() : x;
  }

  private static Wide sigmoid(Wide x) {
    return WideMath.sigmoid(x);
  }

  private static Wide sigmoidSlope(Wide x) {
    return sigmoid(x).times(sigmoid(x.negate()));
  }

  private static Wide complement(Wide x) {
    return Wide.ONE.minus(x);
  }

  private static Wide square(Wide x) {
    return x.times(x);
  }

  private static Wide positive(Wide x) {
    return x.signum() > 0 ? x : Wide.ZERO;
  }
}
