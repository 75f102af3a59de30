package dev.nabla.function;

/// The two kinds of function.
public enum Kind {
  ACTIVATION("activation", "activations", "upstream"),
  LOSS("loss", "losses", "sample_weights");

  private final String label;
  private final String collection;
  private final String weights;

  Kind(String label, String collection, String weights) {
    this.label = label;
    this.collection = collection;
    this.weights = weights;
  }

  public String label() {
    return label;
  }

  /// The plural that paths use.
  public String collection() {
    return collection;
  }

  /// The input that weighs this kind's values.
  public String weights() {
    return weights;
  }
}
