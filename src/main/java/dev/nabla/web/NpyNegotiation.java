package dev.nabla.web;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/// Whether a request comes, and its answer is wanted, as a NumPy array file rather than as JSON.
final class NpyNegotiation {

  static final String MEDIA_TYPE = "application/x-npy";

  private static final MediaType NPY = MediaType.parseMediaType(MEDIA_TYPE);

  private NpyNegotiation() {}

  static boolean comes(@Nullable String contentType) {
    return contentType != null && NPY.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
  }

  /// Of two that are liked equally, the one that came is answered with.
  static boolean isWanted(@Nullable String accept, boolean came) {
    var ranges = MediaType.parseMediaTypes(accept);
    if (ranges.isEmpty()) {
      return came;
    }
    double npy = quality(ranges, NPY);
    double json = quality(ranges, MediaType.APPLICATION_JSON);
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
