/// Settings that are wrong, seen from the command line.
@NullMarked
package dev.nabla.settings;

import org.jspecify.annotations.NullMarked;
