package dev.nabla.plot;

import dev.nabla.compute.Budget;
import dev.nabla.compute.ComputeService;
import dev.nabla.plot.Curve.Series;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/// Computes curves.
@Component
class Curves {

  private final ComputeService compute;

  Curves(ComputeService compute) {
    this.compute = compute;
  }

  /// @param budget what each call claims its memory from
  Curve compute(CurveQuery query, Budget budget) {
    var x = query.x();
    return new Curve(
        query,
        boxed(x),
        query.variants().stream().map(variant -> series(query, variant, x, budget)).toList());
  }

  private Series series(CurveQuery query, Variant variant, double[] x, Budget budget) {
    var section = new Section(compute, query.definition(), query.axis(), variant, budget);
    var answer = section.at(x);
    var slopes = section.slopes(answer, x.length);
    return new Series(
        answer.parameters(),
        section.openInputs(),
        boxed(Section.values(answer, x.length)),
        boxed(slopes),
        answer.evaluation().extras(),
        new Kinks(section::values, section::slopes, query.from(), query.to()).find());
  }

  private static List<Double> boxed(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
