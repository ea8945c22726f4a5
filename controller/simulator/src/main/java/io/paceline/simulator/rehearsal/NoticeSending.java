package io.paceline.simulator.rehearsal;

import org.jspecify.annotations.Nullable;

/**
 * How an exchange sends its notices.
 *
 * @param delayMillis longest delay of a notice, wall milliseconds; the delay of each notice is
 *     random from 0 to this
 * @param lost share of the notices that never arrives, 0 to 1
 * @param duplicated share of the notices that comes twice, 0 to 1
 * @param reordered share of the notices that takes up to ten times as long, so that later ones
 *     overtake them, 0 to 1
 * @param price form of the price in win and billing notices
 * @param lossReason code that every loss notice states, null for the true one
 */
public record NoticeSending(
    long delayMillis,
    double lost,
    double duplicated,
    double reordered,
    PriceText price,
    @Nullable Integer lossReason) {

  /** Every notice comes once, within this delay, and states price and reason as OpenRTB wants. */
  static NoticeSending within(long delayMillis) {
    return new NoticeSending(delayMillis, 0, 0, 0, PriceText.PLAIN, null);
  }
}
