/// The activations, one record each.
///
/// An elementwise activation runs over stretches that stay in the first-level cache: short loops of
/// its own that load whole lanes and store them, and between them sweeps of elementary functions.
/// One exponential is shared by value and slope. The output arrays hold what passes from loop to
/// loop, so nothing is allocated.
@NullMarked
package dev.nabla.activation;

import org.jspecify.annotations.NullMarked;
