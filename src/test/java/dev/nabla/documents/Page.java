package dev.nabla.documents;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.nabla.compute.Guide;
import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.function.Kind;
import dev.nabla.function.Parameter;
import dev.nabla.refusal.Shown;
import dev.nabla.settings.Property;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The parts of README.md and of the pages under `src/site` that are not written by hand: each
/// stands between `<!-- generated: name -->` and `<!-- end -->`.
final class Page {

  private static final Pattern PART =
      Pattern.compile("(<!-- generated: ([a-z]+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

  private final Catalogue catalogue;
  private final Service service;

  Page(Catalogue catalogue, Service service) {
    this.catalogue = catalogue;
    this.service = service;
  }

  /// The text with all its generated parts made anew.
  String fill(String text) {
    return PART.matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1) + "\n" + part(match.group(2)) + "\n" + match.group(3)));
  }

  private String part(String name) {
    return switch (name) {
      case "activation" -> call("/v1/activations/gelu", "{\"x\": [-10, -1, 0, 1]}");
      case "loss" ->
          call(
              "/v1/losses/focal",
              "{\"logits\": [3, -0.5], \"targets\": [1, 1], \"gamma\": 2, \"alpha\": null}");
      case "inference" ->
          call(
              "/v2/models/gelu/infer",
              "{\"inputs\": [{\"name\": \"x\", \"shape\": [2], \"datatype\": \"FP64\", \"data\": [-10, 1]}]}");
      case "problem" -> call("/v1/losses/hinge", "{\"scores\": [2, -1], \"targets\": [1, 0]}");
      case "activations" -> functions(Kind.ACTIVATION);
      case "losses" -> functions(Kind.LOSS);
      case "guide" -> guide();
      case "accuracy" -> accuracy();
      case "requests" -> table(MeasuredSpeed.requestsHead(), MeasuredSpeed.requests());
      case "core" -> table(MeasuredSpeed.coreHead(), MeasuredSpeed.core());
      case "settings" -> settings();
      default -> throw new IllegalArgumentException("no page has a part " + name);
    };
  }

  private String call(String path, String body) {
    var answer = service.answer(Exchange.post("", path, body));
    return """
    ```
    curl localhost:8080%s -H 'Content-Type: application/json' \\
      -d '%s'
    ```

    ```json
    %s
    ```
    """
        .formatted(path, body, Json.print(Json.parse(answer.body())));
  }

  private String functions(Kind kind) {
    return table(
        List.of("name", "value", "gradient", "parameters (default)"),
        catalogue.all(kind).stream().map(Page::function).toList());
  }

  private static List<String> function(Definition definition) {
    var aliases = List.of(definition.card().aliases());
    return List.of(
        "`%s`%s"
            .formatted(
                definition.name(),
                aliases.isEmpty()
                    ? ""
                    : " ("
                        + aliases.stream().map("`%s`"::formatted).collect(Collectors.joining(", "))
                        + ")"),
        definition.formula().value(),
        definition.formula().gradient(),
        definition.parameters().stream().map(Page::parameter).collect(Collectors.joining(", ")));
  }

  private static String parameter(Parameter parameter) {
    var words = parameter.allowed();
    return "`%s` (%s)"
        .formatted(
            parameter.name(),
            words.isEmpty()
                ? parameter.declaration().value()
                : words.stream()
                    .map(word -> word.equals(parameter.shownDefault()) ? "**" + word + "**" : word)
                    .collect(Collectors.joining(", ")));
  }

  private static String guide() {
    return table(
        List.of("model", "losses", "why"),
        Guide.advice().stream()
            .map(
                advice ->
                    List.of(
                        advice.model(),
                        advice.losses().stream()
                            .map("`%s`"::formatted)
                            .collect(Collectors.joining(", ")),
                        advice.why()))
            .toList());
  }

  /// Of each function its bounds, and the worst of its forms in the whole table.
  private String accuracy() {
    return table(
        List.of(
            "function",
            "value within",
            "largest",
            "libtorch",
            "gradient within",
            "largest",
            "libtorch"),
        catalogue.all().stream()
            .map(
                definition -> {
                  var forms = MeasuredForm.of(definition);
                  return List.of(
                      "`" + definition.name() + "`",
                      Shown.number(definition.accuracy().value()),
                      MeasuredForm.worst(forms, MeasuredForm::value),
                      MeasuredForm.worst(forms, MeasuredForm::libtorchValue),
                      Shown.number(definition.accuracy().gradient()),
                      MeasuredForm.worst(forms, MeasuredForm::gradient),
                      MeasuredForm.worst(forms, MeasuredForm::libtorchGradient));
                })
            .toList());
  }

  /// From the metadata that the compiler makes of the settings' declaration.
  private static String settings() {
    var described =
        metadata()
            .get("properties")
            .valueStream()
            .collect(toMap(property -> property.get("name").asString(), identity()));
    return table(
        List.of("property", "default", "may be", "meaning"),
        Property.all().stream()
            .map(property -> setting(property, requireNonNull(described.get(property.name()))))
            .toList());
  }

  private static List<String> setting(Property property, JsonNode described) {
    return List.of(
        "`" + property.name() + "`",
        described.path("defaultValue").asString("none"),
        property.expected(),
        described.get("description").asString());
  }

  private static JsonNode metadata() {
    var name = "/META-INF/spring-configuration-metadata.json";
    try (var stream = requireNonNull(Page.class.getResourceAsStream(name))) {
      return Json.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String table(List<String> head, List<List<String>> rows) {
    var rule = "---|".repeat(head.size());
    return row(head)
        + "|"
        + rule
        + "\n"
        + rows.stream().map(Page::row).collect(Collectors.joining());
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replace("*", "\\*").replace("\\*\\*", "**"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
