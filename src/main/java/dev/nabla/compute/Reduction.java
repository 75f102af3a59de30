package dev.nabla.compute;

/// How the losses of the samples become one number.
public enum Reduction {
  /// The sum over what [dev.nabla.loss.Loss#divisor] says, for most losses the number of values.
  MEAN("mean"),
  SUM("sum"),
  /// No number at all; gradients are those of the sum.
  NONE("none");

  private final String label;

  Reduction(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
