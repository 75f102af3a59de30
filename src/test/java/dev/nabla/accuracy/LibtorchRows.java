package dev.nabla.accuracy;

import static dev.nabla.accuracy.Functions.parameters;
import static dev.nabla.accuracy.Libtorch.clamp;
import static dev.nabla.accuracy.Libtorch.constant;
import static dev.nabla.accuracy.Libtorch.minus;
import static dev.nabla.accuracy.Libtorch.numbers;

import dev.nabla.accuracy.Libtorch.Leaves;
import dev.nabla.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Reduction;
import org.jspecify.annotations.Nullable;

/// Every function as libtorch has it, where libtorch is right: for arguments up to 10 and away from
/// kinks. What libtorch lacks is composed here from its operations, by definition.
final class LibtorchRows {

  /// Where a graph subtracts, as in 1 − y² for the slope of tanh, no digit is right beyond the
  /// rounding of what it subtracts, however small the difference. This is the rounding of a few
  /// numbers near 1, with weights up to 2.
  private static final double ONES = 16 * 0x1p-53;

  /// The same for numbers up to 30 or so.
  private static final double TENS = 16 * ONES;

  /// The same for squares of such numbers, and for gradients summed over a whole batch.
  private static final double HUNDREDS = 32 * TENS;

  private static final int FEATURES = 5;
  private static final int POSITIONS = 3;
  private static final int PIECES = 4;
  private static final int UNITS = 2;

  /// An input of a number of samples.
  @FunctionalInterface
  interface Draw {
    dev.nabla.tensor.Tensor of(Random random, int samples);
  }

  private static final Draw LINE = numbers(random -> random.nextDouble(-10, 10));
  private static final Draw SIGNS = numbers(random -> random.nextBoolean() ? 1 : -1);
  private static final Draw BITS = numbers(random -> random.nextInt(2));
  private static final Draw SOFT = numbers(Random::nextDouble);
  private static final Draw PROBABILITIES = numbers(random -> random.nextDouble(1e-3, 0.999));
  private static final Draw ROWS = rows(random -> random.nextDouble(-10, 10));
  private static final Draw LOG_ROWS = rows(random -> random.nextDouble(-10, 0));
  private static final Draw PROBABILITY_ROWS = rows(random -> random.nextDouble(1e-3, 0.999));
  private static final Draw POSITION_ROWS =
      (random, samples) ->
          fill(Shape.of(samples, FEATURES, POSITIONS), () -> random.nextDouble(-10, 10));
  private static final Draw CLASSES = classes(Shape.of());
  private static final Draw POSITION_CLASSES = classes(Shape.of(POSITIONS));
  private static final Draw CLASS_WEIGHTS =
      (random, samples) -> fill(Shape.of(FEATURES), () -> random.nextDouble(0.5, 2));
  private static final Draw WEIGHTS =
      (random, samples) -> fill(Shape.of(PIECES, UNITS, FEATURES), () -> random.nextDouble(-2, 2));
  private static final Draw BIASES =
      (random, samples) -> fill(Shape.of(PIECES, UNITS), () -> random.nextDouble(-2, 2));

  private LibtorchRows() {}

  private static Draw numbers(ToDoubleFunction<Random> number) {
    return (random, samples) -> fill(Shape.of(samples), () -> number.applyAsDouble(random));
  }

  private static Draw rows(ToDoubleFunction<Random> number) {
    return (random, samples) ->
        fill(Shape.of(samples, FEATURES), () -> number.applyAsDouble(random));
  }

  /// Class indices, the first of them 0: a class that no row ignores, since with nothing left to
  /// divide by libtorch's mean is NaN and ours 0.
  private static Draw classes(Shape rest) {
    return (random, samples) -> {
      var shape = new Shape(Stream.concat(Stream.of(samples), rest.dimensions().stream()).toList());
      var indices = fill(shape, () -> random.nextInt(FEATURES));
      indices.data()[0] = 0;
      return indices;
    };
  }

  static dev.nabla.tensor.Tensor fill(Shape shape, Supplier<? extends Number> number) {
    return Functions.tensor(
        shape,
        DoubleStream.generate(() -> number.get().doubleValue()).limit(shape.size()).toArray());
  }

  /// A function as libtorch computes it. Activations are never reduced.
  @FunctionalInterface
  interface Graph {
    Tensor of(Leaves inputs, Reduction reduction);
  }

  /// A function composed of libtorch's operations, one value a sample.
  @FunctionalInterface
  interface Composed {
    Tensor of(Leaves inputs);
  }

  /// @param floor the absolute error that libtorch's graph brings along, for a weight of 1
  record Row(
      String function,
      Map<String, @Nullable Object> parameters,
      Map<String, Draw> inputs,
      Graph graph,
      double floor) {

    static Row of(
        String function,
        Map<String, @Nullable Object> parameters,
        Map<String, Draw> inputs,
        Graph graph) {
      return new Row(function, parameters, inputs, graph, 0);
    }

    static Row composed(
        String function,
        Map<String, @Nullable Object> parameters,
        Map<String, Draw> inputs,
        Composed graph) {
      return of(
          function,
          parameters,
          inputs,
          (in, reduction) -> reduction == Reduction.Mean ? graph.of(in).mean() : graph.of(in));
    }

    static Row activation(
        String function, Map<String, @Nullable Object> parameters, UnaryOperator<Tensor> graph) {
      return composed(function, parameters, Map.of("x", LINE), in -> graph.apply(in.get("x")));
    }

    Row within(double error) {
      return new Row(function, parameters, inputs, graph, error);
    }

    @Override
    public String toString() {
      return "%s%s of %s"
          .formatted(function, parameters, String.join(", ", new TreeSet<>(inputs.keySet())));
    }
  }

  /// All there are.
  static Stream<Row> all() {
    return Stream.of(activations(), pointwise(), crossEntropies(), distances(), focals())
        .flatMap(part -> part);
  }

  private static Stream<Row> activations() {
    return Stream.of(
        // libtorch's slope is (1 − y)·y.
        Row.activation("sigmoid", parameters(), torch::sigmoid).within(ONES),
        // libtorch's slope is 1 − y².
        Row.activation("tanh", parameters(), torch::tanh).within(ONES),
        Row.activation("relu", parameters(), torch::relu),
        Row.activation("leaky_relu", parameters(), torch::leaky_relu),
        Row.activation(
            "leaky_relu", parameters("alpha", -3.0), x -> torch.leaky_relu(x, new Scalar(-3.0))),
        // libtorch takes 1 + erf and 1 + tanh, both times x.
        Row.activation("gelu", parameters(), x -> torch.gelu(x, "none")).within(TENS),
        Row.activation("gelu", parameters("approximate", "tanh"), x -> torch.gelu(x, "tanh"))
            .within(TENS),
        Row.activation(
                "gelu",
                parameters("approximate", "sigmoid"),
                x -> x.mul(torch.sigmoid(x.mul(new Scalar(1.702)))))
            .within(TENS),
        Row.composed(
                "softmax", parameters(), Map.of("x", ROWS), in -> torch.softmax(in.get("x"), -1))
            .within(ONES),
        Row.composed(
                "softmax",
                parameters("axis", 1L, "temperature", 2.5),
                Map.of("x", POSITION_ROWS),
                in -> torch.softmax(in.get("x").div(new Scalar(2.5)), 1))
            .within(ONES),
        Row.composed(
                "maxout",
                parameters(),
                Map.of("x", ROWS, "weights", WEIGHTS, "biases", BIASES),
                LibtorchRows::maxout)
            .within(HUNDREDS));
  }

  private static Tensor maxout(Leaves in) {
    var weights = in.get("weights");
    long pieces = weights.size(0);
    long units = weights.size(1);
    return in.get("x")
        .matmul(weights.reshape(pieces * units, weights.size(2)).t())
        .reshape(-1, pieces, units)
        .add(in.get("biases"))
        .amax(new long[] {1}, false);
  }

  private static Stream<Row> pointwise() {
    var scored = Map.of("scores", LINE, "targets", SIGNS);
    var pairs = Map.of("x1", LINE, "x2", LINE, "targets", SIGNS);
    return Stream.of(
        Row.of(
            "mse",
            parameters(),
            Map.of("predictions", LINE, "targets", LINE),
            (in, reduction) ->
                torch.mse_loss(in.get("predictions"), in.get("targets"), reduction.value)),
        binaryCrossEntropy(1, BITS),
        binaryCrossEntropy(1, SOFT),
        binaryCrossEntropy(3.5, BITS),
        binaryCrossEntropy(3.5, SOFT),
        binaryCrossEntropyOfProbabilities(BITS),
        binaryCrossEntropyOfProbabilities(SOFT),
        Row.composed(
            "hinge",
            parameters(),
            scored,
            in -> clamp(minus(1, in.get("targets").mul(in.get("scores"))))),
        Row.composed(
            "hinge",
            parameters("margin", 2.5),
            scored,
            in -> clamp(minus(2.5, in.get("targets").mul(in.get("scores"))))),
        Row.composed(
            "exponential",
            parameters(),
            scored,
            in -> in.get("targets").mul(in.get("scores")).neg().exp()),
        marginRanking(0, pairs),
        marginRanking(0.75, pairs));
  }

  private static Row binaryCrossEntropy(double weight, Draw targets) {
    return Row.of(
            "binary_cross_entropy",
            parameters("pos_weight", weight),
            Map.of("logits", LINE, "targets", targets),
            (in, reduction) ->
                torch.binary_cross_entropy_with_logits(
                    in.get("logits"),
                    in.get("targets"),
                    new TensorOptional(),
                    new TensorOptional(constant(weight)),
                    reduction.value))
        .within(TENS);
  }

  private static Row binaryCrossEntropyOfProbabilities(Draw targets) {
    return Row.of(
        "binary_cross_entropy",
        parameters(),
        Map.of("probabilities", PROBABILITIES, "targets", targets),
        (in, reduction) ->
            torch.binary_cross_entropy(
                in.get("probabilities"), in.get("targets"), new TensorOptional(), reduction.value));
  }

  private static Row marginRanking(double margin, Map<String, Draw> pairs) {
    return Row.of(
            "margin_ranking",
            parameters("margin", margin),
            pairs,
            (in, reduction) ->
                torch.margin_ranking_loss(
                    in.get("x1"), in.get("x2"), in.get("targets"), margin, reduction.value))
        .within(TENS);
  }

  /// What libtorch takes for "no index".
  private static final long NONE = -100;

  private static Stream<Row> crossEntropies() {
    return Stream.of(
            crossEntropy(Map.of("logits", ROWS, "targets", CLASSES), -1, 0, NONE),
            crossEntropy(
                Map.of("logits", ROWS, "targets", CLASSES, "class_weights", CLASS_WEIGHTS),
                -1,
                0.1,
                3),
            crossEntropy(
                Map.of(
                    "logits",
                    POSITION_ROWS,
                    "targets",
                    POSITION_CLASSES,
                    "class_weights",
                    CLASS_WEIGHTS),
                1,
                0.3,
                2),
            crossEntropy(Map.of("logits", ROWS, "targets", PROBABILITY_ROWS), -1, 0, NONE),
            crossEntropy(
                Map.of("logits", ROWS, "targets", PROBABILITY_ROWS, "class_weights", CLASS_WEIGHTS),
                -1,
                0.2,
                NONE),
            Row.of(
                "cross_entropy",
                parameters("ignore_index", 1L),
                Map.of(
                    "probabilities",
                    PROBABILITY_ROWS,
                    "targets",
                    CLASSES,
                    "class_weights",
                    CLASS_WEIGHTS),
                (in, reduction) -> logLoss(in, in.get("probabilities").log(), reduction)),
            Row.of(
                "cross_entropy",
                parameters("ignore_index", 1L),
                Map.of(
                    "log_probabilities",
                    LOG_ROWS,
                    "targets",
                    CLASSES,
                    "class_weights",
                    CLASS_WEIGHTS),
                (in, reduction) -> logLoss(in, in.get("log_probabilities"), reduction)))
        .map(row -> row.within(TENS));
  }

  private static Row crossEntropy(
      Map<String, Draw> inputs, long axis, double smoothing, long ignored) {
    return Row.of(
        "cross_entropy",
        parameters(
            "axis",
            axis,
            "label_smoothing",
            smoothing,
            "ignore_index",
            ignored == NONE ? null : (Long) ignored),
        inputs,
        (in, reduction) -> {
          var logits = in.get("logits");
          boolean byClass = in.get("targets").dim() < logits.dim();
          return torch.cross_entropy_loss(
              logits,
              byClass ? in.indices() : in.get("targets"),
              in.classWeights(),
              reduction.value,
              ignored,
              smoothing);
        });
  }

  private static Tensor logLoss(Leaves in, Tensor logarithms, Reduction reduction) {
    return torch.nll_loss(logarithms, in.indices(), in.classWeights(), reduction.value, 1);
  }

  /// A distance as libtorch has it, of two batches of vectors.
  @FunctionalInterface
  interface Metric {
    Tensor of(Tensor a, Tensor b);
  }

  /// As libtorch's `norm(a − b + eps, p)`.
  private static Metric distance(double p, double eps) {
    return (a, b) -> torch.pairwise_distance(a, b, p, eps, false);
  }

  private static Stream<Row> distances() {
    Metric squared = (a, b) -> distance(2, 0).of(a, b).square();
    Metric cosine = (a, b) -> minus(1, torch.cosine_similarity(a, b, 1, 0));
    return Stream.of(
        contrastive(parameters(), distance(2, 0), 12, false),
        contrastive(parameters("form", "squared"), distance(2, 0), 12, true).within(HUNDREDS),
        contrastive(parameters("eps", 1e-6), distance(2, 1e-6), 12, false),
        contrastive(parameters("distance", "squared_euclidean"), squared, 150, false)
            .within(HUNDREDS),
        contrastive(parameters("distance", "manhattan"), distance(1, 0), 30, false),
        contrastive(parameters("distance", "cosine"), cosine, 1.2, false),
        tripletMargin(1, false),
        tripletMargin(1, true),
        tripletMargin(7.5, false),
        tripletMargin(7.5, true),
        triplet("squared_euclidean", squared, 10, false).within(HUNDREDS),
        triplet("squared_euclidean", squared, 10, true).within(HUNDREDS),
        triplet("manhattan", distance(1, 0), 2, true),
        triplet("cosine", cosine, 0.5, true));
  }

  private static Row contrastive(
      Map<String, @Nullable Object> form, Metric metric, double margin, boolean squared) {
    var all = new LinkedHashMap<String, @Nullable Object>(form);
    all.put("margin", margin);
    return Row.composed(
            "contrastive",
            all,
            Map.of("x1", ROWS, "x2", ROWS, "targets", BITS),
            in -> {
              var similar = in.get("targets");
              var near = metric.of(in.get("x1"), in.get("x2"));
              var far = clamp(minus(margin, near));
              return squared
                  ? similar
                      .mul(near.square())
                      .add(minus(1, similar).mul(far.square()))
                      .div(new Scalar(2.0))
                  : similar.mul(near).add(minus(1, similar).mul(far));
            })
        .within(TENS);
  }

  private static final Map<String, Draw> TRIPLETS =
      Map.of("anchor", ROWS, "positive", ROWS, "negative", ROWS);

  private static Row tripletMargin(double margin, boolean swap) {
    return Row.of(
            "triplet",
            parameters("margin", margin, "swap", swap, "eps", 1e-6),
            TRIPLETS,
            (in, reduction) ->
                torch.triplet_margin_loss(
                    in.get("anchor"),
                    in.get("positive"),
                    in.get("negative"),
                    margin,
                    2,
                    1e-6,
                    swap,
                    reduction.value))
        .within(TENS);
  }

  private static Row triplet(String name, Metric metric, double margin, boolean swap) {
    return Row.composed(
            "triplet",
            parameters("margin", margin, "swap", swap, "distance", name),
            TRIPLETS,
            in -> {
              var near = metric.of(in.get("anchor"), in.get("positive"));
              var far = metric.of(in.get("anchor"), in.get("negative"));
              if (swap) {
                far = torch.minimum(far, metric.of(in.get("positive"), in.get("negative")));
              }
              return clamp(near.sub(far).add(new Scalar(margin)));
            })
        .within(TENS);
  }

  private static Stream<Row> focals() {
    return Stream.of(
        balanced(null, "logits", LINE),
        balanced(0.7, "logits", LINE),
        balanced(null, "probabilities", PROBABILITIES),
        balanced(0.7, "probabilities", PROBABILITIES),
        focal(null, 2, "logits", LINE),
        focal(0.25, 2, "logits", LINE),
        focal(0.25, 0, "logits", LINE),
        focal(0.25, 0.5, "logits", LINE),
        focal(0.6, 5, "logits", LINE),
        focal(0.25, 2, "probabilities", PROBABILITIES),
        focal(null, 0.5, "probabilities", PROBABILITIES));
  }

  private static Row balanced(@Nullable Double alpha, String input, Draw draw) {
    return Row.composed(
        "balanced_cross_entropy",
        parameters("alpha", alpha),
        Map.of(input, draw, "targets", BITS),
        in -> {
          var targets = in.get("targets");
          var share = alpha == null ? minus(1, targets).mean() : constant(alpha);
          return side(share, minus(1, share), targets).mul(logarithm(in, targets)).neg();
        });
  }

  private static Row focal(@Nullable Double alpha, double gamma, String input, Draw draw) {
    return Row.composed(
        "focal",
        parameters("alpha", alpha, "gamma", gamma),
        Map.of(input, draw, "targets", BITS),
        in -> {
          var targets = in.get("targets");
          var wrong = logarithm(in, minus(1, targets)).mul(new Scalar(gamma)).exp();
          var loss = wrong.mul(logarithm(in, targets)).neg();
          return alpha == null
              ? loss
              : loss.mul(side(constant(alpha), constant(1 - alpha), targets));
        });
  }

  /// log p_t. From logits by libtorch's log-sigmoid, which loses no digits.
  private static Tensor logarithm(Leaves in, Tensor targets) {
    if (in.tensors().containsKey("logits")) {
      var signs = targets.mul(new Scalar(2.0)).sub(new Scalar(1.0));
      return torch.log_sigmoid(in.get("logits").mul(signs));
    }
    var p = in.get("probabilities");
    return side(p, minus(1, p), targets).log();
  }

  /// One where the target is 1, the other where it is 0.
  private static Tensor side(Tensor one, Tensor zero, Tensor targets) {
    return targets.mul(one).add(minus(1, targets).mul(zero));
  }
}
