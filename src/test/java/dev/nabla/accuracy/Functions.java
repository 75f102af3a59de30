package dev.nabla.accuracy;

import dev.nabla.compute.CatalogueConfiguration;
import dev.nabla.function.Catalogue;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Limits;
import dev.nabla.function.Upstream;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.Workspace;
import dev.nabla.vector.Lanes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs functions of the catalogue without a service around them.
public final class Functions {

  public static final Catalogue CATALOGUE = CatalogueConfiguration.catalogue();

  private static final Limits LIMITS = new Limits(1 << 24, 1 << 20, 1L << 32);

  private Functions() {}

  public static Tensor tensor(Shape shape, double... data) {
    var padded = Lanes.array(data.length);
    System.arraycopy(data, 0, padded, 0, data.length);
    return new Tensor(shape, padded);
  }

  public static Tensor vector(double... data) {
    return tensor(Shape.of(data.length), data);
  }

  public static Evaluation evaluate(
      String name, Map<String, @Nullable Object> parameters, Map<String, Tensor> inputs) {
    return evaluate(name, parameters, inputs, false);
  }

  public static Evaluation evaluate(
      String name,
      Map<String, @Nullable Object> parameters,
      Map<String, Tensor> inputs,
      boolean jacobian) {
    return evaluate(name, parameters, inputs, jacobian, Workspace.ofNew());
  }

  static Evaluation evaluate(
      String name,
      Map<String, @Nullable Object> parameters,
      Map<String, Tensor> inputs,
      boolean jacobian,
      Workspace workspace) {
    var definition = CATALOGUE.find(name).orElseThrow();
    var kernel = definition.bind(parameters);
    var checked = definition.check(inputs, kernel, jacobian, LIMITS, workspace);
    var weights = inputs.get(definition.kind().weights());
    return kernel.resolve(checked).evaluate(checked, new Upstream(weights, 1));
  }

  /// A map that may hold null, which Map.of may not.
  public static Map<String, @Nullable Object> parameters(@Nullable Object... namesAndValues) {
    var parameters = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return parameters;
  }
}
