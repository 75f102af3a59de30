package dev.nabla.plot;

import static dev.nabla.wire.DocumentedTypes.array;
import static dev.nabla.wire.DocumentedTypes.reference;
import static dev.nabla.wire.DocumentedTypes.text;
import static dev.nabla.wire.DocumentedTypes.texts;
import static dev.nabla.wire.DocumentedTypes.word;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;
import static org.springframework.http.MediaType.IMAGE_PNG_VALUE;

import dev.nabla.function.Axis;
import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.settings.Settings;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.wire.DocumentedObject;
import dev.nabla.wire.DocumentedRefusal;
import dev.nabla.wire.DocumentedTypes;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/// Writes the typed path of each function's curve into the OpenAPI document.
@Component
class CurveDocument implements OpenApiCustomizer {

  private final Catalogue catalogue;
  private final LimitSettings limits;

  CurveDocument(Catalogue catalogue, Settings settings) {
    this.catalogue = catalogue;
    this.limits = settings.limits();
  }

  @Override
  public void customise(OpenAPI document) {
    document.schema("Curve", curve());
    document.schema("CurveSeries", series());
    for (var definition : catalogue.all()) {
      document.path(
          "/v1/%s/%s/curve".formatted(definition.kind().collection(), definition.name()),
          new PathItem().get(operation(definition)));
    }
  }

  private Operation operation(Definition definition) {
    var axes =
        definition.axes().stream()
            .map(axis -> "`%s`: %s".formatted(axis.name(), axis.along()))
            .collect(Collectors.joining("; "));
    return new Operation()
        .operationId(definition.name() + "_curve")
        .addTagsItem("curves")
        .summary("Curve of " + definition.card().title())
        .description(
            "Value and gradient along an axis, equal to those of POST. Accept or `format` choose"
                + " JSON, CSV, SVG or PNG. A parameter may have several values with commas between"
                + " them, which makes a series of each. Cacheable: the entity tag changes with the"
                + " query and the build only. Axes: "
                + axes
                + ".")
        .parameters(parameters(definition))
        .responses(responses());
  }

  private static ApiResponses responses() {
    var responses =
        new ApiResponses()
            .addApiResponse("200", answer())
            .addApiResponse(
                "304", new ApiResponse().description("The client's copy is still right"));
    addRefusal(responses, "400", "A parameter of the query is not what it should be");
    addRefusal(responses, "406", "Accept allows none of the forms");
    addRefusal(responses, "413", "Over a limit, which the problem names");
    addRefusal(responses, "429", "Too many requests from one client");
    addRefusal(responses, "503", "More requests than can be served");
    addRefusal(responses, "504", "The curve was not ready in time");
    return responses;
  }

  private static void addRefusal(ApiResponses responses, String status, String description) {
    responses.addApiResponse(
        status,
        DocumentedRefusal.of(status, description, APPLICATION_PROBLEM_JSON_VALUE, "Problem"));
  }

  private static ApiResponse answer() {
    var content =
        new Content()
            .addMediaType(APPLICATION_JSON_VALUE, new MediaType().schema(reference("Curve")))
            .addMediaType("text/csv", new MediaType().schema(text()))
            .addMediaType("image/svg+xml", new MediaType().schema(text()))
            .addMediaType(IMAGE_PNG_VALUE, new MediaType());
    return new ApiResponse()
        .description("The curve")
        .addHeaderObject("ETag", new Header().description("A strong entity tag").schema(text()))
        .content(content);
  }

  private List<Parameter> parameters(Definition definition) {
    var axes = definition.axes();
    var natural = axes.getFirst();
    var parameters = new ArrayList<Parameter>();
    parameters.add(
        query("axis", choice(axes.stream().map(Axis::name).toList()), "Where the curve runs"));
    parameters.add(
        query(
            "from",
            number(natural.from()),
            "Where the curve begins; the default is the first axis's"));
    parameters.add(
        query("to", number(natural.to()), "Where the curve ends; the default is the first axis's"));
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
    parameters.add(
        query("format", choice(labels(Form.values())), "The form, whatever Accept says"));
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

  private static Parameter openInput(Definition definition, String name) {
    var input =
        definition.inputs().stream()
            .filter(declared -> declared.name().equals(name))
            .findFirst()
            .orElseThrow();
    var items = new JsonSchema();
    items.addType("number");
    items.addType("array");
    return list(name, items, input.description() + "; as JSON, the same for each point");
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

  private static Schema<?> number(double standard) {
    var number = new JsonSchema();
    number.addType("number");
    number.setDefault(standard);
    return number;
  }

  private static Schema<?> integer(int minimum, int maximum, int standard) {
    var integer = DocumentedTypes.integer(minimum);
    integer.setMaximum(BigDecimal.valueOf(maximum));
    integer.setDefault(standard);
    return integer;
  }

  private static Schema<?> curve() {
    var curve =
        DocumentedObject.open()
            .with(text(), "function", "axis")
            .with("x", numbers("The points"))
            .withOptional("varied", texts("The names with several values; there where `series` is"))
            .withOptional(
                "series",
                array(reference("CurveSeries"))
                    .description("The series, where a name has several values"))
            .withOptional("parameters", allParameters())
            .withOptional("inputs", openInputs())
            .withOptional("kinks", kinks());
    return withQuantities(curve)
        .description(
            "A function along an axis: the one series' fields stand beside `x`, several in"
                + " `series`");
  }

  private static Schema<?> series() {
    var series =
        DocumentedObject.open()
            .with("parameters", allParameters())
            .with("inputs", openInputs())
            .with("kinks", kinks());
    return withQuantities(series)
        .description(
            "The curve for one choice of parameters. The function's further outputs stand beside"
                + " `values` under their names, one element a point.");
  }

  private static DocumentedObject withQuantities(DocumentedObject object) {
    return object
        .withOptional("values", numbers("One a point; of a row of values, the first"))
        .withOptional("gradients", numbers("Those along the axis, one a point"));
  }

  private static Schema<?> allParameters() {
    return DocumentedObject.open().description("All, as they took effect");
  }

  private static Schema<?> openInputs() {
    return DocumentedObject.open().description("The inputs that the query may set");
  }

  private static Schema<?> kinks() {
    return numbers("Where the gradient jumps, in order; independent of the points");
  }

  private static Schema<?> numbers(String description) {
    return array(reference("Number")).description(description);
  }
}
