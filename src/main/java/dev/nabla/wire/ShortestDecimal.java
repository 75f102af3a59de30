package dev.nabla.wire;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;

/// Writes numbers as [Double#toString(double)] and [Float#toString(float)] do, letter by letter,
/// but straight into bytes and in two thirds of the time.
///
/// The digits are found as in Raffaello Giulietti's "The Schubfach way to render doubles" (2022): a
/// number c·2^q and the two borders of what is rounded to it are scaled by the one power of ten
/// that leaves between them a whole number or two, and at most one multiple of ten.
final class ShortestDecimal {

  /// Room that one number may need; of it up to 24 bytes are used.
  static final int ROOM = 32;

  /// Powers of ten that scale any float64, from 10^(−LARGEST) to 10^(−SMALLEST).
  private static final int SMALLEST = -324;

  private static final int LARGEST = 292;

  /// Each power of ten as the whole number of 126 bits just above what it is to a power of two: its
  /// upper 63 bits, then its lower 63.
  private static final long[] POWERS = powers();

  private static final long[] TENS = tens();

  private static final long LOW_63_BITS = Long.MAX_VALUE;

  /// Digits that every number is brought to before it is written.
  private static final int DIGITS = 17;

  private static final long EIGHT_DIGITS = 100_000_000;
  private static final long EIGHT_ZEROS = 0x3030303030303030L;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);

  private ShortestDecimal() {}

  /// Writes a finite number from a place on, where there must be [#ROOM].
  ///
  /// @return the place behind it
  static int write(double value, byte[] to, int start) {
    long bits = Double.doubleToRawLongBits(value);
    int at = start;
    if (bits < 0) {
      to[at++] = '-';
    }
    int exponent = (int) (bits >>> 52) & 0x7ff;
    long fraction = bits & ((1L << 52) - 1);
    if (exponent != 0) {
      return write(fraction | (1L << 52), exponent - 1075, fraction == 0 && exponent > 1, to, at);
    }
    return write(fraction, -1074, false, to, at);
  }

  /// Writes a finite number from a place on, where there must be [#ROOM].
  ///
  /// @return the place behind it
  static int write(float value, byte[] to, int start) {
    int bits = Float.floatToRawIntBits(value);
    int at = start;
    if (bits < 0) {
      to[at++] = '-';
    }
    int exponent = (bits >>> 23) & 0xff;
    int fraction = bits & ((1 << 23) - 1);
    if (exponent != 0) {
      return write(fraction | (1 << 23), exponent - 150, fraction == 0 && exponent > 1, to, at);
    }
    return write(fraction, -149, false, to, at);
  }

  /// Writes significand·2^exponent.
  ///
  /// @param uneven whether the next smaller number is only half as far as the next larger one
  private static int write(long significand, int exponent, boolean uneven, byte[] to, int at) {
    if (significand == 0) {
      to[at] = '0';
      to[at + 1] = '.';
      to[at + 2] = '0';
      return at + 3;
    }
    int scale = uneven ? log10OfThreeQuarters(exponent) : log10(exponent);
    int shift = exponent + log2(-scale) + 2;
    int power = 2 * (scale - SMALLEST);
    long upper = POWERS[power];
    long lower = POWERS[power + 1];
    // In quarters, of which the borders stand two away; numbers on them are rounded to the even.
    int odd = (int) significand & 1;
    long quarters = 4 * significand;
    long scaled = scaled(upper, lower, quarters << shift);
    long least = scaled(upper, lower, (quarters - (uneven ? 1 : 2)) << shift) + odd;
    long most = scaled(upper, lower, (quarters + 2) << shift) - odd;
    long below = scaled >> 2;
    if (below < 10) {
      // Java wants two digits where one would do: it takes the closest of those.
      return writeTiny(significand, exponent, to, at);
    }
    // The nearest whole number; of two that are as near the even one.
    long nearest = (scaled + 1 + (below & 1)) >> 2;
    if (uneven && least > 4 * nearest) {
      nearest++;
    }
    if (below < 100) {
      return write(nearest, scale, to, at);
    }
    // A multiple of ten is shorter, if one fits. All ones stand for true: branches that nobody can
    // foretell would cost more than all the rest.
    long tens = below / 10 * 10;
    long tensFit = ~((4 * tens - least) >> 63);
    long nextTensFit = ~((most - 4 * (tens + 10)) >> 63);
    long number =
        (tens & tensFit) | ((tens + 10) & nextTensFit) | (nearest & ~(tensFit | nextTensFit));
    return write(number, scale, to, at);
  }

  /// The smallest subnormal numbers, which are multiples of so large a step that each has two
  /// digits of its own.
  private static int writeTiny(long significand, int exponent, byte[] to, int at) {
    int scale = log10(exponent);
    int shift = exponent + log2(-scale) + 2;
    int power = 2 * (scale - SMALLEST);
    long scaled = scaled(POWERS[power], POWERS[power + 1], (40 * significand) << shift);
    return write((scaled + 2) >> 2, scale - 1, to, at);
  }

  /// A power of ten times a number, in which the last bit tells of whatever is not whole.
  private static long scaled(long upper, long lower, long number) {
    long rest = ((upper * number) >>> 1) + Math.multiplyHigh(lower, number);
    long whole = Math.multiplyHigh(upper, number) + (rest >>> 63);
    return whole | (((rest & LOW_63_BITS) + LOW_63_BITS) >>> 63);
  }

  /// Writes number·10^exponent.
  private static int write(long number, int exponent, byte[] to, int at) {
    int length;
    long digits;
    if (number >= TENS[DIGITS - 2]) {
      // Most doubles have one digit less than there may be, or all; again without a branch.
      long oneLess = (number - TENS[DIGITS - 1]) >> 63;
      length = DIGITS + (int) oneLess;
      digits = number + (9 * number & oneLess);
    } else {
      length = length(number);
      digits = number * TENS[DIGITS - length];
    }
    long first = digits / EIGHT_DIGITS;
    long last = digits - first * EIGHT_DIGITS;
    int leading = (int) (first / EIGHT_DIGITS);
    long middle = eightDigits((int) (first - leading * EIGHT_DIGITS));
    long end = eightDigits((int) last);
    // Digits that are no zeros at the end, besides the leading one.
    int significant =
        end == 0
            ? 8 - (Long.numberOfLeadingZeros(middle) >> 3)
            : 16 - (Long.numberOfLeadingZeros(end) >> 3);
    int point = length + exponent;
    if (point > 7 || point < -2) {
      to[at] = (byte) ('0' + leading);
      to[at + 1] = '.';
      put(middle, end, to, at + 2);
      return writeExponent(point - 1, to, at + 2 + Math.max(significant, 1));
    }
    if (point <= 0) {
      EIGHT_BYTES.set(to, at, EIGHT_ZEROS);
      to[at + 1] = '.';
      int digit = at + 2 - point;
      to[digit] = (byte) ('0' + leading);
      put(middle, end, to, digit + 1);
      return digit + 1 + significant;
    }
    // Before the point stand one digit and up to six of those behind it, which move to the front.
    put(middle, end, to, at + 2);
    to[at] = (byte) ('0' + leading);
    for (int i = 1; i < point; i++) {
      to[at + i] = to[at + i + 1];
    }
    to[at + point] = '.';
    return at + point + 1 + Math.max(significant + 1 - point, 1);
  }

  private static void put(long middle, long end, byte[] to, int at) {
    EIGHT_BYTES.set(to, at, middle + EIGHT_ZEROS);
    EIGHT_BYTES.set(to, at + 8, end + EIGHT_ZEROS);
  }

  private static int writeExponent(int exponent, byte[] to, int start) {
    int at = start;
    to[at++] = 'E';
    int rest = exponent;
    if (rest < 0) {
      to[at++] = '-';
      rest = -rest;
    }
    if (rest >= 100) {
      to[at++] = (byte) ('0' + rest / 100);
    }
    if (rest >= 10) {
      to[at++] = (byte) ('0' + rest / 10 % 10);
    }
    to[at++] = (byte) ('0' + rest % 10);
    return at;
  }

  /// Eight decimal digits, a byte each, the first one lowest: halved at once from one number of
  /// eight digits to two of four, four of two and eight of one.
  private static long eightDigits(int number) {
    long fours = (number / 10_000) | ((number % 10_000L) << 32);
    long hundreds = ((fours * 10_486) >>> 20) & 0x0000_007f_0000_007fL;
    long twos = hundreds | ((fours - 100 * hundreds) << 16);
    long tens = ((twos * 103) >>> 10) & 0x000f_000f_000f_000fL;
    return tens | ((twos - 10 * tens) << 8);
  }

  /// Decimal digits of a positive number.
  private static int length(long number) {
    int guess = ((64 - Long.numberOfLeadingZeros(number)) * 1233) >> 12;
    return number < TENS[guess] ? guess : guess + 1;
  }

  /// ⌊log₁₀ 2^e⌋ for |e| ≤ 1,100.
  private static int log10(int e) {
    return (int) ((e * 661_971_961_083L) >> 41);
  }

  /// ⌊log₁₀ ¾·2^e⌋ for |e| ≤ 1,100.
  private static int log10OfThreeQuarters(int e) {
    return (int) ((e * 661_971_961_083L - 274_743_187_321L) >> 41);
  }

  /// ⌊log₂ 10^e⌋ for |e| ≤ 400.
  private static int log2(int e) {
    return (int) ((e * 913_124_641_741L) >> 38);
  }

  private static long[] powers() {
    var powers = new long[2 * (LARGEST - SMALLEST + 1)];
    for (int scale = SMALLEST; scale <= LARGEST; scale++) {
      int shift = 125 - log2(-scale);
      var ten = BigInteger.TEN.pow(Math.abs(scale));
      var power =
          scale <= 0
              ? shift >= 0 ? ten.shiftLeft(shift) : ten.shiftRight(-shift)
              : BigInteger.ONE.shiftLeft(shift).divide(ten);
      power = power.add(BigInteger.ONE);
      powers[2 * (scale - SMALLEST)] = power.shiftRight(63).longValueExact();
      powers[2 * (scale - SMALLEST) + 1] = power.longValue() & LOW_63_BITS;
    }
    return powers;
  }

  private static long[] tens() {
    var tens = new long[DIGITS + 2];
    tens[0] = 1;
    for (int i = 1; i < tens.length; i++) {
      tens[i] = 10 * tens[i - 1];
    }
    return tens;
  }
}
