/// Every function against independent arithmetic: its definition to 67 digits, the limits it
/// declares, and libtorch where that is installed. One row a function; a function without a row
/// fails the build.
///
/// What a [Form] measures, `AccuracyTest` holds to the bound that the function declares, and
/// `AccuracyTable` writes down beside libtorch's errors.
@NullMarked
package dev.nabla.accuracy;

import org.jspecify.annotations.NullMarked;
