package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/// What holds for every problem.
final class Problems {

  private Problems() {}

  /// @param problem the end of the problem type
  /// @param detail a part of the message
  static void assertRefused(
      Http http,
      HttpResponse<String> response,
      int status,
      String problem,
      String pointer,
      String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    var document = Http.JSON.readTree(response.body());
    var page = http.shown("/problems/" + problem);
    assertThat(document.get("type")).isEqualTo(page.get("type"));
    assertThat(document.get("title")).isEqualTo(page.get("title"));
    assertThat(document.get("status").intValue()).isEqualTo(status);
    assertThat(document.get("detail").stringValue())
        .contains(detail)
        .hasSizeLessThan(400)
        .doesNotContain("Feature");
    assertThat(document.get("errors")).hasSize(1);
    var error = document.get("errors").get(0);
    assertThat(error.get("pointer").stringValue()).isEqualTo(pointer);
    assertThat(error.get("detail")).isEqualTo(document.get("detail"));
  }

  /// That what came before has done no harm.
  static void assertServes(Http http) {
    assertThat(http.answer("/v1/activations/relu", "{'x': [-1, 2]}").get("values"))
        .isEqualTo(Http.json("[0.0, 2.0]"));
  }
}
