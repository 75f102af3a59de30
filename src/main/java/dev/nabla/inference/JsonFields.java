package dev.nabla.inference;

import dev.nabla.wire.BodyParser;
import dev.nabla.wire.Tokens;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/// A way through the JSON of a request. Fields that mean nothing here are passed over, and a null
/// is taken for the absence of what is optional; but of two fields with one meaning nobody knows
/// which one counts.
final class JsonFields {

  private final BodyParser parser;

  JsonFields(BodyParser parser) {
    this.parser = parser;
  }

  /// Reads the object whose opening brace is the current token.
  ///
  /// @param fields how to read the value of each field that means something
  void readObject(Map<String, Runnable> fields) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Tokens.wrongType(parser, "an object");
    }
    var read = new HashSet<String>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      var field = fields.get(name);
      if (field != null && !read.add(name)) {
        throw Tokens.duplicate(parser);
      }
      parser.nextToken();
      if (field == null) {
        skip();
      } else {
        field.run();
      }
    }
  }

  /// Reads one object, or null.
  void readOptionalObject(Map<String, Runnable> fields) {
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      readObject(fields);
    }
  }

  /// Reads one array, or null.
  void readOptionalArray(Runnable element) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Tokens.wrongType(parser, "an array");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.run();
    }
  }

  @Nullable String optionalText() {
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : text();
  }

  String text() {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw Tokens.wrongType(parser, "a string");
    }
    return parser.getString();
  }

  /// A whole number that an int can hold and that is not negative, or null where there is none.
  @Nullable Integer count() {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      double count = parser.getDoubleValue();
      if (count >= 0 && count <= Integer.MAX_VALUE) {
        return (int) count;
      }
    }
    return null;
  }

  /// Goes to the end of the current value.
  void skip() {
    int depth = 0;
    var token = parser.currentToken();
    while (true) {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        return;
      }
      token = parser.nextToken();
    }
  }
}
