package dev.nabla.plot;

import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.function.Kind;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
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
  private final QueryReader reader;
  private final Curves curves;

  CurveController(Catalogue catalogue, QueryReader reader, Curves curves) {
    this.catalogue = catalogue;
    this.reader = reader;
    this.curves = curves;
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
    Map<String, String[]> query = request.getParameterMap();
    var form = form(request);
    var curve = curves.compute(reader.read(definition, query));
    return ResponseEntity.ok()
        .cacheControl(CACHED)
        .varyBy(HttpHeaders.ACCEPT)
        .contentType(form.type())
        .body(JsonForm.write(curve));
  }

  private static Form form(ServletWebRequest request) throws HttpMediaTypeNotAcceptableException {
    var wanted = request.getParameter("format");
    return wanted == null
        ? Form.accepted(ACCEPT.resolveMediaTypes(request))
        : Form.labelled(wanted);
  }
}
