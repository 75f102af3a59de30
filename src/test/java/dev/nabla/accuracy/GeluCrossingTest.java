package dev.nabla.accuracy;

import static dev.nabla.accuracy.Functions.evaluate;
import static dev.nabla.accuracy.Functions.parameters;
import static dev.nabla.accuracy.Functions.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Precise;
import dev.nabla.oracle.Samples;
import dev.nabla.oracle.Ulp;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The slopes of GELU where they cross 0, and in the whole left half where their terms cancel, to
/// their relative budget against the definitions in 60-digit arithmetic.
class GeluCrossingTest {

  private static final double BUDGET = 4;

  @FunctionalInterface
  interface Slope {
    Apfloat at(Apfloat x);
  }

  /// @param crossing where the slope is 0, by root finding in 80-digit arithmetic (mpmath)
  record Form(String approximate, double crossing, Slope slope) {
    @Override
    public String toString() {
      return approximate;
    }
  }

  static final List<Form> FORMS =
      List.of(
          new Form(
              "none",
              -0.7517915246935645,
              x -> Precise.normalCdf(x).add(x.multiply(Precise.normalDensity(x)))),
          new Form(
              "tanh",
              -0.7524614220710163,
              x -> {
                var scale = ApfloatMath.sqrt(number("8").divide(ApfloatMath.pi(Precise.DIGITS)));
                var square = x.multiply(x);
                var s = x.add(number("0.044715").multiply(square).multiply(x)).multiply(scale);
                var growth = number("1").add(number("0.134145").multiply(square)).multiply(scale);
                return gatedSlope(x, s, growth);
              }),
          new Form(
              "sigmoid",
              -0.751154255441289,
              x -> gatedSlope(x, number("1.702").multiply(x), number("1.702"))));

  private static Apfloat gatedSlope(Apfloat x, Apfloat s, Apfloat growth) {
    var gate = Precise.sigmoid(s);
    return gate.add(x.multiply(growth).multiply(gate).multiply(Precise.sigmoid(s.negate())));
  }

  private static Apfloat number(String decimal) {
    return new Apfloat(decimal, Precise.DIGITS);
  }

  @ParameterizedTest
  @FieldSource("FORMS")
  void slopesKeepTheirDigits(Form form) {
    var x =
        DoubleStream.concat(
                DoubleStream.of(Samples.logUniform(1, 1000, -53, -1)).map(d -> form.crossing + d),
                DoubleStream.of(Samples.uniform(2, 3000, -12, 0)))
            .toArray();
    var evaluation =
        evaluate("gelu", parameters("approximate", form.approximate), Map.of("x", vector(x)));
    var slopes = Objects.requireNonNull(evaluation.gradients().get("x")).data();
    for (int i = 0; i < x.length; i++) {
      assertThat(Ulp.error(slopes[i], form.slope.at(Precise.of(x[i]))))
          .as("ulps at %s", x[i])
          .isLessThanOrEqualTo(BUDGET);
    }
  }
}
