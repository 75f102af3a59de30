package dev.nabla.web;

import dev.nabla.compute.Guide;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Which loss for which model.
@RestController
@Tag(name = "catalogue")
class GuideController {

  /// @param cards where the losses' cards are
  @Schema(name = "Advice", description = "Which losses fit a kind of model")
  record AdviceView(String model, List<String> losses, String why, List<String> cards) {
    static AdviceView of(Guide.Advice advice) {
      return new AdviceView(
          advice.model(),
          advice.losses(),
          advice.why(),
          advice.losses().stream().map(name -> "/v1/losses/" + name).toList());
    }
  }

  @GetMapping(path = "/v1/guide", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      operationId = "guide",
      summary = "Which loss for which model",
      description =
          "For each kind of model the losses that fit, the reason, and the paths of their cards.")
  List<AdviceView> guide() {
    return Guide.advice().stream().map(AdviceView::of).toList();
  }
}
