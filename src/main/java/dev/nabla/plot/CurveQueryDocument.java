package dev.nabla.plot;

import static dev.nabla.wire.DocumentedTypes.array;
import static dev.nabla.wire.DocumentedTypes.word;

import dev.nabla.function.Axis;
import dev.nabla.function.Definition;
import dev.nabla.refusal.Shown;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.wire.DocumentedTypes;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// What the query of a function's curve may say, as the OpenAPI document has it. Tools fill in the
/// defaults that are declared and send them, so what follows from another choice has none.
final class CurveQueryDocument {

  private CurveQueryDocument() {}

  static List<Parameter> parameters(Definition definition, LimitSettings limits) {
    var axes = definition.axes();
    var parameters = new ArrayList<Parameter>();
    parameters.add(
        query("axis", choice(axes.stream().map(Axis::name).toList()), "Where the curve runs"));
    parameters.add(end("from", axes, Axis::from, "Where the curve begins"));
    parameters.add(end("to", axes, Axis::to, "Where the curve ends"));
    parameters.add(
        query(
            "points",
            integer(2, limits.curvePoints(), QueryReader.defaultPoints(limits)),
            "How many points, evenly spaced"));
    parameters.add(
        list(
            "outputs",
            word(Arrays.stream(Quantity.values()).map(Quantity::plural).toList()),
            "What is wanted; both where absent"));
    for (var parameter : QueryReader.parameters(definition)) {
      parameters.add(
          list(parameter.name(), items(parameter), parameter.declaration().description()));
    }
    axes.stream()
        .flatMap(axis -> Arrays.stream(axis.open()))
        .distinct()
        .forEach(name -> parameters.add(openInput(definition, name)));
    parameters.add(query("format", word(labels(Form.values())), "The form, whatever Accept says"));
    parameters.add(query("theme", choice(labels(Theme.values())), "The colours of a picture"));
    parameters.add(
        query(
            "width",
            integer(PictureStyle.SMALLEST, PictureStyle.LARGEST, PictureStyle.DEFAULT_WIDTH),
            "The width of a picture in CSS pixels; a PNG has two of its own for each"));
    parameters.add(
        query(
            "height",
            integer(PictureStyle.SMALLEST, PictureStyle.LARGEST, PictureStyle.DEFAULT_HEIGHT),
            "The height of a picture in CSS pixels"));
    return parameters;
  }

  /// One end of the curve.
  private static Parameter end(
      String name, List<Axis> axes, ToDoubleFunction<Axis> end, String description) {
    var number = new JsonSchema();
    number.addType("number");
    if (axes.stream().mapToDouble(end).distinct().count() == 1) {
      number.setDefault(end.applyAsDouble(axes.getFirst()));
      return query(name, number, description);
    }
    var defaults =
        axes.stream()
            .map(
                axis ->
                    "%s along `%s`".formatted(Shown.number(end.applyAsDouble(axis)), axis.name()))
            .collect(Collectors.joining(", "));
    return query(name, number, description + "; where absent, " + defaults);
  }

  private static Parameter openInput(Definition definition, String name) {
    var input =
        definition.inputs().stream()
            .filter(declared -> declared.name().equals(name))
            .findFirst()
            .orElseThrow();
    var items = new JsonSchema();
    items.addType("number");
    items.addType("array");
    var description = input.description() + "; as JSON, the same for each point";
    var open =
        definition.axes().stream()
            .filter(axis -> List.of(axis.open()).contains(name))
            .map(axis -> "`%s`".formatted(axis.name()))
            .toList();
    boolean isAlways = open.size() == definition.axes().size();
    return list(
        name,
        items,
        isAlways
            ? description
            : description + "; along %s only".formatted(String.join(", ", open)));
  }

  private static Parameter query(String name, Schema<?> type, String description) {
    return new QueryParameter().name(name).description(description).schema(type);
  }

  private static Parameter list(String name, Schema<?> items, String description) {
    return query(name, array(items), description).style(Parameter.StyleEnum.FORM).explode(false);
  }

  private static Schema<?> items(dev.nabla.function.Parameter parameter) {
    var items = new JsonSchema();
    items.addType(parameter.type().label());
    if (parameter.nullable()) {
      items.addType("null");
    }
    parameter.allowed().forEach(items::addEnumItemObject);
    return items;
  }

  private static Schema<?> choice(List<String> words) {
    return word(words, words.getFirst());
  }

  private static List<String> labels(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Given::label).toList();
  }

  private static Schema<?> integer(int minimum, int maximum, int standard) {
    var integer = DocumentedTypes.integer(minimum);
    integer.setMaximum(BigDecimal.valueOf(maximum));
    integer.setDefault(standard);
    return integer;
  }
}
