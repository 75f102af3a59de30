package dev.nabla.compute;

import java.util.List;

/// Which loss goes with which model.
public final class Guide {

  /// One answer of the guide.
  ///
  /// @param model what is being trained
  /// @param losses the names of the losses that fit, the usual one first
  /// @param why the reason in one line
  public record Advice(String model, List<String> losses, String why) {}

  private static final List<Advice> ADVICE =
      List.of(
          new Advice(
              "linear regression",
              List.of("mse"),
              "Its minimum is the least-squares line: the most likely one under Gaussian noise."),
          new Advice(
              "logistic regression",
              List.of("binary_cross_entropy"),
              "It is the negative log-likelihood of yes-or-no answers, convex in the logit."),
          new Advice(
              "support vector machine (SVM)",
              List.of("hinge"),
              "Samples right by the margin cost nothing, so only the support vectors shape the border."),
          new Advice(
              "AdaBoost",
              List.of("exponential"),
              "Boosting with e^(−t·s) as sample weights is its stepwise minimisation."),
          new Advice(
              "two- and three-tower models",
              List.of("margin_ranking", "contrastive", "triplet"),
              "They compare: margin_ranking orders two scores, contrastive places pairs, triplet places an"
                  + " anchor between a similar and a dissimilar one."),
          new Advice(
              "imbalanced or hard samples",
              List.of("balanced_cross_entropy", "focal"),
              "α evens out the classes; focal's γ turns down the many easy samples as well."),
          new Advice(
              "multi-class classification",
              List.of("cross_entropy"),
              "It is the negative log-likelihood of one class among several, with softmax built in."));

  private Guide() {}

  public static List<Advice> advice() {
    return ADVICE;
  }
}
