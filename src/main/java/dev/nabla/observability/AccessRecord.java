package dev.nabla.observability;

import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is known of a request by the time it has been answered. Durations are in nanoseconds; what
/// a request did not come to is missing.
public final class AccessRecord {

  private static final String ATTRIBUTE = AccessRecord.class.getName();

  private @Nullable String function;
  private @Nullable String rejection;
  private OptionalLong elements = OptionalLong.empty();
  private OptionalLong decode = OptionalLong.empty();
  private OptionalLong compute = OptionalLong.empty();
  private OptionalLong encode = OptionalLong.empty();

  private AccessRecord() {}

  /// The record that goes with a request.
  public static AccessRecord of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof AccessRecord known) {
      return known;
    }
    var record = new AccessRecord();
    request.setAttribute(ATTRIBUTE, record);
    return record;
  }

  static boolean isNoted(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }

  /// Takes the function's own name, whatever alias it was called by.
  public void function(String name) {
    function = name;
  }

  /// Takes why the request is refused, a word of the metrics' tag `reason`.
  public void rejected(String slug) {
    rejection = slug;
  }

  public void decoded(long nanoseconds) {
    decode = OptionalLong.of(nanoseconds);
  }

  /// Takes the numbers in all tensors of the request, or the points of all series of a curve.
  public void elements(int count) {
    elements = OptionalLong.of(count);
  }

  /// Computes, and takes how long that took.
  public <T> T computing(Supplier<T> computation) {
    long start = System.nanoTime();
    var result = computation.get();
    compute = OptionalLong.of(System.nanoTime() - start);
    return result;
  }

  public void encoded(long nanoseconds) {
    encode = OptionalLong.of(nanoseconds);
  }

  @Nullable String function() {
    return function;
  }

  @Nullable String rejection() {
    return rejection;
  }

  OptionalLong elements() {
    return elements;
  }

  OptionalLong decode() {
    return decode;
  }

  OptionalLong compute() {
    return compute;
  }

  OptionalLong encode() {
    return encode;
  }
}
