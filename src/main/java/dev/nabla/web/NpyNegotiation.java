package dev.nabla.web;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/// Whether a request comes, and its answer is wanted, as a NumPy array file rather than as JSON.
final class NpyNegotiation {

  static final String MEDIA_TYPE = "application/x-npy";

  private static final MediaType NPY = MediaType.parseMediaType(MEDIA_TYPE);

  private static final HeaderContentNegotiationStrategy ACCEPT =
      new HeaderContentNegotiationStrategy();

  private NpyNegotiation() {}

  static boolean comes(@Nullable String contentType) {
    return contentType != null && NPY.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
  }

  /// Of two that are liked equally, the one that came is answered with.
  ///
  /// @param possible whether there is a choice, or JSON alone
  /// @throws HttpMediaTypeNotAcceptableException where neither is liked at all, which Spring's
  ///   conditions overlook where it is said by a quality of 0
  static boolean isWanted(NativeWebRequest request, boolean possible, boolean came)
      throws HttpMediaTypeNotAcceptableException {
    var ranges = ACCEPT.resolveMediaTypes(request);
    double json = quality(ranges, MediaType.APPLICATION_JSON);
    double npy = possible ? quality(ranges, NPY) : 0;
    if (json == 0 && npy == 0) {
      throw new HttpMediaTypeNotAcceptableException(
          possible
              ? List.of(MediaType.APPLICATION_JSON, NPY)
              : List.of(MediaType.APPLICATION_JSON));
    }
    return npy == json ? came : npy > json;
  }

  /// As the most specific of the ranges that include the type has it.
  private static double quality(List<MediaType> ranges, MediaType type) {
    return ranges.stream()
        .filter(range -> range.includes(type))
        .max(
            Comparator.comparing((MediaType range) -> !range.isWildcardType())
                .thenComparing(range -> !range.isWildcardSubtype()))
        .map(MediaType::getQualityValue)
        .orElse(0.0);
  }
}
