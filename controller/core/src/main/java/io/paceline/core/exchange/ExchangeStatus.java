package io.paceline.core.exchange;

import java.util.Locale;

/**
 * Whether Paceline bids at an exchange: the value of topic "exchanges", under the exchange's name.
 * The latest record of an exchange holds. The job writes a halt, and so may a person; only a person
 * lifts it.
 *
 * @param exchange name of the exchange, in lower case
 * @param state whether Paceline bids there
 * @param atMillis wall time at which that was decided
 * @param reason why, as a sentence for people
 * @param billedMicros what the exchange billed within the window of the {@link HaltRule}, micros:
 *     what was booked, and an estimate of what unsigned billings cost; 0 unless the job wrote a
 *     halt
 * @param unaccountedMicros how much of that is unaccounted for, micros
 */
public record ExchangeStatus(
    String exchange,
    State state,
    long atMillis,
    String reason,
    long billedMicros,
    long unaccountedMicros) {

  /** Whether Paceline bids at an exchange. */
  public enum State {
    /** It bids, as at every exchange of which no record tells. */
    BIDDING,
    /** It makes no bid until a record with {@link #BIDDING}, or a tombstone, lifts the halt. */
    HALTED
  }

  /**
   * The status of an exchange at which Paceline bids, because a halt was lifted or there was none.
   *
   * @param exchange the name in any case, because names are compared without regard to case
   */
  public static ExchangeStatus bidding(String exchange, long atMillis, String reason) {
    return new ExchangeStatus(
        exchange.toLowerCase(Locale.ROOT), State.BIDDING, atMillis, reason, 0, 0);
  }

  /** True while no bid is made at the exchange. */
  public boolean isHalted() {
    return state == State.HALTED;
  }
}
