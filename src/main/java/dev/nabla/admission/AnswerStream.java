package dev.nabla.admission;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/// What an answer is written to. Up to the size of the response's buffer that costs no waiting;
/// from there on the client sets the pace, the gate is left, and others get their turn between the
/// pieces.
final class AnswerStream extends ServletOutputStream {

  private static final int TURN_BYTES = 256 * 1024;

  private final ServletOutputStream stream;
  private final Visit visit;
  private long start;
  private long leaveAt;
  private long written;

  /// @param buffer how much the stream takes without waiting for the client
  AnswerStream(ServletOutputStream stream, int buffer, Visit visit) {
    this.stream = stream;
    this.visit = visit;
    this.leaveAt = buffer;
  }

  @Override
  public void write(int b) throws IOException {
    makeWay(1);
    stream.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    for (int at = offset; at < end; at += TURN_BYTES) {
      int piece = Math.min(TURN_BYTES, end - at);
      makeWay(piece);
      stream.write(bytes, at, piece);
    }
  }

  // A virtual thread keeps its carrier for as long as it is not blocked.
  @SuppressWarnings("ThreadPriorityCheck")
  private void makeWay(int length) throws SlowClientException {
    if (written == 0) {
      // What comes before is the service's own time.
      start = System.nanoTime();
    }
    written += length;
    if (written > leaveAt) {
      visit.leave();
      visit.checkTaken(start);
      leaveAt = written + TURN_BYTES;
      Thread.yield();
    }
  }

  @Override
  public void flush() throws IOException {
    stream.flush();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  @Override
  public boolean isReady() {
    return stream.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    stream.setWriteListener(listener);
  }
}
