package dev.nabla.plot;

import java.nio.charset.StandardCharsets;

/// Curves as CSV (RFC 4180): the points in the first column, which is named after the axis, then
/// values and gradients of each series. Non-finite numbers are the words NaN, Infinity and
/// -Infinity.
final class CsvForm {

  private static final String END = "\r\n";

  private CsvForm() {}

  static byte[] write(Curve curve) {
    var query = curve.query();
    var text = new StringBuilder(query.axis().name());
    for (var series : curve.series()) {
      var settings = Legend.PLAIN.own(query, series);
      query.outputs().forEach(output -> text.append(',').append(head(output, settings)));
    }
    text.append(END);
    for (int i = 0; i < query.points(); i++) {
      text.append(curve.x().get(i));
      for (var series : curve.series()) {
        for (var output : query.outputs()) {
          text.append(',').append(series.output(output).get(i));
        }
      }
      text.append(END);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// `values`, or with the settings that tell it apart, `"values, gamma = 0.5"`.
  private static String head(Quantity output, String settings) {
    return settings.isEmpty()
        ? output.plural()
        : "\"%s, %s\"".formatted(output.plural(), settings.replace("\"", "\"\""));
  }
}
