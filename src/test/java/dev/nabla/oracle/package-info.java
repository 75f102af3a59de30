/// What the tests compare with: definitions in high precision, the distance in ulps, and where to
/// look.
@NullMarked
package dev.nabla.oracle;

import org.jspecify.annotations.NullMarked;
