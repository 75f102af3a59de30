/// Curves of the functions over HTTP, as numbers and as pictures.
///
/// Design decisions:
///
/// - Where a curve runs is declared with the function, as its [axes][dev.nabla.function.Axis]. What
///   a point of the axis means for the inputs is therefore said once, for curves, cards and tests.
/// - All points of a series are one call of the compute service, so that a curve's numbers are
///   those that the function's own path answers, to the last bit.
/// - Kinks are found, not declared: what a jump of the gradient lies in is halved down to two
///   doubles side by side. So they are right whatever the parameters are. The search has points of
///   its own, so they do not depend on those of the curve either.
/// - A curve depends on nothing but its query and the build, which is what its entity tag says. An
///   unchanged one is never computed again.
/// - A curve is admitted, bounded in memory and time, and logged as a POST is: drawing may cost
///   more than computing does.
/// - JFreeChart draws on AWT, which Spring's java.desktop brings anyway; Batik writes the SVG. Text
///   becomes outlines of the one font that comes along, so neither the machine that draws nor the
///   one that shows needs a font.
@NullMarked
package dev.nabla.plot;

import org.jspecify.annotations.NullMarked;
