package dev.nabla.settings;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/// One property as [Settings] declares it.
///
/// @param name as in a configuration file, from `nabla.` on
/// @param owner the record that it is a component of
public record Property(String name, Class<?> owner, Class<?> type, Range range) {

  /// All properties, in the order of their declaration.
  public static List<Property> all() {
    return declared(Settings.PREFIX, Settings.class).toList();
  }

  private static Stream<Property> declared(String prefix, Class<?> owner) {
    return Arrays.stream(owner.getRecordComponents())
        .flatMap(component -> declared(prefix, owner, component));
  }

  private static Stream<Property> declared(
      String prefix, Class<?> owner, RecordComponent component) {
    var name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
    var type = component.getType();
    if (type.isRecord()) {
      return declared(name, type);
    }
    var range = requireNonNull(component.getAnnotation(Range.class), name + " has no @Range");
    return Stream.of(new Property(name, owner, type, range));
  }

  /// Holds the values of a record under construction, in the order of its components, against their
  /// ranges. Null stands for a property that is not set and needs not be.
  ///
  /// @throws OutOfRangeException at the first value outside
  static void check(Class<? extends Record> owner, @Nullable Object... values) {
    var properties = all().stream().filter(property -> property.owner == owner).toList();
    if (properties.size() != values.length) {
      throw new IllegalStateException("not one value for each property of " + owner);
    }
    for (int i = 0; i < values.length; i++) {
      var value = values[i];
      if (value != null && !properties.get(i).contains(value)) {
        throw new OutOfRangeException(properties.get(i), value);
      }
    }
  }

  private boolean contains(Object value) {
    return switch (value) {
      case Integer number -> within(number, Integer::valueOf);
      case Long number -> within(number, Long::valueOf);
      case DataSize size -> within(size, DataSize::parse);
      case Duration duration -> within(duration, DurationStyle::detectAndParse);
      default -> throw new IllegalStateException("no ranges of " + type);
    };
  }

  private <T extends Comparable<T>> boolean within(T value, Function<String, T> reader) {
    return reader.apply(range.min()).compareTo(value) <= 0
        && reader.apply(range.max()).compareTo(value) >= 0;
  }

  /// The values it may have, in words: `a whole number from 1 to 8`.
  public String expected() {
    var kind =
        switch (type.getSimpleName()) {
          case "int", "long", "Integer" -> "a whole number";
          case "DataSize" -> "a size";
          case "Duration" -> "a duration";
          default -> throw new IllegalStateException("no words for " + type);
        };
    return "%s from %s to %s".formatted(kind, range.min(), range.max());
  }
}
