package io.paceline.core.ledger;

import io.paceline.core.pacing.BudgetPeriod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The sums of one budget, which the ledger keeps in addition to the individual bids.
 *
 * @param totalBilledMicros debited so far, in all periods
 * @param totalHeldMicros reservations of open bids and unbilled wins of all periods
 * @param periods totals of each period by {@link BudgetPeriod#key}
 * @param forgotten bids that crashes may have forgotten and that may still cost money
 * @param commitRate bounds how fast bids may commit money
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
  public PeriodTotals period(long periodKey) {
    return periods.getOrDefault(periodKey, PeriodTotals.EMPTY);
  }

  /** The most that forgotten bids can still cost. */
  public long forgottenMicros() {
    long sum = 0;
    for (Forgotten pot : forgotten) {
      sum += pot.micros();
    }
    return sum;
  }

  /** The account after a transition of a period's totals; the sums of all periods follow. */
  Account change(long periodKey, UnaryOperator<PeriodTotals> transition) {
    PeriodTotals before = period(periodKey);
    PeriodTotals after = transition.apply(before);
    Map<Long, PeriodTotals> changed = new HashMap<>(periods);
    changed.put(periodKey, after);
    return new Account(
        Math.addExact(
            totalBilledMicros, Math.subtractExact(after.billedMicros(), before.billedMicros())),
        Math.addExact(totalHeldMicros, Math.subtractExact(after.heldMicros(), before.heldMicros())),
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
