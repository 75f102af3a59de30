package dev.nabla.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a reader is told of a function. Stands on the function's record; the function's name is the
/// record's name in snake_case.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Card {

  /// The name as a textbook prints it.
  String title();

  /// One sentence: what it does and where it is used.
  String summary();

  /// Other names in use that resolve to this function.
  String[] aliases() default {};

  /// What a student of the field is taught about it, and where libraries disagree.
  String[] notes();

  /// Where the definition comes from.
  Reference[] references();

  /// A request, as JSON, that shows the function at work.
  String example();

  /// The values' shape, in the notation of [Input#shape()].
  String values() default "[…]";

  /// A title and where to find it.
  @Retention(RetentionPolicy.RUNTIME)
  @Target({})
  @interface Reference {
    String title();

    String url();
  }
}
