package dev.nabla.accuracy;

import static dev.nabla.accuracy.Functions.parameters;
import static dev.nabla.accuracy.Functions.tensor;

import dev.nabla.accuracy.Form.Expected;
import dev.nabla.accuracy.Form.Term;
import dev.nabla.oracle.Wide;
import dev.nabla.oracle.WideMath;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The functions of whole vectors, on random rows.
///
/// The gradients are formulas without cancellation beyond what 67 digits bear; a test holds them
/// against central differences of the values.
final class RowwiseForms {

  private static final Wide LEAST_NORMAL = Wide.of(Double.MIN_NORMAL);

  /// Rows of one tensor.
  private record Rows(int length, Tensor tensor) {
    List<Wide> row(int r) {
      return Arrays.stream(tensor.data(), r * length, (r + 1) * length).mapToObj(Wide::of).toList();
    }
  }

  private final Random random = new Random(11);
  private final int samples;
  private final List<Form> forms = new ArrayList<>();

  /// @param samples rows of each form
  RowwiseForms(int samples) {
    this.samples = samples;
    for (int n : new int[] {1, 2, 3, 8, 19}) {
      for (double spread : new double[] {1, 30, 800}) {
        for (double temperature : new double[] {1, 0.3, 7}) {
          softmax(n, spread, temperature);
        }
        crossEntropy("", n, spread, 0, false, Targets.INDICES);
        crossEntropy("weights, smoothing", n, spread, 0.1, true, Targets.INDICES);
        crossEntropy("soft targets", n, spread, 0, false, Targets.SOFT);
        crossEntropyOf("probabilities", n);
        crossEntropyOf("log_probabilities", n);
      }
    }
    for (int d : new int[] {1, 3, 8, 21}) {
      for (var distance : List.of("euclidean", "squared_euclidean", "manhattan")) {
        distances(d, distance);
      }
      if (d > 1) {
        distances(d, "cosine");
      }
      for (double length : new double[] {0x1p600, 0x1p100, 0x1p-300, 0x1p-600}) {
        contrastive("euclidean, extreme lengths", "euclidean", "linear", 1, 0, pair(d, length));
      }
    }
    for (int d : new int[] {2, 8, 21}) {
      for (double length : new double[] {0x1p600, 0x1p100, 0x1p-300, 0x1p-600}) {
        contrastive("cosine, extreme lengths", "cosine", "linear", 1, 0, pair(d, length));
      }
      for (double angle : new double[] {1e-2, 1e-4, 1e-6, 1e-9, 1e-13}) {
        contrastive("cosine, nearly parallel", "cosine", "linear", 1, 0, nearlyParallel(d, angle));
      }
    }
    for (int d : new int[] {1, 4, 17}) {
      for (int i = 0; i < samples; i++) {
        maxout(d);
      }
    }
  }

  private void distances(int d, String distance) {
    for (int target : new int[] {0, 1}) {
      contrastive(distance, distance, "linear", target, 0, pair(d, 1));
      contrastive(distance + ", squared", distance, "squared", target, 0, pair(d, 1));
    }
    contrastive(distance, distance, "linear", 1, 1e-6, pair(d, 1));
    triplet(d, distance, false);
    triplet(d, distance, true);
  }

  /// Margins that leave some pairs inside.
  private static double contrastiveMargin(String distance) {
    return switch (distance) {
      case "euclidean" -> 12;
      case "squared_euclidean" -> 150;
      case "manhattan" -> 30;
      default -> 1.2;
    };
  }

  private static double tripletMargin(String distance) {
    return switch (distance) {
      case "euclidean" -> 7.5;
      case "squared_euclidean" -> 10;
      case "manhattan" -> 2;
      default -> 0.5;
    };
  }

  private record Pair(int length, Tensor first, Tensor second) {}

  private Pair pair(int d, double size) {
    return new Pair(d, rows(-2 * size, 2 * size, d), rows(-2 * size, 2 * size, d));
  }

  private Pair nearlyParallel(int d, double angle) {
    var first = rows(-2, 2, d);
    var turned = first.data().clone();
    for (int i = 0; i < turned.length; i++) {
      turned[i] = 2 * turned[i] + random.nextDouble(-angle, angle);
    }
    return new Pair(d, first, new Tensor(first.shape(), turned));
  }

  List<Form> forms() {
    return forms;
  }

  private enum Targets {
    INDICES,
    SOFT
  }

  private Tensor rows(double low, double high, int length) {
    var shape = Shape.of(samples, length);
    return tensor(shape, random.doubles(shape.size(), low, high).toArray());
  }

  /// Reads the tensor whenever it is asked, so that a test may move a number.
  private static Rows of(Tensor tensor, int length) {
    return new Rows(length, tensor);
  }

  private void add(
      String function,
      String label,
      Map<String, @Nullable Object> parameters,
      Map<String, Tensor> inputs,
      IntFunction<Expected> expected) {
    forms.add(new Form(function, label, parameters, inputs, samples, expected));
  }

  private static List<Term> numbers(int n, IntFunction<Term> number) {
    return IntStream.range(0, n).mapToObj(number).toList();
  }

  private void softmax(int n, double spread, double temperature) {
    var x = rows(-spread, spread, n);
    var upstream = rows(-2, 2, n);
    var scores = of(x, n);
    var weights = of(upstream, n);
    var inverse = Wide.ONE.over(Wide.of(temperature));
    add(
        "softmax",
        temperature == 1 ? "" : "temperature " + temperature,
        parameters("temperature", temperature),
        inputs("x", x, "upstream", upstream),
        r -> {
          var u = weights.row(r);
          var s = shares(scores.row(r).stream().map(z -> z.times(inverse)).toList());
          var most = u.stream().map(Wide::abs).max(Wide::compareTo).orElseThrow();
          return new Expected(
              s.stream().map(Term::of).toList(),
              Map.of(
                  "x",
                  numbers(
                      n,
                      i -> {
                        var pull = sum(n, j -> s.get(j).times(u.get(i).minus(u.get(j))));
                        return new Term(
                            s.get(i).times(pull).times(inverse),
                            larger(s.get(i), LEAST_NORMAL).times(most).times(inverse));
                      })));
        });
  }

  private static Wide larger(Wide one, Wide other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static List<Wide> shares(List<Wide> scores) {
    var most = scores.stream().max(Wide::compareTo).orElseThrow();
    var powers = scores.stream().map(z -> WideMath.exp(z.minus(most))).toList();
    var total = sum(powers);
    return powers.stream().map(power -> power.over(total)).toList();
  }

  /// Class targets as the distribution a_c = w_c·q_c that they ask for.
  private static List<Wide> wanted(
      List<Wide> target, Targets kind, int n, double smoothing, @Nullable Tensor weights) {
    var even = Wide.of(smoothing).over(Wide.of(n));
    var kept = Wide.ONE.minus(Wide.of(smoothing));
    return IntStream.range(0, n)
        .mapToObj(
            c -> {
              var q =
                  switch (kind) {
                    case INDICES -> target.get(0).compareTo(Wide.of(c)) == 0 ? Wide.ONE : Wide.ZERO;
                    case SOFT -> target.get(c);
                  };
              var smooth = kept.times(q).plus(even);
              return weights == null ? smooth : Wide.of(weights.data()[c]).times(smooth);
            })
        .toList();
  }

  private Tensor targets(Targets kind, int n) {
    return switch (kind) {
      case INDICES ->
          tensor(Shape.of(samples), random.ints(samples, 0, n).asDoubleStream().toArray());
      case SOFT -> rows(0, 1, n);
    };
  }

  private void crossEntropy(
      String label, int n, double spread, double smoothing, boolean weighted, Targets kind) {
    var logits = rows(-spread, spread, n);
    var targets = targets(kind, n);
    var inputs = inputs("logits", logits, "targets", targets);
    var weights = weighted ? tensor(Shape.of(n), random.doubles(n, 0.1, 3).toArray()) : null;
    if (weights != null) {
      inputs.put("class_weights", weights);
    }
    var scores = of(logits, n);
    var targetRows = of(targets, targets.size() / samples);
    add(
        "cross_entropy",
        label,
        parameters("label_smoothing", smoothing),
        inputs,
        r -> {
          var z = scores.row(r);
          var p = shares(z);
          var a = wanted(targetRows.row(r), kind, n, smoothing, weights);
          var all = sum(a);
          var loss =
              sum(
                  n,
                  c -> {
                    var others =
                        sum(n, j -> j == c ? Wide.ZERO : WideMath.exp(z.get(j).minus(z.get(c))));
                    return a.get(c).times(WideMath.log1p(others));
                  });
          return new Expected(
              List.of(Term.of(loss)),
              Map.of(
                  "logits",
                  numbers(
                      n,
                      c -> {
                        var pull = p.get(c).times(all);
                        var rest = sum(n, j -> j == c ? Wide.ZERO : p.get(j));
                        var exact =
                            p.get(c).compareTo(Wide.of(0.5)) > 0
                                ? sum(n, j -> j == c ? Wide.ZERO : a.get(j)).minus(all.times(rest))
                                : pull.minus(a.get(c));
                        // One class alone has its whole target: nothing cancels there.
                        return new Term(exact, larger(pull, a.get(c), label.isEmpty()));
                      })));
        });
  }

  private static Wide larger(Wide a, Wide b, boolean neither) {
    return neither ? Wide.ZERO : larger(a, b);
  }

  private void crossEntropyOf(String form, int n) {
    boolean logarithms = form.equals("log_probabilities");
    var scores = logarithms ? rows(-20, 0, n) : rows(0, 1, n);
    var targets = targets(Targets.SOFT, n);
    var rows = of(scores, n);
    var targetRows = of(targets, n);
    add(
        "cross_entropy",
        form,
        parameters(),
        inputs(form, scores, "targets", targets),
        r -> {
          var p = rows.row(r);
          var q = targetRows.row(r);
          return new Expected(
              List.of(
                  Term.of(
                      sum(
                          n,
                          c -> {
                            var cost = logarithms ? p.get(c) : WideMath.log(p.get(c));
                            return q.get(c).times(cost).negate();
                          }))),
              Map.of(
                  form,
                  numbers(
                      n,
                      c ->
                          Term.of(
                              logarithms ? q.get(c).negate() : q.get(c).over(p.get(c)).negate()))));
        });
  }

  /// A distance with its gradient to both vectors, each component with what it is the difference
  /// of, or 0.
  private record Measured(Wide value, List<Term> toFirst, List<Term> toSecond) {}

  private static Measured distance(String name, List<Wide> a, List<Wide> b, double eps) {
    int n = a.size();
    var gaps =
        IntStream.range(0, n).mapToObj(i -> a.get(i).minus(b.get(i)).plus(Wide.of(eps))).toList();
    return switch (name) {
      case "euclidean" -> {
        var length = WideMath.sqrt(dot(gaps, gaps));
        yield symmetric(length, gaps.stream().map(gap -> gap.over(length)).toList());
      }
      case "squared_euclidean" ->
          symmetric(dot(gaps, gaps), gaps.stream().map(gap -> gap.scaled(1)).toList());
      case "manhattan" ->
          symmetric(
              sum(gaps.stream().map(Wide::abs).toList()),
              gaps.stream().map(gap -> Wide.of(gap.signum())).toList());
      default -> cosine(a, b);
    };
  }

  private static Measured symmetric(Wide value, List<Wide> slopes) {
    return new Measured(
        value,
        slopes.stream().map(Term::of).toList(),
        slopes.stream().map(slope -> Term.of(slope.negate())).toList());
  }

  private static Measured cosine(List<Wide> a, List<Wide> b) {
    var lengthA = WideMath.sqrt(dot(a, a));
    var lengthB = WideMath.sqrt(dot(b, b));
    var both = lengthA.times(lengthB);
    var cosine = dot(a, b).over(both);
    return new Measured(
        Wide.ONE.minus(cosine),
        cosineSlopes(a, b, lengthA, both, cosine),
        cosineSlopes(b, a, lengthB, both, cosine));
  }

  private static List<Term> cosineSlopes(
      List<Wide> to, List<Wide> other, Wide length, Wide both, Wide cosine) {
    var square = length.times(length);
    return numbers(
        to.size(),
        i -> {
          var along = cosine.times(to.get(i)).over(square);
          var across = other.get(i).over(both);
          return new Term(along.minus(across), larger(along.abs(), across.abs(), false));
        });
  }

  private static List<Term> times(List<Term> gradient, Wide factor, Wide scale) {
    return gradient.stream()
        .map(
            number ->
                new Term(
                    number.exact().times(factor),
                    number.scale().signum() == 0
                        ? number.exact().abs().times(scale)
                        : number.scale().times(scale)))
        .toList();
  }

  private void contrastive(
      String label, String distance, String form, int target, double eps, Pair pair) {
    double margin = contrastiveMargin(distance);
    var targets = new double[samples];
    Arrays.fill(targets, target);
    var first = of(pair.first, pair.length);
    var second = of(pair.second, pair.length);
    boolean squared = form.equals("squared");
    add(
        "contrastive",
        label,
        parameters("distance", distance, "form", form, "eps", eps, "margin", margin),
        inputs("x1", pair.first, "x2", pair.second, "targets", tensor(Shape.of(samples), targets)),
        r -> {
          var measured = distance(distance, first.row(r), second.row(r), eps);
          // What the margin leaves counts in ulps of the margin, or of the distance.
          var cost = target == 1 ? measured.value() : Wide.of(margin).minus(measured.value());
          var unit = target == 1 ? cost : larger(Wide.of(margin), measured.value(), false);
          if (cost.signum() <= 0 && target == 0) {
            cost = Wide.ZERO;
          }
          var value = squared ? cost.times(cost).scaled(-1) : cost;
          var valueUnit = squared ? cost.times(unit) : unit;
          var slope = squared ? cost : cost.signum() == 0 ? Wide.ZERO : Wide.ONE;
          var slopeUnit = squared ? unit : slope;
          if (target == 0) {
            slope = slope.negate();
          }
          return new Expected(
              List.of(new Term(value, target == 1 ? Wide.ZERO : valueUnit)),
              Map.of(
                  "x1", times(measured.toFirst(), slope, slopeUnit.abs()),
                  "x2", times(measured.toSecond(), slope, slopeUnit.abs())));
        });
  }

  private void triplet(int d, String distance, boolean swap) {
    double margin = tripletMargin(distance);
    double eps = distance.equals("euclidean") ? 1e-6 : 0;
    var anchor = rows(-2, 2, d);
    var positive = rows(-2, 2, d);
    var negative = rows(-2, 2, d);
    var anchors = of(anchor, d);
    var positives = of(positive, d);
    var negatives = of(negative, d);
    add(
        "triplet",
        distance + (swap ? ", swap" : ""),
        parameters("distance", distance, "swap", swap, "margin", margin, "eps", eps),
        inputs("anchor", anchor, "positive", positive, "negative", negative),
        r -> {
          var near = distance(distance, anchors.row(r), positives.row(r), eps);
          var far = distance(distance, anchors.row(r), negatives.row(r), eps);
          var other = distance(distance, positives.row(r), negatives.row(r), eps);
          boolean swapped = swap && other.value().compareTo(far.value()) < 0;
          var cost =
              Wide.of(margin).plus(near.value()).minus(swapped ? other.value() : far.value());
          if (cost.signum() <= 0) {
            return new Expected(
                List.of(Term.of(Wide.ZERO)),
                Map.of("anchor", zeros(d), "positive", zeros(d), "negative", zeros(d)));
          }
          var unit = larger(Wide.of(margin), larger(near.value(), far.value(), false), false);
          return new Expected(
              List.of(new Term(cost, unit)),
              Map.of(
                  "anchor",
                  swapped ? near.toFirst() : difference(near.toFirst(), far.toFirst()),
                  "positive",
                  swapped ? difference(near.toSecond(), other.toFirst()) : near.toSecond(),
                  "negative",
                  difference(zeros(d), swapped ? other.toSecond() : far.toSecond())));
        });
  }

  private static List<Term> zeros(int n) {
    return numbers(n, i -> Term.of(Wide.ZERO));
  }

  private static List<Term> difference(List<Term> a, List<Term> b) {
    return numbers(
        a.size(),
        i -> {
          var left = a.get(i);
          var right = b.get(i);
          var scale =
              larger(
                  larger(left.exact().abs(), right.exact().abs(), false),
                  larger(left.scale(), right.scale(), false),
                  false);
          return new Term(left.exact().minus(right.exact()), scale);
        });
  }

  /// One sample, since all samples share the gradients to the weights.
  private void maxout(int d) {
    int units = 2;
    int pieces = 3;
    var x = tensor(Shape.of(1, d), random.doubles(d, -2, 2).toArray());
    var weights =
        tensor(
            Shape.of(pieces, units, d), random.doubles((long) pieces * units * d, -2, 2).toArray());
    var biases =
        tensor(Shape.of(pieces, units), random.doubles((long) pieces * units, -2, 2).toArray());
    var upstream = tensor(Shape.of(1, units), random.doubles(units, 0.5, 2).toArray());
    var lines = of(weights, d);
    forms.add(
        new Form(
            "maxout",
            "",
            parameters(),
            inputs("x", x, "weights", weights, "biases", biases, "upstream", upstream),
            1,
            r -> {
              var point = of(x, d).row(0);
              var offsets = of(biases, pieces * units).row(0);
              var pulls = of(upstream, units).row(0);
              var sums =
                  IntStream.range(0, pieces * units)
                      .mapToObj(row -> dot(lines.row(row), point).plus(offsets.get(row)))
                      .toList();
              var chosen =
                  IntStream.range(0, units)
                      .map(
                          unit ->
                              IntStream.range(0, pieces)
                                  .map(piece -> piece * units + unit)
                                  .reduce(
                                      (best, row) ->
                                          sums.get(row).compareTo(sums.get(best)) > 0 ? row : best)
                                  .orElseThrow())
                      .toArray();
              return new Expected(
                  Arrays.stream(chosen).mapToObj(row -> Term.of(sums.get(row))).toList(),
                  Map.of(
                      "x",
                      numbers(
                          d,
                          i ->
                              Term.of(
                                  sum(
                                      units,
                                      unit ->
                                          pulls.get(unit).times(lines.row(chosen[unit]).get(i))))),
                      "weights",
                      numbers(
                          pieces * units * d,
                          i -> Term.of(pull(chosen, pulls, i / d).times(point.get(i % d)))),
                      "biases",
                      numbers(pieces * units, row -> Term.of(pull(chosen, pulls, row)))));
            }));
  }

  private static Wide pull(int[] chosen, List<Wide> pulls, int row) {
    int unit = row % chosen.length;
    return chosen[unit] == row ? pulls.get(unit) : Wide.ZERO;
  }

  private static Map<String, Tensor> inputs(Object... namesAndTensors) {
    var inputs = new LinkedHashMap<String, Tensor>();
    for (int i = 0; i < namesAndTensors.length; i += 2) {
      inputs.put(
          (String) namesAndTensors[i], (Tensor) Objects.requireNonNull(namesAndTensors[i + 1]));
    }
    return inputs;
  }

  private static Wide sum(List<Wide> terms) {
    return terms.stream().reduce(Wide.ZERO, Wide::plus);
  }

  private static Wide sum(int n, IntFunction<Wide> term) {
    return IntStream.range(0, n).mapToObj(term).reduce(Wide.ZERO, Wide::plus);
  }

  private static Wide dot(List<Wide> a, List<Wide> b) {
    return sum(a.size(), i -> a.get(i).times(b.get(i)));
  }
}
