package io.paceline.core.ledger;

/**
 * Counts of a budget's events since its first bid. No count ever falls.
 *
 * @param bids reservations made
 * @param wins wins told by a win notice, or by a billing notice that came without one before it
 * @param billings impressions billed
 * @param losses bids whose loss notice came while they were open
 * @param expired bids of which nothing was heard within their window
 * @param unbilled wins that were never billed
 * @param clicks clicks on bids that the ledger knows
 * @param duplicates notices that had already been counted
 */
public record Counters(
    long bids,
    long wins,
    long billings,
    long losses,
    long expired,
    long unbilled,
    long clicks,
    long duplicates) {

  static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0, 0, 0);

  /** The events that are counted. */
  enum Event {
    BID,
    WIN,
    BILLING,
    LOSS,
    EXPIRED,
    UNBILLED,
    CLICK,
    DUPLICATE
  }

  Counters plus(Event event) {
    return new Counters(
        bids + one(event, Event.BID),
        wins + one(event, Event.WIN),
        billings + one(event, Event.BILLING),
        losses + one(event, Event.LOSS),
        expired + one(event, Event.EXPIRED),
        unbilled + one(event, Event.UNBILLED),
        clicks + one(event, Event.CLICK),
        duplicates + one(event, Event.DUPLICATE));
  }

  private static long one(Event event, Event counted) {
    return event == counted ? 1 : 0;
  }
}
