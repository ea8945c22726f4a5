package io.paceline.core.money;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Converts prices as exchanges write them (CPM: the price of a thousand impressions, in some
 * currency) into micros of Paceline's own currency per impression, and back. One CPM unit is a
 * thousand micros per impression. The conversion uses no binary floating point.
 *
 * @param base ISO 4217 code of Paceline's own currency
 * @param rates by currency code, how many units of the base currency one unit is worth; without the
 *     base currency itself
 */
public record CurrencyTable(String base, Map<String, BigDecimal> rates) implements Serializable {

  private static final BigDecimal MICROS_PER_CPM = BigDecimal.valueOf(1000);

  /**
   * No real price is higher. The bound keeps arithmetic cheap where a price is written with a huge
   * exponent, and keeps sums within a long.
   */
  private static final BigDecimal MAX_CPM = BigDecimal.valueOf(1_000_000_000L);

  /**
   * A positive price below this is no real price. It rounds up to one micro at every rate, which
   * spares the arithmetic on a huge negative exponent.
   */
  private static final BigDecimal MIN_CPM = new BigDecimal("1e-15");

  private static final BigDecimal MOST_MICROS = BigDecimal.valueOf(Micros.MAX);

  /**
   * A rate above this or below {@link #MIN_RATE} is a typing error. The two also bound the rounding
   * error of {@link #cpm}.
   */
  private static final BigDecimal MAX_RATE = BigDecimal.valueOf(1_000_000L);

  private static final BigDecimal MIN_RATE = new BigDecimal("0.000001");

  private static final int CPM_DECIMALS = 12;

  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

  /**
   * A table of US dollars only, OpenRTB's default currency. This constant stands last, because the
   * constructor reads the other constants.
   */
  public static final CurrencyTable USD = new CurrencyTable("USD", Map.of());

  /**
   * Makes a table.
   *
   * @throws IllegalArgumentException for a code that is not three capital letters, or a rate
   *     outside a millionth to a million
   */
  public CurrencyTable {
    requireCode(base);
    TreeMap<String, BigDecimal> copy = new TreeMap<>();
    for (Map.Entry<String, BigDecimal> entry : rates.entrySet()) {
      String code = requireCode(entry.getKey());
      BigDecimal rate = entry.getValue();
      if (rate.compareTo(MIN_RATE) < 0 || rate.compareTo(MAX_RATE) > 0) {
        throw new IllegalArgumentException(
            "the rate of " + code + " must lie between 0.000001 and 1000000, got " + rate);
      }
      if (code.equals(base)) {
        throw new IllegalArgumentException(
            code + " is the base currency and needs no rate; leave it out");
      }
      copy.put(code, rate);
    }
    rates = Map.copyOf(copy);
  }

  /**
   * Reads rates as options write them, for example {@code EUR=1.08,CNY=0.14}.
   *
   * @param base code of Paceline's own currency
   * @param rates comma separated, may be empty
   * @throws IllegalArgumentException naming the part that cannot be read
   */
  public static CurrencyTable parse(String base, String rates) {
    TreeMap<String, BigDecimal> table = new TreeMap<>();
    for (String part : rates.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "cannot read the currency rate '" + part.strip() + "'; write it like EUR=1.08");
      }
      String code = part.substring(0, equals).strip().toUpperCase(Locale.ROOT);
      BigDecimal rate;
      try {
        rate = new BigDecimal(part.substring(equals + 1).strip());
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "cannot read the currency rate '" + part.strip() + "'; write it like EUR=1.08", e);
      }
      if (table.put(code, rate) != null) {
        throw new IllegalArgumentException("the currency " + code + " has two rates");
      }
    }
    return new CurrencyTable(base.strip().toUpperCase(Locale.ROOT), table);
  }

  /** True where prices in that currency can be converted. */
  public boolean knows(String currency) {
    return currency.equals(base) || rates.containsKey(currency);
  }

  /**
   * Micros of the base currency per impression, rounded up to a whole micro. Rounding up suits
   * floors, since a bid at the result is never below the floor, and prices to pay, since they are
   * never booked too low.
   *
   * @param cpm price of a thousand impressions
   * @param currency currency of the price
   * @throws IllegalArgumentException where the price is negative, is above a billion, or comes to
   *     more than {@link Micros#MAX}, or where the currency of a positive price is unknown; the
   *     message continues a sentence that begins with the field's name
   */
  public long microsRoundedUp(BigDecimal cpm, String currency) {
    if (cpm.signum() < 0) {
      throw new IllegalArgumentException("must not be negative, got " + cpm);
    }
    if (cpm.compareTo(MAX_CPM) > 0) {
      throw new IllegalArgumentException("is absurdly high, got " + cpm);
    }
    if (cpm.signum() == 0) {
      return 0L;
    }
    if (cpm.compareTo(MIN_CPM) < 0) {
      return 1L;
    }
    BigDecimal micros =
        cpm.multiply(MICROS_PER_CPM).multiply(rate(currency)).setScale(0, RoundingMode.CEILING);
    if (micros.compareTo(MOST_MICROS) > 0) {
      throw new IllegalArgumentException("is absurdly high, got " + cpm + " " + currency);
    }
    return micros.longValueExact();
  }

  /**
   * The price of a thousand impressions in a currency, such that {@link #microsRoundedUp} gives the
   * same micros back; exact in the base currency.
   */
  public BigDecimal cpm(long micros, String currency) {
    if (currency.equals(base)) {
      return cpm(micros);
    }
    // This rounds down by less than a micro's worth, which microsRoundedUp undoes.
    return cpm(micros).divide(rate(currency), CPM_DECIMALS, RoundingMode.FLOOR);
  }

  /** The exact price of a thousand impressions at these micros each, in the base currency. */
  public static BigDecimal cpm(long micros) {
    return BigDecimal.valueOf(micros, 3);
  }

  private BigDecimal rate(String currency) {
    if (currency.equals(base)) {
      return BigDecimal.ONE;
    }
    BigDecimal rate = rates.get(currency);
    if (rate == null) {
      throw new IllegalArgumentException(
          "names the currency " + currency + ", which the currency table does not have");
    }
    return rate;
  }

  private static String requireCode(String code) {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException(
          "a currency is three capital letters like EUR, got '" + code + "'");
    }
    return code;
  }
}
