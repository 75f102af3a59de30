/// How a function describes itself.
///
/// A function is a record in `activation` or `loss`: its components are the parameters, its
/// annotations ([Card], [Formula], [Input], [Extra], [Axis], [Traits], [Accuracy], [Param]) say
/// everything else once. A [Definition] reads them, and the [Catalogue] finds the records through
/// the sealed interfaces, so that binding, checks, cards, the OpenAPI document, the `http/` files
/// and the tests all come from the one declaration.
///
/// Design decisions:
///
/// - Values and gradients of activations and losses are one notion: a [Kernel] returns values and
///   the gradients of Σ upstream·values. A loss's reduction is nothing but a choice of [Upstream]:
///   the sample weights over what the mean divides by.
/// - Shapes are declared as patterns such as `[…, d]` and checked by unification, so that no kernel
///   checks a shape and each mismatch is told in the same words.
/// - A call of a thousand numbers takes about a microsecond, so what is the same in every call is
///   worked out once: the kernel with default parameters, patterns, the order of the inputs.
@NullMarked
package dev.nabla.function;

import org.jspecify.annotations.NullMarked;
