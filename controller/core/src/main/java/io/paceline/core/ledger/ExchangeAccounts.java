package io.paceline.core.ledger;

import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.pacing.DayWorth;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * the periods that {@link CorrectionPlace} names, and those of the flight in the totals of period
 * 0.
 *
 * <p>Adjustments by hand have records of their own beside these, by their ids, which no report is
 * ever compared with.
 *
 * <p>All methods compute first and store nothing; {@link Change#save} stores what was computed.
 */
final class ExchangeAccounts {

  /** {@link ExchangeSpend#periodKey} of a flight's scope. */
  static final long FLIGHT = ReportScope.FLIGHT_KEY;

  private final LedgerStore store;
  private final ExchangeProfiles profiles;

  ExchangeAccounts(LedgerStore store, ExchangeProfiles profiles) {
    this.store = store;
    this.profiles = profiles;
  }

  /**
   * A booking in one or two scopes that is not stored yet.
   *
   * @param micros by how much the spend of each period changes, micros by the period's key
   */
  record Change(
      long flightKey,
      ExchangeSpend flight,
      long dayKey,
      @Nullable ExchangeSpend day,
      Map<Long, Long> micros) {

    /** The account after the booking, with checked sums. */
    Account in(Account account) {
      Account changed = account;
      for (Map.Entry<Long, Long> change : micros.entrySet()) {
        long sum = change.getValue();
        if (sum != 0) {
          changed = changed.change(change.getKey(), totals -> totals.correct(sum));
        }
      }
      return changed.creditsCompared(micros.keySet());
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
   * @param periodKey the budget's period that pays
   * @param bidAtMillis campaign time of the bid
   * @param coveredFromMillis earliest {@code upTo} of a report that surely covers the impression
   */
  Change billed(
      NoticeToken token,
      long periodKey,
      long bidAtMillis,
      long priceMicros,
      long coveredFromMillis) {
    String exchange = token.exchange();
    String campaign = token.campaignId();
    Map<Long, Long> micros = new LinkedHashMap<>();
    micros.put(periodKey, priceMicros);
    if (periodKey == FLIGHT) {
      long key = ExchangeSpend.key(exchange, campaign, FLIGHT);
      ExchangeSpend before = spend(key, FLIGHT);
      ExchangeSpend after =
          before.booked(priceMicros, coveredFromMillis).ofBid(token.bidAtMillis());
      correct(micros, before, after);
      return new Change(key, after, 0, null, micros);
    }
    ZoneId zone = profiles.of(exchange).reportZone();
    long day = zone == null ? periodKey : DayWorth.dayKeyAt(zone, bidAtMillis);
    long key = ExchangeSpend.key(exchange, campaign, day);
    ExchangeSpend before = spend(key, day);
    ExchangeSpend after = before.booked(priceMicros, coveredFromMillis);
    long all = Math.addExact(priceMicros, correct(micros, before, after));
    OwnBids bids = OwnBids.NONE.with(token.bidAtMillis());
    return inFlight(exchange, campaign, bids, key, after, all, coveredFromMillis, micros);
  }

  /**
   * Computes what a report changes. Ask {@link #judge} before whether it may be booked.
   *
   * @return what it changes
   */
  Change reported(ReportScope scope, long amountMicros, long upToMillis, boolean isFinal) {
    long key = ExchangeSpend.key(scope.exchange(), scope.campaignId(), scope.periodKey());
    ExchangeSpend before = spend(key, scope.periodKey());
    ExchangeSpend after = before.reported(amountMicros, upToMillis, isFinal, scope.place());
    Map<Long, Long> micros = new LinkedHashMap<>();
    long all = correct(micros, before, after);
    if (scope.isFlight()) {
      return new Change(key, after, 0, null, micros);
    }
    long lastBid = Math.min(upToMillis, scope.bidsUntilMillis()) - 1;
    return inFlight(
        scope.exchange(),
        scope.campaignId(),
        OwnBids.NONE.with(scope.bidsFromMillis()).with(Math.max(scope.bidsFromMillis(), lastBid)),
        key,
        after,
        all,
        Math.min(upToMillis, scope.billedByMillis()),
        micros);
  }

  private Change inFlight(
      String exchange,
      String campaign,
      OwnBids bids,
      long dayKey,
      ExchangeSpend day,
      long bookedMicros,
      long coveredFromMillis,
      Map<Long, Long> micros) {
    long key = ExchangeSpend.key(exchange, campaign, FLIGHT);
    ExchangeSpend before = spend(key, FLIGHT);
    ExchangeSpend after =
        before
            .booked(bookedMicros, coveredFromMillis)
            .ofDay(profiles.of(exchange).reportZone(), bids);
    correct(micros, before, after);
    return new Change(key, after, dayKey, day, micros);
  }

  /** Whether a report may be booked; see {@link Ledger#report}. */
  Settlement judge(ReportScope scope, long amountMicros, long upToMillis, boolean isFinal) {
    ExchangeSpend known =
        store.exchangeSpend(
            ExchangeSpend.key(scope.exchange(), scope.campaignId(), scope.periodKey()));
    if (!scope.isFlight()
        && ownBidsOfFlight(scope).touch(scope.bidsFromMillis(), scope.bidsUntilMillis())) {
      // Bids of this day may be booked in the flight's scope alone, because there was no daily
      // budget then, or in days of another zone, because the exchange's zone was stated later.
      // Nothing tells which part of the reported amount they cost.
      return Settlement.BEYOND_MEMORY;
    }
    if (known != null) {
      return known.judge(amountMicros, upToMillis, isFinal);
    }
    // If the record of the scope may have been removed, nothing tells which part of the reported
    // amount is booked already.
    return judgeUnknown(scope.isFlight(), scope.startMillis());
  }

  /** Whether an adjustment may be booked; see {@link Ledger#adjust}. */
  Settlement judgeAdjustment(String id, long periodKey, long startMillis, long micros) {
    ExchangeSpend known = store.exchangeSpend(ExchangeSpend.adjustmentKey(id));
    if (known != null) {
      return known.bookedMicros() == micros && known.periodKey() == periodKey
          ? Settlement.DUPLICATE
          : Settlement.IGNORED;
    }
    return judgeUnknown(periodKey == FLIGHT, startMillis);
  }

  /** Whether an adjustment of this id was booked, as far as the ledger remembers. */
  boolean knowsAdjustment(String id) {
    return store.exchangeSpend(ExchangeSpend.adjustmentKey(id)) != null;
  }

  /** Whether something may be booked of which there is no record. */
  private Settlement judgeUnknown(boolean isFlight, long startMillis) {
    return store.account().memory().hasForgotten(isFlight, startMillis)
        ? Settlement.BEYOND_MEMORY
        : Settlement.BOOKED;
  }

  /** When bids of the scope's exchange and campaign were made that count in no day's scope. */
  OwnBids ownBidsOfFlight(ReportScope scope) {
    ExchangeSpend flight =
        store.exchangeSpend(ExchangeSpend.key(scope.exchange(), scope.campaignId(), FLIGHT));
    return flight == null
        ? OwnBids.NONE
        : flight.ownBids(profiles.of(scope.exchange()).reportZone());
  }

  /** Whether anything is known of an exchange's spend in this scope. */
  boolean knows(ReportScope scope) {
    long key = ExchangeSpend.key(scope.exchange(), scope.campaignId(), scope.periodKey());
    return store.exchangeSpend(key) != null;
  }

  /**
   * Adds a change of a scope's correction to the sums of the periods in which it is booked.
   *
   * @return the change in all periods together
   */
  private static long correct(Map<Long, Long> micros, ExchangeSpend before, ExchangeSpend after) {
    long was = before.correctionMicros();
    long is = after.correctionMicros();
    micros.merge(before.place().of(was), Math.negateExact(was), Math::addExact);
    micros.merge(after.place().of(is), is, Math::addExact);
    return Math.subtractExact(is, was);
  }

  private ExchangeSpend spend(long key, long periodKey) {
    ExchangeSpend known = store.exchangeSpend(key);
    return known == null ? ExchangeSpend.none(periodKey) : known;
  }
}
