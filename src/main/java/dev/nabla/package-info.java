/// What is run: the service itself, and the check of its health that the image runs beside it.
///
/// Design decisions:
///
/// - The JVM is asked for the Vector API before any class of the core could fail for want of it.
/// - The bean definitions that the image has as code hold for the settings in the archive alone;
///   [PreparedBeans] leaves them out where a setting may ask for other beans.
@NullMarked
package dev.nabla;

import org.jspecify.annotations.NullMarked;
