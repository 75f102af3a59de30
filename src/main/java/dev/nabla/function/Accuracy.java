package dev.nabla.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How far a function's float64 results may be from the exact ones, over the whole line and for any
/// parameters unless the note says otherwise. Printed on the card and run as a test.
///
/// Errors count in ulps, the distance between the float64 numbers next to the exact result; among
/// subnormal results that is 4.9e-324. Sums over samples and features add at most 2 ulp of the sum.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Accuracy {

  /// The largest error of a value without sample weights, which multiply the rounded value.
  double value();

  /// The largest error of a gradient, for an upstream of 1; others multiply the rounded gradient.
  double gradient();

  /// Where, and why, errors count in ulps of something larger than the result.
  String note() default "";
}
