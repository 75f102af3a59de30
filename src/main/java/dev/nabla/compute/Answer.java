package dev.nabla.compute;

import dev.nabla.function.Definition;
import dev.nabla.function.Evaluation;
import dev.nabla.tensor.DType;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What a call came to.
///
/// @param parameters every parameter as it took effect
/// @param loss the reduced loss; null for activations and for the reduction none
public record Answer(
    Definition definition,
    SequencedMap<String, @Nullable Object> parameters,
    DType dtype,
    @Nullable Double loss,
    Evaluation evaluation) {}
