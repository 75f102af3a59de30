package dev.nabla.plot;

import static dev.nabla.plot.CurveClient.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.OutsideTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The forms of curves, which of them is chosen, and their entity tags.
@OutsideTest
class CurveFormsTest {

  private final CurveClient client;

  CurveFormsTest(@LocalServerPort int port) {
    client = new CurveClient(port);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | application/json",
        "application/json | application/json",
        "application/* | application/json",
        "text/csv | text/csv;charset=UTF-8",
        "image/svg+xml | image/svg+xml",
        "image/png | image/png",
        "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8 | image/svg+xml",
        "text/csv;q=0.5, image/png;q=0.9 | image/png",
        "text/html,application/xhtml+xml,*/*;q=0.8 | application/json",
        "image/png;q=0, image/* | image/svg+xml",
        "application/json;q=0, */* | text/csv;charset=UTF-8",
        "application/json;q=0.1, */*;q=0.9 | text/csv;charset=UTF-8",
        "image/png, */* | image/png",
      })
  void acceptChoosesTheForm(String accept, String type) {
    var answer = client.get("activations/relu/curve?points=3", "Accept", accept);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo(type);
    assertThat(header(answer, "Vary")).contains("Accept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "image/png;q=0", "*/*;q=0", "not a type"})
  void whatNoFormFitsIsNotAcceptable(String accept) {
    var answer = client.get("activations/relu/curve", "Accept", accept);
    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(new String(answer.body(), UTF_8)).contains("text/csv", "image/png");
  }

  @Test
  void formatWinsOverAccept() {
    var answer = client.get("activations/relu/curve?points=3&format=csv", "Accept", "image/png");
    assertThat(header(answer, "Content-Type")).isEqualTo("text/csv;charset=UTF-8");
    assertThat(new String(answer.body(), UTF_8))
        .isEqualTo("x,values,gradients\r\n-6.0,0.0,0.0\r\n0.0,0.0,0.0\r\n6.0,6.0,1.0\r\n");
  }

  @Test
  void csvHasAColumnForEachOutputOfEachSeries() {
    var csv =
        client
            .http()
            .get("/v1/losses/bce/curve?axis=p_t&format=csv&points=2&pos_weight=1,2&outputs=values");
    assertThat(csv.body())
        .isEqualTo(
            """
            p_t,"values, pos_weight = 1","values, pos_weight = 2"
            0.0,Infinity,Infinity
            1.0,0.0,0.0
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void anUnchangedCurveIsNotSentAgain() {
    var path = "losses/focal/curve?gamma=2&points=50";
    var first = client.get(path);
    var tag = header(first, "ETag");
    assertThat(tag).matches("\"[\\w-]{20,}\"");
    assertThat(header(first, "Cache-Control")).contains("max-age=").contains("public");
    var second = client.get(path, "If-None-Match", tag);
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(header(second, "ETag")).isEqualTo(tag);
    assertThat(client.get(path, "If-None-Match", "\"other\"").body()).isEqualTo(first.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "\"other\", *", "W/#", "\"other\", #", "nonsense, #"})
  void whatTheClientHasIsNotSent(String known) {
    var path = "activations/relu/curve?points=3";
    var tag = header(client.get(path), "ETag");
    var answer = client.get(path, "If-None-Match", known.replace("#", tag));
    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(header(answer, "ETag")).isEqualTo(tag);
    assertThat(header(answer, "Vary")).contains("Accept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "", "\"abc", "W/", ","})
  void whatIsNoEntityTagMatchesNothing(String known) {
    var answer = client.get("activations/relu/curve?points=3", "If-None-Match", known);
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void tagsTellApartWhateverDiffers() {
    var paths =
        List.of(
            "losses/focal/curve",
            "losses/focal/curve?gamma=1",
            "losses/focal/curve?gamma=1,2",
            "losses/focal/curve?gamma=1,1",
            "losses/focal/curve?points=602",
            "losses/focal/curve?from=-5",
            "losses/focal/curve?axis=p_t",
            "losses/focal/curve?targets=0",
            "losses/focal/curve?outputs=values",
            "losses/focal/curve?format=csv",
            "losses/focal/curve?format=svg",
            "losses/focal/curve?format=png",
            "losses/focal/curve?format=svg&theme=dark",
            "losses/focal/curve?format=svg&width=400",
            "losses/binary_cross_entropy/curve");
    assertThat(paths.stream().map(path -> header(client.get(path), "ETag")))
        .doesNotHaveDuplicates();
    assertThat(header(client.get("losses/bce/curve"), "ETag"))
        .isEqualTo(header(client.get("losses/binary_cross_entropy/curve"), "ETag"));
  }

  @Test
  void headAnswersTheHeadersOnly() {
    var head = client.http().send("HEAD", "/v1/activations/relu/curve", BodyPublishers.noBody());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "ETag"))
        .isEqualTo(header(client.get("activations/relu/curve"), "ETag"));
  }
}
