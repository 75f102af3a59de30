/// The activations, one record each.
///
/// An elementwise activation is a loop of its own that loads whole lanes, shares one exponential
/// between value and slope, and stores both: the shape that the JIT compiles without a call or an
/// allocation. Nothing is shared between the loops but lane functions, which are small enough to be
/// inlined.
@NullMarked
package dev.nabla.activation;

import org.jspecify.annotations.NullMarked;
