package dev.nabla.function;

import dev.nabla.vector.Range;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// One input tensor of a function.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Input.All.class)
public @interface Input {
  String name();

  /// Patterns of which the tensor's shape must match one. `…` stands for any leading dimensions, a
  /// word for one dimension; both mean the same sizes in every input of the call. Where the
  /// function has an `axis`, the last word is the dimension at that axis.
  String[] shape() default "[…]";

  Domain domain() default Domain.ANY;

  /// Whether the answer carries a gradient for it.
  boolean differentiable() default true;

  Presence presence() default Presence.REQUIRED;

  String description();

  /// When an input must be there.
  enum Presence {
    REQUIRED,
    OPTIONAL,
    /// Exactly one out of all inputs marked so.
    ONE_OF
  }

  /// The set an input's numbers come from. Each is checked before anything is computed.
  enum Domain {
    ANY("any number"),
    FINITE("a finite number"),
    NON_NEGATIVE("a finite number ≥ 0"),
    UNIT_INTERVAL("a number in [0, 1]"),
    /// As UNIT_INTERVAL, but NaN passes, to come out as NaN.
    PROBABILITY("a probability in [0, 1]"),
    BINARY("0 or 1"),
    SIGN("−1 or 1");

    private final String description;

    Domain(String description) {
      this.description = description;
    }

    public String description() {
      return description;
    }

    /// Whether the first `size` numbers are all in the set.
    public boolean containsAll(double[] data, int size) {
      return switch (this) {
        case ANY -> true;
        case FINITE -> Range.holds(data, size, -Double.MAX_VALUE, Double.MAX_VALUE);
        case NON_NEGATIVE -> Range.holds(data, size, 0, Double.MAX_VALUE);
        case UNIT_INTERVAL -> Range.holds(data, size, 0, 1);
        case PROBABILITY -> Range.holdsUnlessNaN(data, size, 0, 1);
        case BINARY -> Range.isEither(data, size, 0, 1);
        case SIGN -> Range.isEither(data, size, -1, 1);
      };
    }

    /// Whether one number is.
    public boolean contains(double value) {
      return switch (this) {
        case ANY -> true;
        case FINITE -> Double.isFinite(value);
        case NON_NEGATIVE -> value >= 0 && value <= Double.MAX_VALUE;
        case UNIT_INTERVAL -> value >= 0 && value <= 1;
        case PROBABILITY -> !(value < 0) && !(value > 1);
        case BINARY -> value == 0 || value == 1;
        case SIGN -> value == -1 || value == 1;
      };
    }
  }

  /// The container of repeated inputs.
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface All {
    Input[] value();
  }
}
