package dev.nabla.plot;

import dev.nabla.admission.Gate;
import dev.nabla.compute.Budget;
import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.function.Kind;
import dev.nabla.observability.AccessRecord;
import dev.nabla.refusal.RejectedException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/// Curves of activations and losses. Hidden from the scan for the OpenAPI document.
@Hidden
@RestController
class CurveController {

  private static final CacheControl CACHED = CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

  private final Catalogue catalogue;
  private final Gate gate;
  private final QueryReader reader;
  private final Curves curves;
  private final EntityTags tags;

  CurveController(
      Catalogue catalogue, Gate gate, QueryReader reader, Curves curves, EntityTags tags) {
    this.catalogue = catalogue;
    this.gate = gate;
    this.reader = reader;
    this.curves = curves;
    this.tags = tags;
  }

  @GetMapping("/v1/activations/{name}/curve")
  void activation(
      @PathVariable String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpMediaTypeNotAcceptableException {
    answer(catalogue.require(Kind.ACTIVATION, name), request, response);
  }

  @GetMapping("/v1/losses/{name}/curve")
  void loss(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpMediaTypeNotAcceptableException {
    answer(catalogue.require(Kind.LOSS, name), request, response);
  }

  private void answer(Definition definition, HttpServletRequest from, HttpServletResponse to)
      throws IOException, HttpMediaTypeNotAcceptableException {
    try {
      draw(definition, from, to);
    } catch (RejectedException fault) {
      throw fault.at(fault.place().inQuery());
    }
  }

  private void draw(Definition definition, HttpServletRequest from, HttpServletResponse to)
      throws IOException, HttpMediaTypeNotAcceptableException {
    long start = System.nanoTime();
    var record = AccessRecord.of(from);
    record.function(definition.name());
    var given = new Given(from.getParameterMap());
    var chosen = given.choice("format", Form.values());
    var form = chosen == null ? Form.accepted(new ServletWebRequest(from)) : chosen;
    var style = QueryReader.style(given);
    var query = reader.read(definition, given);
    var tag = tags.of(query, form, style);
    record.decoded(System.nanoTime() - start);
    record.elements(query.elements());
    if (EntityTags.isKnown(Collections.list(from.getHeaders(HttpHeaders.IF_NONE_MATCH)), tag)) {
      to.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      describe(to, tag);
      return;
    }
    try (var visit = gate.admit(from)) {
      long bytes = query.workingBytes() + form.workingBytes(style);
      visit.expect(bytes);
      visit.enter();
      // A curve is many small calls. What they take is expected already, but for a large one's.
      Budget budget = call -> visit.claim(Math.max(bytes, call));
      var curve = record.computing(() -> curves.compute(query, budget));
      long computed = System.nanoTime();
      var body = form.write(curve, style);
      var answer = visit.answer(to);
      describe(answer, tag);
      answer.setContentType(form.type().toString());
      answer.setContentLength(body.length);
      answer.getOutputStream().write(body);
      record.encoded(System.nanoTime() - computed);
    }
  }

  private static void describe(HttpServletResponse response, String tag) {
    response.setHeader(HttpHeaders.ETAG, tag);
    response.setHeader(HttpHeaders.CACHE_CONTROL, CACHED.getHeaderValue());
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
  }
}
