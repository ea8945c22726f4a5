package io.paceline.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.paceline.core.exchange.ExchangeProfiles;
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

  /** See {@link LedgerSettings#duplicateWindowMillis}. */
  public static final ConfigOption<Duration> DUPLICATE_WINDOW =
      key("window.duplicates")
          .durationType()
          .defaultValue(Duration.ofDays(1))
          .withDescription(
              "Wall time during which a billed bid is remembered, so that a notice that comes twice"
                  + " is recognised; a later notice is not booked.");

  static final List<ConfigOption<?>> ALL = List.of(LAW, TICK, DUPLICATE_WINDOW);

  static SpendOptions read(Configuration c, ExchangeProfiles exchanges) {
    LedgerSettings windows =
        new LedgerSettings(exchanges, OptionReader.millis(c, DUPLICATE_WINDOW));
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
}
