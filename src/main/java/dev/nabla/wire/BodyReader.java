package dev.nabla.wire;

import dev.nabla.admission.Visit;
import dev.nabla.function.Limits;
import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/// Reads bodies, plain or compressed by `gzip` or `deflate`, once there is memory for them.
@Component
public class BodyReader {

  /// What comes in unknown length gets so much room at first, then as much as it may have.
  private static final int FIRST_PIECE = 64 * 1024;

  /// How many times over the room grows.
  private static final int GROWTH = 4;

  private final Limit sent;
  private final Limit inflated;

  BodyReader(Settings settings) {
    var limits = settings.limits();
    this.sent = Limit.of("bytes in the body", "body", limits.body());
    var own = limits.inflated();
    this.inflated = own == null ? sent : Limit.of("bytes in the inflated body", "inflated", own);
  }

  private record Limit(String what, String property, int bytes) {

    static Limit of(String what, String property, DataSize size) {
      return new Limit(what, property, Math.toIntExact(size.toBytes()));
    }

    RejectedException exceeded(String found) {
      return new RejectedException(
          Reason.LIMIT_EXCEEDED, Place.whole(), Limits.exceeded(what, property, bytes, found));
    }
  }

  /// Takes a whole body, inflated where its `Content-Encoding` says that it is compressed.
  ///
  /// @throws RejectedException where it is over a limit, not in the encoding that it claims, comes
  ///   too slowly, or where there is no memory for it
  public byte[] read(HttpServletRequest request, Visit visit) throws IOException {
    long announced = request.getContentLengthLong();
    if (announced > sent.bytes) {
      throw sent.exceeded("found " + Shown.count(announced));
    }
    // Several headers of a name are one list.
    var codings =
        Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
            .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
            .filter(coding -> !coding.isEmpty())
            .collect(Collectors.joining(", "));
    var stream = new Incoming(request.getInputStream(), visit);
    return switch (codings) {
      case "", "identity" ->
          announced < 0 ? read(stream, sent, visit) : read(stream, (int) announced, visit);
      case "gzip", "x-gzip" -> inflated(codings, InflatingStream.gzip(stream), visit);
      case "deflate" -> inflated(codings, InflatingStream.deflate(stream), visit);
      default ->
          throw new RejectedException(
              Reason.UNSUPPORTED_MEDIA_TYPE,
              Place.whole(),
              "expected the Content-Encoding gzip, deflate or identity, found "
                  + Shown.text(codings));
    };
  }

  private byte[] inflated(String coding, InflatingStream compressed, Visit visit)
      throws IOException {
    try (compressed) {
      return read(compressed, inflated, visit);
    } catch (ZipException broken) {
      throw new RejectedException(
          Reason.MALFORMED_REQUEST,
          Place.whole(),
          "expected a body that is %s, as Content-Encoding says, found %s"
              .formatted(coding, broken.getMessage()));
    }
  }

  /// Reads a body of known length.
  private static byte[] read(InputStream stream, int length, Visit visit) throws IOException {
    visit.expectBody(length);
    var body = new byte[length];
    return trimmed(body, stream.readNBytes(body, 0, length));
  }

  /// Reads a body of unknown length.
  private static byte[] read(InputStream stream, Limit limit, Visit visit) throws IOException {
    visit.expectBody(FIRST_PIECE);
    // One byte over the limit tells that there is more.
    long most = limit.bytes + 1L;
    var body = new byte[(int) Math.min(FIRST_PIECE, most)];
    int length = stream.readNBytes(body, 0, body.length);
    if (length == body.length && length < most) {
      visit.expectBody(most + most / GROWTH);
      while (length == body.length && length < most) {
        body = Arrays.copyOf(body, (int) Math.min((long) GROWTH * length, most));
        length += stream.readNBytes(body, length, body.length - length);
      }
    }
    if (length > limit.bytes) {
      throw limit.exceeded("found more");
    }
    visit.expectBody(length);
    return trimmed(body, length);
  }

  private static byte[] trimmed(byte[] body, int length) {
    return length == body.length ? body : Arrays.copyOf(body, length);
  }

  /// A body as the client sends it, as long as it comes in time and keeps the limit.
  private final class Incoming extends FilterInputStream {

    private final Visit visit;
    private long count;

    Incoming(InputStream stream, Visit visit) {
      super(stream);
      this.visit = visit;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      arrived(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      arrived(Math.max(read, 0));
      return read;
    }

    private void arrived(int more) {
      count += more;
      if (count > sent.bytes) {
        throw sent.exceeded("found more");
      }
      if (more > 0) {
        visit.checkArrival();
      }
    }
  }
}
