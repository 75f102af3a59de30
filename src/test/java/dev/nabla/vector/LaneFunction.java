package dev.nabla.vector;

import dev.nabla.oracle.Wide;
import dev.nabla.oracle.WideMath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/// An elementary function as it is swept over an array, with its definition.
///
/// @param name the sweep's, with what is held fixed
/// @param contract where its contract block stands, as `Class.method(parameters)`
/// @param domain the lower end of the arguments; below, the function is NaN
/// @param upper the upper end of the arguments promised
/// @param low where a close look begins
/// @param high where a close look ends
/// @param seams the arguments where the computation changes
/// @param direction 1 for a function that rises everywhere, −1 for one that falls, 0 for others
public record LaneFunction(
    String name,
    String contract,
    Sweeping sweep,
    UnaryOperator<Wide> definition,
    double domain,
    double upper,
    double low,
    double high,
    List<Double> seams,
    int direction) {

  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Path SOURCES = Path.of("src/main/java/dev/nabla/vector");
  private static final Pattern ERROR = Pattern.compile("Error: below ([0-9.]+) ulp");

  /// One of the methods of [Sweep].
  @FunctionalInterface
  public interface Sweeping {
    void over(double[] x, double[] y, int from, int to);
  }

  public static List<LaneFunction> all() {
    return List.of(
        line("exp", "Exponentials", Sweep::exp, WideMath::exp)
            .closely(-1, 1)
            .across(0.34657359027997264, -0.34657359027997264, -690, -708.3964185322641, 709.7)
            .rising(),
        new LaneFunction(
                "exp of two",
                "Exponentials.exp(DoubleVector hi, DoubleVector lo)",
                (x, y, from, to) -> Sweep.exp(x, new double[x.length], y, from, to),
                WideMath::exp,
                -INFINITY,
                INFINITY,
                -746,
                710,
                List.of(),
                0)
            .across(-690, -745.1332191019411, 709.782712893384)
            .rising(),
        line("expm1", "Exponentials", Sweep::expm1, WideMath::expm1)
            .closely(-1.5, 1.5)
            .across(0x1p-54, -0x1p-54, 0.40907359027997264, -0.28407359027997264, -50, 37, 709.7)
            .rising(),
        line("tanh", "Exponentials", Sweep::tanh, WideMath::tanh)
            .closely(-1.2, 1.2)
            .across(0x1p-28, -0x1p-28, 0.17328679513998632, 0.5198603854199589, -19.06, 22)
            .rising(),
        line("sigmoid", "Exponentials", Sweep::sigmoid, WideMath::sigmoid)
            .closely(-40, 40)
            .across(-690, -708.4, -745.13, -0.34657359027997264, 0, 0.34657359027997264, 36.7, 37.4)
            .rising(),
        line("log", "Logarithms", Sweep::log, WideMath::log)
            .from(0)
            .closely(0.4, 2.5)
            .across(Math.sqrt(0.5), 1, Math.sqrt(2), Double.MIN_NORMAL)
            .rising(),
        line("log1p", "Logarithms", Sweep::log1p, WideMath::log1p)
            .from(-1)
            .closely(-0.6, 1.5)
            .across(
                Math.sqrt(0.5) - 1, Math.sqrt(2) - 1, 0x1p-28, -0x1p-28, -0x1p-53, 0x1p53, 0x1p60)
            .rising(),
        line("softplus", "Softplus", Sweep::softplus, WideMath::softplus)
            .closely(-40, 40)
            .across(-690, -708.4, -745.13, -37.4, -36.7, -0.881373587019543, 0, 0.881373587019543)
            .rising(),
        new LaneFunction(
                "softplusOfMinusMagnitude",
                "Softplus.softplusOfMinusMagnitude(DoubleVector x, double[] exponentials, int index)",
                (x, y, from, to) ->
                    Sweep.softplusOfMinusMagnitude(x, new double[x.length], y, from, to),
                x -> WideMath.softplus(x.abs().negate()),
                -INFINITY,
                INFINITY,
                -40,
                40,
                List.of(),
                0)
            .across(-690, -708.4, -745.13, -19.40812, -0.881373587019543, 0, 0.881373587019543),
        power(0.5),
        power(2),
        power(3),
        power(7.3),
        power(100),
        line("erf", "ErrorFunctions", Sweep::erf, WideMath::erf)
            .closely(-2, 2)
            .across(-0.625, 0.625, 0x1p-54, 5.9, 0.588705)
            .rising(),
        line("erfc", "ErrorFunctions", Sweep::erfc, WideMath::erfc)
            .closely(-1, 3)
            .across(0x1p-54, -0x1p-54, 0.588705, 26.2678, 26.5432, 27.2, 27.3, -5.9)
            .falling(),
        line("erfcx", "ErrorFunctions", Sweep::erfcx, WideMath::scaledErfc)
            .closely(-5, 9)
            .across(-26.6, -0.588705, -0x1p-54, 0, 0x1p-54, 3.5355, 0x1p54, 0x1p1000, 1.27e308)
            .falling(),
        new LaneFunction(
                "normalDensity",
                "Normal.density(DoubleVector x)",
                Sweep::normalDensity,
                WideMath::normalDensity,
                -INFINITY,
                INFINITY,
                -7,
                7,
                List.of(),
                0)
            .across(-38.58, -37.14, 0, 0.83255, 37.14, 37.6, 38.58),
        new LaneFunction(
                "normalDistribution",
                "Normal.distribution(DoubleVector x)",
                Sweep::normalDistribution,
                WideMath::normalDistribution,
                -INFINITY,
                INFINITY,
                -7,
                5,
                List.of(),
                0)
            .across(-38.4, -38.48, -37.5, -37.14, -0.83255, 0, 0.83255, 5, 8.3)
            .rising(),
        new LaneFunction(
                "scaledNormalTail",
                "Normal.scaledTail(DoubleVector t)",
                Sweep::scaledNormalTail,
                WideMath::scaledNormalTail,
                0,
                INFINITY,
                0,
                6,
                List.of(),
                0)
            .across(0x1p-54, 5, 0x1p54, 1.79e307)
            .falling());
  }

  private static LaneFunction line(
      String name, String type, Sweeping sweep, UnaryOperator<Wide> definition) {
    return new LaneFunction(
        name,
        "%s.%s(DoubleVector x)".formatted(type, name),
        sweep,
        definition,
        -INFINITY,
        INFINITY,
        0,
        0,
        List.of(),
        0);
  }

  private static LaneFunction power(double exponent) {
    var gamma = Wide.of(exponent);
    return new LaneFunction(
            "power " + exponent,
            "Logarithms.power(DoubleVector x, double gamma)",
            (x, y, from, to) -> Sweep.power(x, exponent, y, from, to),
            x -> WideMath.power(x, gamma),
            0,
            1,
            0,
            1,
            List.of(),
            0)
        .across(Math.sqrt(0.5), Math.nextDown(1.0), Double.MIN_NORMAL, Math.exp(-690 / exponent))
        .rising();
  }

  private LaneFunction closely(double from, double to) {
    return new LaneFunction(
        name, contract, sweep, definition, domain, upper, from, to, seams, direction);
  }

  private LaneFunction from(double lowest) {
    return new LaneFunction(
        name, contract, sweep, definition, lowest, upper, low, high, seams, direction);
  }

  private LaneFunction across(double... arguments) {
    return new LaneFunction(
        name,
        contract,
        sweep,
        definition,
        domain,
        upper,
        low,
        high,
        DoubleStream.of(arguments).boxed().toList(),
        direction);
  }

  private LaneFunction rising() {
    return new LaneFunction(name, contract, sweep, definition, domain, upper, low, high, seams, 1);
  }

  private LaneFunction falling() {
    return new LaneFunction(name, contract, sweep, definition, domain, upper, low, high, seams, -1);
  }

  public double at(double x) {
    return at(new double[] {x})[0];
  }

  public double[] at(double[] x) {
    var padded = Arrays.copyOf(x, Lanes.padded(x.length));
    sweep.over(padded, padded, 0, padded.length);
    return Arrays.copyOf(padded, x.length);
  }

  /// Whether the contract promises a number there: not at the poles, nor outside the domain.
  public boolean isPromised(double x) {
    boolean pole = x == domain && contract.startsWith("Logarithms.log");
    return Double.isFinite(x) && x >= domain && x <= upper && !pole;
  }

  /// How far the result is from the exact one.
  public double ulps(double x, double result) {
    return definition.apply(Wide.of(x)).ulps(result);
  }

  /// The error in ulp that the contract block in the sources states.
  public double bound() {
    var dot = contract.indexOf('.');
    try {
      var source = Files.readString(SOURCES.resolve(contract.substring(0, dot) + ".java"));
      var end = source.indexOf(" " + contract.substring(dot + 1) + " {");
      var start = source.lastIndexOf("\n\n", end);
      var error = ERROR.matcher(source.substring(start, end));
      if (end < 0 || !error.find()) {
        throw new IllegalStateException("No contract of " + contract);
      }
      return Double.parseDouble(error.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
