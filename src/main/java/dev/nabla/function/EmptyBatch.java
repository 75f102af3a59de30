package dev.nabla.function;

import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/// Batches without a sample. Nested arrays cannot say how long the rows of no rows are: `[]` is all
/// that is left of a batch of shape `[0, d]`. Where a function makes one value of each row, an
/// input of shape `[0]` therefore has no rows, rather than one row without elements.
final class EmptyBatch {

  private static final Shape NOTHING = Shape.of(0);

  private final Definition definition;
  private final Map<String, Tensor> given;
  private final Map<String, Tensor> spread;

  private EmptyBatch(Definition definition, Map<String, Tensor> given) {
    this.definition = definition;
    this.given = given;
    this.spread = new HashMap<>(given);
  }

  /// The tensors, with their rows' length added to those of shape `[0]` that stand for rows.
  static Map<String, Tensor> spread(Definition definition, Map<String, Tensor> given) {
    if (given.values().stream().noneMatch(tensor -> tensor.shape().equals(NOTHING))) {
      return given;
    }
    var batch = new EmptyBatch(definition, given);
    var values = definition.valuesPattern();
    for (var input : definition.declared()) {
      var rows = input.patterns().getFirst();
      if (!rows.equals(values)) {
        batch.spread(input.name(), rows);
        batch.spread(definition.kind().weights(), values);
      }
    }
    return batch.spread;
  }

  private void spread(String name, ShapePattern pattern) {
    var tensor = given.get(name);
    if (tensor != null && tensor.shape().equals(NOTHING) && pattern.hasRows()) {
      spread.put(name, Tensor.zeros(NOTHING.with(length(pattern.words().getLast()))));
    }
  }

  /// The size that an input without leading dimensions gives a word; 0 where there is none.
  private int length(String word) {
    for (var input : definition.declared()) {
      var tensor = given.get(input.name());
      var pattern = input.patterns().getFirst();
      if (tensor != null
          && !pattern.open()
          && pattern.words().contains(word)
          && tensor.shape().rank() == pattern.words().size()) {
        return tensor.shape().dimension(pattern.words().indexOf(word));
      }
    }
    return 0;
  }
}
