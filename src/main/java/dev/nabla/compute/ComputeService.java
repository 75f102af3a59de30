package dev.nabla.compute;

import dev.nabla.function.Limits;
import dev.nabla.refusal.RejectedException;
import dev.nabla.settings.Settings;
import dev.nabla.tensor.Workspace;
import dev.nabla.vector.Lanes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Answers calls. Holds no state but its settings and memory that nobody uses: calls may run at
/// once without limit.
@Service
public class ComputeService {

  private static final Logger LOG = LoggerFactory.getLogger(ComputeService.class);

  private final Core core;
  private final ComputeMetrics metrics;
  private final Workspace.Pool workspaces;

  ComputeService(Settings settings, ComputeMetrics metrics) {
    var configured = settings.limits();
    this.core =
        new Core(
            new Limits(
                configured.elements(), configured.jacobianElements(), configured.products()));
    this.workspaces = new Workspace.Pool(settings.compute().reusedMemory().toBytes());
    this.metrics = metrics;
    LOG.info("compute core: {}", Lanes.description());
  }

  /// Memory for one request, to be closed when its answer is written.
  public Workspace workspace() {
    return workspaces.open();
  }

  /// Computes values and gradients.
  ///
  /// @param workspace where they will stand
  /// @throws RejectedException where parameters or inputs are not what the function declares
  public Answer compute(Call call, Budget budget, Workspace workspace) {
    return metrics.time(call, () -> core.answer(call, budget, workspace));
  }

  /// The same, without a trace in the metrics: for the examples in documents.
  public Answer answer(Call call) {
    return core.answer(call, Budget.NONE, Workspace.ofNew());
  }
}
