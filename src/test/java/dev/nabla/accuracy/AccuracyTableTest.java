package dev.nabla.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.function.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the table of errors to what the functions declare. Its measurements are made anew where
/// `-Dnabla.regenerate=true` asks for it and libtorch is there.
class AccuracyTableTest {

  private static final Path TABLE = Path.of("src/site/accuracy.md");

  private static final int VALUE_BOUND = 4;
  private static final int GRADIENT_BOUND = 8;

  @Test
  @EnabledIf("dev.nabla.accuracy.Libtorch#installed")
  @EnabledIfSystemProperty(named = "nabla.regenerate", matches = "true")
  void isWritten() throws IOException {
    Files.writeString(TABLE, AccuracyTable.write());
    assertThat(TABLE).isNotEmptyFile();
  }

  static List<Definition> functions() {
    return List.copyOf(Functions.CATALOGUE.all());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyFunctionStandsThereWithinItsBounds(Definition definition) throws IOException {
    var rows =
        Files.readAllLines(TABLE).stream()
            .filter(line -> line.startsWith("| `" + definition.name() + "` |"))
            .map(line -> line.split(" *\\| *", -1))
            .filter(cells -> cells.length > GRADIENT_BOUND)
            .toList();
    assertThat(rows).isNotEmpty();
    var accuracy = definition.accuracy();
    assertThat(rows)
        .allSatisfy(
            cells -> {
              assertThat(cells[VALUE_BOUND]).isEqualTo(AccuracyTable.bound(accuracy.value()));
              assertThat(Double.parseDouble(cells[VALUE_BOUND + 1]))
                  .isLessThanOrEqualTo(accuracy.value());
              assertThat(cells[GRADIENT_BOUND]).isEqualTo(AccuracyTable.bound(accuracy.gradient()));
              assertThat(Double.parseDouble(cells[GRADIENT_BOUND + 1]))
                  .isLessThanOrEqualTo(accuracy.gradient());
            });
  }
}
