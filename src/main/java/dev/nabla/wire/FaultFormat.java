package dev.nabla.wire;

import dev.nabla.refusal.RejectedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/// How the paths of one protocol say what went wrong. Of those that cover a path the first by
/// [org.springframework.core.annotation.Order] answers.
public interface FaultFormat {

  /// Whether it answers for a path.
  ///
  /// @param path decoded and without path parameters, unless it is broken
  boolean covers(String path);

  MediaType mediaType();

  /// The body of an answer.
  ///
  /// @param status the reason's own, but for those that only HTTP knows
  /// @param path as it was sent; null where the request was too broken to have one
  byte[] body(RejectedException refusal, int status, @Nullable String path);
}
