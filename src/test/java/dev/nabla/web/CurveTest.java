package dev.nabla.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.w3c.dom.Document;
import tools.jackson.databind.JsonNode;

/// Curves from outside: their numbers against the functions' own answers and by hand, their forms,
/// their tags and what is refused.
@OutsideTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CurveTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Http http;

  CurveTest(@LocalServerPort int port) {
    http = new Http(port);
  }

  private JsonNode curve(String pathAndQuery) {
    return http.shown("/v1/" + pathAndQuery);
  }

  private HttpResponse<byte[]> get(String pathAndQuery, String... headers) {
    var uri = URI.create("http://localhost:%d/v1/%s".formatted(http.port(), pathAndQuery));
    var request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  private static List<Double> numbers(JsonNode list) {
    var numbers = new ArrayList<Double>();
    list.forEach(
        node ->
            numbers.add(
                node.isString()
                    ? Double.valueOf(node.stringValue())
                    : (Double) node.doubleValue()));
    return numbers;
  }

  /// What one point of an axis means for a function's inputs.
  ///
  /// @param request of that point, where `$` is the point and `#` 1 minus the point
  /// @param gradient where its answer has the gradient along the axis
  record Line(String path, String axis, String request, String gradient) {
    @Override
    public String toString() {
      return path + " " + axis;
    }
  }

  static Stream<Line> lines() {
    return Stream.of(
        new Line("activations/sigmoid", "x", "'x': $", "x"),
        new Line("activations/tanh", "x", "'x': $", "x"),
        new Line("activations/relu", "x", "'x': $", "x"),
        new Line("activations/leaky_relu", "x", "'x': $", "x"),
        new Line("activations/gelu", "x", "'x': $", "x"),
        new Line("activations/softmax", "score", "'x': [$, 0, 0], 'upstream': [1, 0, 0]", "x/0"),
        new Line(
            "activations/maxout",
            "x",
            "'x': [$], 'weights': [[[-1]], [[1]]], 'biases': [[0], [0]]",
            "x/0"),
        new Line("losses/mse", "error", "'predictions': $, 'targets': 0", "predictions"),
        new Line("losses/hinge", "margin", "'scores': $, 'targets': 1", "scores"),
        new Line("losses/exponential", "margin", "'scores': $, 'targets': 1", "scores"),
        new Line("losses/bce", "logit", "'logits': $, 'targets': 1", "logits"),
        new Line("losses/bce", "p_t", "'probabilities': $, 'targets': 1", "probabilities"),
        new Line(
            "losses/balanced_cross_entropy",
            "logit",
            "'logits': $, 'targets': 1, 'alpha': 0.75",
            "logits"),
        new Line(
            "losses/balanced_cross_entropy",
            "p_t",
            "'probabilities': $, 'targets': 1, 'alpha': 0.75",
            "probabilities"),
        new Line("losses/focal", "logit", "'logits': $, 'targets': 1", "logits"),
        new Line("losses/focal", "p_t", "'probabilities': $, 'targets': 1", "probabilities"),
        new Line("losses/cross_entropy", "logit", "'logits': [$, 0, 0], 'targets': 0", "logits/0"),
        new Line(
            "losses/cross_entropy",
            "p_t",
            "'probabilities': [$, #], 'targets': 0",
            "probabilities/0"),
        new Line("losses/margin_ranking", "difference", "'x1': $, 'x2': 0, 'targets': 1", "x1"),
        new Line(
            "losses/contrastive", "distance", "'x1': [0, $], 'x2': [0, 0], 'targets': 0", "x1/1"),
        new Line(
            "losses/triplet",
            "distance_negative",
            "'anchor': [0, 0], 'positive': [1, 0], 'negative': [$, 0]",
            "negative/0"),
        new Line(
            "losses/triplet",
            "distance_positive",
            "'anchor': [0, 0], 'positive': [$, 0], 'negative': [1, 0]",
            "positive/0"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void curveIsWhatTheFunctionAnswersPointByPoint(Line line) {
    var curve = curve("%s/curve?axis=%s&points=23".formatted(line.path, line.axis));
    var points = numbers(curve.get("x"));
    var values = new ArrayList<Double>();
    var gradients = new ArrayList<Double>();
    for (var point : points) {
      var request = line.request.replace("$", point.toString()).replace("#", "" + (1 - point));
      var loss = line.path.startsWith("losses") ? ", 'reduction': 'none'" : "";
      var answer = http.answer("/v1/" + line.path, "{" + request + loss + "}");
      values.add(numbers(flat(answer.get("values"))).getFirst());
      gradients.add(numbers(flat(answer.at("/gradients/" + line.gradient))).getFirst());
    }
    assertThat(numbers(curve.get("values"))).isEqualTo(values);
    assertThat(numbers(curve.get("gradients"))).isEqualTo(gradients);
  }

  private static JsonNode flat(JsonNode answer) {
    return answer.isArray() ? answer : Http.JSON.createArrayNode().add(answer);
  }

  @Test
  void everyAxisOfEveryCardIsAmongTheLines() {
    var declared = new ArrayList<String>();
    for (var collection : List.of("activations", "losses")) {
      for (var card : curve(collection)) {
        card.get("axes")
            .forEach(
                axis ->
                    declared.add(
                        "%s/%s %s"
                            .formatted(
                                collection,
                                card.get("name").stringValue(),
                                axis.get("name").stringValue())));
      }
    }
    assertThat(lines().map(line -> line.toString().replace("/bce", "/binary_cross_entropy")))
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void pointsMeetBothEndsAndLieEvenly() {
    assertThat(numbers(curve("activations/relu/curve?from=-1&to=1&points=5").get("x")))
        .containsExactly(-1.0, -0.5, 0.0, 0.5, 1.0);
    var standard = curve("activations/relu/curve");
    assertThat(standard.get("x")).hasSize(601);
    assertThat(standard.at("/x/0").doubleValue()).isEqualTo(-6);
    assertThat(standard.at("/x/300").doubleValue()).isZero();
    assertThat(standard.at("/x/600").doubleValue()).isEqualTo(6);
  }

  @Test
  void severalValuesMakeSeriesInTheirOrder() {
    var curve = curve("losses/focal/curve?axis=p_t&gamma=0,1&alpha=null,0.25&from=0.5&points=2");
    assertThat(curve.get("varied")).isEqualTo(Http.json("['alpha', 'gamma']"));
    assertThat(curve.has("values")).isFalse();
    var series = curve.get("series");
    assertThat(series.valueStream().map(it -> it.get("parameters").toString()))
        .containsExactly(
            Http.quoted("{'alpha':null,'gamma':0.0}"),
            Http.quoted("{'alpha':null,'gamma':1.0}"),
            Http.quoted("{'alpha':0.25,'gamma':0.0}"),
            Http.quoted("{'alpha':0.25,'gamma':1.0}"));
    // At p_t = ½ the loss is α·(½)^γ·ln 2, and halving is exact.
    assertThat(series.valueStream().map(it -> it.at("/values/0").doubleValue()))
        .containsExactly(Math.log(2), Math.log(2) / 2, Math.log(2) / 4, Math.log(2) / 8);
    assertThat(series.valueStream().map(it -> it.at("/modulating/0").doubleValue()))
        .containsExactly(1.0, 0.5, 0.25, 0.125);
  }

  @Test
  void wordsAndSwitchesAndInputsVaryToo() {
    assertThat(curve("activations/gelu/curve?approximate=none,tanh,sigmoid").get("series"))
        .hasSize(3);
    assertThat(curve("losses/triplet/curve?swap=true,false").get("series")).hasSize(2);
    var pairs = curve("losses/contrastive/curve?targets=0,1&to=2&points=3").get("series");
    assertThat(numbers(pairs.at("/0/values"))).containsExactly(1.0, 0.0, 0.0);
    assertThat(numbers(pairs.at("/1/values"))).containsExactly(0.0, 1.0, 2.0);
    assertThat(pairs.at("/1/inputs/targets").intValue()).isEqualTo(1);
  }

  @Test
  void maxoutTakesItsLinesFromTheQuery() {
    // max(−x, ½x, 2x − 1): the lines meet at 0 and at ⅔.
    var curve =
        curve(
            "activations/maxout/curve?from=-2&to=2&points=5&weights=%5B%5B%5B-1%5D%5D,%5B%5B0.5%5D%5D,"
                + "%5B%5B2%5D%5D%5D&biases=%5B%5B0%5D,%5B0%5D,%5B-1%5D%5D");
    assertThat(numbers(curve.get("values"))).containsExactly(2.0, 1.0, 0.0, 1.0, 3.0);
    assertThat(curve.get("selected")).isEqualTo(Http.json("[0, 0, 0, 2, 2]"));
    var kinks =
        curve(
            "activations/maxout/curve?weights=%5B%5B%5B-1%5D%5D,%5B%5B0.5%5D%5D,%5B%5B2%5D%5D%5D"
                + "&biases=%5B%5B0%5D,%5B0%5D,%5B-1%5D%5D");
    assertThat(numbers(kinks.get("kinks"))).hasSize(2).first().isEqualTo(0.0);
    assertThat(kinks.at("/kinks/1").doubleValue()).isBetween(2 / 3.0 - 1e-10, 2 / 3.0 + 1e-10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "activations/relu/curve; 0.0",
        "activations/leaky_relu/curve?alpha=0.5; 0.0",
        "activations/leaky_relu/curve?alpha=1; ''",
        "activations/gelu/curve; ''",
        "activations/sigmoid/curve?from=-500&to=500; ''",
        "losses/hinge/curve?margin=0.3; 0.3",
        "losses/hinge/curve?margin=0.3&from=1; ''",
        "losses/margin_ranking/curve?margin=1.25; 1.25",
        "losses/contrastive/curve?margin=0.7; 0.0,0.7",
        "losses/contrastive/curve?margin=0.7&form=squared&from=0.1; ''",
        "losses/triplet/curve?margin=0.55; 0.0,1.55",
        "losses/exponential/curve?from=-20; ''",
        "losses/focal/curve?axis=p_t&gamma=0.5; ''",
      })
  void kinksAreFoundWhereTheParametersPutThem(String pathAndQuery, String kinks) {
    var expected =
        kinks.isEmpty()
            ? List.of()
            : Arrays.stream(kinks.split(",", -1)).map(Double::valueOf).toList();
    assertThat(numbers(curve(pathAndQuery).get("kinks"))).isEqualTo(expected);
  }

  @Test
  void nonFiniteValuesAreWords() {
    var curve = curve("losses/bce/curve?axis=p_t&points=3");
    assertThat(curve.at("/values/0").stringValue()).isEqualTo("Infinity");
    assertThat(curve.at("/gradients/0").stringValue()).isEqualTo("-Infinity");
  }

  @Test
  void zerosKeepTheirSign() {
    var leaky = curve("activations/leaky_relu/curve?alpha=-0&from=-2&to=-1&points=2");
    assertThat(numbers(leaky.get("gradients"))).containsExactly(-0.0, -0.0);
    var maxout =
        curve(
            "activations/maxout/curve?points=2&weights=%5B%5B%5B1%5D%5D,%5B%5B-0%5D%5D,%5B%5B1%5D%5D%5D"
                + "&biases=%5B%5B0%5D,%5B-0%5D,%5B-0.5e-0%5D%5D");
    assertThat(maxout.at("/inputs/weights")).isEqualTo(Http.json("[[[1]], [[-0.0]], [[1]]]"));
    assertThat(maxout.at("/inputs/biases")).isEqualTo(Http.json("[[0], [-0.0], [-0.5]]"));
  }

  @Test
  void outputsChoose() {
    var values = curve("losses/focal/curve?outputs=values");
    assertThat(values.has("values")).isTrue();
    assertThat(values.has("gradients")).isFalse();
    var gradients = curve("losses/focal/curve?outputs=gradients");
    assertThat(gradients.has("values")).isFalse();
    assertThat(gradients.has("modulating")).isFalse();
    assertThat(gradients.has("gradients")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "activations/relu/curve?points=1; 400; points; at least 2",
        "activations/relu/curve?points=2.5; 400; points; an integer",
        "activations/relu/curve?points=10002; 413; points; 10,001 points (nabla.limits.curve-points)",
        "activations/relu/curve?points=99999999999999999999; 400; points; an integer",
        "activations/relu/curve?from=1&to=1; 400; from; from < to",
        "activations/relu/curve?from=2&to=-2; 400; from; from < to",
        "activations/relu/curve?from=NaN; 400; from; finite",
        "activations/relu/curve?to=Infinity; 400; to; finite",
        "activations/relu/curve?to=1e301; 400; to; 1.0E300",
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
        "activations/maxout/curve?weights=%5B%5B1%5D,2%5D; 400; weights; equal length",
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
    var answer = http.get("/v1/" + pathAndQuery);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(header(answer, "ETag")).isEqualTo("none");
    var fault = Http.JSON.readTree(answer.body()).at("/errors/0");
    assertThat(fault.path("parameter").stringValue("")).isEqualTo(parameter);
    assertThat(fault.get("detail").stringValue()).contains(words);
  }

  @Test
  void unknownFunctionsAndMethodsAreRefused() {
    assertThat(http.get("/v1/activations/reluu/curve").statusCode()).isEqualTo(404);
    assertThat(http.get("/v1/losses/relu/curve").body()).contains("/v1/activations");
    assertThat(http.post("/v1/activations/relu/curve", "{}").statusCode()).isEqualTo(405);
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
      })
  void acceptChoosesTheForm(String accept, String type) {
    var answer = get("activations/relu/curve?points=3", "Accept", accept);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo(type);
    assertThat(header(answer, "Vary")).contains("Accept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "image/png;q=0", "not a type"})
  void whatNoFormFitsIsNotAcceptable(String accept) {
    var answer = get("activations/relu/curve", "Accept", accept);
    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void formatWinsOverAccept() {
    var answer = get("activations/relu/curve?points=3&format=csv", "Accept", "image/png");
    assertThat(header(answer, "Content-Type")).isEqualTo("text/csv;charset=UTF-8");
    assertThat(new String(answer.body(), UTF_8))
        .isEqualTo("x,values,gradients\r\n-6.0,0.0,0.0\r\n0.0,0.0,0.0\r\n6.0,6.0,1.0\r\n");
  }

  @Test
  void csvHasAColumnForEachOutputOfEachSeries() {
    var csv =
        http.get("/v1/losses/bce/curve?axis=p_t&format=csv&points=2&pos_weight=1,2&outputs=values");
    assertThat(csv.body())
        .isEqualTo(
            """
            x,"values, pos_weight = 1","values, pos_weight = 2"
            0.0,Infinity,Infinity
            1.0,0.0,0.0
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void anUnchangedCurveIsNotSentAgain() {
    var path = "losses/focal/curve?gamma=2&points=50";
    var first = get(path);
    var tag = header(first, "ETag");
    assertThat(tag).matches("\"[\\w-]{20,}\"");
    assertThat(header(first, "Cache-Control")).contains("max-age=").contains("public");
    var second = get(path, "If-None-Match", tag);
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(header(second, "ETag")).isEqualTo(tag);
    assertThat(get(path, "If-None-Match", "\"other\"").body()).isEqualTo(first.body());
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
    assertThat(paths.stream().map(path -> header(get(path), "ETag"))).doesNotHaveDuplicates();
    assertThat(header(get("losses/bce/curve"), "ETag"))
        .isEqualTo(header(get("losses/binary_cross_entropy/curve"), "ETag"));
  }

  @Test
  void headAnswersTheHeadersOnly() {
    var head = http.send("HEAD", "/v1/activations/relu/curve", BodyPublishers.noBody());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "ETag")).isEqualTo(header(get("activations/relu/curve"), "ETag"));
  }

  private static Document parse(byte[] svg) throws Exception {
    var factory = DocumentBuilderFactory.newNSInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void everyAxisIsDrawn(Line line) throws Exception {
    var query = "%s/curve?axis=%s&format=".formatted(line.path, line.axis);
    var svg = parse(get(query + "svg").body()).getDocumentElement();
    assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 720 460");
    var card = curve(line.path);
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(
            "%s, %s, over %s"
                .formatted(
                    card.get("title").stringValue(),
                    card.at("/formula/value").stringValue(),
                    along(card, line.axis)));
    // Letters are outlines: a picture needs no font where it is seen.
    assertThat(svg.getElementsByTagName("text").getLength()).isZero();
    var png = image(get(query + "png&theme=dark").body());
    assertThat(png.getWidth()).isEqualTo(1440);
    assertThat(png.getHeight()).isEqualTo(920);
  }

  private static String along(JsonNode card, String axis) {
    return card.get("axes")
        .valueStream()
        .filter(it -> it.get("name").stringValue().equals(axis))
        .findFirst()
        .orElseThrow()
        .get("along")
        .stringValue();
  }

  private static BufferedImage image(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void themesAndSizesAreAsAsked() throws IOException {
    var path = "activations/relu/curve?format=png&width=300&height=240&theme=";
    var light = image(get(path + "light").body());
    var dark = image(get(path + "dark").body());
    assertThat(light.getWidth()).isEqualTo(600);
    assertThat(light.getHeight()).isEqualTo(480);
    assertThat(light.getRGB(1, 1) & 0xffffff).isGreaterThan(0xf0f0f0);
    assertThat(dark.getRGB(1, 1) & 0xff).isLessThan(0x30);
  }

  @Test
  void theLineRunsWhereTheValuesAre() throws IOException {
    // ReLU from −1 to 1: flat in the left half, rising in the right one.
    var image = image(get("activations/relu/curve?format=png&from=-1&to=1&outputs=values").body());
    int quarter = height(image, image.getWidth() / 4);
    int third = height(image, image.getWidth() / 3);
    int right = height(image, image.getWidth() * 7 / 8);
    assertThat(quarter).isEqualTo(third).isGreaterThan(image.getHeight() / 2);
    assertThat(right).isLessThan(image.getHeight() / 2);
  }

  /// The uppermost pixel in a column that is clearly blue.
  private static int height(BufferedImage image, int column) {
    for (int y = 0; y < image.getHeight(); y++) {
      int color = image.getRGB(column, y);
      if ((color & 0xff) - ((color >> 16) & 0xff) > 100) {
        return y;
      }
    }
    throw new AssertionError("no line at " + column);
  }

  @Test
  void picturesDrawnAtOnceAreTheSame() throws Exception {
    var path = "losses/focal/curve?axis=p_t&gamma=0,2&format=svg";
    try (var threads = Executors.newFixedThreadPool(8)) {
      var drawings =
          threads.invokeAll(Collections.nCopies(32, (Callable<byte[]>) () -> get(path).body()));
      var first = drawings.getFirst().get();
      for (var drawing : drawings) {
        assertThat(drawing.get()).isEqualTo(first);
      }
    }
  }
}
