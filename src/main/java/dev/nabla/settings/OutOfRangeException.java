package dev.nabla.settings;

/// A setting with a value that it cannot have.
final class OutOfRangeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final transient Property property;

  OutOfRangeException(Property property, Object value) {
    super("%s must be %s, not %s".formatted(property.name(), property.expected(), value));
    this.property = property;
  }

  Property property() {
    return property;
  }
}
