package dev.nabla.plot;

import static java.util.Comparator.comparing;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/// The forms in which a curve is answered; where the client takes several gladly, the first.
enum Form {
  JSON("application/json"),
  CSV("text/csv;charset=UTF-8"),
  SVG("image/svg+xml"),
  PNG("image/png");

  private static final ContentNegotiationStrategy ACCEPT = new HeaderContentNegotiationStrategy();

  private final String type;

  Form(String type) {
    this.type = type;
  }

  MediaType type() {
    return MediaType.parseMediaType(type);
  }

  /// The form that a client takes most gladly. How gladly it takes one, the narrowest range around
  /// it says.
  ///
  /// @param request with an Accept header, or none
  static Form accepted(NativeWebRequest request) throws HttpMediaTypeNotAcceptableException {
    var ranges = ranges(request);
    for (var range : ranges) {
      for (var form : values()) {
        if (range.getQualityValue() > 0 && range.equals(form.narrowest(ranges))) {
          return form;
        }
      }
    }
    throw notAcceptable();
  }

  /// What the client takes, the most welcome first.
  private static List<MediaType> ranges(NativeWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    try {
      return ACCEPT.resolveMediaTypes(request);
    } catch (HttpMediaTypeNotAcceptableException malformed) {
      throw notAcceptable();
    }
  }

  private @Nullable MediaType narrowest(List<MediaType> ranges) {
    return ranges.stream()
        .filter(range -> range.includes(type()))
        .min(comparing(MediaType::isWildcardType).thenComparing(MediaType::isWildcardSubtype))
        .orElse(null);
  }

  private static HttpMediaTypeNotAcceptableException notAcceptable() {
    return new HttpMediaTypeNotAcceptableException(
        Arrays.stream(values()).map(Form::type).toList());
  }

  byte[] write(Curve curve, PictureStyle style) {
    return switch (this) {
      case JSON -> JsonForm.write(curve);
      case CSV -> CsvForm.write(curve);
      case SVG -> PictureForm.svg(curve, style);
      case PNG -> PictureForm.png(curve, style);
    };
  }

  /// About how many bytes a curve takes in this form, beside what any form takes.
  long workingBytes(PictureStyle style) {
    return this == PNG ? PictureForm.pngBytes(style) : 0;
  }
}
