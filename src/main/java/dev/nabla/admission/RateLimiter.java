package dev.nabla.admission;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.settings.Settings.RateLimitSettings;
import io.github.bucket4j.Bucket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps clients from sending more than so many requests a second, if it is told to.
final class RateLimiter {

  /// Of more clients than these the longest unseen are forgotten, so that made-up addresses cannot
  /// fill the heap.
  private static final int MOST_CLIENTS = 100_000;

  private static final int NETWORK_BYTES = 8;

  /// An address in brackets, with a port or with a zone.
  private static final Pattern ADORNED =
      Pattern.compile("^(?:\\[([^]%]*)(?:%[^]]*)?](?::\\d+)?|([^:]*):\\d+|([^%]*)%.*)$");

  private final RateLimitSettings settings;
  private final @Nullable LoadingCache<String, Bucket> buckets;

  RateLimiter(RateLimitSettings settings) {
    this.settings = settings;
    this.buckets =
        settings.requestsPerSecond() == 0
            ? null
            : Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .expireAfterAccess(timeToRefill(settings))
                .build(client -> bucket());
  }

  /// After this long a bucket is full again, like a new one.
  private static Duration timeToRefill(RateLimitSettings settings) {
    return Duration.ofSeconds(1 + settings.burst() / settings.requestsPerSecond());
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(settings.burst())
                    .refillGreedy(settings.requestsPerSecond(), Duration.ofSeconds(1)))
        .build();
  }

  /// @param address the client's, as the connection or the proxy has it
  void check(String address) {
    if (buckets == null) {
      return;
    }
    var probe = buckets.get(client(address)).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw new RejectedException(
          Reason.RATE_LIMITED,
          Place.whole(),
          "expected no more requests a second from one client than %s (nabla.rate-limit.requests-per-second), found more"
              .formatted(Shown.count(settings.requestsPerSecond())),
          Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  /// Of an IPv6 address its first 64 bits, since whoever has one has all that begin with them. What
  /// is no address, as proxies may write where they know none, counts as it is.
  static String client(String address) {
    var literal = literal(address);
    if (literal == null) {
      literal = literal(ADORNED.matcher(address).replaceFirst("$1$2$3"));
    }
    return switch (literal) {
      case Inet6Address ip -> HexFormat.of().formatHex(ip.getAddress(), 0, NETWORK_BYTES);
      case InetAddress ip -> ip.getHostAddress();
      case null -> Shown.text(address);
    };
  }

  private static @Nullable InetAddress literal(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException isNone) {
      return null;
    }
  }
}
