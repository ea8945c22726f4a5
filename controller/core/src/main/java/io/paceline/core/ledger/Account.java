package io.paceline.core.ledger;

import io.paceline.core.money.Micros;
import io.paceline.core.pacing.BudgetPeriod;
import java.util.ArrayList;
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
 * @param forgotten money that is set aside for bids that crashes may have forgotten
 * @param commitRate bounds how fast bids may commit money
 * @param expireOpenFromMillis wall time before which no open bid expires, because a restore
 *     restarted the windows; 0 without a restore
 * @param expireWonFromMillis wall time before which no win expires and no billed bid is forgotten,
 *     for the same reason; 0 without a restore
 * @param counters how often each kind of event happened
 * @param memory what is remembered of billed bids and of exchanges' spend
 * @param credits what adjustments have taken back
 */
public record Account(
    long totalBilledMicros,
    long totalHeldMicros,
    Map<Long, PeriodTotals> periods,
    List<Forgotten> forgotten,
    CommitRate commitRate,
    long expireOpenFromMillis,
    long expireWonFromMillis,
    Counters counters,
    LedgerMemory memory,
    Credits credits) {

  /** A budget that has seen nothing. */
  public static final Account EMPTY =
      new Account(
          0,
          0,
          Map.of(),
          List.of(),
          CommitRate.NONE,
          0,
          0,
          Counters.ZERO,
          LedgerMemory.EMPTY,
          Credits.NONE);

  /** Totals of a period, zero for an unknown one. */
  public PeriodTotals period(long periodKey) {
    return periods.getOrDefault(periodKey, PeriodTotals.EMPTY);
  }

  /** The most that forgotten bids can still cost, micros. */
  public long forgottenMicros() {
    long sum = 0;
    for (Forgotten pot : forgotten) {
      sum = Micros.plus(sum, pot.micros());
    }
    return sum;
  }

  /** All money that is not free: spent, held, and what forgotten bids can still cost. */
  public long committedMicros() {
    return Micros.plus(Micros.plus(spentMicros(), totalHeldMicros), forgottenMicros());
  }

  /** What counts as spent in all periods: what was billed, and what was taken back twice. */
  public long spentMicros() {
    return Micros.plus(totalBilledMicros, credits.twiceMicros());
  }

  /** What counts as spent in a period: what was billed, and what was taken back twice. */
  public long spentMicros(long periodKey) {
    return Micros.plus(period(periodKey).billedMicros(), credits.twiceMicros(periodKey));
  }

  /**
   * Whether something was spent, so that the budget's id must be remembered. A budget of which
   * everything that was billed was taken back again counts as unspent.
   */
  public boolean isSpent() {
    return totalBilledMicros != 0 || credits.twiceMicros() != 0;
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
        counters,
        memory,
        credits);
  }

  /** The account after an adjustment; see {@link Ledger#adjust}. */
  Account adjusted(long periodKey, long micros) {
    long spent = periodKey == BudgetPeriod.FLIGHT ? spentMicros() : spentMicros(periodKey);
    return change(periodKey, totals -> totals.correct(micros))
        .with(credits.adjusted(periodKey, micros, spent));
  }

  /**
   * The account after reports changed the sums of these periods, with what was taken back twice.
   */
  Account creditsCompared(Iterable<Long> periodKeys) {
    if (credits.byPeriod().isEmpty()) {
      return this;
    }
    Account compared = this;
    for (long key : periodKeys) {
      if (key != BudgetPeriod.FLIGHT) {
        compared = compared.with(compared.credits.comparedWith(key, compared.spentMicros(key)));
      }
    }
    return compared.with(
        compared.credits.comparedWith(BudgetPeriod.FLIGHT, compared.spentMicros()));
  }

  /**
   * What is kept of a budget whose flights are over: what was billed, and the counters. The totals
   * of days stay, because another flight may begin on a day on which money was spent. Notices of
   * the budget's bids can no longer be told from repeated ones. What a restart set aside for
   * forgotten bids stays until its time: an edit that opens the budget again may be one that is
   * read again.
   */
  Account closed(long nowMillis) {
    Map<Long, PeriodTotals> closed = new HashMap<>();
    periods.forEach((key, totals) -> closed.put(key, totals.closed()));
    return new Account(
        totalBilledMicros,
        0,
        closed,
        new ArrayList<>(forgotten.stream().filter(pot -> nowMillis < pot.untilMillis()).toList()),
        CommitRate.NONE,
        0,
        0,
        counters,
        memory.with(List.of()).withoutBids(nowMillis),
        credits);
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
        counters,
        memory,
        credits);
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
        counters,
        memory,
        credits);
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
        counters,
        memory,
        credits.ofPeriods(kept.keySet()));
  }

  Account with(LedgerMemory other) {
    return new Account(
        totalBilledMicros,
        totalHeldMicros,
        periods,
        forgotten,
        commitRate,
        expireOpenFromMillis,
        expireWonFromMillis,
        counters,
        other,
        credits);
  }

  private Account with(Credits other) {
    return new Account(
        totalBilledMicros,
        totalHeldMicros,
        periods,
        forgotten,
        commitRate,
        expireOpenFromMillis,
        expireWonFromMillis,
        counters,
        memory,
        other);
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
        counters,
        memory,
        credits);
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
        counters.plus(event),
        memory,
        credits);
  }
}
