/// The stateless service between the wires and the functions: parameters are bound, tensors
/// checked, the kernel run and timed, losses weighted and reduced. It knows metrics, but no wire
/// format.
///
/// Design decisions:
///
/// - Answers stand in memory that earlier answers have left, see [dev.nabla.tensor.Workspace].
///   Whoever writes an answer closes it; one that nobody closes is left to the garbage collector.
/// - Every function runs before the service says that it is ready. This happens beside the rest of
///   the start, for a bounded time.
/// - The rooms of the functions are seen from here alone: so the [dev.nabla.function.Catalogue] is
///   gathered here, and the [dev.nabla.compute.Guide] stands here, whose advice is on losses.
@NullMarked
package dev.nabla.compute;

import org.jspecify.annotations.NullMarked;
