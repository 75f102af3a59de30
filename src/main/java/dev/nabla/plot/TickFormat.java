package dev.nabla.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;

/// The labels of an axis that is not drawn as it is.
@SuppressWarnings("JdkObsolete") // NumberFormat has it so.
final class TickFormat extends NumberFormat {

  private static final long serialVersionUID = 1;

  /// Ticks are sums of decimals, whose last digits are rounding.
  private static final MathContext DIGITS = new MathContext(15);

  /// Powers of ten that are written out.
  private static final int LOWEST_PLAIN = -4;

  private static final int HIGHEST_PLAIN = 6;

  private final int exponent;

  TickFormat(Scale scale) {
    this.exponent = scale.exponent();
  }

  @Override
  public StringBuffer format(double drawn, StringBuffer text, FieldPosition position) {
    var number = new BigDecimal(drawn).round(DIGITS).scaleByPowerOfTen(exponent);
    if (number.signum() == 0) {
      return text.append('0');
    }
    boolean isPlain = exponent >= LOWEST_PLAIN && exponent <= HIGHEST_PLAIN;
    return text.append(
        isPlain ? number.stripTrailingZeros().toPlainString() : scientific().format(number));
  }

  private static DecimalFormat scientific() {
    return new DecimalFormat("0.##############E0", DecimalFormatSymbols.getInstance(Locale.ROOT));
  }

  @Override
  public StringBuffer format(long drawn, StringBuffer text, FieldPosition position) {
    return format((double) drawn, text, position);
  }

  @Override
  public Number parse(String text, ParsePosition position) {
    throw new UnsupportedOperationException("labels are only written");
  }
}
