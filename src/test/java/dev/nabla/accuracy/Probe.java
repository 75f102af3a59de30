package dev.nabla.accuracy;

import dev.nabla.function.Definition;
import dev.nabla.function.Evaluation;
import dev.nabla.function.Input;
import dev.nabla.function.Parameter;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// Each function in each of its forms on seeded inputs, for tests that look at all functions alike.
///
/// @param form the alternative input that is given, and the words its enumerations have
/// @param inputs `samples` samples in the shapes that the function declares
public record Probe(
    Definition definition,
    String form,
    Map<String, @Nullable Object> parameters,
    Map<String, Tensor> inputs) {

  private static final int FEATURES = 5;
  private static final int UNITS = 2;
  private static final int PIECES = 3;

  public static List<Probe> all(int samples) {
    var probes = new ArrayList<Probe>();
    for (var definition : Functions.CATALOGUE.all()) {
      for (var parameters : words(definition)) {
        for (var form : forms(definition)) {
          probes.add(of(definition, form, parameters, samples));
        }
      }
    }
    return probes;
  }

  /// One map for each word of each enumeration.
  private static List<Map<String, @Nullable Object>> words(Definition definition) {
    var all = new ArrayList<Map<String, @Nullable Object>>();
    all.add(Functions.parameters());
    for (var parameter : definition.parameters()) {
      for (var word : parameter.allowed()) {
        if (!word.equals(parameter.shownDefault())) {
          all.add(Functions.parameters(parameter.name(), word));
        }
      }
      if (parameter.type() == Parameter.Type.BOOLEAN) {
        all.add(Functions.parameters(parameter.name(), true));
      }
    }
    return all;
  }

  /// The inputs of which one is given, or nothing where all are.
  private static List<String> forms(Definition definition) {
    var alternatives =
        definition.inputs().stream()
            .filter(input -> input.presence() == Input.Presence.ONE_OF)
            .map(Input::name)
            .toList();
    return alternatives.isEmpty() ? List.of("") : alternatives;
  }

  private static Probe of(
      Definition definition, String form, Map<String, @Nullable Object> parameters, int samples) {
    var random = new Random(definition.name().hashCode());
    var inputs = new LinkedHashMap<String, Tensor>();
    for (var input : definition.inputs()) {
      boolean wanted =
          switch (input.presence()) {
            case REQUIRED, OPTIONAL -> true;
            case ONE_OF -> input.name().equals(form);
          };
      if (wanted) {
        inputs.put(input.name(), tensor(input, samples, random));
      }
    }
    return new Probe(definition, form, parameters, inputs);
  }

  private static Tensor tensor(Input input, int samples, Random random) {
    var shape =
        switch (input.shape()[0]) {
          case "[…]" -> Shape.of(samples);
          case "[k, units, d]" -> Shape.of(PIECES, UNITS, FEATURES);
          case "[k, units]" -> Shape.of(PIECES, UNITS);
          case "[C]" -> Shape.of(FEATURES);
          default -> Shape.of(samples, FEATURES);
        };
    var numbers = DoubleStream.generate(() -> number(input, random)).limit(shape.size());
    return Functions.tensor(shape, numbers.toArray());
  }

  private static double number(Input input, Random random) {
    if (input.shape().length > 1) {
      return random.nextInt(FEATURES);
    }
    return switch (input.domain()) {
      case ANY, FINITE -> random.nextGaussian() * Math.exp(3 * random.nextGaussian());
      case NON_NEGATIVE, UNIT_INTERVAL, PROBABILITY -> random.nextDouble();
      case BINARY -> random.nextInt(2);
      case SIGN -> 2 * random.nextInt(2) - 1;
    };
  }

  public Evaluation run() {
    return run(Workspace.ofNew());
  }

  Evaluation run(Workspace workspace) {
    return Functions.evaluate(definition.name(), parameters, inputs, false, workspace);
  }

  @Override
  public String toString() {
    return "%s %s%s".formatted(definition.name(), form, parameters);
  }
}
