package dev.nabla.function;

import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.Workspace;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A function as its record declares it, and the way from parameters to a kernel.
public final class Definition {

  private final String name;
  private final Kind kind;
  private final Card card;
  private final Formula formula;
  private final Traits traits;
  private final Accuracy accuracy;
  private final List<Axis> axes;
  private final List<Input> inputs;
  private final List<Extra> extras;
  private final List<Parameter> parameters;
  private final Constructor<?> constructor;
  private final List<DeclaredInput> declared;
  private final ShapePattern valuesPattern;
  private final Kernel standard;
  private final SequencedMap<String, @Nullable Object> standardParameters;

  /// Those of the record's components, in the order of the parameters.
  private final List<Method> accessors;

  Definition(Class<? extends Record> type, Kind kind) {
    this.name = Parameter.snakeCase(type.getSimpleName());
    this.kind = kind;
    this.card = declared(type, Card.class);
    this.formula = declared(type, Formula.class);
    this.traits = declared(type, Traits.class);
    this.accuracy = declared(type, Accuracy.class);
    this.axes = axes(type);
    this.inputs = inputs(type);
    this.extras = List.of(type.getAnnotationsByType(Extra.class));
    var components = type.getRecordComponents();
    this.parameters = Arrays.stream(components).map(Parameter::of).toList();
    this.constructor = constructor(type, components);
    this.accessors = Arrays.stream(components).map(RecordComponent::getAccessor).toList();
    accessors.forEach(accessor -> accessor.setAccessible(true));
    this.declared = inputs.stream().map(DeclaredInput::of).toList();
    this.valuesPattern = ShapePattern.parse(card.values());
    this.standard = instance(parameters.stream().map(Parameter::standard).toArray());
    this.standardParameters = Collections.unmodifiableSequencedMap(shown(standard));
  }

  private static <A extends Annotation> A declared(Class<?> type, Class<A> annotation) {
    var found = type.getAnnotation(annotation);
    if (found == null) {
      throw new IllegalArgumentException(
          "%s has no @%s".formatted(type.getName(), annotation.getSimpleName()));
    }
    return found;
  }

  /// The inputs of the interface that names the record's form, then the record's own.
  private static List<Input> inputs(Class<?> type) {
    return Stream.concat(Arrays.stream(type.getInterfaces()), Stream.of(type))
        .flatMap(declaring -> Arrays.stream(declaring.getAnnotationsByType(Input.class)))
        .toList();
  }

  /// The record's own axes or, where it has none, those of the interface that names its form.
  private static List<Axis> axes(Class<?> type) {
    var axes =
        Stream.concat(Stream.of(type), Arrays.stream(type.getInterfaces()))
            .map(declaring -> List.of(declaring.getAnnotationsByType(Axis.class)))
            .filter(declared -> !declared.isEmpty())
            .findFirst();
    return axes.orElseThrow(
        () -> new IllegalArgumentException("%s has no @Axis".formatted(type.getName())));
  }

  private static Constructor<?> constructor(Class<?> type, RecordComponent[] components) {
    try {
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  public Card card() {
    return card;
  }

  public Formula formula() {
    return formula;
  }

  public Traits traits() {
    return traits;
  }

  public Accuracy accuracy() {
    return accuracy;
  }

  /// The lines along which the function is drawn, the natural one first.
  public List<Axis> axes() {
    return axes;
  }

  public List<Input> inputs() {
    return inputs;
  }

  /// The one input that a call must have, of functions that need no other.
  public Optional<Input> onlyInput() {
    var needed =
        inputs.stream().filter(input -> input.presence() != Input.Presence.OPTIONAL).toList();
    return needed.size() == 1 ? Optional.of(needed.getFirst()) : Optional.empty();
  }

  /// The inputs as each call needs them.
  List<DeclaredInput> declared() {
    return declared;
  }

  /// The shape of the values.
  ShapePattern valuesPattern() {
    return valuesPattern;
  }

  public List<Extra> extras() {
    return extras;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  /// Whether the function can return the Jacobian of its rows.
  public boolean hasJacobian() {
    return extras.stream().anyMatch(Extra::onRequest);
  }

  /// The kernel with the given parameters and, where one is not given, its default.
  ///
  /// @param given by name: Double, Long, Boolean or String as the request had it, or null
  public Kernel bind(Map<String, @Nullable Object> given) {
    if (given.isEmpty()) {
      return standard;
    }
    return instance(
        parameters.stream()
            .map(
                parameter ->
                    given.containsKey(parameter.name())
                        ? parameter.convert(given.get(parameter.name()))
                        : parameter.standard())
            .toArray());
  }

  private Kernel instance(@Nullable Object[] arguments) {
    try {
      return (Kernel) constructor.newInstance(arguments);
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The parameters that a kernel has, as JSON shows them.
  public SequencedMap<String, @Nullable Object> parameters(Kernel kernel) {
    return kernel.equals(standard) ? standardParameters : shown(kernel);
  }

  private SequencedMap<String, @Nullable Object> shown(Kernel kernel) {
    var bound = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < accessors.size(); i++) {
      try {
        bound.put(parameters.get(i).name(), Parameter.shown(accessors.get(i).invoke(kernel)));
      } catch (InvocationTargetException | IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    return bound;
  }

  /// Checks the tensors of a call against the declared inputs and the kernel's own rules.
  ///
  /// @param tensors the inputs given, by name, and the weights under [Kind#weights()]
  /// @param workspace what the kernel will compute in
  public Inputs check(
      Map<String, Tensor> tensors,
      Kernel kernel,
      boolean jacobian,
      Limits limits,
      Workspace workspace) {
    var spread = EmptyBatch.spread(this, tensors);
    var inputs = new InputCheck(this, kernel.axis()).check(spread, jacobian, limits, workspace);
    kernel.check(inputs);
    return inputs;
  }
}
