/// The Explorer: one page at `/` that shows every function, drawn in the browser from this
/// service's own answers. The page lies in `src/main/resources/static`; here is what the server
/// adds to it.
///
/// Design decisions:
///
/// - Plain ES modules, one idea each, and no build step: what is in the sources is what the browser
///   runs, so a change is seen after a reload, and nothing but Maven builds nabla.
/// - The page knows the service by its HTTP interface alone. A new function appears on it because
///   its card does.
/// - Libraries are webjars, pinned in the pom and served from the jar, so the page works without an
///   internet. The page names them without a version; Spring resolves it. uPlot and KaTeX are
///   scripts of their own, since as modules they come at two and three times the size.
/// - uPlot draws the curves: on a canvas, since sliders redraw two panels of up to six curves and
///   601 points many times a second, which it does in a few milliseconds at 50 kB. It has zoom and
///   a cursor, and leaves shading and marks to hooks. Libraries that keep an SVG element for each
///   mark are slower at that and larger. What a canvas cannot say to a screen reader stands in the
///   read-out and the table.
/// - The figures in `figures` are SVG: they have few marks, but some that are dragged, focused and
///   read out. What they show is asked for as it is needed, borders of regions too: distances over
///   a grid of places, between which lines are drawn, serve any distance alike.
/// - KaTeX sets the formulas, as it needs no more than the LaTeX of the card and builds elements,
///   never markup: the page's Content-Security-Policy lets no inline script or style in, and no
///   markup made of strings.
/// - Files are kept by the browser and asked for anew each time, by an entity tag of their content:
///   a module cannot name the version of another without a build step.
@NullMarked
package dev.nabla.explorer;

import org.jspecify.annotations.NullMarked;
