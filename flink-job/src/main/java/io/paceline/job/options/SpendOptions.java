package io.paceline.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.exchange.HaltRule;
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
 * @param windows the ledger's windows
 * @param halt when bidding at an exchange is halted
 */
public record SpendOptions(String law, long tickMillis, LedgerSettings windows, HaltRule halt)
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

  /** See {@link LedgerSettings#duplicateWindowMillis}. */
  public static final ConfigOption<Duration> DUPLICATE_WINDOW =
      key("window.duplicates")
          .durationType()
          .defaultValue(Duration.ofDays(1))
          .withDescription(
              "Wall time for which a billed bid is remembered at least, so that a notice that comes"
                  + " twice is recognised. A notice that comes later than this after its bid, and"
                  + " whose bid is unknown, is not booked.");

  /** See {@link HaltRule#share}. */
  public static final ConfigOption<Double> HALT_SHARE =
      key("halt.share")
          .doubleType()
          .defaultValue(HaltRule.STANDARD.share())
          .withDescription(
              "Bidding at an exchange is halted once more than this share of the money that it"
                  + " billed within halt.window is unaccounted for; 1 never halts.");

  /** See {@link HaltRule#windowMillis}. */
  public static final ConfigOption<Duration> HALT_WINDOW =
      key("halt.window")
          .durationType()
          .defaultValue(Duration.ofMillis(HaltRule.STANDARD.windowMillis()))
          .withDescription("Wall time over which the share for halt.share is computed.");

  /** See {@link HaltRule#leastNotices}. */
  public static final ConfigOption<Long> HALT_LEAST =
      key("halt.least")
          .longType()
          .defaultValue(HaltRule.STANDARD.leastNotices())
          .withDescription(
              "How many billings of an exchange must be unaccounted for at least before bidding"
                  + " there is halted, unless two or more come to more than halt.share of what the"
                  + " budgets that bid there may spend in a day.");

  static final List<ConfigOption<?>> ALL =
      List.of(LAW, TICK, DUPLICATE_WINDOW, HALT_SHARE, HALT_WINDOW, HALT_LEAST);

  static SpendOptions read(Configuration c, ExchangeProfiles exchanges) {
    LedgerSettings windows =
        new LedgerSettings(exchanges, OptionReader.millis(c, DUPLICATE_WINDOW));
    return new SpendOptions(law(c), OptionReader.millis(c, TICK), windows, halt(c));
  }

  private static HaltRule halt(Configuration c) {
    long least = OptionReader.read(c, HALT_LEAST);
    if (least < 1) {
      throw new IllegalArgumentException(
          "--" + HALT_LEAST.key() + " must be at least 1, got " + least);
    }
    return new HaltRule(
        OptionReader.share(c, HALT_SHARE), OptionReader.millis(c, HALT_WINDOW), least);
  }

  private static String law(Configuration c) {
    try {
      return PacingLaws.of(c.get(LAW)).name();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--" + LAW.key() + " cannot be used: " + e.getMessage(), e);
    }
  }
}
