package dev.nabla.plot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.web.OutsideTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.w3c.dom.Document;
import tools.jackson.databind.JsonNode;

/// Pictures of curves from outside.
@OutsideTest
class PictureTest {

  private final CurveClient client;

  PictureTest(@LocalServerPort int port) {
    client = new CurveClient(port);
  }

  private static Document parse(byte[] svg) throws Exception {
    var factory = DocumentBuilderFactory.newNSInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
  }

  @ParameterizedTest
  @MethodSource("dev.nabla.plot.AxisRequest#all")
  void everyAxisIsDrawn(AxisRequest line) throws Exception {
    var query = "%s/curve?axis=%s&format=".formatted(line.path(), line.axis());
    var svg = parse(client.get(query + "svg").body()).getDocumentElement();
    assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 720 460");
    var card = client.shown(line.path());
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(
            "%s, %s, over %s"
                .formatted(
                    card.get("title").stringValue(),
                    card.at("/formula/value").stringValue(),
                    along(card, line.axis())));
    // Letters are outlines: a picture needs no font where it is seen.
    assertThat(svg.getElementsByTagName("text").getLength()).isZero();
    var png = image(client.get(query + "png&theme=dark").body());
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
    var light = image(client.get(path + "light").body());
    var dark = image(client.get(path + "dark").body());
    assertThat(light.getWidth()).isEqualTo(600);
    assertThat(light.getHeight()).isEqualTo(480);
    assertThat(light.getRGB(1, 1) & 0xffffff).isGreaterThan(0xf0f0f0);
    assertThat(dark.getRGB(1, 1) & 0xff).isLessThan(0x30);
  }

  @Test
  void theLineRunsWhereTheValuesAre() throws IOException {
    // ReLU from −1 to 1: flat in the left half, rising in the right one.
    var image =
        image(client.get("activations/relu/curve?format=png&from=-1&to=1&outputs=values").body());
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

  @ParameterizedTest
  @Timeout(60)
  @ValueSource(
      strings = {
        "losses/mse/curve?from=1e-310&to=2e-310",
        "activations/sigmoid/curve?from=-730&to=-720",
        "activations/sigmoid/curve?from=-800&to=-740",
        "activations/gelu/curve?from=-39&to=-38",
        "losses/exponential/curve?from=-709.7&to=0",
        "losses/exponential/curve?from=-800&to=-750",
        "losses/bce/curve?axis=p_t&from=1e-300",
        "activations/relu/curve?from=-1e-320&to=1e-320",
        "activations/leaky_relu/curve?from=0&to=4.9e-324",
        "activations/leaky_relu/curve?from=-1e300&to=1e300",
        "activations/leaky_relu/curve?from=9.999999999999999e299&to=1e300",
        "activations/tanh/curve?from=1e10&to=10000000000.000002"
      })
  void extremeNumbersAreDrawn(String pathAndQuery) throws Exception {
    var svg = client.get(pathAndQuery + "&format=svg");
    assertThat(svg.statusCode()).isEqualTo(200);
    assertThat(new String(svg.body(), UTF_8)).doesNotContain("NaN", "Infinity", "∞");
    parse(svg.body());
    assertThat(image(client.get(pathAndQuery + "&format=png").body()).getWidth()).isEqualTo(1440);
  }

  @Test
  void thePlotHasMostOfASmallPicture() throws IOException {
    var query = "activations/gelu/curve?approximate=none,tanh,sigmoid&from=0&outputs=values";
    var image = image(client.get(query + "&format=png&width=360&height=270").body());
    // From 0 to 6, GELU rises from the bottom of the plot to its top.
    int rise = height(image, image.getWidth() / 4) - height(image, image.getWidth() * 15 / 16);
    assertThat(rise).isGreaterThan(image.getHeight() / 3);
  }

  @Test
  void picturesDrawnAtOnceAreTheSame() throws Exception {
    var path = "losses/focal/curve?axis=p_t&gamma=0,2&format=svg";
    try (var threads = Executors.newFixedThreadPool(8)) {
      var drawings =
          threads.invokeAll(
              Collections.nCopies(32, (Callable<byte[]>) () -> client.get(path).body()));
      var first = drawings.getFirst().get();
      for (var drawing : drawings) {
        assertThat(drawing.get()).isEqualTo(first);
      }
    }
  }
}
