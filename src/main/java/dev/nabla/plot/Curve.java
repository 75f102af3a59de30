package dev.nabla.plot;

import dev.nabla.tensor.Output;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A function along an axis, once for each variant that was asked for.
///
/// @param x the points
/// @param series one a variant, in the order of the query's values
record Curve(CurveQuery query, List<Double> x, List<Series> series) {

  /// @param parameters every parameter as it took effect
  /// @param inputs the open inputs
  /// @param extras the function's further outputs, one element a point
  /// @param kinks where the gradient jumps
  record Series(
      SequencedMap<String, @Nullable Object> parameters,
      SequencedMap<String, JsonNode> inputs,
      List<Double> values,
      List<Double> gradients,
      Map<String, Output> extras,
      List<Kink> kinks) {

    /// The numbers of one of a query's outputs.
    List<Double> output(Quantity quantity) {
      return switch (quantity) {
        case VALUE -> values;
        case GRADIENT -> gradients;
      };
    }
  }
}
