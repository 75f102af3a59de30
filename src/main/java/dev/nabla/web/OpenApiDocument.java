package dev.nabla.web;

import static dev.nabla.wire.DocumentedTypes.array;
import static dev.nabla.wire.DocumentedTypes.reference;
import static dev.nabla.wire.DocumentedTypes.text;
import static java.util.Objects.requireNonNull;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.function.Kind;
import dev.nabla.wire.DocumentedRefusal;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.Arrays;
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
    describeService(document);
    requireAllFields(document);
    SharedSchemas.all().forEach(document::schema);
    for (var kind : Kind.values()) {
      document.path("/v1/" + kind.collection(), new PathItem().get(list(kind)));
    }
    for (var definition : catalogue.all()) {
      document.path(
          "/v1/%s/%s".formatted(definition.kind().collection(), definition.name()),
          new PathItem().get(card(definition)).post(compute(definition)));
      document.schema(FunctionSchemas.requestName(definition), FunctionSchemas.request(definition));
      document.schema(
          FunctionSchemas.responseName(definition), FunctionSchemas.response(definition));
    }
    document.getPaths().forEach(OpenApiDocument::addRefusals);
  }

  private void describeService(OpenAPI document) {
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
  }

  /// What the scan found are answers of records, whose fields are always there.
  private static void requireAllFields(OpenAPI document) {
    for (Schema<?> schema : document.getComponents().getSchemas().values()) {
      if (schema.getRequired() == null) {
        schema.setRequired(List.copyOf(schema.getProperties().keySet()));
      }
    }
  }

  /// Every path may be asked with an Accept that no answer fits, and one with a variable for what
  /// is not there.
  private static void addRefusals(String path, PathItem item) {
    var statuses = path.contains("{") ? List.of("404", "406") : List.of("406");
    for (var operation : item.readOperations()) {
      statuses.forEach(status -> operation.getResponses().putIfAbsent(status, refusal(status)));
    }
  }

  private static Operation list(Kind kind) {
    return new Operation()
        .operationId("list_" + kind.collection())
        .addTagsItem("catalogue")
        .summary("All " + kind.collection())
        .description("The cards of all %s, in full.".formatted(kind.collection()))
        .responses(answer("The cards", json(array(reference(SharedSchemas.CARD)))));
  }

  private static Operation card(Definition definition) {
    return new Operation()
        .operationId(definition.name() + "_card")
        .addTagsItem("catalogue")
        .summary("Card of " + definition.card().title())
        .description(
            "Everything there is to know about %s: formula, inputs, parameters, properties, notes."
                .formatted(definition.name()))
        .responses(answer("The card", json(reference(SharedSchemas.CARD))));
  }

  private Operation compute(Definition definition) {
    var example = examples.of(definition);
    var request = json(reference(FunctionSchemas.requestName(definition)), node(example.request()));
    var answer =
        json(reference(FunctionSchemas.responseName(definition)), node(example.response()));
    var operation =
        new Operation()
            .operationId(definition.name())
            .addTagsItem(definition.kind().collection())
            .summary(definition.card().title())
            .description(description(definition))
            .requestBody(new RequestBody().required(true).content(request));
    if (definition.kind() == Kind.LOSS) {
      operation.setResponses(answer("Values and gradients", answer));
    } else {
      answer.addMediaType(
          NpyNegotiation.MEDIA_TYPE, arrayFile("float64 or float32, little-endian, in C order"));
      operation.setResponses(
          answer(
              "Values and gradients; as an array file the one of them that `outputs` names, or the values",
              answer));
    }
    if (definition.kind() == Kind.ACTIVATION && definition.onlyInput().isPresent()) {
      request.addMediaType(
          NpyNegotiation.MEDIA_TYPE,
          arrayFile(
              "float64 or float32, which the answer has too, of either byte order, in C order"));
      addNpyParameters(operation, definition);
    }
    for (var status : List.of("400", "406", "408", "413", "415", "429", "503", "504")) {
      operation.getResponses().addApiResponse(status, refusal(status));
    }
    return operation;
  }

  private static MediaType arrayFile(String elements) {
    return new MediaType().schema(text("A NumPy array file: " + elements).format("binary"));
  }

  /// What a body that is an array file cannot say.
  private static void addNpyParameters(Operation operation, Definition definition) {
    for (var parameter : definition.parameters()) {
      operation.addParametersItem(
          besideNpy(parameter.name(), parameter.declaration().description()));
    }
    operation.addParametersItem(
        besideNpy(
            "outputs",
            "What is wanted, out of `values` and `gradients`: an array file holds one of them, the"
                + " values where absent"));
    if (definition.hasJacobian()) {
      operation.addParametersItem(
          besideNpy("jacobian", "`true` adds the Jacobian of each row to an answer in JSON"));
    }
  }

  private static Parameter besideNpy(String name, String description) {
    return new QueryParameter()
        .name(name)
        .description("Beside a body of application/x-npy only. " + description)
        .schema(text());
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

  private static ApiResponse refusal(String status) {
    return DocumentedRefusal.of(
        status,
        requireNonNull(REFUSALS.get(status)),
        APPLICATION_PROBLEM_JSON_VALUE,
        SharedSchemas.PROBLEM);
  }

  private static ApiResponses answer(String description, Content content) {
    return new ApiResponses()
        .addApiResponse("200", new ApiResponse().description(description).content(content));
  }

  private static Content json(Schema<?> type) {
    return new Content().addMediaType(APPLICATION_JSON_VALUE, new MediaType().schema(type));
  }

  private static Content json(Schema<?> type, Object example) {
    return new Content()
        .addMediaType(APPLICATION_JSON_VALUE, new MediaType().schema(type).example(example));
  }

  /// The document library is built on another generation of Jackson and must not see this one's
  /// nodes. Nor would maps do, whose nulls, such as that of a parameter without value, it drops.
  private static Object node(Object example) {
    try {
      return Json31.mapper().readTree(example.toString());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
