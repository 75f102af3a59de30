package dev.nabla.wire;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.List;

/// The types of the OpenAPI document that are no objects; those are [DocumentedObject]s.
public final class DocumentedTypes {

  private DocumentedTypes() {}

  /// A type among the document's components.
  public static Schema<?> reference(String name) {
    return new JsonSchema().$ref(name);
  }

  public static Schema<?> text() {
    return new JsonSchema().typesItem("string");
  }

  public static Schema<?> text(String description) {
    return text().description(description);
  }

  public static Schema<?> number() {
    return new JsonSchema().typesItem("number").format("double");
  }

  public static Schema<?> flag() {
    return new JsonSchema().typesItem("boolean");
  }

  public static Schema<?> integer(int minimum) {
    return new JsonSchema().typesItem("integer").minimum(BigDecimal.valueOf(minimum));
  }

  public static Schema<?> array(Schema<?> items) {
    var array = new JsonSchema();
    array.addType("array");
    array.setItems(items);
    return array;
  }

  public static Schema<?> texts(String description) {
    return array(text()).description(description);
  }

  /// One of a few words.
  public static Schema<?> word(List<String> words) {
    var word = new JsonSchema();
    word.addType("string");
    words.forEach(word::addEnumItemObject);
    return word;
  }

  /// One of a few words, where absent the standard.
  public static Schema<?> word(List<String> words, String standard) {
    var word = word(words);
    word.setDefault(standard);
    return word;
  }
}
