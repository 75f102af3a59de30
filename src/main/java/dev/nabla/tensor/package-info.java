/// What calls take and answer: [Tensor]s of float64 numbers in padded arrays, their [Shape]s, the
/// [Rows] along an axis, and the other kinds of [Output].
///
/// Results stand in the arrays of a [Workspace], which go from call to call. Zeroing new memory and
/// fetching it into the cache takes several times as long as a cheap function. It is the one thing
/// that calls share, and none can tell: what stood there before reaches no answer.
@NullMarked
package dev.nabla.tensor;

import org.jspecify.annotations.NullMarked;
