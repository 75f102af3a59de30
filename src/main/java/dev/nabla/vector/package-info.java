/// The numerical core: lanes of float64, elementary functions on them, and compensated sums.
///
/// - **Same bits everywhere.** Every function is built from operations whose result IEEE 754 fixes
///   to the last bit (add, subtract, multiply, divide, fused multiply-add, comparison, integer
///   operations on the bit pattern). The JDK's own `lanewise(EXP)` and its like are not: their bits
///   change when the JIT compiles them and differ between processors. The bits here depend neither
///   on the vector width, nor on the processor, nor on how hot the code is. Only which of the many
///   NaN bit patterns a NaN has is left open.
/// - **No tails.** Arrays are padded to [Lanes#BLOCK] elements, the widest vector there is, so a
///   loop needs no scalar remainder and an element's digits don't depend on its position.
/// - **One value per call.** A lane function takes vectors and returns one vector. Where a result
///   is needed to more than 53 bits, helper methods return only the small correction, and the
///   caller adds it to what it already has: a pair would have to live in an object, and a vector in
///   an object is memory.
/// - **Inline limits.** A vector stays in a register only while everything that handles it is
///   inlined, so each method stays under 325 bytecodes, HotSpot's limit for hot methods. The
///   service runs with `-XX:CompileCommand=inline,dev.nabla.vector.Elementary::*`, because a method
///   that the JIT has once compiled alone into much machine code would otherwise stop being
///   inlined.
@NullMarked
package dev.nabla.vector;

import org.jspecify.annotations.NullMarked;
