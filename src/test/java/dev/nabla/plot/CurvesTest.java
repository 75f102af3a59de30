package dev.nabla.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.accuracy.Functions;
import dev.nabla.compute.Budget;
import dev.nabla.function.Kind;
import dev.nabla.fuzz.Fuzzing;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What curves take of a request's budget.
class CurvesTest {

  private static final Fuzzing BEANS = new Fuzzing(QueryReader.class, Curves.class);

  private static Curve compute(Budget budget) {
    var relu = Functions.CATALOGUE.require(Kind.ACTIVATION, "relu");
    var query =
        BEANS.bean(QueryReader.class).read(relu, new Given(Map.of("points", new String[] {"3"})));
    return BEANS.bean(Curves.class).compute(query, budget);
  }

  @Test
  void theSearchForKinksEndsWhereTheBudgetDoes() {
    var claims = new AtomicInteger();
    assertThat(compute(bytes -> claims.incrementAndGet()).x()).hasSize(3);
    int last = claims.get();
    assertThat(last).isGreaterThan(10);
    claims.set(0);
    var late = new IllegalStateException("late");
    assertThatThrownBy(
            () ->
                compute(
                    bytes -> {
                      if (claims.incrementAndGet() == last) {
                        throw late;
                      }
                    }))
        .isSameAs(late);
  }

  @Test
  void aPngTakesItsPixels() {
    var style = new PictureStyle(Theme.LIGHT, 2_000, 2_000);
    // Each CSS pixel has four of its own, of four bytes.
    assertThat(Form.PNG.workingBytes(style)).isGreaterThanOrEqualTo(2_000 * 2_000 * 4 * 4);
  }
}
