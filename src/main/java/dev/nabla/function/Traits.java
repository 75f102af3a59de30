package dev.nabla.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What holds of a function along the first of its [axes][Axis], its parameters at their defaults.
/// Each trait is printed on the card and run as a test.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Traits {

  /// The values' interval, as in `[0, ∞)`. An end that only rounding reaches is open.
  String range();

  boolean zeroCentered() default false;

  Monotonic monotonic() default Monotonic.NONE;

  Saturates saturates() default Saturates.NONE;

  Symmetry symmetry() default Symmetry.NONE;

  /// Differentiable everywhere, with a continuous gradient.
  boolean smooth() default true;

  boolean convex() default false;

  Kink[] kinks() default {};

  /// The value at −∞.
  double left();

  /// The value at +∞.
  double right();

  /// A point where the gradient jumps, and the subgradient chosen there.
  @Retention(RetentionPolicy.RUNTIME)
  @Target({})
  @interface Kink {
    double at();

    double gradient();
  }

  /// In the weak sense: never moving the other way.
  enum Monotonic {
    INCREASING,
    DECREASING,
    NONE
  }

  /// The side on which the gradient fades to 0.
  enum Saturates {
    LEFT,
    RIGHT,
    BOTH,
    NONE
  }

  enum Symmetry {
    ODD,
    EVEN,
    NONE
  }
}
