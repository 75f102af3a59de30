package dev.nabla.web;

import static dev.nabla.wire.DocumentedTypes.array;
import static dev.nabla.wire.DocumentedTypes.integer;
import static dev.nabla.wire.DocumentedTypes.number;
import static dev.nabla.wire.DocumentedTypes.reference;
import static dev.nabla.wire.DocumentedTypes.text;
import static dev.nabla.wire.DocumentedTypes.word;

import dev.nabla.wire.DocumentedObject;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON Schemas that all functions share, by name.
final class SharedSchemas {

  static final String NUMBER = "Number";
  static final String TENSOR = "Tensor";
  static final String INDICES = "Indices";
  static final String LABELS = "Labels";
  static final String PROBLEM = "Problem";
  static final String CARD = "Card";

  private SharedSchemas() {}

  static Map<String, Schema<?>> all() {
    var all = new LinkedHashMap<String, Schema<?>>();
    all.put(
        NUMBER,
        new JsonSchema()
            .description("A number; the three that JSON lacks are strings")
            .addOneOfItem(number())
            .addOneOfItem(word(List.of("NaN", "Infinity", "-Infinity"))));
    all.put(
        TENSOR,
        nested(
            TENSOR,
            reference(NUMBER),
            "A number, or rectangular nested arrays of numbers, up to 8 deep"));
    all.put(INDICES, nested(INDICES, integer(0), "Positions counted from 0, in nested arrays"));
    all.put(LABELS, nested(LABELS, text(), "Words, in nested arrays"));
    all.put(PROBLEM, problem());
    all.put(CARD, CardSchema.card());
    return all;
  }

  private static Schema<?> nested(String name, Schema<?> leaf, String description) {
    return new JsonSchema()
        .description(description)
        .addOneOfItem(leaf)
        .addOneOfItem(array(reference(name)));
  }

  private static Schema<?> problem() {
    var fault =
        DocumentedObject.closed()
            .withOptional(
                "pointer", text("JSON Pointer into the body; empty for the request as a whole"))
            .withOptional("parameter", text("The query's parameter, in place of a pointer"))
            .withOptional("header", text("The header, in place of a pointer"))
            .with("detail", text("What was expected there and what was found"));
    return DocumentedObject.closed()
        .with("type", text("A relative URI that explains the type of problem"))
        .with("title", text("The type in words"))
        .with("status", new JsonSchema().typesItem("integer").description("The HTTP status"))
        .with("detail", text("What was expected and what was found"))
        .withOptional("instance", text("The path that was asked"))
        .withOptional("errors", array(fault));
  }
}
