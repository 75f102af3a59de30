package dev.nabla.tensor;

/// The type that the caller's numbers have. Everything is computed in float64; a float32 answer is
/// the float64 answer rounded once.
public enum DType {
  FLOAT64("float64"),
  FLOAT32("float32");

  private final String label;

  DType(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
