package dev.nabla.tensor;

/// One array of an answer.
public sealed interface Output permits Tensor, Indices, Labels {
  Shape shape();
}
