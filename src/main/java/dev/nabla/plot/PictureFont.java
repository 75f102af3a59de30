package dev.nabla.plot;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Objects;

/// The font of all pictures, which comes with the service. So a picture looks the same everywhere,
/// and a container needs neither fonts nor fontconfig.
final class PictureFont {

  private static final String RESOURCE = "/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf";

  private static final Font FONT = load();

  private PictureFont() {}

  static Font of(double size) {
    return FONT.deriveFont((float) size);
  }

  private static Font load() {
    try (var stream =
        Objects.requireNonNull(PictureFont.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      describeSystemFonts();
      return Font.createFont(Font.TRUETYPE_FONT, stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  /// On Linux, Java's font manager asks fontconfig for the system's fonts and fails where there is
  /// none, even though no font of the system is wanted. A description that names no font is taken
  /// in its place.
  private static void describeSystemFonts() throws IOException {
    if (System.getProperty("sun.awt.fontconfig") == null) {
      var description = Files.createTempFile("nabla-fonts", ".properties");
      description.toFile().deleteOnExit();
      Files.writeString(description, "version=1\nsequence.allfonts=none\n");
      System.setProperty("sun.awt.fontconfig", description.toString());
    }
  }
}
