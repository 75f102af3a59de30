package dev.nabla.plot;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One choice out of what a query leaves to choose: the series' parameters and inputs, as given.
///
/// @param parameters Double, Long, Boolean, String or null by name
/// @param inputs numbers or nested arrays of them by name
record Variant(
    SequencedMap<String, @Nullable Object> parameters, SequencedMap<String, JsonNode> inputs) {

  static final Variant DEFAULT = new Variant(new LinkedHashMap<>(), new LinkedHashMap<>());

  Variant withParameter(String name, @Nullable Object value) {
    var more = new LinkedHashMap<String, @Nullable Object>(parameters);
    more.put(name, value);
    return new Variant(more, inputs);
  }

  Variant withInput(String name, JsonNode value) {
    var more = new LinkedHashMap<>(inputs);
    more.put(name, value);
    return new Variant(parameters, more);
  }
}
