package dev.nabla.admission;

import static org.awaitility.Awaitility.await;

import dev.nabla.refusal.RejectedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.mock.web.MockHttpServletRequest;

/// Visits that a test holds, in place of requests that take long.
final class Crowd implements AutoCloseable {

  private final List<Visit> visits = new ArrayList<>();

  private Crowd() {}

  /// Takes places at the gate, all of which must be free, or about to be: a request keeps its place
  /// for a moment after its client has the answer.
  static Crowd at(Gate gate, int places) {
    var crowd = new Crowd();
    for (int i = 0; i < places; i++) {
      await().ignoreException(RejectedException.class).until(() -> crowd.enter(gate));
    }
    return crowd;
  }

  private boolean enter(Gate gate) {
    var visit = gate.admit(new MockHttpServletRequest());
    visit.enter();
    return visits.add(visit);
  }

  /// Takes as much memory as one request could want.
  static Crowd inMemory(Gate gate, long bytes) {
    var crowd = new Crowd();
    var visit = gate.admit(new MockHttpServletRequest());
    crowd.visits.add(visit);
    visit.expect(bytes);
    return crowd;
  }

  static void awaitQueue(MeterRegistry registry, int length) {
    await().until(() -> registry.get("nabla.gate.queued").gauge().value() == length);
  }

  @Override
  public void close() {
    visits.forEach(Visit::close);
  }
}
