package dev.nabla.admission;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// All who wait for something that is limited, whatever it is. Each of the semaphores must be fair.
final class Queue {

  private final int limit;
  private final AtomicInteger length = new AtomicInteger();

  Queue(int limit) {
    this.limit = limit;
  }

  int length() {
    return length.get();
  }

  /// Takes permits at once, if nobody waits for them.
  static boolean tryTake(Semaphore from, int permits) throws InterruptedException {
    // Without a time it would push past those who wait.
    return from.tryAcquire(permits, 0, NANOSECONDS);
  }

  /// Takes permits, and waits for them if need be.
  ///
  /// @param what there is not enough of, for the refusal
  /// @param nanoseconds the longest wait
  /// @return whether there were enough in time
  /// @throws RejectedException where too many wait already
  boolean take(Semaphore from, int permits, String what, long nanoseconds)
      throws InterruptedException {
    if (tryTake(from, permits)) {
      return true;
    }
    if (length.incrementAndGet() > limit) {
      length.decrementAndGet();
      throw new RejectedException(
          Reason.OVERLOADED,
          Place.whole(),
          "expected no more requests to wait for %s than %s (nabla.gate.queued), found one more"
              .formatted(what, Shown.count(limit)));
    }
    try {
      return from.tryAcquire(permits, nanoseconds, NANOSECONDS);
    } finally {
      length.decrementAndGet();
    }
  }
}
