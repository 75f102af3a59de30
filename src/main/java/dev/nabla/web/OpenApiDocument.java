package dev.nabla.web;

import static java.util.Objects.requireNonNull;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.function.Kind;
import dev.nabla.wire.DocumentedRefusal;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Writes one typed path and schema a function into the OpenAPI document, with the card's words.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class OpenApiDocument implements OpenApiCustomizer {

  private static final Map<String, String> REFUSALS =
      Map.of(
          "400", "The request cannot be answered as it is; the problem names the place",
          "404", "No such function, type or path",
          "406", "Accept does not allow the answer's media type",
          "408", "The body came too slowly",
          "413", "Over a limit, which the problem names",
          "415", "The body has another media type or encoding than those listed",
          "429", "Too many requests from one client",
          "503", "More requests than can be served",
          "504", "The answer was not ready in time");

  private final Catalogue catalogue;
  private final Examples examples;
  private final @Nullable BuildProperties build;

  OpenApiDocument(Catalogue catalogue, Examples examples, ObjectProvider<BuildProperties> build) {
    this.catalogue = catalogue;
    this.examples = examples;
    this.build = build.getIfAvailable();
  }

  @Override
  public void customise(OpenAPI document) {
    document.setInfo(
        new Info()
            .title("nabla")
            .version(build == null ? "development" : build.getVersion())
            .description(
                "Activation and loss functions as a service: exact values and exact gradients of"
                    + " neural-network functions. Same bits on every machine."));
    Stream.of(
            new Tag().name("activations").description("Values and gradients of activations"),
            new Tag().name("losses").description("Losses, their values and gradients"),
            new Tag()
                .name("curves")
                .description("Functions along an axis, as numbers and pictures"),
            new Tag()
                .name("catalogue")
                .description("What there is, and which loss for which model"),
            new Tag().name("problems").description("What the types in problem documents mean"))
        .forEach(document::addTagsItem);
    // Relative, and so right behind any proxy; where a client found the document it finds the
    // service.
    document.setServers(
        List.of(new Server().url("/").description("Where this document came from")));
    document.setSecurity(List.of());
    // What the scan found are answers of records, whose fields are always there.
    for (Schema<?> schema : document.getComponents().getSchemas().values()) {
      if (schema.getRequired() == null) {
        schema.setRequired(List.copyOf(schema.getProperties().keySet()));
      }
    }
    var written = written();
    written.getPaths().forEach(document::path);
    written.getComponents().getSchemas().forEach(document::schema);
    document.getPaths().forEach((path, item) -> addRefusals(path, item, written.getComponents()));
  }

  /// Every path may be asked with an Accept that no answer fits, and one with a variable for what
  /// is not there.
  private static void addRefusals(String path, PathItem item, Components written) {
    var refusals = new LinkedHashMap<>(written.getResponses());
    if (!path.contains("{")) {
      refusals.remove("404");
    }
    item.readOperations()
        .forEach(operation -> refusals.forEach(operation.getResponses()::putIfAbsent));
  }

  /// The catalogue's part of the document, put together as plain maps and read by the library.
  private OpenAPI written() {
    var paths = new LinkedHashMap<String, Object>();
    var schemas = new LinkedHashMap<>(Schemas.shared());
    for (var kind : Kind.values()) {
      paths.put("/v1/" + kind.collection(), Map.of("get", list(kind)));
    }
    for (var definition : catalogue.all()) {
      paths.put(path(definition), Map.of("get", card(definition), "post", compute(definition)));
      schemas.put(Schemas.typeName(definition) + "Request", Schemas.request(definition));
      schemas.put(Schemas.typeName(definition) + "Response", Schemas.response(definition));
    }
    var refusals = Map.of("404", refusal("404"), "406", refusal("406"));
    var plain =
        Map.of(
            "openapi",
            "3.1.0",
            "paths",
            paths,
            "components",
            Map.of("schemas", schemas, "responses", refusals));
    var document = Json31.mapper().convertValue(plain, OpenAPI.class);
    catalogue
        .all()
        .forEach(
            definition ->
                addExample(definition, requireNonNull(document.getPaths().get(path(definition)))));
    return document;
  }

  private static String path(Definition definition) {
    return "/v1/%s/%s".formatted(definition.kind().collection(), definition.name());
  }

  /// Examples go in as nodes, since the library drops the nulls of maps, such as that of a
  /// parameter without value.
  private void addExample(Definition definition, PathItem path) {
    var example = examples.of(definition);
    var operation = path.getPost();
    set(operation.getRequestBody().getContent(), example.request());
    set(requireNonNull(operation.getResponses().get("200")).getContent(), example.response());
  }

  /// The document library is built on another generation of Jackson and must not see this one's
  /// nodes.
  private static void set(Content content, Object example) {
    try {
      requireNonNull(content.get(APPLICATION_JSON_VALUE))
          .setExample(Json31.mapper().readTree(example.toString()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, Object> list(Kind kind) {
    return Map.of(
        "operationId", "list_" + kind.collection(),
        "tags", List.of("catalogue"),
        "summary", "All " + kind.collection(),
        "description", "The cards of all %s, in full.".formatted(kind.collection()),
        "responses",
            Map.of(
                "200",
                json("The cards", Map.of("type", "array", "items", Schemas.reference("Card")))));
  }

  private static Map<String, Object> card(Definition definition) {
    return Map.of(
        "operationId", definition.name() + "_card",
        "tags", List.of("catalogue"),
        "summary", "Card of " + definition.card().title(),
        "description",
            "Everything there is to know about %s: formula, inputs, parameters, properties, notes."
                .formatted(definition.name()),
        "responses", Map.of("200", json("The card", Schemas.reference("Card"))));
  }

  private static Map<String, Object> compute(Definition definition) {
    var type = Schemas.typeName(definition);
    var responses = new LinkedHashMap<String, Object>();
    responses.put("200", json("Values and gradients", Schemas.reference(type + "Response")));
    for (var status : List.of("400", "406", "408", "413", "415", "429", "503", "504")) {
      responses.put(status, refusal(status));
    }
    var operation = new LinkedHashMap<String, Object>();
    operation.put("operationId", definition.name());
    operation.put("tags", List.of(definition.kind().collection()));
    operation.put("summary", definition.card().title());
    operation.put("description", description(definition));
    var request = new LinkedHashMap<>(content(Schemas.reference(type + "Request")));
    if (definition.kind() == Kind.ACTIVATION) {
      responses.put("200", alsoNpy(type + "Response"));
    }
    if (definition.kind() == Kind.ACTIVATION && definition.onlyInput().isPresent()) {
      request.put(
          NpyNegotiation.MEDIA_TYPE,
          arrayFile(
              "float64 or float32, which the answer has too, of either byte order, in C order"));
      operation.put("parameters", npyParameters(definition));
    }
    operation.put("requestBody", Map.of("required", true, "content", request));
    operation.put("responses", responses);
    return operation;
  }

  private static Map<String, Object> alsoNpy(String type) {
    var answer = new LinkedHashMap<>(content(Schemas.reference(type)));
    answer.put(
        NpyNegotiation.MEDIA_TYPE, arrayFile("float64 or float32, little-endian, in C order"));
    return Map.of(
        "description",
        "Values and gradients; as an array file the one of them that `outputs` names, or the values",
        "content",
        answer);
  }

  private static Map<String, Object> arrayFile(String elements) {
    return Map.of(
        "schema",
        Map.of(
            "type", "string",
            "format", "binary",
            "description", "A NumPy array file: " + elements));
  }

  /// What a body that is an array file cannot say.
  private static List<Map<String, Object>> npyParameters(Definition definition) {
    var parameters = new ArrayList<Map<String, Object>>();
    for (var parameter : definition.parameters()) {
      parameters.add(
          query(
              parameter.name(),
              "%s; beside a body of application/x-npy only"
                  .formatted(parameter.declaration().description())));
    }
    parameters.add(
        query(
            "outputs",
            "`values` or `gradients`, as an array file the values where absent; beside a body of"
                + " application/x-npy only"));
    if (definition.hasJacobian()) {
      parameters.add(
          query(
              "jacobian",
              "`true` adds the Jacobian of each row to an answer in JSON; beside a body of"
                  + " application/x-npy only"));
    }
    return parameters;
  }

  private static Map<String, Object> query(String name, String description) {
    return Map.of(
        "name",
        name,
        "in",
        "query",
        "description",
        description,
        "schema",
        Map.of("type", "string"));
  }

  private static String description(Definition definition) {
    var card = definition.card();
    var paragraphs = new ArrayList<String>();
    paragraphs.add(card.summary());
    paragraphs.add(
        "**Value** `%s`  \n**Gradient** `%s`"
            .formatted(definition.formula().value(), definition.formula().gradient()));
    if (card.aliases().length > 0) {
      paragraphs.add("**Also known as** " + String.join(", ", card.aliases()));
    }
    paragraphs.add(Arrays.stream(card.notes()).map("- "::concat).collect(Collectors.joining("\n")));
    paragraphs.add(
        Arrays.stream(card.references())
            .map(reference -> "[%s](%s)".formatted(reference.title(), reference.url()))
            .collect(Collectors.joining(" · ")));
    return String.join("\n\n", paragraphs);
  }

  private static Map<String, Object> refusal(String status) {
    return DocumentedRefusal.of(
        status, requireNonNull(REFUSALS.get(status)), APPLICATION_PROBLEM_JSON_VALUE, "Problem");
  }

  private static Map<String, Object> json(String description, Map<String, Object> schema) {
    return Map.of("description", description, "content", content(schema));
  }

  private static Map<String, Object> content(Map<String, Object> schema) {
    return Map.of(APPLICATION_JSON_VALUE, Map.of("schema", schema));
  }
}
