package dev.nabla.compute;

import dev.nabla.function.Catalogue;
import dev.nabla.function.Limits;
import dev.nabla.settings.Settings;
import dev.nabla.tensor.Workspace;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/// Runs every function before the service says that it is ready, so that the JIT compiles the core
/// then and not while the first users wait. It works beside the start of everything else, and
/// readiness waits for it: Spring Boot turns ready after the last runner.
@Component
final class WarmUp implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /// Nearly two stretches, so that loops over stretches are seen to repeat and to end early.
  private static final int ELEMENTS = 1_276;

  /// Many more than fit into the time that is usual; where they do, there is no reason to go on.
  private static final int ENOUGH = 2_000;

  /// Of the settings' limits none may refuse a call.
  private static final Core CORE =
      new Core(new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE));

  private static final long REUSED_BYTES = 1 << 20;

  private final Catalogue catalogue;
  private final Duration limit;
  private final FutureTask<Integer> task = new FutureTask<>(this::warm);

  WarmUp(Catalogue catalogue, Settings settings) {
    this.catalogue = catalogue;
    this.limit = settings.compute().warmUp();
    if (limit.isPositive()) {
      Thread.ofPlatform().daemon().name("warm-up").start(task);
    }
  }

  /// The first round is always whole, later ones end with the time.
  ///
  /// @return how often every function has run
  private int warm() {
    long start = System.nanoTime();
    var calls = SampleCalls.of(catalogue, ELEMENTS);
    var workspaces = new Workspace.Pool(REUSED_BYTES);
    for (int round = 0; round < ENOUGH; round++) {
      for (var call : calls) {
        if (round > 0 && System.nanoTime() - start > limit.toNanos()) {
          return round;
        }
        try (var workspace = workspaces.open()) {
          var _ = CORE.answer(call, Budget.NONE, workspace);
        }
      }
    }
    return ENOUGH;
  }

  /// How often every function has run, once it is over.
  int rounds() {
    return task.isDone() ? task.resultNow() : 0;
  }

  @Override
  public void run(ApplicationArguments arguments) throws Exception {
    if (limit.isPositive()) {
      LOG.info("warm-up: every function, rounds: {}", task.get());
    }
  }
}
