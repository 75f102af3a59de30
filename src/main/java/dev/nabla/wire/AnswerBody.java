package dev.nabla.wire;

import dev.nabla.tensor.Output;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;

/// The body of an answer, held back until it ends, so that it goes in one piece and with its
/// length, or until it is too long for that: from then on it goes piece by piece.
public final class AnswerBody extends Bytes {

  private static final int MOST_HELD = 256 * 1024;

  /// A double in JSON, with its comma, in most cases.
  private static final int BYTES_PER_NUMBER = 21;

  private final HttpServletResponse response;
  private final OutputStream stream;
  private boolean isWhole = true;

  /// @param outputs what is going to be written, for a first guess at the length
  public AnswerBody(HttpServletResponse response, Collection<Output> outputs) throws IOException {
    this.response = response;
    this.stream = response.getOutputStream();
    long numbers = outputs.stream().mapToLong(output -> output.shape().size()).sum();
    grow((int) Math.min(array.length + BYTES_PER_NUMBER * numbers, MOST_HELD));
  }

  @Override
  void reserve(int count) throws IOException {
    if (length + count > MOST_HELD && length > 0) {
      isWhole = false;
      drain();
    }
    super.reserve(count);
  }

  /// Sends what is left of a body that is all of the answer.
  public void finish() throws IOException {
    if (isWhole) {
      response.setContentLength(length);
    }
    drain();
  }

  /// Sends what has been gathered, for more to follow.
  public void drain() throws IOException {
    writeTo(stream);
    length = 0;
  }
}
