package io.paceline.core.notice;

import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.PriceUnit;
import io.paceline.core.json.Scalars;
import io.paceline.core.money.CurrencyTable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads prices in every form in which exchanges send them: with a decimal point or comma, with
 * thousands apart, with an exponent, with the rounding error of a binary number, and with a
 * currency before or after. What it cannot read is never guessed: an encrypted price is no number.
 *
 * <p>Immutable and safe for use by several threads.
 */
final class PriceReader {

  /** Longest text that is looked at; no price is longer, an encrypted one may be. */
  private static final int MAX_LENGTH = 64;

  /**
   * How many decimal digits a binary number of 64 bits carries for certain. Digits behind them, as
   * in 0.7050000000000003, are its rounding error.
   */
  private static final MathContext DOUBLE_DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

  /** The largest price read, CPM, before the currency's rate; see {@link CurrencyTable}. */
  private static final BigDecimal MAX_CPM = BigDecimal.valueOf(1_000_000_000L);

  /** Decimal places between micros per impression and a CPM in currency units. */
  private static final int PLACES_TO_CPM = 3;

  /** A hundredth of a currency unit CPM, in micros per impression. */
  private static final long HUNDREDTH_CPM_MICROS = 10;

  /**
   * A price may lie above the bid by the bid divided by this, half a percent, to count as rounded.
   */
  private static final long MOST_OF_BID = 200;

  /**
   * A blank, or a plus that stands for one, as HTML forms encode it. A plus behind an exponent's E
   * is a sign.
   */
  private static final Pattern BLANK = Pattern.compile("(?<![0-9.,][eE])\\+|[\\s\\u00a0\\u202f]");

  /** Blanks, quotation marks and the equals signs that pad a text, at either end. */
  private static final Pattern AROUND = Pattern.compile("^[ \"'=]+|[ \"'=]+$");

  /** An exponent whose plus became a blank. */
  private static final Pattern SPLIT_EXPONENT = Pattern.compile("([0-9.,][eE]) (?=[0-9])");

  private static final String NUMBER = "(-?[0-9.,'](?:[0-9.,' ]*[0-9.,'])?(?:[eE][+-]?[0-9]+)?)";

  /** Currency codes, signs and the word CPM, before the number, behind it, or both. */
  private static final Pattern PRICE =
      Pattern.compile(
          "((?:[A-Za-z]{2,3}\\$?|\\p{Sc}| )*)" + NUMBER + "((?:[A-Za-z]{3}|\\p{Sc}| )*)");

  private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,3}\\$?|\\p{Sc}");

  /** Groups of three digits apart, with decimals behind a sign other than the group's. */
  private static final Pattern GROUPED =
      Pattern.compile("(-?)([0-9]{1,3})(?:([.,' ])[0-9]{3})(?:\\3[0-9]{3})*(?:([.,])[0-9]*)?");

  /** Signs that stand for one currency only; a dollar may be of any country. */
  private static final Map<String, String> SIGNS = Map.of("€", "EUR", "£", "GBP", "₹", "INR");

  private static final String MACRO_NAME = "AUCTION_PRICE";

  private final CurrencyTable currencies;

  PriceReader(CurrencyTable currencies) {
    this.currencies = currencies;
  }

  /**
   * The price to pay. Of several prices, the highest counts that is at most the bid. Where the
   * exchange rounds what it bills, the price is rounded up, because nothing tells which way it
   * rounds; a final report takes back what is too much.
   *
   * @param texts what the notice states as its price, unescaped; may be empty
   * @param profile the way of the exchange that states the price
   * @param bidMicros the bid, micros per impression, which is booked where no price is usable
   */
  NoticePrice toPay(Collection<String> texts, ExchangeProfile profile, long bidMicros) {
    long most = Math.max(0, bidMicros);
    long best = -1;
    long above = Long.MAX_VALUE;
    PriceForm fault = PriceForm.MISSING;
    for (String text : texts) {
      Readings readings = read(text, profile);
      for (long micros : readings.micros()) {
        if (micros <= most) {
          best = Math.max(best, micros);
        } else {
          above = Math.min(above, micros);
        }
      }
      if (readings.fault() != PriceForm.MISSING && readings.fault() != PriceForm.STATED) {
        fault = readings.fault();
      }
    }
    if (best >= 0) {
      return new NoticePrice(Math.min(most, profile.roundedUp(best)), PriceForm.STATED);
    }
    if (above < Long.MAX_VALUE) {
      return new NoticePrice(
          most, above - most <= roundingMicros(most) ? PriceForm.ROUNDED : PriceForm.CAPPED);
    }
    return new NoticePrice(most, fault);
  }

  /**
   * By how much rounding alone may take a price above the bid, micros per impression. Exchanges
   * round to a hundredth of a currency unit CPM, so this is the bound; but it is never more than
   * half a percent of the bid, so that what is really billed above the bid does not pass for
   * rounding, and never less than one micro, the last place of Paceline's own prices.
   */
  private static long roundingMicros(long bidMicros) {
    return Math.max(1, Math.min(HUNDREDTH_CPM_MICROS, bidMicros / MOST_OF_BID));
  }

  /** The first of the texts that can be read, in micros per impression; 0 where none can. */
  long told(Collection<String> texts, ExchangeProfile profile) {
    for (String text : texts) {
      List<Long> micros = read(text, profile).micros();
      if (!micros.isEmpty()) {
        return micros.get(0);
      }
    }
    return 0;
  }

  /**
   * What a text may mean.
   *
   * @param micros each possible meaning, micros per impression; empty where there is none
   * @param fault why there is none, or STATED
   */
  private record Readings(List<Long> micros, PriceForm fault) {

    static Readings none(PriceForm fault) {
      return new Readings(List.of(), fault);
    }
  }

  private Readings read(String raw, ExchangeProfile profile) {
    if (raw.length() > MAX_LENGTH) {
      return Readings.none(raw.contains(MACRO_NAME) ? PriceForm.MACRO : PriceForm.UNREADABLE);
    }
    if (isPlain(raw)) {
      String own = ownCurrency(profile);
      return currencies.knows(own)
          ? readings(numbers(raw), profile.priceUnit(), own)
          : Readings.none(PriceForm.UNREADABLE);
    }
    String text = AROUND.matcher(BLANK.matcher(raw).replaceAll(" ")).replaceAll("");
    if (text.isEmpty()) {
      return Readings.none(PriceForm.MISSING);
    }
    if (text.startsWith("${") || text.toUpperCase(Locale.ROOT).contains(MACRO_NAME)) {
      return Readings.none(PriceForm.MACRO);
    }
    Matcher price = PRICE.matcher(SPLIT_EXPONENT.matcher(text).replaceAll("$1+"));
    if (!price.matches()) {
      return Readings.none(PriceForm.UNREADABLE);
    }
    String currency = currency(price.group(1) + " " + price.group(3), ownCurrency(profile));
    return currencies.knows(currency)
        ? readings(numbers(price.group(2)), profile.priceUnit(), currency)
        : Readings.none(PriceForm.UNREADABLE);
  }

  /**
   * Whether the text is of digits, with one decimal point at most, which stands between digits:
   * nearly all prices are, and they need no look for currencies and blanks.
   */
  private static boolean isPlain(String text) {
    int point = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && point < 0) {
        point = i;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return !text.isEmpty() && point != 0 && point != text.length() - 1;
  }

  private String ownCurrency(ExchangeProfile profile) {
    return profile.priceCurrency() == null ? currencies.base() : profile.priceCurrency();
  }

  private Readings readings(List<BigDecimal> numbers, PriceUnit unit, String currency) {
    PriceForm fault = PriceForm.UNREADABLE;
    List<Long> micros = new ArrayList<>(numbers.size());
    for (BigDecimal stated : numbers) {
      BigDecimal number = unit == PriceUnit.MICROS ? stated.movePointLeft(PLACES_TO_CPM) : stated;
      if (number.signum() < 0) {
        fault = PriceForm.NEGATIVE;
      } else if (number.compareTo(MAX_CPM) > 0) {
        fault = PriceForm.OVERFLOWING;
      } else {
        micros.add(currencies.microsRoundedUp(number.round(DOUBLE_DIGITS), currency));
      }
    }
    return new Readings(micros, micros.isEmpty() ? fault : PriceForm.STATED);
  }

  /**
   * The currency whose code or sign stands beside a number, else the exchange's own. A dollar sign,
   * with a country's letter or without, counts as the exchange's own.
   */
  private static String currency(String around, String own) {
    String currency = own;
    Matcher words = WORD.matcher(around);
    while (words.find()) {
      String word = words.group().toUpperCase(Locale.ROOT);
      if (word.endsWith("$") || word.equals("CPM")) {
        continue;
      }
      currency = SIGNS.getOrDefault(word, word);
      if (currency.codePointCount(0, currency.length()) < 2) {
        // A currency's sign that several currencies share is taken for the exchange's own.
        currency = own;
      }
    }
    return currency;
  }

  /**
   * The numbers that a text may mean. A point alone is a decimal point, as in OpenRTB. A comma
   * alone is a decimal comma, too, but one before exactly three digits may also set thousands
   * apart: then there are two.
   */
  private static List<BigDecimal> numbers(String text) {
    List<BigDecimal> numbers = new ArrayList<>(2);
    if (isPlain(text)) {
      add(numbers, text);
      return numbers;
    }
    if (text.indexOf(',') == text.lastIndexOf(',')) {
      add(numbers, text.replace(',', '.'));
    }
    Matcher grouped = GROUPED.matcher(text);
    if (grouped.matches() && !isDecimalPoint(text)) {
      String group = grouped.group(3);
      if (!group.equals(grouped.group(4))) {
        add(numbers, text.replace(group, "").replace(',', '.'));
      }
    }
    return numbers;
  }

  private static boolean isDecimalPoint(String text) {
    return text.indexOf('.') >= 0
        && text.indexOf('.') == text.lastIndexOf('.')
        && text.indexOf(',') < 0
        && text.indexOf(' ') < 0
        && text.indexOf('\'') < 0;
  }

  private static void add(List<BigDecimal> numbers, String text) {
    BigDecimal number = Scalars.decimal(text);
    if (number != null) {
      numbers.add(number);
    }
  }
}
