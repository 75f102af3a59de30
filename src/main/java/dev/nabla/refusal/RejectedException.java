package dev.nabla.refusal;

import java.time.Duration;
import java.util.List;

/// A request that cannot be answered, with the place in it and what was expected there.
public final class RejectedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final transient Place place;
  private final Duration retryAfter;

  public RejectedException(Reason reason, Place place, String detail) {
    this(reason, place, detail, Duration.ofSeconds(1));
  }

  /// @param retryAfter when the same request may be answered; counts only for reasons that pass
  public RejectedException(Reason reason, Place place, String detail, Duration retryAfter) {
    // Refusals are answers, often many a second: no stack trace, no suppression.
    super(detail, null, false, false);
    this.reason = reason;
    this.place = place;
    this.retryAfter = retryAfter;
  }

  /// A fault in the body.
  ///
  /// @param steps as [Place.Body] has them
  public RejectedException(Reason reason, List<Object> steps, String detail) {
    this(reason, new Place.Body(steps), detail);
  }

  /// A fault in one field of the body as a whole.
  public RejectedException(Reason reason, String field, String detail) {
    this(reason, List.of(field), detail);
  }

  /// The same fault at another place.
  public RejectedException at(Place other) {
    return new RejectedException(reason, other, detail(), retryAfter);
  }

  public Reason reason() {
    return reason;
  }

  public Place place() {
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
