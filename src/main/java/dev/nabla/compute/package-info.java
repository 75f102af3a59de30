/// The stateless service between the wires and the functions: parameters are bound, tensors
/// checked, the kernel run and timed, losses weighted and reduced. It knows metrics, but no wire
/// format.
@NullMarked
package dev.nabla.compute;

import org.jspecify.annotations.NullMarked;
