package dev.nabla.web;

import static dev.nabla.wire.DocumentedTypes.array;
import static dev.nabla.wire.DocumentedTypes.flag;
import static dev.nabla.wire.DocumentedTypes.integer;
import static dev.nabla.wire.DocumentedTypes.reference;
import static dev.nabla.wire.DocumentedTypes.word;

import dev.nabla.compute.Reduction;
import dev.nabla.function.Definition;
import dev.nabla.function.Extra;
import dev.nabla.function.Input;
import dev.nabla.function.Kind;
import dev.nabla.function.Parameter;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Indices;
import dev.nabla.tensor.Labels;
import dev.nabla.tensor.Output;
import dev.nabla.wire.DocumentedObject;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.Arrays;

/// The JSON Schemas of a function's requests and answers, from its declaration.
final class FunctionSchemas {

  private FunctionSchemas() {}

  static String requestName(Definition definition) {
    return typeName(definition) + "Request";
  }

  static String responseName(Definition definition) {
    return typeName(definition) + "Response";
  }

  /// `leaky_relu` as `LeakyRelu`.
  private static String typeName(Definition definition) {
    var words = new StringBuilder();
    for (var word : definition.name().split("_", -1)) {
      words.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return words.toString();
  }

  static Schema<?> request(Definition definition) {
    var request = DocumentedObject.closed();
    for (var input : definition.inputs()) {
      var name = input.name();
      switch (input.presence()) {
        case REQUIRED -> request.with(name, tensor(input));
        case OPTIONAL -> request.withOptional(name, tensor(input));
        case ONE_OF ->
            request
                .withOptional(name, tensor(input))
                .addOneOfItem(new JsonSchema().addRequiredItem(name));
      }
    }
    for (var parameter : definition.parameters()) {
      request.withOptional(parameter.name(), parameter(parameter));
    }
    request.withOptional(definition.kind().weights(), weights(definition));
    if (definition.kind() == Kind.LOSS) {
      var reductions = Arrays.stream(Reduction.values()).map(Reduction::label).toList();
      request.withOptional(
          "reduction", word(reductions, "mean").description("How the values become the loss"));
    }
    if (definition.hasJacobian()) {
      var jacobian = flag().description("Whether the Jacobian of each row is returned too");
      jacobian.setDefault(false);
      request.withOptional("jacobian", jacobian);
    }
    return request.withOptional("dtype", dtype()).withOptional("outputs", outputs(definition));
  }

  private static Schema<?> tensor(Input input) {
    return tensor(
        "%s. Shape %s; %s."
            .formatted(
                input.description(),
                String.join(" or ", input.shape()),
                input.domain().description()));
  }

  private static Schema<?> weights(Definition definition) {
    var words =
        definition.kind() == Kind.LOSS
            ? "A finite weight for each value, 0 to silence it; what the mean divides by stays the same; ones where absent"
            : "The gradient arriving at each value; ones where absent";
    return tensor("%s. Shape %s.".formatted(words, definition.card().values()));
  }

  private static Schema<?> tensor(String description) {
    return reference(SharedSchemas.TENSOR).description(description);
  }

  private static Schema<?> dtype() {
    return word(Arrays.stream(DType.values()).map(DType::label).toList(), "float64")
        .description("The type of all numbers; float32 answers are float64 answers rounded once");
  }

  private static Schema<?> outputs(Definition definition) {
    return array(word(Request.outputs(definition.kind())))
        .description("The parts of the answer that are wanted; all where absent");
  }

  private static Schema<?> parameter(Parameter parameter) {
    var declaration = parameter.declaration();
    var schema = new JsonSchema();
    schema.addType(parameter.type().label());
    if (parameter.nullable()) {
      schema.addType("null");
    }
    switch (parameter.type()) {
      case NUMBER -> schema.setFormat("double");
      case INTEGER -> schema.setFormat("int32");
      case BOOLEAN, STRING -> {}
    }
    schema.setDescription(declaration.description());
    parameter.allowed().forEach(schema::addEnumItemObject);
    if (Double.isFinite(declaration.minimum())) {
      var minimum = BigDecimal.valueOf(declaration.minimum());
      if (declaration.exclusive()) {
        schema.setExclusiveMinimumValue(minimum);
      } else {
        schema.setMinimum(minimum);
      }
    }
    if (Double.isFinite(declaration.maximum())) {
      var maximum = BigDecimal.valueOf(declaration.maximum());
      if (declaration.exclusive()) {
        schema.setExclusiveMaximumValue(maximum);
      } else {
        schema.setMaximum(maximum);
      }
    }
    var standard = parameter.shownDefault();
    if (standard != null) {
      schema.setDefault(standard);
    }
    return schema;
  }

  static Schema<?> response(Definition definition) {
    var parameters = DocumentedObject.closed();
    for (var parameter : definition.parameters()) {
      parameters.with(parameter.name(), parameter(parameter));
    }
    var gradients = DocumentedObject.closed();
    for (var input : definition.inputs()) {
      if (!input.differentiable()) {
        continue;
      }
      if (input.presence() == Input.Presence.REQUIRED) {
        gradients.with(input.name(), reference(SharedSchemas.TENSOR));
      } else {
        gradients.withOptional(input.name(), reference(SharedSchemas.TENSOR));
      }
    }
    var shape =
        array(integer(0)).description("The shape of the values, " + definition.card().values());
    var response =
        DocumentedObject.closed()
            .with("function", new JsonSchema().typesItem("string")._const(definition.name()))
            .with("parameters", parameters)
            .with("dtype", dtype())
            .with("shape", shape);
    if (definition.kind() == Kind.LOSS) {
      response.withOptional(
          "loss",
          reference(SharedSchemas.NUMBER)
              .description("The reduced loss; absent for reduction none"));
    }
    response.withOptional("values", tensor("The values"));
    for (var extra : definition.extras()) {
      response.withOptional(extra.name(), extra(extra));
    }
    return response.withOptional("gradients", gradients);
  }

  private static Schema<?> extra(Extra extra) {
    return reference(component(extra.type()))
        .description("%s. Shape %s.".formatted(extra.description(), extra.shape()));
  }

  private static String component(Class<? extends Output> type) {
    if (type == Indices.class) {
      return SharedSchemas.INDICES;
    }
    return type == Labels.class ? SharedSchemas.LABELS : SharedSchemas.TENSOR;
  }
}
