package dev.nabla.plot;

import java.util.Arrays;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/// The forms in which a curve is answered; where the client takes several gladly, the first.
enum Form {
  JSON("application/json"),
  CSV("text/csv;charset=UTF-8"),
  SVG("image/svg+xml"),
  PNG("image/png");

  private final String type;

  Form(String type) {
    this.type = type;
  }

  MediaType type() {
    return MediaType.parseMediaType(type);
  }

  /// The form that a client takes most gladly.
  ///
  /// @param accepted what the client takes, the most welcome first
  static Form accepted(List<MediaType> accepted) throws HttpMediaTypeNotAcceptableException {
    for (var wanted : accepted) {
      for (var form : values()) {
        if (wanted.getQualityValue() > 0 && wanted.isCompatibleWith(form.type())) {
          return form;
        }
      }
    }
    throw new HttpMediaTypeNotAcceptableException(Arrays.stream(values()).map(Form::type).toList());
  }
}
