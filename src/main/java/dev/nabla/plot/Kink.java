package dev.nabla.plot;

/// A point where the gradient jumps.
///
/// @param left the gradient before it
/// @param right the gradient behind it
record Kink(double at, double value, double left, double right) {}
