/// Curves from outside, and what they are made of by itself.
@NullMarked
package dev.nabla.plot;

import org.jspecify.annotations.NullMarked;
