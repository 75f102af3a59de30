package dev.nabla.plot;

import dev.nabla.function.Limits;
import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import dev.nabla.function.Shown;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much one curve may ask for.
///
/// @param points the most points of a curve
/// @param series the most combinations of parameter values in one curve
@ConfigurationProperties(CurveLimits.PREFIX)
public record CurveLimits(@DefaultValue("10001") int points, @DefaultValue("12") int series) {

  static final String PREFIX = Limits.PREFIX + "." + CurveLimits.CURVE;

  private static final String CURVE = "curve";

  public CurveLimits {
    check("points", points, 2, 1_000_001);
    check("series", series, 1, 1_000);
  }

  private static void check(String property, int value, int minimum, int maximum) {
    if (value < minimum || value > maximum) {
      throw new IllegalArgumentException(
          "%s.%s must be from %d to %d, not %d"
              .formatted(PREFIX, property, minimum, maximum, value));
    }
  }

  void checkPoints(long requested) {
    if (requested > points) {
      throw exceeded("points", points, requested, "points");
    }
  }

  /// @param parameter the query's parameter whose values are too many
  void checkSeries(long requested, String parameter) {
    if (requested > series) {
      throw exceeded("series", series, requested, parameter);
    }
  }

  private static RejectedException exceeded(
      String property, int limit, long requested, String parameter) {
    return new RejectedException(
        Reason.LIMIT_EXCEEDED,
        parameter,
        Limits.exceeded(
            property, CURVE + "." + property, limit, "found " + Shown.count(requested)));
  }
}
