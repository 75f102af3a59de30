package dev.nabla.function;

import java.util.List;

/// A request that cannot be answered, with the place in it and what was expected there.
public final class RejectedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final transient List<Object> place;

  /// @param place the way to the fault from the request's root: field names and indices; empty for
  ///   the request as a whole
  public RejectedException(Reason reason, List<Object> place, String detail) {
    // Refusals are answers, often many a second: no stack trace, no suppression.
    super(detail, null, false, false);
    this.reason = reason;
    this.place = List.copyOf(place);
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

  /// What was expected and what was found.
  public String detail() {
    return String.valueOf(getMessage());
  }
}
