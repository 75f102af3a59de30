package dev.nabla.web;

import dev.nabla.function.DType;
import dev.nabla.function.Definition;
import dev.nabla.function.Limits;
import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import dev.nabla.function.Shown;
import dev.nabla.settings.Settings;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.wire.BodyParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Reads requests.
@Component
class RequestReader {

  /// What the parser says to those who program it rather than to those whose JSON is at fault.
  private static final Pattern PARSER_ADVICE =
      Pattern.compile(" \\(start marker at .*\\)$|: enable `.*` to allow$");

  private final JsonFactory factory =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
  private final LimitSettings limits;

  RequestReader(Settings settings) {
    this.limits = settings.limits();
  }

  /// Takes a whole body, as long as it keeps to the limit.
  ///
  /// @param announced the length that the client gave, negative where it gave none
  byte[] body(InputStream stream, long announced) throws IOException {
    long limit = limits.body().toBytes();
    if (announced > limit) {
      throw bodyTooLarge("found " + Shown.count(announced));
    }
    var body = stream.readNBytes((int) limit + 1);
    if (body.length > limit) {
      throw bodyTooLarge("found more");
    }
    return body;
  }

  private RejectedException bodyTooLarge(String found) {
    return new RejectedException(
        Reason.LIMIT_EXCEEDED,
        List.of(),
        Limits.exceeded("bytes in the body", "body", limits.body().toBytes(), found));
  }

  /// Reads a body as a request of a function.
  Request read(Definition definition, byte[] body) {
    var fields = read(definition, body, DType.FLOAT64);
    // A dtype behind a tensor comes too late for it: literals are rounded to float32 directly, not
    // twice.
    return fields.dtypeCameLate()
        ? read(definition, body, fields.dtype()).request()
        : fields.request();
  }

  private RequestFields read(Definition definition, byte[] body, DType dtype) {
    try (var parser = new BodyParser(factory, body)) {
      try {
        var fields = new RequestFields(definition, limits, parser, dtype);
        fields.read();
        return fields;
      } catch (JacksonException fault) {
        throw malformed(fault, parser.inBody(fault.getLocation()));
      }
    }
  }

  private static RejectedException malformed(JacksonException fault, TokenStreamLocation location) {
    return new RejectedException(
        Reason.MALFORMED_JSON,
        List.of(),
        "expected one JSON object, found a fault at line %d, column %d: %s"
            .formatted(
                location.getLineNr(),
                location.getColumnNr(),
                PARSER_ADVICE.matcher(fault.getOriginalMessage()).replaceAll("")));
  }
}
