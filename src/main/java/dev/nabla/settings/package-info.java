/// Every property under `nabla.*`, in one record.
///
/// Design decisions:
///
/// - A property is a record component: its default and its [Range] are annotations, its meaning is
///   the component's `@param`. Binding, checks, the configuration metadata, the messages at
///   start-up and the table in README.md all follow from there.
/// - Ranges are an annotation of our own and not Bean Validation, which never sees a value that
///   could not be converted, and so cannot say what was expected instead.
/// - A property that is misspelt stops the start, where it comes from the command line or a file.
///   The environment is let be: other software puts names such as `NABLA_PORT` there.
@NullMarked
package dev.nabla.settings;

import org.jspecify.annotations.NullMarked;
