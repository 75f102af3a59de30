package dev.nabla.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A function's definition, for one element, row or sample, in plain Unicode and in LaTeX.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Formula {
  String value();

  String gradient();

  String latex();

  String latexGradient();
}
