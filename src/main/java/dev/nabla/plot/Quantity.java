package dev.nabla.plot;

/// What a curve may show.
enum Quantity {
  VALUE,
  GRADIENT;

  String label() {
    return Given.label(this);
  }

  /// The name of many, as queries and answers have it.
  String plural() {
    return label() + "s";
  }
}
