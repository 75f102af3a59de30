package dev.nabla.loss;

import dev.nabla.function.Input.Domain;
import dev.nabla.function.Inputs;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.tensor.Rows;
import dev.nabla.tensor.Tensor;
import dev.nabla.vector.Lanes;
import dev.nabla.vector.Sum;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The targets of a multi-class loss, given as class indices or as class probabilities, as one
/// weighted distribution a row.
final class ClassTargets {

  private final Tensor targets;
  private final Rows rows;
  private final boolean byIndex;
  private final double @Nullable [] weights;
  private final double smoothing;
  private final @Nullable Integer ignored;

  ClassTargets(Inputs inputs, Rows rows, double smoothing, @Nullable Integer ignored) {
    this.targets = inputs.get("targets");
    this.rows = rows;
    this.byIndex = targets.shape().equals(rows.withoutAxis());
    this.weights = inputs.has("class_weights") ? inputs.data("class_weights") : null;
    this.smoothing = smoothing;
    this.ignored = ignored;
  }

  /// Refuses targets that are neither class indices nor class probabilities.
  void check() {
    if (byIndex) {
      checkIndices();
    } else {
      checkProbabilities();
    }
  }

  /// Whether the targets are class indices.
  boolean byIndex() {
    return byIndex;
  }

  private void checkIndices() {
    for (int i = 0; i < targets.size(); i++) {
      double target = targets.data()[i];
      boolean index = target >= 0 && target < rows.length() && target == Math.rint(target);
      if (!index && !isIgnored(target)) {
        throw notAllowed(i, "a class index from 0 to " + (rows.length() - 1));
      }
    }
  }

  private void checkProbabilities() {
    if (ignored != null) {
      throw new RejectedException(
          Reason.CONFLICTING_FIELDS,
          "ignore_index",
          "expected index targets where ignore_index is given, found class probabilities");
    }
    for (int i = 0; i < targets.size(); i++) {
      double target = targets.data()[i];
      if (!(target >= 0 && target <= 1)) {
        throw notAllowed(i, Domain.UNIT_INTERVAL.description());
      }
    }
  }

  private RejectedException notAllowed(int position, String expected) {
    var place = new ArrayList<Object>();
    place.add("targets");
    place.addAll(targets.shape().indices(position));
    return new RejectedException(
        Reason.VALUE_NOT_ALLOWED,
        place,
        "expected %s, found %s".formatted(expected, Shown.number(targets.data()[position])));
  }

  private boolean isIgnored(double target) {
    return ignored != null && target == ignored;
  }

  double weight(int category) {
    return weights == null ? 1 : weights[category];
  }

  /// The sum of the targets' weights over what is not ignored; 1 where that is nothing, so that a
  /// mean of zeros stays 0.
  double totalWeight() {
    var counted = Lanes.array(targets.size());
    for (int i = 0; i < targets.size(); i++) {
      double target = targets.data()[i];
      counted[i] = isIgnored(target) ? 0 : weight((int) target);
    }
    double total = Sum.sum(counted, targets.size());
    if (Double.isInfinite(total)) {
      throw new RejectedException(
          Reason.VALUE_NOT_ALLOWED,
          "class_weights",
          "expected weights whose sum over the targets is a number, found one beyond the largest");
    }
    return total == 0 ? 1 : total;
  }

  /// Whether a row costs nothing.
  boolean isIgnored(int row) {
    return byIndex && isIgnored(targets.data()[row]);
  }

  /// Whether one class alone is wanted in a row, with a weight that is not 0.
  boolean isOneClass(int row) {
    return byIndex && smoothing == 0 && weight(category(row)) != 0;
  }

  /// The class of a row whose target is an index.
  int category(int row) {
    return (int) targets.data()[row];
  }

  /// (1 − ε)·q + ε/n, with what rounding takes from 1 − ε.
  private double smoothed(double probability, int classes) {
    if (smoothing == 0) {
      return probability;
    }
    double kept = 1 - smoothing;
    double lost = (1 - kept) - smoothing;
    return Math.fma(kept, probability, smoothing / classes + lost * probability);
  }

  /// Writes w_c·q_c of a row that is not ignored.
  void read(int row, double[] wanted) {
    int n = rows.length();
    if (byIndex) {
      Arrays.fill(wanted, 0);
      wanted[category(row)] = 1;
    } else {
      rows.read(targets.data(), row, wanted);
    }
    for (int c = 0; c < n; c++) {
      wanted[c] = weight(c) * smoothed(wanted[c], n);
    }
  }
}
