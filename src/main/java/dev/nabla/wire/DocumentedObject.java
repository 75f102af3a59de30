package dev.nabla.wire;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;

/// An object of the OpenAPI document, put together property by property.
public final class DocumentedObject extends JsonSchema {

  private DocumentedObject() {
    addType("object");
  }

  /// An object that has no other properties.
  public static DocumentedObject closed() {
    var object = new DocumentedObject();
    object.setAdditionalProperties(false);
    return object;
  }

  /// An object that may have others besides.
  public static DocumentedObject open() {
    return new DocumentedObject();
  }

  /// Adds a property that is always there.
  public DocumentedObject with(String name, Schema<?> type) {
    addRequiredItem(name);
    return withOptional(name, type);
  }

  /// Adds properties that are always there, all of one type.
  public DocumentedObject with(Schema<?> type, String... names) {
    for (var name : names) {
      with(name, type);
    }
    return this;
  }

  /// Adds a property that may be absent.
  public DocumentedObject withOptional(String name, Schema<?> type) {
    addProperty(name, type);
    return this;
  }
}
