package dev.nabla.function;

import java.time.Duration;
import java.util.List;

/// A request that cannot be answered, with the place in it and what was expected there.
public final class RejectedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final transient List<Object> place;
  private final Duration retryAfter;

  /// @param place the way to the fault from the request's root: field names and indices; empty for
  ///   the request as a whole
  public RejectedException(Reason reason, List<Object> place, String detail) {
    this(reason, place, detail, Duration.ofSeconds(1));
  }

  /// @param retryAfter when the same request may be answered; counts only for reasons that pass
  public RejectedException(Reason reason, List<Object> place, String detail, Duration retryAfter) {
    // Refusals are answers, often many a second: no stack trace, no suppression.
    super(detail, null, false, false);
    this.reason = reason;
    this.place = List.copyOf(place);
    this.retryAfter = retryAfter;
  }

  /// A fault in one field as a whole.
  public RejectedException(Reason reason, String field, String detail) {
    this(reason, List.of(field), detail);
  }

  public Reason reason() {
    return reason;
  }

  public List<Object> place() {
    return place;
  }

  public Duration retryAfter() {
    return retryAfter;
  }

  /// What was expected and what was found.
  public String detail() {
    return String.valueOf(getMessage());
  }
}
