package dev.nabla.accuracy;

import static dev.nabla.accuracy.Functions.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.function.Definition;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Limits;
import dev.nabla.function.Upstream;
import dev.nabla.loss.Loss;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Workspace;
import dev.nabla.vector.Sum;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Reduction;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every function against libtorch and its autograd, in float64 and where libtorch is right: for
/// arguments up to 10 and away from kinks. Its derivatives come from other people's formulas and
/// from the chain rule, so that a mistake in a definition shows that an oracle of our own would
/// share. What libtorch lacks is composed here from its operations, by definition.
///
/// The native libraries come with the Maven profile `libtorch`. Without them nothing here is run
/// but the search for missing rows.
class LibtorchTest {

  /// libtorch's vector functions are good to about an ulp each (1e-16). The longest graph strings a
  /// dozen of them, and a logarithm near 1 or a power raises what came before up to tenfold more:
  /// 3e-14 is the most that was seen.
  private static final double RELATIVE = 1e-13;

  /// Where a graph subtracts, as in 1 − y² for the slope of tanh, no digit is right beyond the
  /// rounding of what it subtracts, however small the difference. This is the rounding of a few
  /// numbers near 1, with weights up to 2.
  private static final double ONES = 16 * 0x1p-53;

  /// The same for numbers up to 30 or so.
  private static final double TENS = 16 * ONES;

  /// The same for squares of such numbers, and for gradients summed over a whole batch.
  private static final double HUNDREDS = 32 * TENS;

  private static final int[] SAMPLES = {1, 7, 64, 501};
  private static final int FEATURES = 5;
  private static final int POSITIONS = 3;
  private static final int PIECES = 4;
  private static final int UNITS = 2;

  private static final Limits LIMITS = new Limits(1 << 24, 1 << 20, 1L << 32);

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

  private static dev.nabla.tensor.Tensor fill(Shape shape, Supplier<? extends Number> number) {
    return Functions.tensor(
        shape,
        DoubleStream.generate(() -> number.get().doubleValue()).limit(shape.size()).toArray());
  }

  /// The inputs as libtorch holds them.
  record Leaves(Map<String, Tensor> tensors) {

    Tensor get(String input) {
      return Objects.requireNonNull(tensors.get(input), input);
    }

    Tensor indices() {
      return get("targets").to(ScalarType.Long);
    }

    TensorOptional classWeights() {
      return tensors.containsKey("class_weights")
          ? new TensorOptional(get("class_weights"))
          : new TensorOptional();
    }
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

  static Stream<Row> rows() {
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
                LibtorchTest::maxout)
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

  private static Tensor minus(double from, Tensor x) {
    return x.neg().add(new Scalar(from));
  }

  private static Tensor clamp(Tensor x) {
    return torch.clamp_min(x, new Scalar(0.0));
  }

  private static Tensor constant(double number) {
    return torch.tensor(number, new TensorOptions(ScalarType.Double));
  }

  /// The errors of libtorch at what a form is measured with, if libtorch has that form.
  static Optional<Form.Errors> errors(Form form) {
    var definition = Functions.CATALOGUE.find(form.function()).orElseThrow();
    var kernel = definition.bind(form.parameters());
    var given = new HashMap<>(form.inputs());
    var upstream = given.remove("upstream");
    return rows()
        .filter(
            row ->
                row.function().equals(form.function())
                    && definition.bind(row.parameters()).equals(kernel)
                    && row.inputs().keySet().equals(given.keySet()))
        .findFirst()
        .map(
            row -> {
              try (var _ = new PointerScope()) {
                var evaluation = form.evaluate();
                var leaves = differentiable(given, evaluation);
                var values = row.graph().of(leaves, Reduction.None);
                var weighted = upstream == null ? values : values.mul(tensor(upstream));
                weighted.sum().backward();
                var gradients = new HashMap<String, double[]>();
                evaluation
                    .gradients()
                    .keySet()
                    .forEach(name -> gradients.put(name, numbers(leaves.get(name).grad())));
                return form.errors(numbers(values), gradients);
              }
            });
  }

  private static Tensor tensor(dev.nabla.tensor.Tensor ours) {
    var numbers = new DoublePointer(Arrays.copyOf(ours.data(), ours.size()));
    var sizes = ours.shape().dimensions().stream().mapToLong(Integer::longValue).toArray();
    // A copy: the tensor that wraps the numbers does not keep them alive.
    return torch.from_blob(numbers, sizes, new TensorOptions(ScalarType.Double)).clone();
  }

  private static double[] numbers(Tensor theirs) {
    assertThat(theirs.scalar_type().intern()).isEqualTo(ScalarType.Double);
    var numbers = new double[Math.toIntExact(theirs.numel())];
    theirs.contiguous().data_ptr_double().get(numbers);
    return numbers;
  }

  private static Leaves leaves(Map<String, dev.nabla.tensor.Tensor> inputs) {
    var leaves = new HashMap<String, Tensor>();
    inputs.forEach((name, input) -> leaves.put(name, tensor(input)));
    return new Leaves(leaves);
  }

  /// Numbers and, after `backward`, their gradients.
  private static Leaves differentiable(
      Map<String, dev.nabla.tensor.Tensor> inputs, Evaluation evaluation) {
    var leaves = leaves(inputs);
    evaluation.gradients().keySet().forEach(name -> leaves.get(name).set_requires_grad(true));
    return leaves;
  }

  /// Looks for the library of this platform without loading anything.
  static boolean installed() {
    var library = System.mapLibraryName("jnitorch");
    return torch.class.getResource(
            "/org/bytedeco/pytorch/%s/%s".formatted(Loader.getPlatform(), library))
        != null;
  }

  private static final String ABSENT =
      "libtorch for this platform is not on the class path: the Maven profile libtorch puts it there"
          + " (x86-64 Linux)";

  @Test
  void everyFunctionHasARow() {
    assertThat(rows().map(Row::function))
        .containsAll(Functions.CATALOGUE.all().stream().map(Definition::name).toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  @EnabledIf(value = "installed", disabledReason = ABSENT)
  void valuesAndGradientsAgree(Row row) {
    for (int samples : SAMPLES) {
      var random = new Random(row.toString().hashCode() + samples);
      var inputs = new LinkedHashMap<String, dev.nabla.tensor.Tensor>();
      row.inputs().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(input -> inputs.put(input.getKey(), input.getValue().of(random, samples)));
      try (var _ = new PointerScope()) {
        new Comparison(row, inputs).run(random);
      }
    }
  }

  private record Comparison(Row row, Map<String, dev.nabla.tensor.Tensor> inputs) {

    void run(Random random) {
      var definition = Functions.CATALOGUE.find(row.function()).orElseThrow();
      var kernel = definition.bind(row.parameters());
      var checked = definition.check(inputs, kernel, false, LIMITS, Workspace.ofNew());
      var resolved = kernel.resolve(checked);
      var shape = checked.valuesShape();

      var weights = fill(shape, () -> random.nextDouble(0.5, 2));
      var weighted = resolved.evaluate(checked, new Upstream(weights, 1));
      var leaves = differentiable(inputs, weighted);
      var values = row.graph().of(leaves, Reduction.None);
      compare("values", weighted.values(), numbers(values), row.floor());
      values.mul(tensor(weights)).sum().backward();
      compareGradients("weighted", weighted, leaves, 1);

      if (resolved instanceof Loss loss) {
        double divisor = loss.divisor(checked);
        var mean = resolved.evaluate(checked, new Upstream(null, divisor));
        var total = Sum.mean(mean.values().data(), mean.values().size(), divisor);
        leaves = differentiable(inputs, mean);
        var theirs = row.graph().of(leaves, Reduction.Mean);
        compare("mean", Functions.vector(total), numbers(theirs), row.floor());
        theirs.backward();
        compareGradients("mean", mean, leaves, divisor);
      }
    }

    private void compareGradients(
        String what, Evaluation evaluation, Leaves leaves, double divisor) {
      assertThat(evaluation.gradients()).isNotEmpty();
      evaluation
          .gradients()
          .forEach(
              (name, gradient) ->
                  compare(
                      "%s gradient to %s".formatted(what, name),
                      gradient,
                      numbers(leaves.get(name).grad()),
                      row.floor() / divisor));
    }

    private void compare(String what, dev.nabla.tensor.Tensor ours, double[] theirs, double floor) {
      assertThat(ours.size()).as(what).isEqualTo(theirs.length);
      for (int i = 0; i < theirs.length; i++) {
        double allowed = RELATIVE * Math.abs(theirs[i]) + floor;
        // Not so for a NaN on either side.
        if (!(Math.abs(ours.data()[i] - theirs[i]) <= allowed)) {
          fail(
              "%s[%d] of %d: %s, libtorch has %s",
              what, i, theirs.length, ours.data()[i], theirs[i]);
        }
      }
    }
  }

  /// A number in a tail, published to some digits.
  ///
  /// @param at where, for losses with the target 1
  /// @param gradient whether it is the gradient or the value there
  record Tail(
      String function,
      Map<String, @Nullable Object> parameters,
      String input,
      double at,
      boolean gradient,
      String published,
      UnaryOperator<Tensor> graph) {

    double ours() {
      var inputs = new LinkedHashMap<>(Map.of(input, Functions.vector(at)));
      if (input.equals("logits")) {
        inputs.put("targets", Functions.vector(1));
      }
      var evaluation = Functions.evaluate(function, parameters, inputs);
      var answer =
          gradient
              ? Objects.requireNonNull(evaluation.gradients().get(input))
              : evaluation.values();
      return answer.data()[0];
    }

    double theirs() {
      try (var _ = new PointerScope()) {
        var x = tensor(Functions.vector(at)).set_requires_grad(true);
        var value = graph.apply(x);
        value.sum().backward();
        return numbers(gradient ? x.grad() : value)[0];
      }
    }

    @Override
    public String toString() {
      return "%s of %s(%s)".formatted(gradient ? "gradient" : "value", function, at);
    }
  }

  static Stream<Tail> tails() {
    return Stream.of(
        new Tail("gelu", parameters(), "x", -10, false, "-7.62e-23", torch::gelu),
        new Tail("sigmoid", parameters(), "x", 40, true, "4.25e-18", torch::sigmoid),
        new Tail(
            "binary_cross_entropy",
            parameters(),
            "logits",
            40,
            true,
            "-4.25e-18",
            z -> torch.binary_cross_entropy_with_logits(z, torch.ones_like(z))),
        // The composition that is usual, of a positive sample.
        new Tail(
            "focal",
            parameters("alpha", null, "gamma", 0.5),
            "logits",
            40,
            true,
            "-1.3e-26",
            z ->
                minus(1, torch.sigmoid(z))
                    .pow(new Scalar(0.5))
                    .mul(torch.binary_cross_entropy_with_logits(z, torch.ones_like(z)))));
  }

  /// Why libtorch is no oracle for tails: its formulas run out of digits there. If this fails for
  /// its part, libtorch has become right.
  @ParameterizedTest
  @MethodSource("tails")
  @EnabledIf(value = "installed", disabledReason = ABSENT)
  void tailsAreRightWhereThoseOfLibtorchAreNot(Tail tail) {
    var published = new BigDecimal(tail.published());
    var halfDigit = within(published.ulp().doubleValue() / 2);
    assertThat(tail.ours()).isCloseTo(published.doubleValue(), halfDigit);
    double theirs = tail.theirs();
    assertThat(Math.abs(theirs - published.doubleValue()) <= halfDigit.value)
        .as("libtorch has %s", theirs)
        .isFalse();
  }
}
