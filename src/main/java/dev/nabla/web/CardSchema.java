package dev.nabla.web;

import static dev.nabla.wire.DocumentedTypes.array;
import static dev.nabla.wire.DocumentedTypes.flag;
import static dev.nabla.wire.DocumentedTypes.number;
import static dev.nabla.wire.DocumentedTypes.reference;
import static dev.nabla.wire.DocumentedTypes.text;
import static dev.nabla.wire.DocumentedTypes.texts;
import static dev.nabla.wire.DocumentedTypes.word;

import dev.nabla.wire.DocumentedObject;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;

/// The JSON Schema of a [CardView].
final class CardSchema {

  private CardSchema() {}

  static Schema<?> card() {
    var formula =
        DocumentedObject.closed()
            .with("value", text("The value"))
            .with("gradient", text("Its gradient"));
    return DocumentedObject.closed()
        .with("name", text("The name that paths use"))
        .with("aliases", texts("Other names that resolve to it"))
        .with("kind", word(List.of("activation", "loss")))
        .with("title", text("The name in textbooks"))
        .with("summary", text("What it does, in one sentence"))
        .with("formula", formula)
        .with("latex", formula)
        .with("inputs", array(input()))
        .with("parameters", array(parameter()))
        .with(
            "outputs",
            array(DocumentedObject.closed().with(text(), "name", "shape", "description")))
        .with("properties", properties())
        .with("accuracy", accuracy())
        .with("axes", array(axis()))
        .with("notes", texts("What a student of the field is taught about it"))
        .with("references", array(DocumentedObject.closed().with(text(), "title", "url")))
        .with(
            "example",
            DocumentedObject.closed().with(DocumentedObject.open(), "request", "response"));
  }

  private static Schema<?> input() {
    return DocumentedObject.closed()
        .with(text(), "name", "shape", "description")
        .with("required", flag())
        .with(
            "presence",
            word(List.of("required", "optional", "one_of"))
                .description("one_of: exactly one out of all inputs marked so"));
  }

  private static Schema<?> parameter() {
    var standard = new JsonSchema();
    List.of("number", "boolean", "string", "null").forEach(standard::addType);
    return DocumentedObject.closed()
        .with(text(), "name", "type", "description")
        .with("default", standard)
        .withOptional("minimum", number())
        .withOptional("maximum", number())
        .withOptional(
            "exclusive", flag().description("Whether the bounds are out of range themselves"))
        .withOptional("allowed", texts("All words that it takes"))
        .withOptional("nullable", flag().description("Whether it takes null"));
  }

  private static Schema<?> properties() {
    return DocumentedObject.closed()
        .with(text(), "along", "range", "monotonic", "saturates", "symmetry")
        .with(flag(), "zero_centered", "smooth", "convex")
        .with("kinks", array(DocumentedObject.closed().with(number(), "at", "gradient")))
        .with(
            "limits",
            DocumentedObject.closed()
                .with(reference(SharedSchemas.NUMBER), "minus_infinity", "plus_infinity"));
  }

  private static Schema<?> accuracy() {
    return DocumentedObject.closed()
        .with(
            "value_ulp",
            number()
                .description(
                    "The largest error of a float64 value, in ulp; sample weights multiply the rounded value"))
        .with(
            "gradient_ulp",
            number()
                .description(
                    "The largest error of a float64 gradient, in ulp; upstream, sample weights and reduction multiply the rounded gradient"))
        .withOptional(
            "note", text("Where errors count in ulps of something larger than the result"));
  }

  private static Schema<?> axis() {
    return DocumentedObject.closed()
        .with(text(), "name", "label", "along")
        .with("from", number().description("Where a curve begins by default"))
        .with("to", number().description("Where a curve ends by default"))
        .with("open", texts("Inputs that a query of the curve may set"));
  }
}
