package dev.nabla.function;

import dev.nabla.tensor.Output;
import dev.nabla.tensor.Tensor;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// One output of a function beside its values and gradients.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Extra.All.class)
public @interface Extra {
  String name();

  /// In the notation of [Input#shape()].
  String shape() default "[…]";

  Class<? extends Output> type() default Tensor.class;

  /// Whether the output is there only where the request's `jacobian` is true.
  boolean onRequest() default false;

  String description();

  /// The container of repeated extras.
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface All {
    Extra[] value();
  }
}
