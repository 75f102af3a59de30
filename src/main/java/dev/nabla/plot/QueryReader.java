package dev.nabla.plot;

import static java.util.Objects.requireNonNullElse;

import dev.nabla.function.Axis;
import dev.nabla.function.Definition;
import dev.nabla.function.Input.Domain;
import dev.nabla.function.Limits;
import dev.nabla.function.Parameter;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.settings.Settings;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.wire.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the query of a curve. As in requests, everything that is not declared is refused.
@Component
class QueryReader {

  /// What every curve takes besides the function's own parameters.
  private static final List<String> OPTIONS =
      List.of("axis", "from", "to", "points", "outputs", "format", "theme", "width", "height");

  private static final int USUAL_POINTS = 601;

  /// Far enough from overflow for points to be spaced.
  private static final double FARTHEST = 1e300;

  /// An integer to Jackson's tree, which would lose its sign.
  private static final Pattern NEGATIVE_ZERO = Pattern.compile("(?<![\\w.+-])-0(?![\\w.])");

  private static final JsonMapper MAPPER = new JsonMapper();

  private final LimitSettings limits;

  QueryReader(Settings settings) {
    this.limits = settings.limits();
  }

  /// How many points a curve has where its query does not say.
  static int defaultPoints(LimitSettings limits) {
    return Math.min(USUAL_POINTS, limits.curvePoints());
  }

  /// The parameters of a function that a curve takes: all but an axis, which says which way rows
  /// run and changes nothing where each row is one point.
  static List<Parameter> parameters(Definition definition) {
    return definition.parameters().stream().filter(p -> !OPTIONS.contains(p.name())).toList();
  }

  CurveQuery read(Definition definition, Given given) {
    var axis = axis(definition, given.text("axis"));
    given.checkNames(names(definition, axis));
    double from = bound(given, "from", axis.from());
    double to = bound(given, "to", axis.to());
    var moved = Section.moved(definition, axis);
    checkDomain(moved.domain(), "from", from);
    checkDomain(moved.domain(), "to", to);
    if (from >= to) {
      throw outOfRange(
          "from", "from < to", "%s and %s".formatted(Shown.number(from), Shown.number(to)));
    }
    var variants = new Variants();
    for (var parameter : parameters(definition)) {
      var text = given.text(parameter.name());
      if (text != null) {
        variants.vary(parameter.name(), scalars(parameter, text), Variant::withParameter);
      }
    }
    for (var name : axis.open()) {
      var text = given.text(name);
      if (text != null) {
        variants.vary(
            name, list(name, signed(text), "numbers or arrays of numbers"), Variant::withInput);
      }
    }
    return new CurveQuery(
        definition,
        axis,
        from,
        to,
        points(given),
        variants.all,
        variants.varied,
        outputs(given.text("outputs")));
  }

  private static List<String> names(Definition definition, Axis axis) {
    var names = new ArrayList<>(OPTIONS);
    parameters(definition).stream().map(Parameter::name).forEach(names::add);
    names.addAll(List.of(axis.open()));
    return names;
  }

  private static Axis axis(Definition definition, @Nullable String name) {
    var axes = definition.axes();
    if (name == null) {
      return axes.getFirst();
    }
    return Given.choice("axis", axes, Axis::name, name);
  }

  private static double bound(Given given, String name, double standard) {
    var text = given.text(name);
    if (text == null) {
      return standard;
    }
    if (!NumberText.isNumber(text)) {
      throw wrongType(name, "a finite number", text);
    }
    double value = Double.parseDouble(text);
    if (Math.abs(value) > FARTHEST) {
      throw outOfRange(
          name, "a finite number from %s to %s".formatted(-FARTHEST, FARTHEST), Shown.text(text));
    }
    return value;
  }

  private static void checkDomain(Domain domain, String name, double value) {
    if (!domain.contains(value)) {
      throw outOfRange(name, domain.description() + " on this axis", Shown.number(value));
    }
  }

  static PictureStyle style(Given given) {
    return new PictureStyle(
        requireNonNullElse(given.choice("theme", Theme.values()), Theme.LIGHT),
        side(given, "width", PictureStyle.DEFAULT_WIDTH),
        side(given, "height", PictureStyle.DEFAULT_HEIGHT));
  }

  private static int side(Given given, String name, int standard) {
    long pixels = integer(given, name, standard);
    if (pixels < PictureStyle.SMALLEST || pixels > PictureStyle.LARGEST) {
      throw outOfRange(
          name,
          "an integer from %d to %d".formatted(PictureStyle.SMALLEST, PictureStyle.LARGEST),
          String.valueOf(pixels));
    }
    return (int) pixels;
  }

  private static long integer(Given given, String name, int standard) {
    var text = given.text(name, String.valueOf(standard));
    if (!NumberText.isInteger(text)) {
      throw wrongType(name, "an integer", text);
    }
    return Long.parseLong(text);
  }

  private int points(Given given) {
    long points = integer(given, "points", defaultPoints(limits));
    if (points < 2) {
      throw outOfRange("points", "at least 2", String.valueOf(points));
    }
    Limits.check("points", "curve-points", limits.curvePoints(), points, "points");
    return (int) points;
  }

  /// Both where none is named.
  private static Set<Quantity> outputs(@Nullable String text) {
    var all = List.of(Quantity.values());
    if (text == null) {
      return new LinkedHashSet<>(all);
    }
    var outputs = new LinkedHashSet<Quantity>();
    for (var word : text.split(",", -1)) {
      outputs.add(Given.choice("outputs", all, Quantity::plural, word));
    }
    return outputs;
  }

  /// The values of a parameter, as the catalogue takes them.
  private static List<@Nullable Object> scalars(Parameter parameter, String text) {
    var values = new ArrayList<@Nullable Object>();
    if (parameter.type() == Parameter.Type.STRING) {
      values.addAll(List.of(text.split(",", -1)));
    } else {
      var numbers = parameter.type() == Parameter.Type.NUMBER ? signed(text) : text;
      list(parameter.name(), numbers, parameter.expected())
          .forEach(node -> values.add(scalar(parameter, node)));
    }
    return values;
  }

  private static @Nullable Object scalar(Parameter parameter, JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isNumber()) {
      return Stencil.number(node);
    }
    throw wrongType(parameter.name(), parameter.expected(), node.toString());
  }

  private static String signed(String numbers) {
    return NEGATIVE_ZERO.matcher(numbers).replaceAll("-0.0");
  }

  /// The elements of a list in a query, each of which is JSON.
  private static List<JsonNode> list(String name, String text, String expected) {
    try {
      return StreamSupport.stream(MAPPER.readTree("[" + text + "]").spliterator(), false).toList();
    } catch (JacksonException malformed) {
      throw wrongType(name, expected + ", one or several with commas between them", text);
    }
  }

  private static RejectedException outOfRange(String name, String expected, String found) {
    return new RejectedException(
        Reason.PARAMETER_OUT_OF_RANGE, name, "expected %s, found %s".formatted(expected, found));
  }

  private static RejectedException wrongType(String name, String expected, String found) {
    return new RejectedException(
        Reason.WRONG_TYPE,
        name,
        "expected %s, found \"%s\"".formatted(expected, Shown.text(found)));
  }

  /// All combinations of the values given so far.
  private final class Variants {

    private List<Variant> all = List.of(Variant.DEFAULT);
    private final List<String> varied = new ArrayList<>();

    <T extends @Nullable Object> void vary(String name, List<T> values, Choice<T> choice) {
      if (values.isEmpty()) {
        throw wrongType(name, "at least one value", "");
      }
      if (values.size() > 1) {
        varied.add(name);
      }
      Limits.check(
          "series", "curve-series", limits.curveSeries(), (long) all.size() * values.size(), name);
      all =
          all.stream()
              .flatMap(variant -> values.stream().map(value -> choice.take(variant, name, value)))
              .toList();
    }
  }

  /// A variant with one more value.
  private interface Choice<T extends @Nullable Object> {
    Variant take(Variant variant, String name, T value);
  }
}
