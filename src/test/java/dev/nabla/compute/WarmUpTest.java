package dev.nabla.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.NablaApplication;
import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.function.Input;
import dev.nabla.function.Input.Presence;
import dev.nabla.function.Limits;
import dev.nabla.tensor.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/// Every function has run when the service says that it is ready.
class WarmUpTest {

  private static final Catalogue CATALOGUE = CatalogueConfiguration.catalogue();

  @Test
  void everyFunctionIsCalledInEachOfItsForms() {
    var calls = SampleCalls.of(CATALOGUE, 64);
    assertThat(calls.stream().map(Call::definition).distinct())
        .containsExactlyElementsOf(CATALOGUE.all());
    for (var definition : CATALOGUE.all()) {
      var own = calls.stream().filter(call -> call.definition() == definition).toList();
      assertThat(own.stream().flatMap(call -> call.tensors().keySet().stream()).distinct())
          .containsAll(mandatory(definition));
      for (var parameter : definition.parameters()) {
        for (var word : parameter.allowed()) {
          assertThat(own)
              .anyMatch(
                  call ->
                      word.equals(call.parameters().get(parameter.name()))
                          || (call.parameters().isEmpty()
                              && word.equals(parameter.shownDefault())));
        }
      }
    }
  }

  private static List<String> mandatory(Definition definition) {
    return definition.inputs().stream()
        .filter(input -> input.presence() != Presence.OPTIONAL)
        .map(Input::name)
        .toList();
  }

  @Test
  void everyCallIsAnswered() {
    var core = new Core(new Limits(1 << 20, 1 << 20, 1 << 20));
    for (var call : SampleCalls.of(CATALOGUE, 64)) {
      var answer = core.answer(call, Budget.NONE, Workspace.ofNew());
      assertThat(answer.loss() == null || Double.isFinite(answer.loss())).as("%s", call).isTrue();
    }
  }

  @Test
  void readinessWaitsForAWholeRoundWhateverRequestsAreAllowed() {
    var rounds = new ArrayList<Integer>();
    var application = new SpringApplication(NablaApplication.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.addListeners(
        (ApplicationListener<AvailabilityChangeEvent<?>>)
            event -> {
              if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
                var context = (ApplicationContext) event.getSource();
                rounds.add(context.getBean(WarmUp.class).rounds());
              }
            });
    application
        .run(
            "--nabla.compute.warm-up=1ms", "--nabla.limits.elements=1", "--nabla.limits.products=1")
        .close();
    assertThat(rounds).hasSize(1);
    assertThat(rounds.getFirst()).isPositive();
  }
}
