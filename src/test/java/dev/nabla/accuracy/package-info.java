/// Every function against independent arithmetic: its definition to 60 digits, the limits it
/// declares, and libtorch where that is installed. One row a function; a function without a row
/// fails the build.
@NullMarked
package dev.nabla.accuracy;

import org.jspecify.annotations.NullMarked;
