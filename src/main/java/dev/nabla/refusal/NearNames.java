package dev.nabla.refusal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Names that a wrong one may have been meant for.
public final class NearNames {

  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private NearNames() {}

  /// The refusal of a name that is not one of a few, which suggests near ones.
  ///
  /// @param what how the refusal calls the few
  public static RejectedException unknownField(
      List<Object> place, String what, String name, Collection<String> names) {
    return new RejectedException(
        Reason.UNKNOWN_FIELD,
        place,
        "expected one of %s `%s`, found `%s`%s"
            .formatted(
                what, String.join("`, `", names), Shown.text(name), suggestion(name, names)));
  }

  /// The end of a sentence that asks whether a near name was meant; empty where none is near.
  public static String suggestion(String name, Collection<String> candidates) {
    var near =
        candidates.stream()
            .filter(candidate -> isNear(name, candidate))
            .sorted(Comparator.comparingInt(candidate -> distance(name, candidate)))
            .limit(3)
            .toList();
    return near.isEmpty() ? "" : "; did you mean `" + String.join("` or `", near) + "`?";
  }

  private static boolean isNear(String name, String candidate) {
    // Long names are typed badly more than once; a name of hundreds of letters is no typing error.
    // In a short name something must be right, or all short names were near each other.
    if (name.length() > 64) {
      return false;
    }
    int distance = distance(name, candidate);
    return distance < Math.min(Math.max(3, candidate.length() / 3 + 1), candidate.length())
        || (name.length() >= 3 && candidate.contains(name));
  }

  private static int distance(String name, String candidate) {
    return DISTANCE.apply(name.toLowerCase(Locale.ROOT), candidate);
  }
}
