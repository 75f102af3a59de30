package dev.nabla.wire;

import java.io.IOException;

/// Counts bytes instead of gathering them.
public final class ByteCount extends Bytes {

  private long counted;

  @Override
  void reserve(int count) throws IOException {
    counted += length;
    length = 0;
    super.reserve(count);
  }

  /// How many have been written.
  public long total() {
    return counted + length;
  }
}
