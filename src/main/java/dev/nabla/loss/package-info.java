/// The losses, one record each.
///
/// A loss returns its samples' values and the gradients that an upstream factor of each sample
/// makes of them. Reduction and sample weights are outside: they only choose that factor, so no
/// loss knows of them.
///
/// The form a loss has (one prediction against one target, a logit or a probability, several inputs
/// together) is an interface inside [Loss] that carries the inputs common to the form.
@NullMarked
package dev.nabla.loss;

import org.jspecify.annotations.NullMarked;
