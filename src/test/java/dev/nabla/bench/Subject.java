package dev.nabla.bench;

import static java.util.Map.entry;

import dev.nabla.accuracy.Functions;
import dev.nabla.function.Definition;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Reduction;
import org.jspecify.annotations.Nullable;

/// A function in one of its forms, as the suite times it: here and in libtorch, on the same
/// numbers. Functions of rows get rows of [#ROW] elements.
///
/// @param form which input is given, or which parameter; empty where there is but one form
/// @param composed whether libtorch has no such function, so that it is put together from its
///   operations
/// @param inputs what is drawn for each input
/// @param graph the same function in libtorch: an activation's values, a loss's mean
record Subject(
    String function,
    String form,
    Map<String, @Nullable Object> parameters,
    boolean composed,
    Map<String, Draw> inputs,
    Graph graph) {

  /// An input of `elements` numbers, or of the rows that they make.
  @FunctionalInterface
  interface Draw {
    Tensor of(Random random, int elements);
  }

  /// A function of inputs by name, as libtorch computes it.
  @FunctionalInterface
  interface Graph {
    org.bytedeco.pytorch.Tensor of(Leaves inputs);
  }

  private static final int ROW = 64;
  private static final int PIECES = 2;
  private static final int UNITS = 16;
  private static final long MEAN = Reduction.Mean.value;

  private static final Draw LINE = numbers(random -> random.nextDouble(-8, 8));
  private static final Draw SIGNS = numbers(random -> random.nextBoolean() ? 1 : -1);
  private static final Draw BITS = numbers(random -> random.nextInt(2));
  private static final Draw SHARES = numbers(random -> random.nextDouble(1e-3, 0.999));
  private static final Draw ROWS = rows(random -> random.nextDouble(-8, 8));
  private static final Draw LOGARITHMS = rows(random -> random.nextDouble(-8, 0));
  private static final Draw CLASSES = samples(random -> random.nextInt(ROW));
  private static final Draw SIMILAR = samples(random -> random.nextInt(2));
  private static final Draw WEIGHTS =
      (random, elements) -> tensor(Shape.of(PIECES, UNITS, ROW), Random::nextGaussian, random);
  private static final Draw BIASES =
      (random, elements) -> tensor(Shape.of(PIECES, UNITS), Random::nextGaussian, random);

  private static final TensorOptional NONE = new TensorOptional();

  /// Every function of the catalogue.
  static List<Subject> all() {
    return List.of(
        of("sigmoid", Map.of("x", LINE), in -> torch.sigmoid(in.get("x"))),
        of("tanh", Map.of("x", LINE), in -> torch.tanh(in.get("x"))),
        of("relu", Map.of("x", LINE), in -> torch.relu(in.get("x"))),
        of("leaky_relu", Map.of("x", LINE), in -> torch.leaky_relu(in.get("x"))),
        of("gelu", Map.of("x", LINE), in -> torch.gelu(in.get("x"))),
        of("gelu", Map.of("x", LINE), in -> torch.gelu(in.get("x"), "tanh"))
            .with("approximate", "tanh"),
        of("softmax", Map.of("x", ROWS, "upstream", ROWS), in -> torch.softmax(in.get("x"), -1)),
        composed(
            "maxout", Map.of("x", ROWS, "weights", WEIGHTS, "biases", BIASES), Subject::maxout),
        of(
            "mse",
            Map.of("predictions", LINE, "targets", LINE),
            in -> torch.mse_loss(in.get("predictions"), in.get("targets"), MEAN)),
        composed(
            "hinge",
            Map.of("scores", LINE, "targets", SIGNS),
            in -> clamp(minus(1, in.get("targets").mul(in.get("scores")))).mean()),
        composed(
            "exponential",
            Map.of("scores", LINE, "targets", SIGNS),
            in -> in.get("targets").mul(in.get("scores")).neg().exp().mean()),
        of(
                "binary_cross_entropy",
                Map.of("logits", LINE, "targets", BITS),
                in ->
                    torch.binary_cross_entropy_with_logits(
                        in.get("logits"), in.get("targets"), NONE, NONE, MEAN))
            .form("logits"),
        of(
                "binary_cross_entropy",
                Map.of("probabilities", SHARES, "targets", BITS),
                in ->
                    torch.binary_cross_entropy(
                        in.get("probabilities"), in.get("targets"), NONE, MEAN))
            .form("probabilities"),
        composed(
            "balanced_cross_entropy", Map.of("logits", LINE, "targets", BITS), Subject::balanced),
        composed("focal", Map.of("logits", LINE, "targets", BITS), Subject::focal),
        of(
                "cross_entropy",
                Map.of("logits", ROWS, "targets", CLASSES),
                in ->
                    torch.cross_entropy_loss(
                        in.get("logits"), in.get("targets"), NONE, MEAN, -100, 0))
            .form("logits"),
        of(
                "cross_entropy",
                Map.of("log_probabilities", LOGARITHMS, "targets", CLASSES),
                in ->
                    torch.nll_loss(
                        in.get("log_probabilities"), in.get("targets"), NONE, MEAN, -100))
            .form("log_probabilities"),
        of(
            "margin_ranking",
            Map.of("x1", LINE, "x2", LINE, "targets", SIGNS),
            in ->
                torch.margin_ranking_loss(in.get("x1"), in.get("x2"), in.get("targets"), 0, MEAN)),
        composed(
            "contrastive",
            Map.of("x1", ROWS, "x2", ROWS, "targets", SIMILAR),
            Subject::contrastive),
        of(
            "triplet",
            Map.of("anchor", ROWS, "positive", ROWS, "negative", ROWS),
            in ->
                torch.triplet_margin_loss(
                    in.get("anchor"),
                    in.get("positive"),
                    in.get("negative"),
                    1,
                    2,
                    0,
                    false,
                    MEAN)));
  }

  static Subject named(String name) {
    return all().stream()
        .filter(subject -> subject.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  private static Subject of(String function, Map<String, Draw> inputs, Graph graph) {
    return new Subject(function, "", Functions.parameters(), false, inputs, graph);
  }

  private static Subject composed(String function, Map<String, Draw> inputs, Graph graph) {
    return new Subject(function, "", Functions.parameters(), true, inputs, graph);
  }

  private Subject form(String name) {
    return new Subject(function, name, parameters, composed, inputs, graph);
  }

  private Subject with(String parameter, String word) {
    return new Subject(
        function, word, Functions.parameters(parameter, word), composed, inputs, graph);
  }

  private static org.bytedeco.pytorch.Tensor maxout(Leaves in) {
    return in.get("x")
        .matmul(in.get("weights").reshape(PIECES * UNITS, ROW).t())
        .reshape(-1, PIECES, UNITS)
        .add(in.get("biases"))
        .amax(new long[] {1}, false);
  }

  private static org.bytedeco.pytorch.Tensor balanced(Leaves in) {
    var targets = in.get("targets");
    var share = minus(1, targets).mean();
    var weights = targets.mul(share).add(minus(1, targets).mul(minus(1, share)));
    return weights.mul(logarithm(in)).neg().mean();
  }

  private static org.bytedeco.pytorch.Tensor focal(Leaves in) {
    var logarithm = logarithm(in);
    var wrong = minus(1, logarithm.exp()).square();
    var weights = minus(0.75, in.get("targets").mul(new Scalar(0.5)));
    return weights.mul(wrong).mul(logarithm).neg().mean();
  }

  private static org.bytedeco.pytorch.Tensor contrastive(Leaves in) {
    var similar = in.get("targets");
    var near = torch.pairwise_distance(in.get("x1"), in.get("x2"), 2, 0, false);
    return similar.mul(near).add(minus(1, similar).mul(clamp(minus(1, near)))).mean();
  }

  /// log p_t from logits.
  private static org.bytedeco.pytorch.Tensor logarithm(Leaves in) {
    var signs = in.get("targets").mul(new Scalar(2.0)).sub(new Scalar(1.0));
    return torch.log_sigmoid(in.get("logits").mul(signs));
  }

  private static org.bytedeco.pytorch.Tensor minus(double from, org.bytedeco.pytorch.Tensor x) {
    return x.neg().add(new Scalar(from));
  }

  private static org.bytedeco.pytorch.Tensor clamp(org.bytedeco.pytorch.Tensor x) {
    return torch.clamp_min(x, new Scalar(0.0));
  }

  Definition definition() {
    return Functions.CATALOGUE.find(function).orElseThrow();
  }

  /// The same inputs whenever asked, float32 numbers all of them.
  Map<String, Tensor> draw(int elements) {
    var random = new Random(7);
    var drawn = new LinkedHashMap<String, Tensor>();
    inputs.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(input -> entry(input.getKey(), input.getValue().of(random, elements)))
        .forEach(input -> drawn.put(input.getKey(), input.getValue()));
    return drawn;
  }

  /// Whether an input holds class indices, which libtorch wants as integers.
  boolean isIndices(String input) {
    return CLASSES.equals(inputs.get(input));
  }

  private static Draw numbers(ToDoubleFunction<Random> number) {
    return (random, elements) -> tensor(Shape.of(elements), number, random);
  }

  private static Draw rows(ToDoubleFunction<Random> number) {
    return (random, elements) -> tensor(Shape.of(elements / ROW, ROW), number, random);
  }

  private static Draw samples(ToDoubleFunction<Random> number) {
    return (random, elements) -> tensor(Shape.of(elements / ROW), number, random);
  }

  private static Tensor tensor(Shape shape, ToDoubleFunction<Random> number, Random random) {
    return Functions.tensor(
        shape,
        DoubleStream.generate(() -> (float) number.applyAsDouble(random))
            .limit(shape.size())
            .toArray());
  }

  @Override
  public String toString() {
    return form.isEmpty() ? function : function + " " + form;
  }
}
