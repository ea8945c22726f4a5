package io.paceline.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.paceline.core.money.CurrencyTable;
import io.paceline.core.openrtb.BidRequestCodec;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * How bid requests are read, and which of them are too late.
 *
 * @param currencies the currency in which budgets are booked and bids are made, with the rates of
 *     other currencies
 * @param defaultTmaxMillis {@code tmax} of a request that has none, milliseconds, positive
 * @param marginMillis how many milliseconds of {@code tmax} must be left at a request's first step
 *     for bidding and answering, in addition to the time that scoring takes at present; margin and
 *     scoring together count as half of {@code tmax} at most. A request with less time left is
 *     refused before it costs anything
 * @param ownDomains domains of the retailer's own pages (on-site)
 * @param maxImps most impressions that a request may offer, positive; a request with more is
 *     refused
 */
public record RequestOptions(
    CurrencyTable currencies,
    int defaultTmaxMillis,
    long marginMillis,
    List<String> ownDomains,
    int maxImps)
    implements Serializable {

  /** The base of {@link #currencies}. */
  public static final ConfigOption<String> CURRENCY =
      key("request.currency")
          .stringType()
          .defaultValue("USD")
          .withDescription("Currency of budgets and bids, ISO-4217.");

  /** The rates of {@link #currencies}. */
  public static final ConfigOption<String> CURRENCY_RATES =
      key("request.currency-rates")
          .stringType()
          .defaultValue("")
          .withDescription(
              "Value of one unit of other currencies in units of request.currency, for example"
                  + " EUR=1.08,CNY=0.14.");

  /** See {@link #defaultTmaxMillis}. */
  public static final ConfigOption<Integer> DEFAULT_TMAX =
      key("request.default-tmax-ms")
          .intType()
          .defaultValue(100)
          .withDescription("tmax of a request that has none, milliseconds.");

  /** See {@link #marginMillis}. */
  public static final ConfigOption<Duration> MARGIN =
      key("deadline.margin")
          .durationType()
          .defaultValue(Duration.ofMillis(10))
          .withDescription(
              "Time that must be left of tmax when the job first looks at a request, in addition to"
                  + " the time that scoring takes. The two together count as half of tmax at"
                  + " most.");

  /** See {@link #ownDomains}. */
  public static final ConfigOption<String> OWN_DOMAINS =
      key("own-domains")
          .stringType()
          .defaultValue("")
          .withDescription("Domains of the retailer's own pages, separated by commas.");

  /** See {@link #maxImps}. */
  public static final ConfigOption<Integer> MAX_IMPS =
      key("request.max-imps")
          .intType()
          .defaultValue(BidRequestCodec.DEFAULT_MAX_IMPS)
          .withDescription("Most impressions of one request; a request with more is refused.");

  static final List<ConfigOption<?>> ALL =
      List.of(CURRENCY, CURRENCY_RATES, DEFAULT_TMAX, MARGIN, OWN_DOMAINS, MAX_IMPS);

  static RequestOptions read(Configuration c) {
    return new RequestOptions(
        currencies(c),
        (int) OptionReader.positive(c, DEFAULT_TMAX),
        OptionReader.millisOrNone(c, MARGIN),
        OptionReader.list(c.get(OWN_DOMAINS)),
        (int) OptionReader.positive(c, MAX_IMPS));
  }

  private static CurrencyTable currencies(Configuration c) {
    CurrencyTable base = currencies(CURRENCY, c.get(CURRENCY), "");
    return currencies(CURRENCY_RATES, base.base(), c.get(CURRENCY_RATES));
  }

  /** Reads a table and blames the option where that is impossible. */
  private static CurrencyTable currencies(ConfigOption<?> blamed, String base, String rates) {
    try {
      return CurrencyTable.parse(base, rates);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--" + blamed.key() + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Paceline's own currency, in which budgets are booked and bids are made, ISO-4217. */
  public String currency() {
    return currencies.base();
  }
}
