package dev.nabla.loss;

import static dev.nabla.vector.Elementary.log;
import static dev.nabla.vector.Elementary.log1p;
import static dev.nabla.vector.Lanes.LANES;
import static dev.nabla.vector.Lanes.broadcast;
import static dev.nabla.vector.Lanes.load;
import static dev.nabla.vector.Lanes.store;

import dev.nabla.vector.RowExponentials;
import dev.nabla.vector.Sum;
import java.util.Arrays;
import java.util.Locale;

/// What a row of class scores costs against the wanted distribution a_c = w_c·q_c, by the form in
/// which the scores are given. Classes that are not wanted at all cost nothing, however improbable.
enum ClassCost {
  LOGITS {
    // Σ a_c·(max − z_c) + Σa·log1p(rest), where rest is the share of all but the largest: only
    // non-negative terms, so nothing cancels.
    @Override
    double cost(double[] row, double[] wanted, int n, double[] gradient) {
      int largest = RowExponentials.write(row, n, 1, gradient);
      if (largest < 0) {
        return Double.NaN;
      }
      double all = Sum.sum(wanted, n);
      gradient[largest] = 0;
      double rest = Sum.sum(gradient, n);
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
          rest > 1
              ? Math.fma(1 / total, all, -wantedLargest)
              : wantedRest - all * (rest / total);
      double max = row[largest];
      wanted[largest] = wantedLargest;
      for (int c = 0; c < n; c++) {
        row[c] = wanted[c] == 0 || c == largest ? 0 : wanted[c] * (max - row[c]);
      }
      double near = log1p(broadcast(rest)).lane(0);
      return Sum.sum(row, n) + (all == 0 ? 0 : all * near);
    }
  },
  PROBABILITIES {
    @Override
    double cost(double[] row, double[] wanted, int n, double[] gradient) {
      for (int c = 0; c < n; c++) {
        gradient[c] = wanted[c] == 0 ? 0 : -wanted[c] / row[c];
      }
      for (int i = 0; i < row.length; i += LANES) {
        store(log(load(row, i)), row, i);
      }
      return weigh(row, wanted, n);
    }
  },
  LOG_PROBABILITIES {
    @Override
    double cost(double[] row, double[] wanted, int n, double[] gradient) {
      Arrays.fill(gradient, 0);
      for (int c = 0; c < n; c++) {
        gradient[c] = 0 - wanted[c];
      }
      return weigh(row, wanted, n);
    }
  };

  /// The cost of one row, with its gradient. All arrays are padded, of which `n` elements count;
  /// `row` is overwritten.
  abstract double cost(double[] row, double[] wanted, int n, double[] gradient);

  String inputName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double weigh(double[] logarithms, double[] wanted, int n) {
    for (int c = 0; c < n; c++) {
      logarithms[c] = wanted[c] == 0 ? 0 : -wanted[c] * logarithms[c];
    }
    return Sum.sum(logarithms, n);
  }
}
