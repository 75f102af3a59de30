package dev.nabla.admission;

import dev.nabla.settings.Settings;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/// The part of the heap that requests may take, in two shares: one for large requests, one for
/// small ones.
final class Memory {

  private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

  /// Bytes from which on a request is large.
  private static final long LARGE = 4L << 20;

  /// The small ones' part of the whole.
  private static final int SMALL_PART = 4;

  /// Bytes for each number of a body: itself and its gradient, a value, and arrays that come and go
  /// while it is read and computed.
  private static final int BYTES_PER_NUMBER = 48;

  /// The shortest number in JSON has a digit and a comma.
  private static final int SHORTEST_NUMBER_BYTES = 2;

  private final Share large;
  private final Share small;
  private final int elements;

  Memory(Settings settings) {
    var limits = settings.limits();
    int percent = settings.gate().heapPercent();
    long heap = Runtime.getRuntime().maxMemory();
    long usable = heap / 100 * percent;
    this.elements = limits.elements();
    this.small = new Share(usable / SMALL_PART);
    this.large = new Share(usable - usable / SMALL_PART);
    long largest = forBody(limits.body().toBytes());
    var inflated = limits.inflated();
    if (inflated != null) {
      largest = Math.max(largest, forBody(inflated.toBytes()));
    }
    LOG.info(
        "requests may take {} of {} MB of heap, the largest one {} MB",
        mega(usable),
        mega(heap),
        mega(largest));
    if (largest > usable - usable / SMALL_PART) {
      LOG.warn(
          "the largest request may need more heap than there is: give the JVM {} MB, or lower"
              + " nabla.limits.body, nabla.limits.inflated and nabla.limits.elements",
          mega(largest * SMALL_PART / (SMALL_PART - 1) * 100 / percent));
    }
  }

  private static long mega(long bytes) {
    return DataSize.ofBytes(bytes).toMegabytes();
  }

  /// The most that a request with a body of so many bytes may take.
  long forBody(long bytes) {
    return bytes + BYTES_PER_NUMBER * Math.min(bytes / SHORTEST_NUMBER_BYTES + 1, elements);
  }

  /// What requests of one size take from.
  private static final class Share {

    /// Permits are of 1 KiB, so that their number is an int.
    private static final int PERMIT_BYTES = 1024;

    private final Semaphore permits;
    private final int size;

    Share(long bytes) {
      size = Math.clamp(bytes / PERMIT_BYTES, 1, Integer.MAX_VALUE);
      permits = new Semaphore(size, true);
    }

    /// What is more than the whole share takes the whole share.
    int permits(long bytes) {
      return (int) Math.min(size, bytes / PERMIT_BYTES + 1);
    }
  }

  /// A way to take permits, or else to throw.
  interface Taker {
    void take(Semaphore from, int permits, String what);
  }

  /// What one request holds.
  final class Lease {

    private @Nullable Share share;
    private int permits;

    /// Changes what is held, and gives back what is not needed. What shrinks stays in its share, so
    /// that nothing of the small one is waited for while holding of the large one.
    ///
    /// @param taker for what is missing
    void resize(long bytes, Taker taker) {
      if (share != null && share.permits(bytes) <= permits) {
        share.permits.release(permits - share.permits(bytes));
        permits = share.permits(bytes);
        return;
      }
      var from = bytes < LARGE ? small : large;
      int wanted = from.permits(bytes);
      int held = from == share ? permits : 0;
      taker.take(from.permits, wanted - held, "%d MB of heap".formatted(mega(bytes) + 1));
      if (from != share) {
        release();
      }
      share = from;
      permits = wanted;
    }

    /// Gives everything back.
    void release() {
      if (share != null) {
        share.permits.release(permits);
        share = null;
      }
    }
  }
}
