package dev.nabla.admission;

import dev.nabla.compute.Budget;
import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.settings.Settings;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// One request's way through the service: what it holds, and how long it has left. Used by the one
/// thread that serves the request.
public final class Visit implements Budget, AutoCloseable {

  private final HttpServletRequest request;
  private final Settings settings;
  private final Queue queue;
  private final Semaphore places;
  private final Memory memory;
  private final Memory.Lease lease;
  private final long start = System.nanoTime();

  /// What is left of the time that it may wait, in nanoseconds.
  private long patience;

  private long bodyBytes;
  private boolean running;

  Visit(
      HttpServletRequest request, Settings settings, Queue queue, Semaphore places, Memory memory) {
    this.request = request;
    this.settings = settings;
    this.queue = queue;
    this.places = places;
    this.memory = memory;
    this.lease = memory.new Lease();
    this.patience = settings.gate().longestWait().toNanos();
  }

  /// Takes the memory that a request with a body of such a length may need, before the body is
  /// read. Where the length turns out to be another, this is called again.
  ///
  /// @throws RejectedException where there is not enough, even after a while
  public void expectBody(long bytes) {
    bodyBytes = bytes;
    expect(memory.forBody(bytes));
  }

  /// Takes memory.
  ///
  /// @throws RejectedException where there is not enough, even after a while
  public void expect(long bytes) {
    lease.resize(bytes, this::await);
  }

  /// Takes a place at the gate, to keep until the answer outgrows its buffer or is written.
  ///
  /// @throws RejectedException where none is free, even after a while
  public void enter() {
    await(places, 1, "a place");
    running = true;
  }

  /// Keeps as much memory as the call needs besides the body, now that it is known.
  ///
  /// @throws RejectedException where that is more than before and not there, or an answer is
  ///   overdue
  @Override
  public void claim(long bytes) {
    checkDeadline();
    lease.resize(bodyBytes + bytes, Visit::takeNow);
  }

  private void await(Semaphore from, int permits, String what) {
    long asked = System.nanoTime();
    try {
      if (queue.take(from, permits, what, Math.min(patience, left()))) {
        patience -= System.nanoTime() - asked;
        return;
      }
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
    checkDeadline();
    throw overloaded(
        "expected %s to be free within %s (nabla.gate.longest-wait), found none"
            .formatted(what, shown(settings.gate().longestWait())));
  }

  private static void takeNow(Semaphore from, int permits, String what) {
    try {
      if (!Queue.tryTake(from, permits)) {
        throw overloaded("expected %s to be free, found less".formatted(what));
      }
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
  }

  private static RejectedException overloaded(String detail) {
    return new RejectedException(Reason.OVERLOADED, Place.whole(), detail);
  }

  private static RejectedException interrupted() {
    Thread.currentThread().interrupt();
    return new RejectedException(
        Reason.NOT_READY, Place.whole(), "expected to be served, found the service stopping");
  }

  private static String shown(Duration duration) {
    return duration.toMillis() + " ms";
  }

  private long left() {
    return start + settings.timeouts().request().toNanos() - System.nanoTime();
  }

  /// Checks, while the body is still coming, that an answer is not due yet.
  ///
  /// @throws RejectedException where it is
  public void checkArrival() {
    if (left() <= 0) {
      throw new RejectedException(
          Reason.REQUEST_TIMEOUT,
          Place.whole(),
          "expected the whole body within %s (nabla.timeouts.request), found it still coming"
              .formatted(shown(settings.timeouts().request())));
    }
  }

  private void checkDeadline() {
    if (left() <= 0) {
      throw new RejectedException(
          Reason.DEADLINE_EXCEEDED,
          Place.whole(),
          "expected to begin the answer within %s (nabla.timeouts.request), found it not ready"
              .formatted(shown(settings.timeouts().request())));
    }
  }

  /// Begins the answer.
  ///
  /// @return what to write it to
  /// @throws RejectedException where it is overdue
  public HttpServletResponse answer(HttpServletResponse response) {
    checkDeadline();
    return new HttpServletResponseWrapper(response) {

      private @Nullable AnswerStream stream;

      @Override
      public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
          stream = new AnswerStream(super.getOutputStream(), getBufferSize(), Visit.this);
        }
        return stream;
      }
    };
  }

  /// Gives the place at the gate back.
  void leave() {
    if (running) {
      running = false;
      places.release();
    }
  }

  /// Checks that the client takes its answer in time.
  ///
  /// @param since when the answer began, as [System#nanoTime] has it
  /// @throws SlowClientException where it does not; the answer will be cut off
  void checkTaken(long since) throws SlowClientException {
    var longest = settings.timeouts().answer();
    if (System.nanoTime() - since > longest.toNanos()) {
      request.setAttribute(Leftovers.ABORT, "");
      throw new SlowClientException("the client has not taken its answer within " + shown(longest));
    }
  }

  /// Gives everything back.
  @Override
  public void close() {
    leave();
    lease.release();
  }
}
