package io.paceline.simulator.replay;

import java.util.Arrays;
import java.util.Locale;

/** The ways in which a log is played. */
public enum Protocol {
  /**
   * A: each episode of auctions has a budget of its own, and bids are whole units of price (Cai et
   * al., WSDM 2017).
   */
  PUBLISHED,
  /** B: one budget for the whole log. */
  FLIGHT,
  /** C: one budget for all hours of a log, to be spent along a plan. */
  INTRADAY,
  /** D: like B, but with a first multiplier that is far off (Wu et al., CIKM 2018). */
  WRONG_START,
  /** F: first price, no budget. */
  FIRST_PRICE,
  /** M: several campaigns that compete for the same requests. */
  MULTI;

  /** The name on the command line and in reports, for example {@code wrong-start}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if there is no such protocol; the message is one sentence for
   *     people
   */
  public static Protocol parse(String name) {
    for (Protocol protocol : values()) {
      if (protocol.label().equals(name.strip().toLowerCase(Locale.ROOT))) {
        return protocol;
      }
    }
    throw new IllegalArgumentException(
        "there is no protocol \""
            + name
            + "\"; take "
            + String.join(", ", Arrays.stream(values()).map(Protocol::label).toList()));
  }
}
