package dev.nabla.iris;

/// Logistic regression by Newton's method, for comparison. It owes nothing to nabla: its functions
/// are those of [StrictMath], so that it also gives the same digits everywhere.
public final class LogisticRegression {

  private static final int STEPS = 50;

  private final double[][] design;
  private final double[] targets;

  /// @param design one row a sample
  /// @param targets 0 or 1 a sample
  public LogisticRegression(double[][] design, double[] targets) {
    this.design = design;
    this.targets = targets;
  }

  /// The weights of the least mean loss.
  public double[] fit() {
    var weights = new double[design[0].length];
    for (int step = 0; step < STEPS; step++) {
      var direction = solve(hessian(weights), gradient(weights));
      for (int j = 0; j < weights.length; j++) {
        weights[j] -= direction[j];
      }
    }
    return weights;
  }

  /// The mean of log(1 + eᶻ) − t·z.
  double loss(double[] weights) {
    var logits = logits(weights);
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double z = logits[i];
      sum += Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z))) - targets[i] * z;
    }
    return sum / logits.length;
  }

  public double[] logits(double[] weights) {
    var logits = new double[design.length];
    for (int i = 0; i < logits.length; i++) {
      for (int j = 0; j < weights.length; j++) {
        logits[i] += design[i][j] * weights[j];
      }
    }
    return logits;
  }

  /// The gradient to the weights that a gradient to the logits makes: Xᵀ·gradient.
  double[] toWeights(double[] toLogits) {
    var gradient = new double[design[0].length];
    for (int i = 0; i < toLogits.length; i++) {
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += design[i][j] * toLogits[i];
      }
    }
    return gradient;
  }

  private double[] gradient(double[] weights) {
    var residuals = logits(weights);
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = probability(residuals[i]) - targets[i];
    }
    return toWeights(residuals);
  }

  private double[][] hessian(double[] weights) {
    var logits = logits(weights);
    var hessian = new double[weights.length][weights.length];
    for (int i = 0; i < logits.length; i++) {
      double p = probability(logits[i]);
      for (int j = 0; j < weights.length; j++) {
        for (int k = 0; k < weights.length; k++) {
          hessian[j][k] += p * (1 - p) * design[i][j] * design[i][k];
        }
      }
    }
    return hessian;
  }

  private static double probability(double logit) {
    return 1 / (1 + StrictMath.exp(-logit));
  }

  /// Gaussian elimination. The matrix is positive definite, so it needs no pivoting.
  private static double[] solve(double[][] matrix, double[] right) {
    var x = right.clone();
    int n = x.length;
    for (int row = 0; row < n; row++) {
      for (int below = row + 1; below < n; below++) {
        double factor = matrix[below][row] / matrix[row][row];
        for (int column = row; column < n; column++) {
          matrix[below][column] -= factor * matrix[row][column];
        }
        x[below] -= factor * x[row];
      }
    }
    for (int row = n - 1; row >= 0; row--) {
      for (int column = row + 1; column < n; column++) {
        x[row] -= matrix[row][column] * x[column];
      }
      x[row] /= matrix[row][row];
    }
    return x;
  }
}
