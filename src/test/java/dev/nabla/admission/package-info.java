/// Overload, slow clients and shutdown, from outside.
@NullMarked
package dev.nabla.admission;

import org.jspecify.annotations.NullMarked;
