package dev.nabla.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The settings of the service, a record for each area.
///
/// @param limits how much one request may ask for
/// @param gate how many requests are served at once
/// @param timeouts how long one request may take
/// @param rateLimit how often one client may ask
/// @param compute how the core works
/// @param log how the log is written
@ConfigurationProperties(prefix = Settings.PREFIX, ignoreUnknownFields = false)
public record Settings(
    @DefaultValue LimitSettings limits,
    @DefaultValue GateSettings gate,
    @DefaultValue TimeoutSettings timeouts,
    @DefaultValue RateLimitSettings rateLimit,
    @DefaultValue ComputeSettings compute,
    @DefaultValue LogSettings log) {

  static final String PREFIX = "nabla";

  /// How much one request may ask for.
  ///
  /// @param body the largest request body, as it is sent
  /// @param inflated the largest request body, inflated; without one, as large as body
  /// @param elements the most numbers in all tensors of a request together, and in each output
  /// @param jacobianElements the most numbers in a Jacobian
  /// @param products the most multiplications a request may cause in maxout, samples × weights
  /// @param nesting the deepest nesting of arrays, which is the highest rank of a tensor
  /// @param curvePoints the most points of a curve
  /// @param curveSeries the most combinations of parameter values in one curve
  public record LimitSettings(
      @DefaultValue("64MB") @Range(min = "1B", max = "1GB") DataSize body,
      @Range(min = "1B", max = "1GB") @Nullable DataSize inflated,
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
          inflated,
          elements,
          jacobianElements,
          products,
          nesting,
          curvePoints,
          curveSeries);
    }
  }

  /// How many requests are served at once. More than these are answered with 503.
  ///
  /// @param running the most requests that are decoded, computed and encoded at once; without one,
  ///   two for each core
  /// @param queued the most requests that wait for that
  /// @param longestWait how long a request waits at most
  /// @param heapPercent the part of the heap that requests may take; large ones wait for each other
  public record GateSettings(
      @Range(min = "1", max = "4096") @Nullable Integer running,
      @DefaultValue("256") @Range(min = "0", max = "100000") int queued,
      @DefaultValue("1s") @Range(min = "0s", max = "10m") Duration longestWait,
      @DefaultValue("60") @Range(min = "1", max = "90") int heapPercent) {

    public GateSettings {
      Property.check(GateSettings.class, running, queued, longestWait, heapPercent);
    }

    /// The most requests that run at once, on this machine.
    public int places() {
      return running == null ? 2 * Runtime.getRuntime().availableProcessors() : running;
    }
  }

  /// How long one request may take.
  ///
  /// @param request from the beginning of a request to that of its answer; beyond, 504, or 408
  ///   where the body is still coming
  /// @param answer for the client to take an answer; beyond, the connection is cut
  public record TimeoutSettings(
      @DefaultValue("10s") @Range(min = "1ms", max = "1h") Duration request,
      @DefaultValue("60s") @Range(min = "1ms", max = "1d") Duration answer) {

    public TimeoutSettings {
      Property.check(TimeoutSettings.class, request, answer);
    }
  }

  /// How often one client may ask for computations. A client is an IPv4 address or the first 64
  /// bits of an IPv6 address.
  ///
  /// @param requestsPerSecond the most requests a second, in the long run; more are answered with
  ///   429; 0 for no limit
  /// @param burst the most requests at one moment
  public record RateLimitSettings(
      @DefaultValue("0") @Range(min = "0", max = "1000000") int requestsPerSecond,
      @DefaultValue("100") @Range(min = "1", max = "1000000") int burst) {

    public RateLimitSettings {
      Property.check(RateLimitSettings.class, requestsPerSecond, burst);
    }
  }

  /// How the core works.
  ///
  /// @param warmUp how long every function is run at most before the service is ready; 0s leaves it
  ///   to the first requests
  /// @param reusedMemory the most memory that answered calls leave to later ones; 0B leaves none
  public record ComputeSettings(
      @DefaultValue("500ms") @Range(min = "0s", max = "10s") Duration warmUp,
      @DefaultValue("64MB") @Range(min = "0B", max = "1GB") DataSize reusedMemory) {

    public ComputeSettings {
      Property.check(ComputeSettings.class, warmUp, reusedMemory);
    }
  }

  /// How the log is written.
  ///
  /// @param delay how long a line waits at most for others to be written with; 0ms writes each at
  ///   once
  public record LogSettings(
      @DefaultValue("100ms") @Range(min = "0ms", max = "10s") Duration delay) {

    public LogSettings {
      Property.check(LogSettings.class, delay);
    }
  }
}
