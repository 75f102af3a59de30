package dev.nabla.wire;

import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/// Bodies that are one JSON object and nothing else.
public final class ObjectBody {

  private ObjectBody() {}

  /// Reads a body.
  ///
  /// @param fields takes the parser from the object's opening brace to its closing one
  /// @return what it makes of them
  /// @throws dev.nabla.refusal.RejectedException where the body is something else, or no JSON
  public static <T> T read(JsonFactory factory, byte[] body, Function<BodyParser, T> fields) {
    try (var parser = new BodyParser(factory, body)) {
      try {
        var first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
          throw Tokens.notOneObject(first == null ? "an empty body" : Tokens.found(first));
        }
        var read = fields.apply(parser);
        if (parser.nextToken() != null) {
          throw Tokens.notOneObject("more behind its end");
        }
        return read;
      } catch (JacksonException fault) {
        throw Tokens.malformed(fault, parser);
      }
    }
  }
}
