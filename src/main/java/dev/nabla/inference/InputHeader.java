package dev.nabla.inference;

import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.wire.Datatype;
import org.jspecify.annotations.Nullable;

/// What the JSON says of one input.
///
/// @param tensor the data that stood in the JSON
/// @param binaryDataSize the length of the data that stand behind it instead
record InputHeader(
    String name,
    Datatype datatype,
    Shape shape,
    @Nullable Tensor tensor,
    @Nullable Integer binaryDataSize) {}
