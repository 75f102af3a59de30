package dev.nabla.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/// Inflates compressed data that must end where their stream ends, in headers that say nothing
/// unknown: the JDK's streams pass over whatever stands behind, and over the bits that RFC 1952
/// reserves.
final class InflatingStream extends InputStream {

  private static final int BUFFER_BYTES = 8 * 1024;

  /// RFC 1952: what a member begins with, and the bits of its flags.
  private static final int[] MAGIC = {0x1f, 0x8b, 8};

  private static final int HEADER_CHECKSUM = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0b1110_0000;

  private final InputStream compressed;
  private final boolean gzip;
  private final Inflater inflater;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /// What is in the buffer.
  private int filled;

  private final CRC32 checksum = new CRC32();
  private boolean headerRead;
  private boolean ended;

  private InflatingStream(InputStream compressed, boolean gzip) {
    this.compressed = compressed;
    this.gzip = gzip;
    this.inflater = new Inflater(gzip);
    this.headerRead = !gzip;
  }

  /// The members of a gzip file, one or several.
  static InflatingStream gzip(InputStream compressed) {
    return new InflatingStream(compressed, true);
  }

  /// What HTTP calls deflate, which is zlib's format.
  static InflatingStream deflate(InputStream compressed) {
    return new InflatingStream(compressed, false);
  }

  /// @throws ZipException where the data are not as they should be, in words that follow "found"
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (!headerRead) {
      header();
    }
    while (!ended && length > 0) {
      int inflated = inflate(bytes, offset, length);
      if (inflated > 0) {
        checksum.update(bytes, offset, inflated);
        return inflated;
      }
      if (inflater.finished()) {
        end();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("that it needs a dictionary");
      } else {
        fillOrFail();
      }
    }
    return length == 0 ? 0 : -1;
  }

  private int inflate(byte[] bytes, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(bytes, offset, length);
    } catch (DataFormatException broken) {
      throw new ZipException("compressed data with a fault: " + broken.getMessage());
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  private void end() throws IOException {
    if (gzip) {
      trailer();
    }
    if (inflater.getRemaining() == 0 && !fill()) {
      ended = true;
    } else if (gzip) {
      int rest = inflater.getRemaining();
      inflater.reset();
      inflater.setInput(buffer, filled - rest, rest);
      header();
    } else {
      throw new ZipException("more behind its end");
    }
  }

  private void header() throws IOException {
    headerRead = true;
    checksum.reset();
    for (int expected : MAGIC) {
      if (next() != expected) {
        throw new ZipException("other bytes where a gzip header should be");
      }
    }
    int flags = next();
    // When it was made, how, and where.
    skip(4 + 1 + 1);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    int computed = (int) checksum.getValue() & 0xffff;
    boolean damaged = (flags & HEADER_CHECKSUM) != 0 && (next() | next() << 8) != computed;
    if (damaged || (flags & RESERVED) != 0) {
      throw new ZipException("a damaged gzip header");
    }
    checksum.reset();
  }

  private void trailer() throws IOException {
    long computed = checksum.getValue();
    long length = inflater.getBytesWritten() & 0xffff_ffffL;
    if (word() != computed || word() != length) {
      throw new ZipException("other data than the checksum and length at its end are of");
    }
  }

  /// Four bytes, the lowest first.
  private long word() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      next();
    }
  }

  /// Up to a zero and with it.
  private void skipText() throws IOException {
    while (next() != 0) {}
  }

  /// The next byte that is not for the inflater.
  private int next() throws IOException {
    if (inflater.getRemaining() == 0) {
      fillOrFail();
    }
    int rest = inflater.getRemaining();
    int next = buffer[filled - rest] & 0xff;
    inflater.setInput(buffer, filled - rest + 1, rest - 1);
    checksum.update(next);
    return next;
  }

  private void fillOrFail() throws IOException {
    if (!fill()) {
      throw new ZipException("its end too early");
    }
  }

  /// @return whether there was more
  private boolean fill() throws IOException {
    int read = compressed.read(buffer);
    if (read <= 0) {
      return false;
    }
    filled = read;
    inflater.setInput(buffer, 0, read);
    return true;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    compressed.close();
  }
}
