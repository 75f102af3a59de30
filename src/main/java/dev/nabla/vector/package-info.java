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
/// - **Sweeps.** A vector stays in a register only while everything that handles it is inlined into
///   one loop. Two limits of C2 matter. It refuses methods that once became much machine code
///   alone, hence the `CompileCommand=inline` among the JVM arguments. And while it parses a loop
///   it refuses every method outside the JDK once 18,000 nodes exist, whatever the command says: a
///   vector operation takes about 400, a broadcast constant 200, an exponential nearly all. So the
///   functions of [Exponentials], [Logarithms], [Softplus], [Normal] and [ErrorFunctions] are long
///   and flat, what they share they call at their beginning, and a kernel calls them through a
///   [Sweep], which is compiled once and never inlined. A kernel's own loops are kept apart in the
///   same way by their names, `sweep…`; long ones end in methods of the Vector API itself, which
///   are never refused.
/// - **Whole.** The elementary functions are there for the functions to come, also where no kernel
///   calls them yet, such as erfc and the norm; all are held to their contracts.
@NullMarked
package dev.nabla.vector;

import org.jspecify.annotations.NullMarked;
