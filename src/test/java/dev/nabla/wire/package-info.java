/// What all protocols share: numbers as bytes, and bodies.
@NullMarked
package dev.nabla.wire;

import org.jspecify.annotations.NullMarked;
