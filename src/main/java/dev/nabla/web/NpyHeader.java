package dev.nabla.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.tensor.Shape;
import dev.nabla.wire.AnnouncedShapes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// What stands before the data of a NumPy array file: magic, version, and a Python dictionary.
///
/// @param descr the type of the elements and their byte order
/// @param dataStart where the data begin
record NpyHeader(String descr, Shape shape, int dataStart) {

  static final byte[] MAGIC = "\u0093NUMPY".getBytes(ISO_8859_1);

  /// Magic, version, and the length of the dictionary: two bytes in version 1, four since.
  static final int SHORT_PREAMBLE = 10;

  private static final int LONG_PREAMBLE = 12;

  /// NumPy's own reader stops here too.
  private static final int MOST_BYTES = 10_000;

  private static final String ENTRY =
      "'(?:descr|fortran_order|shape)'\\s*:\\s*(?:'[^']*'|True|False|\\([^()]*\\))";
  private static final Pattern DICTIONARY =
      Pattern.compile("\\{\\s*%s(?:\\s*,\\s*%<s){2}\\s*,?\\s*}\\s*".formatted(ENTRY));
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^()]*)\\)");
  private static final Pattern SIZE = Pattern.compile("0|[1-9]\\d{0,9}");

  static NpyHeader read(byte[] file, LimitSettings limits) {
    int start = dictionaryStart(file);
    var lengths = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long length =
        start == SHORT_PREAMBLE
            ? Short.toUnsignedInt(lengths.getShort(MAGIC.length + 2))
            : Integer.toUnsignedLong(lengths.getInt(MAGIC.length + 2));
    if (length > MOST_BYTES || start + length > file.length) {
      throw malformed(
          "a header of at most %d bytes inside the body".formatted(MOST_BYTES),
          "one of %d in a body of %d".formatted(length, file.length));
    }
    var dictionary = new String(file, start, (int) length, ISO_8859_1);
    if (!DICTIONARY.matcher(dictionary).matches()) {
      throw noDictionary(dictionary);
    }
    var shape = shape(entry(SHAPE, dictionary), limits);
    if (entry(ORDER, dictionary).equals("True") && shape.rank() > 1) {
      throw malformed(
          "an array in C order (numpy.ascontiguousarray makes one)", "one in Fortran's");
    }
    return new NpyHeader(entry(DESCR, dictionary), shape, start + (int) length);
  }

  private static int dictionaryStart(byte[] file) {
    if (file.length < LONG_PREAMBLE
        || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw malformed(
          "the first bytes of an array file, as numpy.save writes it",
          file.length == 0 ? "an empty body" : "others");
    }
    int version = Byte.toUnsignedInt(file[MAGIC.length]);
    return switch (version) {
      case 1 -> SHORT_PREAMBLE;
      case 2, 3 -> LONG_PREAMBLE;
      default -> throw malformed("version 1, 2 or 3 of the format", "version " + version);
    };
  }

  private static String entry(Pattern pattern, String dictionary) {
    var matcher = pattern.matcher(dictionary);
    if (!matcher.find()) {
      throw noDictionary(dictionary);
    }
    return matcher.group(1);
  }

  /// Python takes `(4)` for a number, and `(4,)` for a tuple.
  private static Shape shape(String tuple, LimitSettings limits) {
    var sizes = new AnnouncedShapes(limits).next(List.of());
    var inside = tuple.strip();
    if (inside.isEmpty()) {
      return sizes.shape();
    }
    if (!inside.contains(",")) {
      throw noTuple(tuple);
    }
    var last = inside.endsWith(",") ? inside.length() - 1 : inside.length();
    for (var part : inside.substring(0, last).split(",", -1)) {
      var digits = part.strip();
      if (!SIZE.matcher(digits).matches() || Long.parseLong(digits) > Integer.MAX_VALUE) {
        throw noTuple(tuple);
      }
      sizes.add(Integer.parseInt(digits));
    }
    return sizes.shape();
  }

  private static RejectedException noTuple(String found) {
    return new RejectedException(
        Reason.MALFORMED_NPY,
        List.of(),
        "expected a tuple of sizes from 0 to %d as the shape, found (%s)"
            .formatted(Integer.MAX_VALUE, Shown.text(found)));
  }

  private static RejectedException noDictionary(String found) {
    return malformed("a header with descr, fortran_order and shape", Shown.text(found.strip()));
  }

  private static RejectedException malformed(String expected, String found) {
    return new RejectedException(
        Reason.MALFORMED_NPY, List.of(), "expected %s, found %s".formatted(expected, found));
  }
}
