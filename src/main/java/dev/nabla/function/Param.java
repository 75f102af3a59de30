package dev.nabla.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// One parameter of a function, on the record component that holds it. The component's type says
/// what is accepted: `double`, `int`, `boolean`, an enum (its constants in lower case), or
/// `@Nullable Double` or `@Nullable Integer`, which also take null.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {

  /// The default, as JSON writes it.
  String value();

  double minimum() default Double.NEGATIVE_INFINITY;

  double maximum() default Double.POSITIVE_INFINITY;

  /// Whether the bounds themselves are out of range.
  boolean exclusive() default false;

  String description();
}
