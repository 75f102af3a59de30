package dev.nabla.plot;

import static dev.nabla.wire.DocumentedTypes.array;
import static dev.nabla.wire.DocumentedTypes.reference;
import static dev.nabla.wire.DocumentedTypes.text;
import static dev.nabla.wire.DocumentedTypes.texts;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;
import static org.springframework.http.MediaType.IMAGE_PNG_VALUE;

import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.settings.Settings;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.wire.DocumentedObject;
import dev.nabla.wire.DocumentedRefusal;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/// Writes the typed path of each function's curve into the OpenAPI document.
@Component
class CurveDocument implements OpenApiCustomizer {

  private final Catalogue catalogue;
  private final LimitSettings limits;

  CurveDocument(Catalogue catalogue, Settings settings) {
    this.catalogue = catalogue;
    this.limits = settings.limits();
  }

  @Override
  public void customise(OpenAPI document) {
    document.schema("Curve", curve());
    document.schema("CurveSeries", series());
    for (var definition : catalogue.all()) {
      document.path(
          "/v1/%s/%s/curve".formatted(definition.kind().collection(), definition.name()),
          new PathItem().get(operation(definition)));
    }
  }

  private Operation operation(Definition definition) {
    var axes =
        definition.axes().stream()
            .map(axis -> "`%s`: %s".formatted(axis.name(), axis.along()))
            .collect(Collectors.joining("; "));
    return new Operation()
        .operationId(definition.name() + "_curve")
        .addTagsItem("curves")
        .summary("Curve of " + definition.card().title())
        .description(
            "Value and gradient along an axis, equal to those of POST. Accept or `format` choose"
                + " JSON, CSV, SVG or PNG. A parameter may have several values with commas between"
                + " them, which makes a series of each. Cacheable: the entity tag changes with the"
                + " query and the build only. Axes: "
                + axes
                + ".")
        .parameters(CurveQueryDocument.parameters(definition, limits))
        .responses(responses());
  }

  private static ApiResponses responses() {
    var responses =
        new ApiResponses()
            .addApiResponse("200", answer())
            .addApiResponse(
                "304", new ApiResponse().description("The client's copy is still right"));
    addRefusal(responses, "400", "A parameter of the query is not what it should be");
    addRefusal(responses, "406", "Accept allows none of the forms");
    addRefusal(responses, "413", "Over a limit, which the problem names");
    addRefusal(responses, "429", "Too many requests from one client");
    addRefusal(responses, "503", "More requests than can be served");
    addRefusal(responses, "504", "The curve was not ready in time");
    return responses;
  }

  private static void addRefusal(ApiResponses responses, String status, String description) {
    responses.addApiResponse(
        status,
        DocumentedRefusal.of(status, description, APPLICATION_PROBLEM_JSON_VALUE, "Problem"));
  }

  private static ApiResponse answer() {
    var content =
        new Content()
            .addMediaType(APPLICATION_JSON_VALUE, new MediaType().schema(reference("Curve")))
            .addMediaType("text/csv", new MediaType().schema(text()))
            .addMediaType("image/svg+xml", new MediaType().schema(text()))
            .addMediaType(IMAGE_PNG_VALUE, new MediaType());
    return new ApiResponse()
        .description("The curve")
        .addHeaderObject("ETag", new Header().description("A strong entity tag").schema(text()))
        .content(content);
  }

  private static Schema<?> curve() {
    var curve =
        DocumentedObject.open()
            .with(text(), "function", "axis")
            .with("x", numbers("The points"))
            .withOptional("varied", texts("The names with several values; there where `series` is"))
            .withOptional(
                "series",
                array(reference("CurveSeries"))
                    .description("The series, where a name has several values"))
            .withOptional("parameters", allParameters())
            .withOptional("inputs", openInputs())
            .withOptional("kinks", kinks());
    return withQuantities(curve)
        .description(
            "A function along an axis: the one series' fields stand beside `x`, several in"
                + " `series`");
  }

  private static Schema<?> series() {
    var series =
        DocumentedObject.open()
            .with("parameters", allParameters())
            .with("inputs", openInputs())
            .with("kinks", kinks());
    return withQuantities(series)
        .description(
            "The curve for one choice of parameters. The function's further outputs stand beside"
                + " `values` under their names, one element a point.");
  }

  private static DocumentedObject withQuantities(DocumentedObject object) {
    return object
        .withOptional("values", numbers("One a point; of a row of values, the first"))
        .withOptional("gradients", numbers("Those along the axis, one a point"));
  }

  private static Schema<?> allParameters() {
    return DocumentedObject.open().description("All, as they took effect");
  }

  private static Schema<?> openInputs() {
    return DocumentedObject.open().description("The inputs that the query may set");
  }

  private static Schema<?> kinks() {
    return numbers("Where the gradient jumps, in order; independent of the points");
  }

  private static Schema<?> numbers(String description) {
    return array(reference("Number")).description(description);
  }
}
