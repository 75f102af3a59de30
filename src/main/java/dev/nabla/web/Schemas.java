package dev.nabla.web;

import dev.nabla.compute.Reduction;
import dev.nabla.function.Definition;
import dev.nabla.function.Extra;
import dev.nabla.function.Input;
import dev.nabla.function.Kind;
import dev.nabla.function.Parameter;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Indices;
import dev.nabla.tensor.Labels;
import dev.nabla.tensor.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON Schemas of requests and answers, from the declarations.
final class Schemas {

  private static final String TENSOR = "Tensor";

  private static final Map<String, Object> NUMBER = Map.of("type", "number", "format", "double");
  private static final Map<String, Object> BOOLEAN = Map.of("type", "boolean");

  private Schemas() {}

  static Map<String, Object> reference(String name) {
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  /// `leaky_relu` as `LeakyRelu`.
  static String typeName(Definition definition) {
    var words = new StringBuilder();
    for (var word : definition.name().split("_", -1)) {
      words.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return words.toString();
  }

  /// The schemas that all functions share.
  static Map<String, Object> shared() {
    var schemas = new LinkedHashMap<String, Object>();
    schemas.put(
        "Number",
        Map.of(
            "description",
            "A number; the three that JSON lacks are strings",
            "oneOf",
            List.of(
                NUMBER,
                Map.of("type", "string", "enum", List.of("NaN", "Infinity", "-Infinity")))));
    schemas.put(
        TENSOR,
        nested(
            TENSOR,
            reference("Number"),
            "A number, or rectangular nested arrays of numbers, up to 8 deep"));
    schemas.put(
        "Indices",
        nested(
            "Indices",
            Map.of("type", "integer", "minimum", 0),
            "Positions counted from 0, in nested arrays"));
    schemas.put("Labels", nested("Labels", Map.of("type", "string"), "Words, in nested arrays"));
    schemas.put("Problem", problem());
    schemas.put("Card", card());
    return schemas;
  }

  private static Map<String, Object> nested(
      String name, Map<String, Object> leaf, String description) {
    var array = Map.of("type", "array", "items", reference(name));
    return Map.of("description", description, "oneOf", List.of(leaf, array));
  }

  private static Map<String, Object> problem() {
    var fault =
        object(
            Map.of(
                "pointer", text("JSON Pointer into the body; empty for the request as a whole"),
                "parameter", text("The query's parameter, in place of a pointer"),
                "header", text("The header, in place of a pointer"),
                "detail", text("What was expected there and what was found")),
            List.of("detail"));
    var properties = new LinkedHashMap<String, Object>();
    properties.put("type", text("A relative URI that explains the type of problem"));
    properties.put("title", text("The type in words"));
    properties.put("status", Map.of("type", "integer", "description", "The HTTP status"));
    properties.put("detail", text("What was expected and what was found"));
    properties.put("instance", text("The path that was asked"));
    properties.put("errors", Map.of("type", "array", "items", fault));
    return object(properties, List.of("type", "title", "status", "detail"));
  }

  private static Map<String, Object> card() {
    var formula =
        object(
            Map.of("value", text("The value"), "gradient", text("Its gradient")),
            List.of("value", "gradient"));
    var properties = new LinkedHashMap<String, Object>();
    properties.put("name", text("The name that paths use"));
    properties.put("aliases", words("Other names that resolve to it"));
    properties.put("kind", Map.of("type", "string", "enum", List.of("activation", "loss")));
    properties.put("title", text("The name in textbooks"));
    properties.put("summary", text("What it does, in one sentence"));
    properties.put("formula", formula);
    properties.put("latex", formula);
    properties.put("inputs", list(cardInput()));
    properties.put("parameters", list(cardParameter()));
    properties.put("outputs", list(closed(strings("name", "shape", "description"))));
    properties.put("properties", cardProperties());
    properties.put("accuracy", cardAccuracy());
    properties.put("axes", list(cardAxis()));
    properties.put("notes", words("What a student of the field is taught about it"));
    properties.put("references", list(closed(strings("title", "url"))));
    var open = Map.of("type", "object");
    properties.put("example", closed(Map.of("request", open, "response", open)));
    return closed(properties);
  }

  private static Map<String, Object> cardInput() {
    var properties = strings("name", "shape", "description");
    properties.put("required", BOOLEAN);
    properties.put(
        "presence",
        Map.of(
            "type",
            "string",
            "enum",
            List.of("required", "optional", "one_of"),
            "description",
            "one_of: exactly one out of all inputs marked so"));
    return closed(properties);
  }

  private static Map<String, Object> cardParameter() {
    var properties = strings("name", "type", "description");
    properties.put("default", Map.of("type", List.of("number", "boolean", "string", "null")));
    var required = List.copyOf(properties.keySet());
    properties.put("minimum", NUMBER);
    properties.put("maximum", NUMBER);
    properties.put(
        "exclusive", described(BOOLEAN, "Whether the bounds are out of range themselves"));
    properties.put("allowed", words("All words that it takes"));
    properties.put("nullable", described(BOOLEAN, "Whether it takes null"));
    return object(properties, required);
  }

  private static Map<String, Object> cardProperties() {
    var properties = strings("along", "range", "monotonic", "saturates", "symmetry");
    for (var trait : List.of("zero_centered", "smooth", "convex")) {
      properties.put(trait, BOOLEAN);
    }
    properties.put("kinks", list(closed(Map.of("at", NUMBER, "gradient", NUMBER))));
    properties.put(
        "limits",
        closed(
            Map.of("minus_infinity", reference("Number"), "plus_infinity", reference("Number"))));
    return closed(properties);
  }

  private static Map<String, Object> cardAccuracy() {
    var properties = new LinkedHashMap<String, Object>();
    properties.put(
        "value_ulp",
        described(
            NUMBER,
            "The largest error of a float64 value, in ulp; sample weights multiply the rounded value"));
    properties.put(
        "gradient_ulp",
        described(
            NUMBER,
            "The largest error of a float64 gradient, in ulp; upstream, sample weights and reduction"
                + " multiply the rounded gradient"));
    var required = List.copyOf(properties.keySet());
    properties.put("note", text("Where errors count in ulps of something larger than the result"));
    return object(properties, required);
  }

  private static Map<String, Object> cardAxis() {
    var properties = strings("name", "label", "along");
    properties.put("from", described(NUMBER, "Where a curve begins by default"));
    properties.put("to", described(NUMBER, "Where a curve ends by default"));
    properties.put("open", words("Inputs that a query of the curve may set"));
    return closed(properties);
  }

  static Map<String, Object> request(Definition definition) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    var alternatives = new ArrayList<Map<String, Object>>();
    for (var input : definition.inputs()) {
      properties.put(input.name(), tensor(input));
      switch (input.presence()) {
        case REQUIRED -> required.add(input.name());
        case ONE_OF -> alternatives.add(Map.of("required", List.of(input.name())));
        case OPTIONAL -> {}
      }
    }
    definition
        .parameters()
        .forEach(parameter -> properties.put(parameter.name(), parameter(parameter)));
    properties.put(definition.kind().weights(), weights(definition));
    if (definition.kind() == Kind.LOSS) {
      properties.put(
          "reduction",
          choice(
              Arrays.stream(Reduction.values()).map(Reduction::label).toList(),
              "mean",
              "How the values become the loss"));
    }
    if (definition.hasJacobian()) {
      properties.put(
          "jacobian",
          Map.of(
              "type", "boolean",
              "default", false,
              "description", "Whether the Jacobian of each row is returned too"));
    }
    properties.put("dtype", dtype());
    properties.put("outputs", outputs(definition));
    var schema = new LinkedHashMap<>(object(properties, required));
    if (!alternatives.isEmpty()) {
      schema.put("oneOf", alternatives);
    }
    return schema;
  }

  private static Map<String, Object> tensor(Input input) {
    return described(
        reference(TENSOR),
        "%s. Shape %s; %s."
            .formatted(
                input.description(),
                String.join(" or ", input.shape()),
                input.domain().description()));
  }

  private static Map<String, Object> weights(Definition definition) {
    var words =
        definition.kind() == Kind.LOSS
            ? "A finite weight for each value, 0 to silence it; the mean still divides by the number of values; ones where absent"
            : "The gradient arriving at each value; ones where absent";
    return described(
        reference(TENSOR), "%s. Shape %s.".formatted(words, definition.card().values()));
  }

  private static Map<String, Object> dtype() {
    return choice(
        Arrays.stream(DType.values()).map(DType::label).toList(),
        "float64",
        "The type of all numbers; float32 answers are float64 answers rounded once");
  }

  private static Map<String, Object> outputs(Definition definition) {
    var names = Request.outputs(definition.kind()).stream().sorted().toList();
    return Map.of(
        "type", "array",
        "items", Map.of("type", "string", "enum", names),
        "description", "The parts of the answer that are wanted; all where absent");
  }

  private static Map<String, Object> parameter(Parameter parameter) {
    var declaration = parameter.declaration();
    var schema = new LinkedHashMap<String, Object>();
    var type = parameter.type().label();
    schema.put("type", parameter.nullable() ? List.of(type, "null") : type);
    switch (parameter.type()) {
      case NUMBER -> schema.put("format", "double");
      case INTEGER -> schema.put("format", "int32");
      case BOOLEAN, STRING -> {}
    }
    schema.put("description", declaration.description());
    if (!parameter.allowed().isEmpty()) {
      schema.put("enum", parameter.allowed());
    }
    if (Double.isFinite(declaration.minimum())) {
      schema.put(declaration.exclusive() ? "exclusiveMinimum" : "minimum", declaration.minimum());
    }
    if (Double.isFinite(declaration.maximum())) {
      schema.put(declaration.exclusive() ? "exclusiveMaximum" : "maximum", declaration.maximum());
    }
    var standard = parameter.shownDefault();
    if (standard != null) {
      schema.put("default", standard);
    }
    return schema;
  }

  static Map<String, Object> response(Definition definition) {
    var parameters = new LinkedHashMap<String, Object>();
    definition
        .parameters()
        .forEach(parameter -> parameters.put(parameter.name(), parameter(parameter)));
    var gradients = new LinkedHashMap<String, Object>();
    var certain = new ArrayList<String>();
    for (var input : definition.inputs()) {
      if (input.differentiable()) {
        gradients.put(input.name(), reference(TENSOR));
        if (input.presence() == Input.Presence.REQUIRED) {
          certain.add(input.name());
        }
      }
    }
    var properties = new LinkedHashMap<String, Object>();
    properties.put("function", Map.of("type", "string", "const", definition.name()));
    properties.put("parameters", object(parameters, List.copyOf(parameters.keySet())));
    properties.put("dtype", dtype());
    properties.put(
        "shape",
        Map.of(
            "type",
            "array",
            "items",
            Map.of("type", "integer", "minimum", 0),
            "description",
            "The shape of the values, " + definition.card().values()));
    if (definition.kind() == Kind.LOSS) {
      properties.put(
          "loss", described(reference("Number"), "The reduced loss; absent for reduction none"));
    }
    properties.put("values", described(reference(TENSOR), "The values"));
    definition.extras().forEach(extra -> properties.put(extra.name(), extra(extra)));
    properties.put("gradients", object(gradients, certain));
    return object(properties, List.of("function", "parameters", "dtype", "shape"));
  }

  private static Map<String, Object> extra(Extra extra) {
    return described(
        reference(component(extra.type())),
        "%s. Shape %s.".formatted(extra.description(), extra.shape()));
  }

  private static String component(Class<? extends Output> type) {
    if (type == Indices.class) {
      return "Indices";
    }
    return type == Labels.class ? "Labels" : TENSOR;
  }

  private static Map<String, Object> described(Map<String, Object> schema, String description) {
    var described = new LinkedHashMap<>(schema);
    described.put("description", description);
    return described;
  }

  private static Map<String, Object> choice(
      List<String> words, String standard, String description) {
    return Map.of("type", "string", "enum", words, "default", standard, "description", description);
  }

  private static Map<String, Object> text(String description) {
    return Map.of("type", "string", "description", description);
  }

  private static Map<String, Object> words(String description) {
    return Map.of("type", "array", "items", Map.of("type", "string"), "description", description);
  }

  private static Map<String, Object> strings(String... names) {
    var properties = new LinkedHashMap<String, Object>();
    for (var name : names) {
      properties.put(name, Map.of("type", "string"));
    }
    return properties;
  }

  private static Map<String, Object> list(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }

  /// A closed object whose properties are all there.
  private static Map<String, Object> closed(Map<String, Object> properties) {
    return object(properties, List.copyOf(properties.keySet()));
  }

  /// A closed object.
  private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }
}
