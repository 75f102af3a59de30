package dev.nabla.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Arrays read in one piece, against Jackson's tree and the JDK's conversion of each literal.
class NumberArrayTest {

  private static final int RANKS = 4;
  private static final int LIMIT = 1_000;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void literalsAreRoundedAsTheJdkRoundsThem() {
    for (int round = 0; round < 200; round++) {
      var literals = IntStream.range(0, 50).mapToObj(i -> literal()).toList();
      var body = literals.stream().collect(Collectors.joining(" ,\n", "[ ", "\t]"));
      for (var dtype : DType.values()) {
        var array = array(body, dtype);
        var expected = literals.stream().map(text -> parsed(text, dtype)).toList();
        boolean finite = expected.stream().noneMatch(number -> number.isInfinite());
        assertThat(array.read()).as(body).isEqualTo(finite);
        if (finite) {
          assertThat(bits(array))
              .isEqualTo(expected.stream().map(Double::doubleToLongBits).toList());
        }
      }
    }
  }

  @Test
  void changedTextsAreTakenOnlyWhereTheyAreRectangularArraysOfNumbers() {
    int taken = 0;
    for (int round = 0; round < 20_000; round++) {
      var text = mutated(nested(random.nextInt(1, RANKS + 1), random.nextInt(1, 4)));
      var array = array(text, DType.FLOAT64);
      if (array.read()) {
        taken++;
        var tree = tree(text.substring(0, array.end()));
        var numbers = new ArrayList<Double>();
        var shape = flatten(tree, numbers);
        assertThat(array.tensor().shape().dimensions()).as(text).isEqualTo(shape);
        // The tree's integers have no −0, which the literals above do.
        assertThat(Arrays.stream(array.tensor().data()).limit(numbers.size()).map(x -> x + 0.0))
            .as(text)
            .containsExactlyElementsOf(numbers);
      }
    }
    assertThat(taken).isBetween(2_000, 18_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "[]",
        "[[]]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[01]",
        "[-]",
        "[+1]",
        "[.5]",
        "[1.]",
        "[1e]",
        "[1e+]",
        "[0x1]",
        "[1d]",
        "[1f]",
        "[NaN]",
        "[Infinity]",
        "[\"NaN\"]",
        "[null]",
        "[true]",
        "[1e400]",
        "[-1e400]",
        "[[1],[2,3]]",
        "[[1],2]",
        "[1,[2]]",
        "[[1,2],[3]]",
        "[[[[[1]]]]]",
        "[[1]",
        "[1}",
        "[1,/**/2]"
      })
  void anythingElseIsLeft(String text) {
    assertThat(array(text, DType.FLOAT64).read()).isFalse();
  }

  @Test
  void asManyAsAllowedAreTaken() {
    var most = IntStream.range(0, LIMIT).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertThat(array("[" + most + "]", DType.FLOAT64).read()).isTrue();
    assertThat(array("[" + most + ",1]", DType.FLOAT64).read()).isFalse();
  }

  private static NumberArray array(String text, DType dtype) {
    return new NumberArray(text.getBytes(ISO_8859_1), 0, dtype, RANKS, LIMIT);
  }

  private static List<Long> bits(NumberArray array) {
    var tensor = array.tensor();
    return IntStream.range(0, tensor.size())
        .mapToObj(i -> Double.doubleToLongBits(tensor.data()[i]))
        .toList();
  }

  private static double parsed(String literal, DType dtype) {
    return dtype == DType.FLOAT32 ? Float.parseFloat(literal) : Double.parseDouble(literal);
  }

  private String literal() {
    double value = Double.longBitsToDouble(random.nextLong());
    return switch (random.nextInt(6)) {
      case 0 -> String.valueOf(random.nextLong());
      case 1 -> String.valueOf(random.nextDouble() - 0.5);
      case 2 -> "-0" + (random.nextBoolean() ? ".0" : "");
      case 3 ->
          random.nextInt(100)
              + "."
              + random.nextLong(Long.MAX_VALUE)
              + random.nextLong(Long.MAX_VALUE);
      case 4 ->
          random.nextInt(1, 10) + "e" + (random.nextBoolean() ? "+" : "") + random.nextInt(400);
      default -> Double.isFinite(value) ? String.valueOf(value) : "0E-5";
    };
  }

  private String nested(int rank, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> rank == 1 ? String.valueOf(random.nextInt(-20, 20)) : nested(rank - 1, size))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String mutated(String text) {
    var changed = new StringBuilder(text);
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(changed.length());
      char other = "[]{},.-+eE0123456789 \"\nNx".charAt(random.nextInt(24));
      switch (random.nextInt(3)) {
        case 0 -> changed.setCharAt(at, other);
        case 1 -> changed.insert(at, other);
        default -> changed.deleteCharAt(at);
      }
    }
    return changed.isEmpty() || changed.charAt(0) != '[' ? "[" + changed : changed.toString();
  }

  /// Fails where the text is no JSON.
  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException malformed) {
      throw new AssertionError(text, malformed);
    }
  }

  /// The shape that every element repeats.
  private static List<Integer> flatten(JsonNode node, List<Double> numbers) {
    if (!node.isArray()) {
      assertThat(node.isNumber()).isTrue();
      double value = node.doubleValue();
      numbers.add(value);
      return List.of();
    }
    var shapes = node.valueStream().map(element -> flatten(element, numbers)).distinct().toList();
    assertThat(shapes).hasSize(1);
    var shape = new ArrayList<Integer>();
    shape.add(node.size());
    shape.addAll(shapes.getFirst());
    return new Shape(shape).dimensions();
  }
}
