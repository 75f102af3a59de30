package dev.nabla.plot;

import java.awt.Dimension;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;

/// Curves as SVG and PNG. Text is drawn as outlines, so that an SVG looks the same without the
/// font.
final class PictureForm {

  private static final String SVG = "http://www.w3.org/2000/svg";

  /// Behind the decimal point of coordinates in an SVG, whose unit is about a pixel.
  private static final int DIGITS = 2;

  /// Pixels of a PNG for each unit of the picture, so that it is sharp on dense screens too.
  private static final int DENSITY = 2;

  private PictureForm() {}

  static byte[] svg(Curve curve, PictureStyle style) {
    var picture = new Picture(curve, style);
    var context = SVGGeneratorContext.createDefault(document());
    context.setPrecision(DIGITS);
    context.setComment("");
    var graphics = new SVGGraphics2D(context, true);
    graphics.setSVGCanvasSize(new Dimension(style.width(), style.height()));
    picture.draw(graphics);
    var root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 %d %d".formatted(style.width(), style.height()));
    root.setAttribute("role", "img");
    var title = root.getOwnerDocument().createElementNS(SVG, "title");
    title.setTextContent(picture.description());
    root.insertBefore(title, root.getFirstChild());
    var bytes = new ByteArrayOutputStream();
    try (var writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      graphics.stream(root, writer, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// About how many bytes a PNG takes: an int for each pixel, and copies of what they are packed
  /// into.
  static long pngBytes(PictureStyle style) {
    return (long) DENSITY * style.width() * DENSITY * style.height() * (Integer.BYTES + 1);
  }

  static byte[] png(Curve curve, PictureStyle style) {
    var image =
        new BufferedImage(
            style.width() * DENSITY, style.height() * DENSITY, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.scale(DENSITY, DENSITY);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    new Picture(curve, style).draw(graphics);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
