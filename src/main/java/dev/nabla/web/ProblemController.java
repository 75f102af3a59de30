package dev.nabla.web;

import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What the types in problem documents mean.
@RestController
@Tag(name = "problems")
class ProblemController {

  record Explanation(String type, int status, String title, String explanation) {
    static Explanation of(Reason reason) {
      return new Explanation(
          "/problems/" + reason.slug(), reason.status(), reason.title(), reason.explanation());
    }
  }

  @GetMapping(path = "/problems", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      operationId = "problems",
      summary = "All types of problem",
      description =
          "Every type that an answer of this service may have, with its status and what to do.")
  List<Explanation> all() {
    return Arrays.stream(Reason.values()).map(Explanation::of).toList();
  }

  @GetMapping(path = "/problems/{slug}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      operationId = "problem",
      summary = "One type of problem",
      description = "What the type of a problem document means and what to do about it.")
  Explanation one(
      @Parameter(description = "The end of the type's URI", example = "shape-mismatch")
          @PathVariable
          String slug) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.slug().equals(slug))
        .findFirst()
        .map(Explanation::of)
        .orElseThrow(
            () ->
                new RejectedException(
                    Reason.NOT_FOUND,
                    Place.whole(),
                    "expected a type that GET /problems lists, found " + Shown.text(slug)));
  }
}
