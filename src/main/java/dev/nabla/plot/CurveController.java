package dev.nabla.plot;

import dev.nabla.admission.Gate;
import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.function.Kind;
import dev.nabla.function.RejectedException;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/// Curves of activations and losses. Hidden from the scan for the OpenAPI document.
@Hidden
@RestController
class CurveController {

  private static final CacheControl CACHED = CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

  private static final ContentNegotiationStrategy ACCEPT = new HeaderContentNegotiationStrategy();

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
  ResponseEntity<byte[]> activation(@PathVariable String name, ServletWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    return answer(catalogue.require(Kind.ACTIVATION, name), request);
  }

  @GetMapping("/v1/losses/{name}/curve")
  ResponseEntity<byte[]> loss(@PathVariable String name, ServletWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    return answer(catalogue.require(Kind.LOSS, name), request);
  }

  private ResponseEntity<byte[]> answer(Definition definition, ServletWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    try {
      return curve(definition, request);
    } catch (RejectedException fault) {
      throw fault.at(fault.place().inQuery());
    }
  }

  private ResponseEntity<byte[]> curve(Definition definition, ServletWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    var given = new Given(request.getParameterMap());
    var chosen = given.choice("format", Form.values());
    var form = chosen == null ? Form.accepted(ACCEPT.resolveMediaTypes(request)) : chosen;
    var style = QueryReader.style(given);
    var query = reader.read(definition, given);
    var tag = tags.of(query, form, style);
    boolean known = isKnown(request, tag);
    var response =
        ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
            .eTag(tag)
            .cacheControl(CACHED)
            .varyBy(HttpHeaders.ACCEPT);
    if (known) {
      return response.build();
    }
    try (var visit = gate.admit(request.getRequest())) {
      visit.expect(query.workingBytes());
      visit.enter();
      return response.contentType(form.type()).body(write(curves.compute(query), form, style));
    }
  }

  private static boolean isKnown(ServletWebRequest request, String tag) {
    var headers = new ServletServerHttpRequest(request.getRequest()).getHeaders();
    return headers.getIfNoneMatch().contains(tag);
  }

  private static byte[] write(Curve curve, Form form, PictureStyle style) {
    return switch (form) {
      case JSON -> JsonForm.write(curve);
      case CSV -> CsvForm.write(curve);
      case SVG -> PictureForm.svg(curve, style);
      case PNG -> PictureForm.png(curve, style);
    };
  }
}
