package dev.nabla.inference;

import dev.nabla.function.Definition;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What the service and its models are, and whether they are there. Answers are JSON, whatever a
/// client accepts. Hidden from the scan for the OpenAPI document, which [InferenceDocument] writes.
@Hidden
@RestController
class MetadataController {

  /// Those of the protocol's extensions that are spoken here.
  private static final List<String> EXTENSIONS = List.of("binary_tensor_data", "parameters");

  record ServerMetadata(String name, String version, List<String> extensions) {}

  record Live(boolean live) {}

  record Ready(boolean ready, boolean live) {}

  record ModelReady(String name, boolean ready) {}

  private final Models models;
  private final ApplicationAvailability availability;
  private final String version;

  MetadataController(
      Models models,
      ApplicationAvailability availability,
      ObjectProvider<BuildProperties> buildProperties) {
    this.models = models;
    this.availability = availability;
    var build = buildProperties.getIfAvailable();
    this.version = version(build == null ? null : build.getVersion());
  }

  private static String version(@Nullable String built) {
    return built == null ? "development" : built;
  }

  @GetMapping({"/v2", "/v2/"})
  ResponseEntity<ServerMetadata> server() {
    return json(new ServerMetadata("nabla", version, EXTENSIONS));
  }

  @GetMapping("/v2/health/live")
  ResponseEntity<Live> live() {
    return json(new Live(true));
  }

  @GetMapping("/v2/health/ready")
  ResponseEntity<Ready> ready() {
    checkReady();
    return json(new Ready(true, true));
  }

  @GetMapping("/v2/models/{name}")
  ResponseEntity<ModelMetadata> model(@PathVariable String name) {
    return json(ModelMetadata.of(models.require(name)));
  }

  @GetMapping("/v2/models/{name}/versions/{version}")
  ResponseEntity<ModelMetadata> model(@PathVariable String name, @PathVariable String version) {
    return json(ModelMetadata.of(models.require(name, version)));
  }

  @GetMapping("/v2/models/{name}/ready")
  ResponseEntity<ModelReady> modelReady(@PathVariable String name) {
    return ready(models.require(name));
  }

  @GetMapping("/v2/models/{name}/versions/{version}/ready")
  ResponseEntity<ModelReady> modelReady(@PathVariable String name, @PathVariable String version) {
    return ready(models.require(name, version));
  }

  private ResponseEntity<ModelReady> ready(Definition definition) {
    checkReady();
    return json(new ModelReady(definition.name(), true));
  }

  private void checkReady() {
    if (availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
      throw new RejectedException(
          Reason.NOT_READY,
          List.of(),
          "expected the service to take requests, found it starting or stopping");
    }
  }

  private static <T> ResponseEntity<T> json(T body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
  }
}
