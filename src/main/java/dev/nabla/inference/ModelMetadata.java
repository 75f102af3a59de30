package dev.nabla.inference;

import dev.nabla.function.Definition;
import dev.nabla.function.Extra;
import dev.nabla.function.Input;
import dev.nabla.function.Kind;
import dev.nabla.function.ShapePattern;
import dev.nabla.tensor.Indices;
import dev.nabla.tensor.Labels;
import dev.nabla.tensor.Output;
import dev.nabla.wire.Datatype;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What the protocol tells of a model.
///
/// @param inputs all that the function knows, the optional ones and each form of those that exclude
///   each other among them, as the protocol has no word for either
/// @param outputs all that the function may answer, those that come only where a request asks for
///   them by name among them
record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs) {

  /// What the protocol tells of a tensor.
  ///
  /// @param datatype the one answered for float64 inputs
  /// @param shape -1 for each size that varies; a shape of any rank is shown as that of rank one
  record TensorMetadata(String name, String datatype, List<Integer> shape) {}

  private static final String FLOAT64 = Datatype.FP64.name();

  static ModelMetadata of(Definition definition) {
    return new ModelMetadata(
        definition.name(),
        List.of(Models.VERSION),
        "nabla",
        inputs(definition),
        outputs(definition));
  }

  private static List<TensorMetadata> inputs(Definition definition) {
    var inputs = new ArrayList<TensorMetadata>();
    for (var input : definition.inputs()) {
      inputs.add(tensor(input.name(), FLOAT64, input.shape()[0]));
    }
    inputs.add(tensor(definition.kind().weights(), FLOAT64, definition.card().values()));
    return inputs;
  }

  static List<TensorMetadata> outputs(Definition definition) {
    var outputs = new ArrayList<TensorMetadata>();
    outputs.add(tensor("values", FLOAT64, definition.card().values()));
    if (definition.kind() == Kind.LOSS) {
      outputs.add(new TensorMetadata("loss", FLOAT64, List.of(1)));
    }
    definition.inputs().stream()
        .filter(Input::differentiable)
        .map(input -> tensor("gradients." + input.name(), FLOAT64, input.shape()[0]))
        .forEach(outputs::add);
    for (Extra extra : definition.extras()) {
      outputs.add(tensor(extra.name(), datatype(extra.type()), extra.shape()));
    }
    return outputs;
  }

  private static TensorMetadata tensor(String name, String datatype, String pattern) {
    return new TensorMetadata(
        name, datatype, Collections.nCopies(ShapePattern.parse(pattern).rank(), -1));
  }

  private static String datatype(Class<? extends Output> type) {
    if (type == Indices.class) {
      return Datatype.INT64.name();
    }
    return type == Labels.class ? BinaryOutput.BYTES : FLOAT64;
  }
}
