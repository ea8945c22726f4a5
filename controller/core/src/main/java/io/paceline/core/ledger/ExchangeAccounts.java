package io.paceline.core.ledger;

import io.paceline.core.notice.NoticeToken;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a budget's spend by exchange, campaign and scope, so that an exchange's spend report can be
 * compared with its notices; see {@link ExchangeSpend} for the rule of one scope.
 *
 * <p>What is booked in a day's scope is booked in the flight's scope, too: the price of each
 * notice, and the correction by each report of the day. A later report of the flight surely covers
 * such a correction if it reaches up to the {@code upTo} of the day's report, or up to the time by
 * which all bids of the day are billed. If the flight's own report had told of that money already,
 * its correction shrinks by as much, and the spend stays the same. Corrections of a day count in
 * that day's totals, and those of the flight in the totals of period 0.
 *
 * <p>All methods compute first and store nothing; {@link Change#save} stores what was computed.
 */
final class ExchangeAccounts {

  /** {@link ExchangeSpend#periodKey} of a flight's scope. */
  static final long FLIGHT = ReportScope.FLIGHT_KEY;

  private final LedgerStore store;

  ExchangeAccounts(LedgerStore store) {
    this.store = store;
  }

  /**
   * A booking in one or two scopes that is not stored yet.
   *
   * @param periodKey the period whose totals {@code micros} change
   * @param micros by how much the period's spend changes
   * @param flightMicros by how much the flight's correction changes in addition
   */
  record Change(
      long flightKey,
      ExchangeSpend flight,
      long dayKey,
      @Nullable ExchangeSpend day,
      long periodKey,
      long micros,
      long flightMicros) {

    /** The account after the booking, with checked sums. */
    Account in(Account account) {
      Account changed =
          micros == 0 ? account : account.change(periodKey, totals -> totals.correct(micros));
      return flightMicros == 0
          ? changed
          : changed.change(FLIGHT, totals -> totals.correct(flightMicros));
    }

    void save(LedgerStore store) {
      store.put(flightKey, flight);
      if (day != null) {
        store.put(dayKey, day);
      }
    }
  }

  /**
   * Computes what a billed impression changes.
   *
   * @param coveredFromMillis earliest {@code upTo} of a report that surely covers the impression
   */
  Change billed(NoticeToken token, long periodKey, long priceMicros, long coveredFromMillis) {
    String exchange = token.exchange();
    String campaign = token.campaignId();
    if (periodKey == FLIGHT) {
      long key = ExchangeSpend.key(exchange, campaign, FLIGHT);
      ExchangeSpend before = spend(key, FLIGHT);
      ExchangeSpend after =
          before.booked(priceMicros, coveredFromMillis).ofBid(token.bidAtMillis());
      long micros = Math.addExact(priceMicros, corrected(before, after));
      return new Change(key, after, 0, null, FLIGHT, micros, 0);
    }
    long key = ExchangeSpend.key(exchange, campaign, periodKey);
    ExchangeSpend before = spend(key, periodKey);
    ExchangeSpend after = before.booked(priceMicros, coveredFromMillis);
    long micros = Math.addExact(priceMicros, corrected(before, after));
    return inFlight(exchange, campaign, key, after, micros, coveredFromMillis);
  }

  /**
   * Computes what a report changes. Ask {@link #judge} before whether it may be booked.
   *
   * @return what it changes
   */
  Change reported(ReportScope scope, long amountMicros, long upToMillis, boolean isFinal) {
    long key = ExchangeSpend.key(scope.exchange(), scope.campaignId(), scope.periodKey());
    ExchangeSpend before = spend(key, scope.periodKey());
    ExchangeSpend after = before.reported(amountMicros, upToMillis, isFinal);
    long micros = corrected(before, after);
    if (scope.isFlight()) {
      return new Change(key, after, 0, null, FLIGHT, micros, 0);
    }
    return inFlight(
        scope.exchange(),
        scope.campaignId(),
        key,
        after,
        micros,
        Math.min(upToMillis, scope.billedByMillis()));
  }

  private Change inFlight(
      String exchange,
      String campaign,
      long dayKey,
      ExchangeSpend day,
      long micros,
      long coveredFromMillis) {
    long key = ExchangeSpend.key(exchange, campaign, FLIGHT);
    ExchangeSpend before = spend(key, FLIGHT);
    ExchangeSpend after = before.booked(micros, coveredFromMillis);
    return new Change(key, after, dayKey, day, day.periodKey(), micros, corrected(before, after));
  }

  /** Whether a report may be booked; see {@link Ledger#report}. */
  Settlement judge(ReportScope scope, long amountMicros, long upToMillis, boolean isFinal) {
    ExchangeSpend known =
        store.exchangeSpend(
            ExchangeSpend.key(scope.exchange(), scope.campaignId(), scope.periodKey()));
    if (!scope.isFlight()
        && ownBidsOfFlight(scope).touch(scope.bidsFromMillis(), scope.bidsUntilMillis())) {
      // Bids of this day may be booked in the flight's scope alone, because there was no daily
      // budget then. Nothing tells which part of the reported amount they cost.
      return Settlement.BEYOND_MEMORY;
    }
    if (known != null) {
      return known.judge(amountMicros, upToMillis, isFinal);
    }
    // If the record of the scope may have been removed, nothing tells which part of the reported
    // amount is booked already.
    LedgerMemory memory = store.account().memory();
    long removedBefore =
        scope.isFlight() ? memory.flightsBeforeMillis() : memory.daysBeforeMillis();
    return scope.startMillis() < removedBefore ? Settlement.BEYOND_MEMORY : Settlement.BOOKED;
  }

  /** When bids of the scope's exchange and campaign were made that count in no day's scope. */
  OwnBids ownBidsOfFlight(ReportScope scope) {
    ExchangeSpend flight =
        store.exchangeSpend(ExchangeSpend.key(scope.exchange(), scope.campaignId(), FLIGHT));
    return flight == null ? OwnBids.NONE : flight.ownBids();
  }

  /** Whether anything is known of an exchange's spend in this scope. */
  boolean knows(ReportScope scope) {
    long key = ExchangeSpend.key(scope.exchange(), scope.campaignId(), scope.periodKey());
    return store.exchangeSpend(key) != null;
  }

  private static long corrected(ExchangeSpend before, ExchangeSpend after) {
    return Math.subtractExact(after.correctionMicros(), before.correctionMicros());
  }

  private ExchangeSpend spend(long key, long periodKey) {
    ExchangeSpend known = store.exchangeSpend(key);
    return known == null ? ExchangeSpend.none(periodKey) : known;
  }
}
