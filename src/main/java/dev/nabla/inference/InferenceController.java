package dev.nabla.inference;

import dev.nabla.admission.Gate;
import dev.nabla.compute.Budget;
import dev.nabla.compute.ComputeService;
import dev.nabla.function.Definition;
import dev.nabla.observability.AccessRecord;
import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.wire.BodyReader;
import dev.nabla.wire.CodecTimers;
import dev.nabla.wire.CodecTimers.Format;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Inference with every function. Hidden from the scan for the OpenAPI document, which
/// [InferenceDocument] writes.
@Hidden
@RestController
class InferenceController {

  /// What clients call their JSON, with or without binary data behind it; the last is what curl and
  /// others call whatever they send where nobody tells them.
  private static final Set<MediaType> MEDIA_TYPES =
      Set.of(
          MediaType.APPLICATION_JSON,
          MediaType.APPLICATION_OCTET_STREAM,
          MediaType.APPLICATION_FORM_URLENCODED);

  private final Models models;
  private final Gate gate;
  private final BodyReader bodies;
  private final InferenceReader reader;
  private final ComputeService compute;
  private final CodecTimers timers;

  InferenceController(
      Models models,
      Gate gate,
      BodyReader bodies,
      InferenceReader reader,
      ComputeService compute,
      CodecTimers timers) {
    this.models = models;
    this.gate = gate;
    this.bodies = bodies;
    this.reader = reader;
    this.compute = compute;
    this.timers = timers;
  }

  @PostMapping("/v2/models/{name}/infer")
  void infer(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(models.require(name), request, response);
  }

  @PostMapping("/v2/models/{name}/versions/{version}/infer")
  void infer(
      @PathVariable String name,
      @PathVariable String version,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    answer(models.require(name, version), request, response);
  }

  private void answer(Definition definition, HttpServletRequest from, HttpServletResponse to)
      throws IOException {
    var record = AccessRecord.of(from);
    record.function(definition.name());
    checkMediaType(from.getContentType());
    var headerLength = from.getHeader(InferenceReader.HEADER_LENGTH);
    try (var visit = gate.admit(from);
        var workspace = compute.workspace()) {
      var body = bodies.read(from, visit);
      visit.enter();
      var request =
          timers.decode(
              headerLength == null ? Format.OIP_JSON : Format.OIP_BINARY,
              record,
              () -> reader.read(definition, body, headerLength, workspace));
      var call = request.call();
      record.elements(call.elements());
      Budget budget = bytes -> visit.claim(bytes + request.keptBytes());
      var answer =
          InferenceAnswer.of(
              request, record.computing(() -> compute.compute(call, budget, workspace)));
      timers.encode(
          answer.isBinary() ? Format.OIP_BINARY : Format.OIP_JSON,
          record,
          () -> answer.send(visit.answer(to)));
    } catch (RejectedException fault) {
      throw fault.at(asSent(fault.place(), definition));
    }
  }

  /// The place of a parameter, which the core knows by its name alone.
  private static Place asSent(Place place, Definition definition) {
    if (place instanceof Place.Body(var steps)
        && !steps.isEmpty()
        && definition.parameters().stream().anyMatch(it -> it.name().equals(steps.getFirst()))) {
      return new Place.Body(List.of("parameters", steps.getFirst()));
    }
    return place;
  }

  private static void checkMediaType(@Nullable String contentType) {
    if (contentType == null) {
      return;
    }
    try {
      var type = MediaType.parseMediaType(contentType);
      if (MEDIA_TYPES.stream().anyMatch(type::equalsTypeAndSubtype)) {
        return;
      }
    } catch (InvalidMediaTypeException isNone) {
      // Refused below.
    }
    throw new RejectedException(
        Reason.UNSUPPORTED_MEDIA_TYPE,
        List.of(),
        "expected the Content-Type application/json or application/octet-stream, found "
            + Shown.text(contentType));
  }
}
