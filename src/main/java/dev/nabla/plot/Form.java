package dev.nabla.plot;

import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import dev.nabla.function.Shown;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Form labelled(String label) {
    return Arrays.stream(values())
        .filter(form -> form.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new RejectedException(
                    Reason.PARAMETER_OUT_OF_RANGE,
                    "format",
                    "expected one of %s, found \"%s\""
                        .formatted(
                            Arrays.stream(values())
                                .map(form -> "\"" + form.label() + "\"")
                                .collect(Collectors.joining(", ")),
                            Shown.text(label))));
  }

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
