package io.paceline.simulator.rehearsal;

/**
 * The job has halted the bidding at an exchange. Amounts are micros.
 *
 * @param exchange its name
 * @param atMillis campaign time at which the halt acted
 * @param reason why, as a sentence
 * @param billedMicros what the exchange had billed for bids within the halt's window, with what is
 *     held for bids of which unsigned billings came
 * @param unaccountedMicros what was unaccounted for when the halt acted, of bids within the window
 *     and since bidding at the exchange was resumed
 * @param largestMicros the largest single billing in {@code unaccountedMicros}
 * @param dayMicros the exchange's share of what the budgets that bid there may spend in a day
 * @param endMicros what is unaccounted for in the end: {@code unaccountedMicros}, and what came
 *     later for bids that were in flight when the halt acted
 */
public record ExchangeHalt(
    String exchange,
    long atMillis,
    String reason,
    long billedMicros,
    long unaccountedMicros,
    long largestMicros,
    long dayMicros,
    long endMicros) {

  ExchangeHalt later(long micros) {
    return new ExchangeHalt(
        exchange,
        atMillis,
        reason,
        billedMicros,
        unaccountedMicros,
        largestMicros,
        dayMicros,
        Math.addExact(endMicros, micros));
  }
}
