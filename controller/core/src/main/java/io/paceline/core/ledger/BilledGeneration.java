package io.paceline.core.ledger;

/**
 * Billed bids that were booked in the same stretch of time and are forgotten together.
 *
 * @param slot where the store keeps them, 0 to {@value LedgerStore#BILLED_SLOTS} less one
 * @param untilMillis wall time until which newly billed bids join this generation
 * @param lastBidAtMillis the latest wall time at which one of its bids was made
 * @param isForgotten true while its bids count as forgotten and are being removed from the store
 */
public record BilledGeneration(
    int slot, long untilMillis, long lastBidAtMillis, boolean isForgotten) {

  BilledGeneration with(long bidAtMillis) {
    return bidAtMillis <= lastBidAtMillis
        ? this
        : new BilledGeneration(slot, untilMillis, bidAtMillis, isForgotten);
  }

  BilledGeneration forgotten() {
    return new BilledGeneration(slot, untilMillis, lastBidAtMillis, true);
  }
}
