package io.paceline.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.pacing.PacingLaws;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * How a budget is controlled.
 *
 * @param law name of the pacing law, one of {@link PacingLaws#ALL}
 * @param tickMillis wall time between two ticks of a budget, milliseconds, positive
 * @param windows the ledger's windows; the billing window is at least a second longer than the
 *     auction window
 */
public record SpendOptions(String law, long tickMillis, LedgerSettings windows)
    implements Serializable {

  /** See {@link #law}. */
  public static final ConfigOption<String> LAW =
      key("pacing.law")
          .stringType()
          .defaultValue(PacingLaws.DEFAULT)
          .withDescription(
              "Law that paces every budget with a plan: "
                  + String.join(
                      "; ",
                      PacingLaws.ALL.stream()
                          .map(law -> law.name() + " (" + law.description() + ")")
                          .toList())
                  + ".");

  /** See {@link #tickMillis}. */
  public static final ConfigOption<Duration> TICK =
      key("tick")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription("Wall time between two ticks of a budget's controller.");

  /** See {@link LedgerSettings#auctionWindowMillis}. */
  public static final ConfigOption<Duration> AUCTION_WINDOW =
      key("window.auction")
          .durationType()
          .defaultValue(Duration.ofSeconds(60))
          .withDescription("Wall time after a bid until every win and loss notice has been read.");

  /** See {@link LedgerSettings#billingWindowMillis} and {@link #expSeconds}. */
  public static final ConfigOption<Duration> BILLING_WINDOW =
      key("window.billing")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "Wall time after a win within which its billing notice is read; a bid's exp is one"
                  + " window.auction shorter.");

  /** See {@link LedgerSettings#duplicateWindowMillis}. */
  public static final ConfigOption<Duration> DUPLICATE_WINDOW =
      key("window.duplicates")
          .durationType()
          .defaultValue(Duration.ofDays(1))
          .withDescription(
              "Wall time during which a billed bid is remembered, so that a notice that comes twice"
                  + " is recognised; a later notice is not booked.");

  static final List<ConfigOption<?>> ALL =
      List.of(LAW, TICK, AUCTION_WINDOW, BILLING_WINDOW, DUPLICATE_WINDOW);

  static SpendOptions read(Configuration c) {
    LedgerSettings windows =
        new LedgerSettings(
            OptionReader.millis(c, AUCTION_WINDOW),
            OptionReader.millis(c, BILLING_WINDOW),
            OptionReader.millis(c, DUPLICATE_WINDOW));
    if (expSeconds(windows) < 1) {
      throw new IllegalArgumentException(
          "--"
              + BILLING_WINDOW.key()
              + " must be at least a second longer than --"
              + AUCTION_WINDOW.key());
    }
    return new SpendOptions(law(c), OptionReader.millis(c, TICK), windows);
  }

  private static String law(Configuration c) {
    try {
      return PacingLaws.of(c.get(LAW)).name();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--" + LAW.key() + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * How many seconds after an auction an exchange may bill, written into every bid as {@code exp}:
   * the billing window less one auction window, in which the notice of a billing at the last moment
   * arrives.
   */
  public int expSeconds() {
    return (int) expSeconds(windows);
  }

  private static long expSeconds(LedgerSettings windows) {
    return (windows.billingWindowMillis() - windows.auctionWindowMillis()) / 1_000;
  }
}
