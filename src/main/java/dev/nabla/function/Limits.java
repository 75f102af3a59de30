package dev.nabla.function;

import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import java.util.List;

/// How much one call may ask of the core.
///
/// @param elements numbers in all inputs together, and in each output
/// @param jacobianElements numbers in a Jacobian
/// @param products multiplications in a function whose work grows faster than its inputs
public record Limits(int elements, int jacobianElements, long products) {

  /// Where the settings of the service stand.
  public static final String PREFIX = "nabla.limits";

  public void checkJacobian(long requested) {
    check("elements in the Jacobian", "jacobian-elements", jacobianElements, requested, "jacobian");
  }

  void checkOutput(long requested) {
    check("elements in an output", "elements", elements, requested, "");
  }

  public void checkProducts(long requested) {
    check("multiplications", "products", products, requested, "");
  }

  /// Checks one number against its limit.
  ///
  /// @param field to blame; empty for the request as a whole
  public static void check(String what, String property, long limit, long requested, String field) {
    if (requested > limit) {
      throw new RejectedException(
          Reason.LIMIT_EXCEEDED,
          field.isEmpty() ? List.of() : List.of(field),
          exceeded(what, property, limit, "found " + Shown.count(requested)));
    }
  }

  /// What is said where a request's tensors have too many numbers.
  ///
  /// @param found as in [#exceeded]
  public static String tooManyElements(long limit, String found) {
    return exceeded("numbers in all inputs together", "elements", limit, found);
  }

  /// The one wording for everything that is too much.
  ///
  /// @param found what was found instead, as far as it was looked at
  public static String exceeded(String what, String property, long limit, String found) {
    return "expected at most %s %s (%s.%s), %s"
        .formatted(Shown.count(limit), what, PREFIX, property, found);
  }
}
