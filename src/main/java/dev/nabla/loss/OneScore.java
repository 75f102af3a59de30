package dev.nabla.loss;

import dev.nabla.vector.Sweep;

/// What a class that alone is wanted costs, where its own score is all that counts.
enum OneScore {
  PROBABILITY {
    @Override
    double cost(double score, double weight) {
      return 0 - weight * Sweep.log(score);
    }

    @Override
    double slope(double score, double weight) {
      // A probability of −0 has the pull of 0.
      return -weight / (score + 0.0);
    }
  },
  LOG_PROBABILITY {
    @Override
    double cost(double score, double weight) {
      return 0 - weight * score;
    }

    @Override
    double slope(double score, double weight) {
      return -weight;
    }
  };

  abstract double cost(double score, double weight);

  /// The derivative of the cost to the score.
  abstract double slope(double score, double weight);
}
