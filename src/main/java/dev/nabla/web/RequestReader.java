package dev.nabla.web;

import dev.nabla.function.Definition;
import dev.nabla.settings.Settings;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.tensor.DType;
import dev.nabla.wire.ObjectBody;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads requests.
@Component
class RequestReader {

  private final JsonFactory factory =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
  private final LimitSettings limits;

  RequestReader(Settings settings) {
    this.limits = settings.limits();
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
    return ObjectBody.read(
        factory,
        body,
        parser -> {
          var fields = new RequestFields(definition, limits, parser, dtype);
          fields.read();
          return fields;
        });
  }
}
