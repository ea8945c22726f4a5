package io.paceline.core.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sums of one budget, which the ledger keeps in addition to the individual bids.
 *
 * @param totalBilledMicros debited so far, in all periods
 * @param totalHeldMicros reservations of open bids and unbilled wins of all periods
 * @param periods totals of each period by the ledger's key of the period, campaign time
 * @param forgotten bids that crashes may have forgotten and that may still cost money
 * @param commitRate bounds the gross commitments
 * @param expireOpenFromMillis wall time before which no open bid expires, because a restore
 *     restarted the windows; 0 without a restore
 * @param expireWonFromMillis the same for wins and for billed bids
 * @param counters how often each kind of event happened
 */
public record Account(
    long totalBilledMicros,
    long totalHeldMicros,
    Map<Long, PeriodTotals> periods,
    List<Forgotten> forgotten,
    CommitRate commitRate,
    long expireOpenFromMillis,
    long expireWonFromMillis,
    Counters counters) {

  /** A budget that has seen nothing. */
  public static final Account EMPTY =
      new Account(0, 0, Map.of(), List.of(), CommitRate.NONE, 0, 0, Counters.ZERO);

  /** Totals of a period, zero for an unknown one. */
  public PeriodTotals period(long periodStartMillis) {
    return periods.getOrDefault(periodStartMillis, PeriodTotals.EMPTY);
  }

  /** The most that forgotten bids can still cost. */
  public long forgottenMicros() {
    long sum = 0;
    for (Forgotten pot : forgotten) {
      sum += pot.micros();
    }
    return sum;
  }

  Account book(long periodStartMillis, long billed, long won, long held, long impressions) {
    Map<Long, PeriodTotals> changed = new HashMap<>(periods);
    changed.put(periodStartMillis, period(periodStartMillis).plus(billed, won, held, impressions));
    return new Account(
        Math.addExact(totalBilledMicros, billed),
        Math.addExact(totalHeldMicros, held),
        changed,
        forgotten,
        commitRate,
        expireOpenFromMillis,
        expireWonFromMillis,
        counters);
  }

  Account with(CommitRate rate) {
    return new Account(
        totalBilledMicros,
        totalHeldMicros,
        periods,
        forgotten,
        rate,
        expireOpenFromMillis,
        expireWonFromMillis,
        counters);
  }

  Account with(List<Forgotten> pots) {
    return new Account(
        totalBilledMicros,
        totalHeldMicros,
        periods,
        pots,
        commitRate,
        expireOpenFromMillis,
        expireWonFromMillis,
        counters);
  }

  Account withPeriods(Map<Long, PeriodTotals> kept) {
    return new Account(
        totalBilledMicros,
        totalHeldMicros,
        kept,
        forgotten,
        commitRate,
        expireOpenFromMillis,
        expireWonFromMillis,
        counters);
  }

  Account expiringFrom(long openMillis, long wonMillis) {
    return new Account(
        totalBilledMicros,
        totalHeldMicros,
        periods,
        forgotten,
        commitRate,
        openMillis,
        wonMillis,
        counters);
  }

  Account count(Counters.Event event) {
    return new Account(
        totalBilledMicros,
        totalHeldMicros,
        periods,
        forgotten,
        commitRate,
        expireOpenFromMillis,
        expireWonFromMillis,
        counters.plus(event));
  }
}
