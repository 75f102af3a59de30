/// The activations, one record each.
///
/// An elementwise activation computes one stretch at a time that stays in the first-level cache:
/// short loops of its own that load whole lanes and store them, and between them sweeps of
/// elementary functions. One exponential is shared by value and slope. The output arrays hold what
/// passes from loop to loop, so nothing is allocated. Gradients are scaled stretch by stretch as
/// well, while they are in the cache.
@NullMarked
package dev.nabla.activation;

import org.jspecify.annotations.NullMarked;
