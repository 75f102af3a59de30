package dev.nabla.web;

import dev.nabla.admission.Gate;
import dev.nabla.admission.Visit;
import dev.nabla.compute.ComputeService;
import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.function.Kind;
import dev.nabla.observability.AccessRecord;
import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.tensor.Workspace;
import dev.nabla.wire.AnswerBody;
import dev.nabla.wire.BodyReader;
import dev.nabla.wire.CodecTimers;
import dev.nabla.wire.CodecTimers.Format;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/// Activations and losses. Hidden from the scan for the OpenAPI document, which [OpenApiDocument]
/// writes.
@Hidden
@RestController
class FunctionController {

  private final Catalogue catalogue;
  private final Gate gate;
  private final BodyReader bodies;
  private final RequestReader reader;
  private final NpyReader npyReader;
  private final ComputeService compute;
  private final AnswerWriter writer;
  private final Examples examples;
  private final CodecTimers timers;

  FunctionController(
      Catalogue catalogue,
      Gate gate,
      BodyReader bodies,
      RequestReader reader,
      NpyReader npyReader,
      ComputeService compute,
      AnswerWriter writer,
      Examples examples,
      CodecTimers timers) {
    this.catalogue = catalogue;
    this.gate = gate;
    this.bodies = bodies;
    this.reader = reader;
    this.npyReader = npyReader;
    this.compute = compute;
    this.writer = writer;
    this.examples = examples;
    this.timers = timers;
  }

  @GetMapping(path = "/v1/activations", produces = MediaType.APPLICATION_JSON_VALUE)
  List<CardView> activations() {
    return cards(Kind.ACTIVATION);
  }

  @GetMapping(path = "/v1/losses", produces = MediaType.APPLICATION_JSON_VALUE)
  List<CardView> losses() {
    return cards(Kind.LOSS);
  }

  @GetMapping(path = "/v1/activations/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
  CardView activation(@PathVariable String name) {
    return card(catalogue.require(Kind.ACTIVATION, name));
  }

  @GetMapping(path = "/v1/losses/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
  CardView loss(@PathVariable String name) {
    return card(catalogue.require(Kind.LOSS, name));
  }

  @PostMapping(
      path = "/v1/activations/{name}",
      consumes = {MediaType.APPLICATION_JSON_VALUE, NpyNegotiation.MEDIA_TYPE},
      produces = {MediaType.APPLICATION_JSON_VALUE, NpyNegotiation.MEDIA_TYPE})
  void activate(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpMediaTypeNotAcceptableException {
    answer(catalogue.require(Kind.ACTIVATION, name), request, response);
  }

  @PostMapping(
      path = "/v1/losses/{name}",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  void computeLoss(
      @PathVariable String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpMediaTypeNotAcceptableException {
    answer(catalogue.require(Kind.LOSS, name), request, response);
  }

  private List<CardView> cards(Kind kind) {
    return catalogue.all(kind).stream().map(this::card).toList();
  }

  private CardView card(Definition definition) {
    return CardView.of(definition, examples.of(definition));
  }

  private void answer(Definition definition, HttpServletRequest from, HttpServletResponse to)
      throws IOException, HttpMediaTypeNotAcceptableException {
    var record = AccessRecord.of(from);
    record.function(definition.name());
    boolean npyCame = NpyNegotiation.comes(from.getContentType());
    if (npyCame && definition.onlyInput().isEmpty()) {
      throw new RejectedException(
          Reason.UNSUPPORTED_MEDIA_TYPE,
          Place.whole(),
          "expected the Content-Type application/json, as %s has several inputs, found %s"
              .formatted(definition.name(), NpyNegotiation.MEDIA_TYPE));
    }
    if (!npyCame) {
      refuseQuery(from);
    }
    boolean npyWanted =
        NpyNegotiation.isWanted(
            new ServletWebRequest(from), definition.kind() == Kind.ACTIVATION, npyCame);
    try (var visit = gate.admit(from);
        var workspace = compute.workspace()) {
      var body = bodies.read(from, visit);
      visit.enter();
      var request =
          npyCame
              ? timers.decode(
                  Format.NPY,
                  record,
                  () -> npyReader.read(definition, body, from.getParameterMap(), workspace))
              : timers.decode(Format.JSON, record, () -> reader.read(definition, body));
      record.elements(request.call().elements());
      if (npyWanted) {
        answerNpy(request, visit, workspace, record, to);
      } else {
        answerJson(request, visit, workspace, record, to);
      }
    } catch (RejectedException fault) {
      throw npyCame ? fault.at(besideArray(fault.place(), definition)) : fault;
    }
  }

  /// Refuses what the query says beside a body of JSON, which has all there is to say: it would go
  /// unnoticed.
  private static void refuseQuery(HttpServletRequest request) {
    var names = request.getParameterNames();
    if (names.hasMoreElements()) {
      var name = names.nextElement();
      throw new RejectedException(
          Reason.UNKNOWN_FIELD,
          new Place.Query(name),
          "expected all fields in the JSON of the body, found `%s` in the query"
              .formatted(Shown.text(name)));
    }
  }

  /// Where a field is in a request whose body is the one input, and whose query has the rest.
  private static Place besideArray(Place place, Definition definition) {
    boolean isInput =
        place instanceof Place.Body(var steps)
            && !steps.isEmpty()
            && definition.inputs().stream()
                .anyMatch(input -> input.name().equals(steps.getFirst()));
    return isInput ? Place.whole() : place.inQuery();
  }

  private void answerJson(
      Request request,
      Visit visit,
      Workspace workspace,
      AccessRecord record,
      HttpServletResponse to)
      throws IOException {
    var answer = record.computing(() -> compute.compute(request.call(), visit, workspace));
    to.setContentType(MediaType.APPLICATION_JSON_VALUE);
    var body = new AnswerBody(visit.answer(to), answer.evaluation().outputs().values());
    timers.encode(
        Format.JSON,
        record,
        () -> {
          writer.write(request, answer, body);
          body.finish();
        });
  }

  private void answerNpy(
      Request request,
      Visit visit,
      Workspace workspace,
      AccessRecord record,
      HttpServletResponse to)
      throws IOException {
    NpyWriter.check(request);
    var answer = record.computing(() -> compute.compute(request.call(), visit, workspace));
    var array = NpyWriter.of(request, answer);
    to.setContentType(NpyNegotiation.MEDIA_TYPE);
    to.setContentLengthLong(array.length());
    var stream = visit.answer(to).getOutputStream();
    timers.encode(Format.NPY, record, () -> array.write(stream));
  }
}
