package io.paceline.simulator.rehearsal;

import io.paceline.core.money.CurrencyTable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;

/** The forms in which an exchange writes the price of a win into its notices. */
public enum PriceText {
  /** As OpenRTB wants it: {@code 52.5}. */
  PLAIN,
  /** With a decimal comma: {@code 52,5}. */
  COMMA,
  /** With the currency behind it: {@code 52.5 USD}. */
  CURRENCY,
  /** With an exponent: {@code 525E-1}. */
  EXPONENT,
  /** The macro itself, which the exchange has not replaced. */
  MACRO,
  /** An empty text. */
  MISSING,
  /** Encrypted with a key that the job does not have. */
  ENCRYPTED,
  /** The price with a minus before it. */
  NEGATIVE,
  /** The bid and a hundredth of it on top. */
  ABOVE;

  private static final BigDecimal A_HUNDREDTH_MORE = new BigDecimal("1.01");
  private static final long SCRAMBLE = 0x9E3779B97F4A7C15L;

  /**
   * The text in the notice's address.
   *
   * @param macro the macro for which the text stands
   * @param priceMicros what the exchange bills, micros per impression
   * @param bidMicros the bid, micros per impression
   * @param currency ISO-4217 code of the price's currency
   */
  String of(String macro, long priceMicros, long bidMicros, String currency) {
    BigDecimal cpm = CurrencyTable.cpm(priceMicros);
    return switch (this) {
      case PLAIN -> cpm.toPlainString();
      case COMMA -> cpm.toPlainString().replace('.', ',');
      case CURRENCY -> cpm.toPlainString() + "+" + currency;
      case EXPONENT -> cpm.unscaledValue() + "E" + -cpm.scale();
      case MACRO -> macro;
      case MISSING -> "";
      case ENCRYPTED -> encrypted(priceMicros);
      case NEGATIVE -> "-" + cpm.toPlainString();
      case ABOVE -> CurrencyTable.cpm(bidMicros).multiply(A_HUNDREDTH_MORE).toPlainString();
    };
  }

  /** A text that looks like an encrypted price: 28 bytes in base64url. */
  private static String encrypted(long priceMicros) {
    ByteBuffer bytes = ByteBuffer.allocate(28);
    for (int i = 1; i <= 3; i++) {
      bytes.putLong((priceMicros + i) * SCRAMBLE);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}
