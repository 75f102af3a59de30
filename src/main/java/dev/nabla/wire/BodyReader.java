package dev.nabla.wire;

import dev.nabla.function.Limits;
import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import dev.nabla.function.Shown;
import dev.nabla.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Reads bodies, plain ones and such as `gzip` or `deflate` made smaller.
@Component
public class BodyReader {

  private static final int FIRST_PIECE = 128 * 1024;

  /// How many times over the room grows, so that nobody gets much memory for announcing much.
  private static final int GROWTH = 4;

  private final int limit;

  BodyReader(Settings settings) {
    this.limit = Math.toIntExact(settings.limits().body().toBytes());
  }

  /// Takes a whole body, inflated where its `Content-Encoding` says that it is compressed.
  ///
  /// @throws RejectedException where it is over the limit, before or after inflation, or not in the
  ///   encoding that it claims
  public byte[] read(HttpServletRequest request) throws IOException {
    long announced = request.getContentLengthLong();
    if (announced > limit) {
      throw tooLarge("found " + Shown.count(announced));
    }
    var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    var coding = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    var stream = request.getInputStream();
    return switch (coding) {
      case "", "identity" -> read(stream, announced < 0 ? limit + 1L : announced);
      case "gzip", "x-gzip" -> inflated(coding, () -> new GZIPInputStream(stream));
      case "deflate" -> inflated(coding, () -> new InflaterInputStream(stream));
      default ->
          throw new RejectedException(
              Reason.UNSUPPORTED_MEDIA_TYPE,
              List.of(),
              "expected the Content-Encoding gzip, deflate or identity, found "
                  + Shown.text(encoding));
    };
  }

  private interface Inflater {
    InputStream open() throws IOException;
  }

  private byte[] inflated(String coding, Inflater inflater) throws IOException {
    try (var stream = inflater.open()) {
      return read(stream, limit + 1L);
    } catch (ZipException | EOFException broken) {
      throw new RejectedException(
          Reason.MALFORMED_REQUEST,
          List.of(),
          "expected a body that is %s, as Content-Encoding says; inflating it ended with: %s"
              .formatted(coding, broken.getMessage()));
    }
  }

  /// @param most how much there may be to read, at most one byte more than the limit
  private byte[] read(InputStream stream, long most) throws IOException {
    var body = new byte[(int) Math.min(FIRST_PIECE, most)];
    int length = 0;
    while (length < most) {
      if (length == body.length) {
        body = Arrays.copyOf(body, (int) Math.min((long) GROWTH * length, most));
      }
      int read = stream.read(body, length, body.length - length);
      if (read < 0) {
        break;
      }
      length += read;
    }
    if (length > limit) {
      throw tooLarge("found more");
    }
    return length == body.length ? body : Arrays.copyOf(body, length);
  }

  private RejectedException tooLarge(String found) {
    return new RejectedException(
        Reason.LIMIT_EXCEEDED,
        List.of(),
        Limits.exceeded("bytes in the body", "body", limit, found));
  }
}
