package dev.nabla.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The settings of the service, a record for each area.
///
/// @param limits how much one request may ask for
@ConfigurationProperties(prefix = Settings.PREFIX, ignoreUnknownFields = false)
public record Settings(@DefaultValue LimitSettings limits) {

  static final String PREFIX = "nabla";

  /// How much one request may ask for.
  ///
  /// @param body the largest request body
  /// @param elements the most numbers in all tensors of a request together, and in each output
  /// @param jacobianElements the most numbers in a Jacobian
  /// @param products the most multiplications a request may cause in maxout, samples × weights
  /// @param nesting the deepest nesting of arrays, which is the highest rank of a tensor
  /// @param curvePoints the most points of a curve
  /// @param curveSeries the most combinations of parameter values in one curve
  public record LimitSettings(
      @DefaultValue("64MB") @Range(min = "1B", max = "1GB") DataSize body,
      @DefaultValue("4194304") @Range(min = "1", max = "134217728") int elements,
      @DefaultValue("1048576") @Range(min = "1", max = "134217728") int jacobianElements,
      @DefaultValue("1073741824") @Range(min = "1", max = "9223372036854775807") long products,
      @DefaultValue("8") @Range(min = "1", max = "8") int nesting,
      @DefaultValue("10001") @Range(min = "2", max = "1000001") int curvePoints,
      @DefaultValue("12") @Range(min = "1", max = "1000") int curveSeries) {

    public LimitSettings {
      Property.check(
          LimitSettings.class,
          body,
          elements,
          jacobianElements,
          products,
          nesting,
          curvePoints,
          curveSeries);
    }
  }
}
