package dev.nabla.documents;

import dev.nabla.function.Definition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// A row of the table of errors in `src/site/accuracy.md`, in its words.
record MeasuredForm(String value, String libtorchValue, String gradient, String libtorchGradient) {

  private static final Path TABLE = Path.of("src/site/accuracy.md");
  private static final int COLUMNS = 11;

  static List<MeasuredForm> of(Definition definition) {
    try {
      return Files.readAllLines(TABLE).stream()
          .filter(line -> line.startsWith("| `" + definition.name() + "` |"))
          .map(line -> line.substring(2).split(" \\| ?", -1))
          .filter(cells -> cells.length > COLUMNS)
          .map(cells -> new MeasuredForm(cells[4], cells[5], cells[8], cells[9]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The largest error of some forms; a dash where none has one.
  static String worst(List<MeasuredForm> forms, Function<MeasuredForm, String> error) {
    return forms.stream()
        .map(error)
        .filter(shown -> !shown.equals("–"))
        .max(Comparator.comparingDouble(MeasuredForm::number))
        .orElse("–");
  }

  private static double number(String shown) {
    return shown.equals("∞") ? Double.POSITIVE_INFINITY : Double.parseDouble(shown);
  }
}
