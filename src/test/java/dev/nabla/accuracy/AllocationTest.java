package dev.nabla.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.vector.LaneFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Once the JIT has compiled a kernel its vectors live in registers. Where a call is not inlined
/// they become objects on the heap, at least one for each group of lanes; this sees them without a
/// clock.
class AllocationTest {

  @Test
  void noVectorBecomesAnObject() throws Exception {
    var output =
        Forked.run(
            VectorObjects.class, List.of("-XX:-BackgroundCompilation", "-Xms1g", "-Xmn800m"));
    assertThat(output.lines())
        .hasSizeGreaterThan(Functions.CATALOGUE.all().size() + LaneFunction.all().size());
    assertThat(output.lines()).allMatch(line -> line.startsWith("0  "));
  }

  /// C1 has no vectors but objects.
  @Test
  void objectsAreSeen() throws Exception {
    var output =
        Forked.run(
            VectorObjects.class,
            List.of("-XX:TieredStopAtLevel=1", "-Xms1g", "-Xmn800m"),
            "sigmoid {}");
    assertThat(output.lines()).hasSize(1).noneMatch(line -> line.startsWith("0  "));
  }
}
