/// The service and its start.
@NullMarked
package dev.nabla.compute;

import org.jspecify.annotations.NullMarked;
