package dev.nabla.loss;

import dev.nabla.vector.RowExponentials;
import dev.nabla.vector.Sum;
import dev.nabla.vector.Sweep;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a row of class scores costs against the wanted distribution a_c = w_c·q_c, by the form in
/// which the scores are given. Classes that are not wanted at all cost nothing, however improbable.
enum ClassCost {
  LOGITS(null) {
    // Σ a_c·(max − z_c) + Σa·log1p(rest), where rest is the share of all but the largest: only
    // non-negative terms, so nothing cancels.
    @Override
    double cost(double[] row, double[] wanted, int n, double[] gradient, double[] scratch) {
      int largest = RowExponentials.write(row, n, 1, gradient, scratch);
      if (largest < 0) {
        return Double.NaN;
      }
      double all = Sum.sum(wanted, n);
      double rest = RowExponentials.rest(gradient, n, largest);
      double total = 1 + rest;
      double wantedLargest = wanted[largest];
      wanted[largest] = 0;
      double wantedRest = Sum.sum(wanted, n);
      for (int c = 0; c < n; c++) {
        double share = gradient[c] / total;
        // 1 − share through the total keeps the digits that a target on a second class would lose.
        gradient[c] =
            wanted[c] == all
                ? -all * ((total - gradient[c]) / total)
                : Math.fma(share, all, -wanted[c]);
      }
      gradient[largest] =
          rest > 1 ? Math.fma(1 / total, all, -wantedLargest) : wantedRest - all * (rest / total);
      double max = row[largest];
      wanted[largest] = wantedLargest;
      for (int c = 0; c < n; c++) {
        // In halves, since the difference of two finite scores may overflow.
        row[c] = wanted[c] == 0 || c == largest ? 0 : 2 * (wanted[c] * (max / 2 - row[c] / 2));
      }
      return Sum.sum(row, n) + (all == 0 ? 0 : all * Sweep.log1p(rest));
    }
  },
  PROBABILITIES(OneScore.PROBABILITY) {
    @Override
    double cost(double[] row, double[] wanted, int n, double[] gradient, double[] scratch) {
      for (int c = 0; c < n; c++) {
        gradient[c] = wanted[c] == 0 ? 0 : OneScore.PROBABILITY.slope(row[c], wanted[c]);
      }
      Sweep.log(row, row, 0, row.length);
      return weigh(row, wanted, n);
    }
  },
  LOG_PROBABILITIES(OneScore.LOG_PROBABILITY) {
    @Override
    double cost(double[] row, double[] wanted, int n, double[] gradient, double[] scratch) {
      Arrays.fill(gradient, 0);
      for (int c = 0; c < n; c++) {
        gradient[c] = 0 - wanted[c];
      }
      return weigh(row, wanted, n);
    }
  };

  private final @Nullable OneScore oneScore;

  ClassCost(@Nullable OneScore oneScore) {
    this.oneScore = oneScore;
  }

  /// The cost of a class that alone is wanted by its own score; null where all scores count.
  @Nullable OneScore oneScore() {
    return oneScore;
  }

  /// The cost of one row, with its gradient. All arrays are padded, of which `n` elements count;
  /// `row` is overwritten.
  abstract double cost(double[] row, double[] wanted, int n, double[] gradient, double[] scratch);

  /// What [#LOGITS] costs where one class alone is wanted, in the same bits.
  static double costOfLogits(
      double[] row, int n, int category, double weight, double[] gradient, double[] scratch) {
    int largest = RowExponentials.write(row, n, 1, gradient, scratch);
    if (largest < 0) {
      return Double.NaN;
    }
    double rest = RowExponentials.rest(gradient, n, largest);
    double total = 1 + rest;
    double complement = (total - gradient[category]) / total;
    RowExponentials.sweepShares(gradient, total, 0);
    if (weight != 1) {
      for (int c = 0; c < gradient.length; c++) {
        gradient[c] *= weight;
      }
    }
    gradient[category] = -weight * complement;
    double tail = weight * Sweep.log1p(rest);
    if (category == largest) {
      gradient[largest] =
          rest > 1 ? Math.fma(1 / total, weight, -weight) : 0 - weight * (rest / total);
      return tail;
    }
    gradient[largest] = rest > 1 ? 1 / total * weight : weight - weight * (rest / total);
    // In halves, since the difference of two finite scores may overflow.
    return 2 * (weight * (row[largest] / 2 - row[category] / 2)) + tail;
  }

  String inputName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double weigh(double[] logarithms, double[] wanted, int n) {
    for (int c = 0; c < n; c++) {
      boolean unwanted = wanted[c] == 0 && !Double.isNaN(logarithms[c]);
      logarithms[c] = unwanted ? 0 : -wanted[c] * logarithms[c];
    }
    return Sum.sum(logarithms, n);
  }
}
