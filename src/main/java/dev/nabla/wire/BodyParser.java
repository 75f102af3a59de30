package dev.nabla.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.io.NumberInput;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonParserDelegate;

/// A parser over a whole body that lets arrays of numbers be taken out in one piece. Jackson's
/// parser is fed up to each opening bracket: there [#numbers] may read the array itself, so that
/// Jackson sees an empty one, or leave it to Jackson.
public final class BodyParser extends JsonParserDelegate {

  private final byte[] body;
  private final ByteArrayFeeder feeder;

  /// How much of the body has been fed or taken.
  private int position;

  /// How much of it has been taken.
  private int taken;

  public BodyParser(JsonFactory factory, byte[] body) {
    super(factory.createNonBlockingByteArrayParser(ObjectReadContext.empty()));
    this.body = body;
    this.feeder = (ByteArrayFeeder) delegate.nonBlockingInputFeeder();
  }

  /// As Jackson's, which is null behind the end and throws where the end comes too early.
  @Override
  public JsonToken nextToken() {
    var token = delegate.nextToken();
    while (token == JsonToken.NOT_AVAILABLE) {
      feed();
      token = delegate.nextToken();
    }
    return token;
  }

  private void feed() {
    if (position == body.length) {
      feeder.endOfInput();
      return;
    }
    int end = position;
    boolean ascii = true;
    while (end < body.length && body[end] != '[') {
      ascii &= body[end++] >= 0;
    }
    end = Math.min(end + 1, body.length);
    if (!ascii) {
      checkUtf8(end);
    }
    feeder.feedInput(body, position, end);
    position = end;
  }

  /// Jackson takes what is longer than it need be and what is beyond Unicode. No character goes on
  /// behind a bracket.
  private void checkUtf8(int end) {
    var piece = ByteBuffer.wrap(body, position, end - position);
    try {
      UTF_8.newDecoder().decode(piece);
    } catch (CharacterCodingException broken) {
      var place =
          new TokenStreamLocation(ContentReference.unknown(), piece.position() - taken, -1, -1, -1);
      throw new StreamReadException(this, "bytes that are not UTF-8", place, broken);
    }
  }

  /// As Jackson's, but with the sign of the integer -0, which its parser drops.
  @Override
  public String getString() {
    return isNegativeZero() ? "-0" : delegate.getString();
  }

  @Override
  public double getDoubleValue() {
    try {
      return isNegativeZero() ? -0.0 : delegate.getDoubleValue();
    } catch (NumberFormatException cutShort) {
      throw cutShort(cutShort);
    }
  }

  /// What Jackson's parser takes for a number where the body ends within one, as in `1e+`.
  private StreamReadException cutShort(NumberFormatException cause) {
    return new StreamReadException(this, "a number without its last digits", cause);
  }

  /// Straight from the decimal digits: by way of a double some would be rounded twice.
  @Override
  public float getFloatValue() {
    try {
      return NumberInput.parseFloat(getString(), true);
    } catch (NumberFormatException cutShort) {
      throw cutShort(cutShort);
    }
  }

  private boolean isNegativeZero() {
    return delegate.hasToken(JsonToken.VALUE_NUMBER_INT)
        && delegate.getDoubleValue() == 0
        && body[(int) delegate.currentTokenLocation().getByteOffset() - 1 + taken] == '-';
  }

  /// Reads the array that has just begun, if it holds nothing but numbers in rows of one length.
  /// The next token is its end then.
  ///
  /// @param ranks the most arrays within one another
  /// @param elements the most numbers
  /// @return nothing where the array is not as it should be: token by token it will show how
  public @Nullable Tensor numbers(DType dtype, int ranks, int elements) {
    var array = new NumberArray(body, position - 1, dtype, ranks, elements);
    if (!array.read()) {
      return null;
    }
    taken += array.end() - 1 - position;
    position = array.end() - 1;
    return array.tensor();
  }

  /// Where in the body a fault is that the parser met.
  TokenStreamLocation inBody(TokenStreamLocation fault) {
    int offset = (int) Math.min(fault.getByteOffset() + taken, body.length);
    int line = 1;
    int start = 0;
    for (int i = 0; i < offset; i++) {
      if (body[i] == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new TokenStreamLocation(fault.contentReference(), offset, -1, line, offset - start + 1);
  }
}
