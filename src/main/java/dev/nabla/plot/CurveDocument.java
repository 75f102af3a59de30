package dev.nabla.plot;

import dev.nabla.function.Axis;
import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.function.Parameter;
import dev.nabla.settings.Settings;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.wire.DocumentedRefusal;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// Writes the typed path of each function's curve into the OpenAPI document.
@Component
class CurveDocument implements OpenApiCustomizer {

  private static final Map<String, Object> NUMBERS =
      Map.of("type", "array", "items", reference("Number"));

  private final Catalogue catalogue;
  private final LimitSettings limits;

  CurveDocument(Catalogue catalogue, Settings settings) {
    this.catalogue = catalogue;
    this.limits = settings.limits();
  }

  @Override
  public void customise(OpenAPI document) {
    var paths = new LinkedHashMap<String, Object>();
    for (var definition : catalogue.all()) {
      paths.put(
          "/v1/%s/%s/curve".formatted(definition.kind().collection(), definition.name()),
          Map.of("get", operation(definition)));
    }
    var plain =
        Map.of(
            "openapi",
            "3.1.0",
            "paths",
            paths,
            "components",
            Map.of("schemas", Map.of("Curve", curve(), "CurveSeries", series())));
    var written = Json31.mapper().convertValue(plain, OpenAPI.class);
    written.getPaths().forEach(document::path);
    written.getComponents().getSchemas().forEach(document::schema);
  }

  private static Map<String, Object> reference(String name) {
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  private Map<String, Object> operation(Definition definition) {
    var axes =
        definition.axes().stream()
            .map(axis -> "`%s`: %s".formatted(axis.name(), axis.along()))
            .collect(Collectors.joining("; "));
    return Map.of(
        "operationId",
        definition.name() + "_curve",
        "tags",
        List.of("curves"),
        "summary",
        "Curve of " + definition.card().title(),
        "description",
        "Value and gradient along an axis, equal to those of POST. Accept or `format` choose JSON, CSV,"
            + " SVG or PNG. A parameter may have several values with commas between them, which"
            + " makes a series of each. Cacheable: the entity tag changes with the query and the"
            + " build only. Axes: "
            + axes
            + ".",
        "parameters",
        parameters(definition),
        "responses",
        Map.of(
            "200", answer(),
            "304", Map.of("description", "The client's copy is still right"),
            "400", refusal("400", "A parameter of the query is not what it should be"),
            "406", refusal("406", "Accept allows none of the forms"),
            "413", refusal("413", "Over a limit, which the problem names"),
            "429", refusal("429", "Too many requests from one client"),
            "503", refusal("503", "More requests than can be served"),
            "504", refusal("504", "The curve was not ready in time")));
  }

  private static Map<String, Object> answer() {
    var content = new LinkedHashMap<String, Object>();
    content.put(MediaType.APPLICATION_JSON_VALUE, Map.of("schema", reference("Curve")));
    content.put("text/csv", Map.of("schema", Map.of("type", "string")));
    content.put("image/svg+xml", Map.of("schema", Map.of("type", "string")));
    content.put(MediaType.IMAGE_PNG_VALUE, Map.of());
    var tag = Map.of("description", "A strong entity tag", "schema", Map.of("type", "string"));
    return Map.of("description", "The curve", "headers", Map.of("ETag", tag), "content", content);
  }

  private static Map<String, Object> refusal(String status, String description) {
    return DocumentedRefusal.of(
        status, description, MediaType.APPLICATION_PROBLEM_JSON_VALUE, "Problem");
  }

  private List<Map<String, Object>> parameters(Definition definition) {
    var axes = definition.axes();
    var natural = axes.getFirst();
    var parameters = new ArrayList<Map<String, Object>>();
    parameters.add(
        query("axis", word(axes.stream().map(Axis::name).toList()), "Where the curve runs"));
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
            integer(2, limits.curvePoints(), QueryReader.DEFAULT_POINTS),
            "How many points, evenly spaced"));
    parameters.add(
        list(
            "outputs",
            Map.of(
                "type",
                "string",
                "enum",
                Arrays.stream(Quantity.values()).map(Quantity::plural).toList()),
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
    parameters.add(query("theme", word(labels(Theme.values())), "The colours of a picture"));
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

  private static Map<String, Object> openInput(Definition definition, String name) {
    var description =
        definition.inputs().stream()
            .filter(input -> input.name().equals(name))
            .findFirst()
            .orElseThrow()
            .description();
    return list(
        name,
        Map.of("type", List.of("number", "array")),
        description + "; as JSON, the same for each point");
  }

  private static Map<String, Object> query(
      String name, Map<String, Object> schema, String description) {
    return Map.of("name", name, "in", "query", "description", description, "schema", schema);
  }

  private static Map<String, Object> list(
      String name, Map<String, Object> items, String description) {
    var schema = Map.of("type", "array", "items", items);
    var parameter = new LinkedHashMap<>(query(name, schema, description));
    parameter.put("style", "form");
    parameter.put("explode", false);
    return parameter;
  }

  private static Map<String, Object> items(Parameter parameter) {
    var type = parameter.type().label();
    var items = new LinkedHashMap<String, Object>();
    items.put("type", parameter.nullable() ? List.of(type, "null") : type);
    if (!parameter.allowed().isEmpty()) {
      items.put("enum", parameter.allowed());
    }
    return items;
  }

  private static Map<String, Object> word(List<String> words) {
    return Map.of("type", "string", "enum", words, "default", words.getFirst());
  }

  private static List<String> labels(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Given::label).toList();
  }

  private static Map<String, Object> number(double standard) {
    return Map.of("type", "number", "default", standard);
  }

  private static Map<String, Object> integer(int minimum, int maximum, int standard) {
    return Map.of("type", "integer", "minimum", minimum, "maximum", maximum, "default", standard);
  }

  private static Map<String, Object> curve() {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("function", Map.of("type", "string"));
    properties.put("axis", Map.of("type", "string"));
    properties.put("x", described(NUMBERS, "The points"));
    properties.put(
        "varied",
        Map.of(
            "type", "array",
            "items", Map.of("type", "string"),
            "description", "The names with several values; there where `series` is"));
    properties.put(
        "series",
        Map.of(
            "type", "array",
            "items", reference("CurveSeries"),
            "description", "The series, where a name has several values"));
    properties.putAll(seriesProperties());
    return Map.of(
        "type",
        "object",
        "description",
        "A function along an axis: the one series' fields stand beside `x`, several in `series`",
        "properties",
        properties,
        "required",
        List.of("function", "axis", "x"));
  }

  private static Map<String, Object> series() {
    return Map.of(
        "type",
        "object",
        "description",
        "The curve for one choice of parameters. The function's further outputs stand beside"
            + " `values` under their names, one element a point.",
        "properties",
        seriesProperties(),
        "required",
        List.of("parameters", "inputs", "kinks"));
  }

  private static Map<String, Object> seriesProperties() {
    var properties = new LinkedHashMap<String, Object>();
    properties.put(
        "parameters", Map.of("type", "object", "description", "All, as they took effect"));
    properties.put(
        "inputs", Map.of("type", "object", "description", "The inputs that the query may set"));
    properties.put("values", described(NUMBERS, "One a point; of a row of values, the first"));
    properties.put("gradients", described(NUMBERS, "Those along the axis, one a point"));
    properties.put(
        "kinks",
        described(NUMBERS, "Where the gradient jumps, in order; independent of the points"));
    return properties;
  }

  private static Map<String, Object> described(Map<String, Object> schema, String description) {
    var described = new LinkedHashMap<>(schema);
    described.put("description", description);
    return described;
  }
}
