package dev.nabla.inference;

/// An output that a request names.
///
/// @param binary whether its data is wanted as bytes rather than as JSON
record RequestedOutput(String name, boolean binary) {}
