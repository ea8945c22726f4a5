package io.paceline.core.ledger;

/**
 * Billed bids that were made in the same stretch of time and are forgotten together. Their pages
 * are numbered from 0 in the store, so that they can be removed without a search.
 *
 * @param fromMillis wall time at which the stretch begins, in whole seconds
 * @param untilMillis wall time at which it ends, exclusive, in whole seconds
 * @param bids how many bids were remembered in it
 * @param pages in how many pages they are kept; fewer than the bids need while the forgotten pages
 *     are being removed
 */
public record BilledGeneration(long fromMillis, long untilMillis, int bids, int pages) {

  boolean holds(long bidAtMillis) {
    return fromMillis <= bidAtMillis && bidAtMillis < untilMillis;
  }

  BilledGeneration withBids(int count) {
    return new BilledGeneration(fromMillis, untilMillis, count, BilledPages.pagesFor(count));
  }

  BilledGeneration withPages(int left) {
    return new BilledGeneration(fromMillis, untilMillis, bids, left);
  }
}
