package dev.nabla.plot;

import static dev.nabla.plot.CurveClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.Http;
import dev.nabla.web.OutsideTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What queries of curves are refused for.
@OutsideTest
class CurveRefusalsTest {

  private final CurveClient client;

  CurveRefusalsTest(@LocalServerPort int port) {
    client = new CurveClient(port);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "activations/relu/curve?points=1; 400; points; at least 2",
        "activations/relu/curve?points=2.5; 400; points; an integer",
        "activations/relu/curve?points=10002; 413; points; 10,001 points (nabla.limits.curve-points)",
        "activations/relu/curve?points=99999999999999999999; 400; points; an integer",
        "activations/relu/curve?points=%2B5; 400; points; an integer",
        "activations/relu/curve?points=%D9%A3; 400; points; an integer",
        "activations/relu/curve?points=05; 400; points; an integer",
        "activations/relu/curve?from=01; 400; from; a finite number",
        "activations/relu/curve?from=1&to=1; 400; from; from < to",
        "activations/relu/curve?from=2&to=-2; 400; from; from < to",
        "activations/relu/curve?from=NaN; 400; from; finite",
        "activations/relu/curve?to=Infinity; 400; to; finite",
        "activations/relu/curve?to=1e301; 400; to; 1.0E300, found 1e301",
        "activations/relu/curve?to=1e400; 400; to; 1.0E300, found 1e400",
        "activations/relu/curve?from=; 400; from; a finite number",
        "activations/relu/curve?from=x; 400; from; a finite number",
        "activations/relu/curve?from=0x1p1; 400; from; a finite number",
        "activations/relu/curve?from=-1d; 400; from; a finite number",
        "activations/relu/curve?from=%201; 400; from; a finite number",
        "losses/focal/curve?axis=p_t&to=1.5; 400; to; a probability in [0, 1]",
        "losses/focal/curve?axis=p_t&from=-0.1; 400; from; a probability in [0, 1]",
        "losses/focal/curve?axis=q; 400; axis; one of \"logit\", \"p_t\"",
        "losses/focal/curve?gamma=-1; 400; gamma; ≥ 0",
        "losses/focal/curve?gamma=0,-1; 400; gamma; ≥ 0",
        "losses/focal/curve?gamma=; 400; gamma; at least one value",
        "losses/focal/curve?gamma=1,; 400; gamma; with commas",
        "losses/focal/curve?gamma=null; 400; gamma; a finite number",
        "losses/focal/curve?gamma=two; 400; gamma; a finite number",
        "losses/focal/curve?gamma=%5B1%5D; 400; gamma; a finite number",
        "losses/focal/curve?gamma=1e999; 400; gamma; a finite number",
        "losses/focal/curve?gamma=1,2,3,4,5,6,7,8,9,10,11,12,13; 413; gamma; nabla.limits.curve-series",
        "losses/focal/curve?gamma=1&gamma=2; 400; gamma; once",
        "losses/focal/curve?gama=1; 400; gama; did you mean `gamma`?",
        "losses/focal/curve?targets=2; 400; targets; 0 or 1",
        "losses/focal/curve?targets=%5B1%5D; 400; targets; the shape []",
        "losses/focal/curve?axis=p_t&targets=0; 400; targets; one of the parameters",
        "losses/cross_entropy/curve?targets=3; 400; targets; from 0 to 2",
        "losses/hinge/curve?targets=-1; 400; targets; one of the parameters",
        "activations/gelu/curve?approximate=no; 400; approximate; one of",
        "activations/softmax/curve?temperature=0; 400; temperature; > 0",
        "activations/maxout/curve?weights=%5B%5B1%5D,2%5D; 400; weights; expected an array of length 1, found 2",
        "activations/maxout/curve?weights=%5B%5B%5B1,2%5D%5D%5D; 400; weights; the shape",
        "activations/maxout/curve?biases=%22a%22; 400; biases; a finite number",
        "activations/relu/curve?outputs=value; 400; outputs; one of",
        "activations/relu/curve?outputs=; 400; outputs; one of",
        "activations/relu/curve?format=gif; 400; format; one of \"json\", \"csv\", \"svg\", \"png\"",
        "activations/relu/curve?theme=blue; 400; theme; one of \"light\", \"dark\"",
        "activations/relu/curve?width=100; 400; width; from 240 to 2000",
        "activations/relu/curve?height=100000; 400; height; from 240 to 2000",
      })
  void refusalsNameTheParameter(String pathAndQuery, int status, String parameter, String words) {
    var answer = client.http().get("/v1/" + pathAndQuery);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(header(answer, "ETag")).isEqualTo("none");
    var fault = Http.JSON.readTree(answer.body()).at("/errors/0");
    assertThat(fault.path("parameter").stringValue("")).isEqualTo(parameter);
    assertThat(fault.get("detail").stringValue()).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "activations/leaky_relu/curve?alpha=#; alpha",
        "activations/leaky_relu/curve?alpha=0.1,-#; alpha",
        "losses/cross_entropy/curve?ignore_index=#; ignore_index",
        "activations/maxout/curve?biases=%5B%5B#%5D,%5B0%5D%5D; biases",
        "losses/focal/curve?targets=#; targets",
      })
  void integersBeyondTheDoublesAreRefused(String pathAndQuery, String parameter) {
    var integer = "1" + "0".repeat(400);
    var answer = client.http().get("/v1/" + pathAndQuery.replace("#", integer));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(Http.JSON.readTree(answer.body()).at("/errors/0/parameter").stringValue())
        .isEqualTo(parameter);
  }

  @Test
  void unknownFunctionsAndMethodsAreRefused() {
    assertThat(client.http().get("/v1/activations/reluu/curve").statusCode()).isEqualTo(404);
    assertThat(client.http().get("/v1/losses/relu/curve").body()).contains("/v1/activations");
    assertThat(client.http().post("/v1/activations/relu/curve", "{}").statusCode()).isEqualTo(405);
  }
}
