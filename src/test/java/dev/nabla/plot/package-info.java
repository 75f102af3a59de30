/// Tests of what curves are made of.
@NullMarked
package dev.nabla.plot;

import org.jspecify.annotations.NullMarked;
