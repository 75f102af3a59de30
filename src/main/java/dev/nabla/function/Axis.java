package dev.nabla.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A line through a function's inputs, along which it is drawn as a curve. The first axis of a
/// function is its natural one, of which its [Traits] speak. A record without axes of its own has
/// those of the interface that names its form.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Axis.All.class)
public @interface Axis {

  /// The name in queries.
  String name();

  /// What a picture writes under the axis.
  String label();

  /// What a point on the line is, for people.
  String along();

  /// The request, as JSON, that one point of the line makes. `$` stands for the point and `1-$` for
  /// what is missing to 1; the parameters in it are defaults of the curve. A row of values is
  /// looked at through its first.
  String section();

  /// Inputs of the section that a query may set.
  String[] open() default {};

  /// Where a curve begins unless a query says otherwise.
  double from();

  /// Where a curve ends unless a query says otherwise.
  double to();

  /// The container of repeated axes.
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface All {
    Axis[] value();
  }
}
