package dev.nabla.wire;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.NumberInput;

/// Number literals to numbers, each rounded once.
public final class Numbers {

  private Numbers() {}

  /// A float64, with the sign of −0 kept.
  public static double parseDouble(JsonParser parser, JsonToken token) {
    double value = parser.getDoubleValue();
    // As an integer, -0 has lost its sign.
    return value == 0 && token == JsonToken.VALUE_NUMBER_INT && parser.getString().startsWith("-")
        ? -0.0
        : value;
  }

  /// Straight from the decimal digits: by way of a double some would be rounded twice.
  public static float parseFloat(String literal) {
    return NumberInput.parseFloat(literal, true);
  }
}
