package io.paceline.core.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What people's adjustments have taken back of a budget's spend, compared with what exchanges'
 * final reports take back.
 *
 * <p>An adjustment takes back spend that was billed. If a final report then takes back the same
 * spend, it is taken back twice, and the sum of its period falls below zero. What was taken back
 * twice counts as spent when the ledger asks what a bid may cost. Otherwise, an exchange could bill
 * that much beyond the budget: first the part below zero, and then the whole budget.
 *
 * <p>The credits of a day are compared with the day's sum, and those of the flight with the sum of
 * the budget, because the spend that they take back may be booked in the days. A report can take
 * back twice only what an adjustment has taken back before, so a sum that is below zero for another
 * reason changes nothing here. {@link CorrectionPlace} is such a reason.
 *
 * @param byPeriod credits by the period's key; periods without any are left out
 * @param twiceMicros what was taken back twice in all periods, also in those that are forgotten; 0
 *     or more
 */
public record Credits(Map<Long, Credit> byPeriod, long twiceMicros) {

  /** No adjustment has taken anything back. */
  static final Credits NONE = new Credits(Map.of(), 0);

  /**
   * The credits of one period.
   *
   * @param onceMicros what adjustments have taken back, and no report as well; 0 or more
   * @param twiceMicros what adjustments have taken back, and a report as well; 0 or more
   */
  public record Credit(long onceMicros, long twiceMicros) {

    static final Credit NONE = new Credit(0, 0);
  }

  private Credit of(long periodKey) {
    return byPeriod.getOrDefault(periodKey, Credit.NONE);
  }

  /** What was taken back twice in a period, micros. */
  long twiceMicros(long periodKey) {
    return of(periodKey).twiceMicros();
  }

  /**
   * The credits after an adjustment.
   *
   * @param micros negative where spend is taken back; else it undoes earlier credits, beginning
   *     with what was taken back twice
   * @param spentMicros what the ledger knew as spent in the period. It may know less than is taken
   *     back, because it forgets the sums of old days; then the period is compared no more
   */
  Credits adjusted(long periodKey, long micros, long spentMicros) {
    Credit known = of(periodKey);
    if (micros < 0) {
      boolean isKnown = Math.addExact(spentMicros, micros) >= 0;
      return with(
          periodKey,
          new Credit(
              isKnown ? Math.subtractExact(known.onceMicros(), micros) : 0, known.twiceMicros()));
    }
    long undone = Math.min(micros, known.twiceMicros());
    return with(
        periodKey,
        new Credit(
            Math.max(0, known.onceMicros() - (micros - undone)), known.twiceMicros() - undone));
  }

  /**
   * The credits after the sum of a period has changed.
   *
   * @param spentMicros what counts as spent, below zero by what was taken back twice since the last
   *     call
   */
  Credits comparedWith(long periodKey, long spentMicros) {
    Credit known = of(periodKey);
    if (spentMicros >= 0 || known.onceMicros() == 0) {
      return this;
    }
    // The smallest long has no positive counterpart.
    long twice = Math.min(known.onceMicros(), -Math.max(-Long.MAX_VALUE, spentMicros));
    return with(
        periodKey,
        new Credit(known.onceMicros() - twice, Math.addExact(known.twiceMicros(), twice)));
  }

  /** The credits without those of periods other than these; what was taken back twice stays. */
  Credits ofPeriods(Set<Long> kept) {
    if (kept.containsAll(byPeriod.keySet())) {
      return this;
    }
    Map<Long, Credit> left = new HashMap<>(byPeriod);
    left.keySet().retainAll(kept);
    return new Credits(left, twiceMicros);
  }

  private Credits with(long periodKey, Credit credit) {
    Credit before = of(periodKey);
    if (credit.equals(before)) {
      return this;
    }
    Map<Long, Credit> changed = new HashMap<>(byPeriod);
    if (credit.equals(Credit.NONE)) {
      changed.remove(periodKey);
    } else {
      changed.put(periodKey, credit);
    }
    return new Credits(
        changed,
        Math.addExact(twiceMicros, Math.subtractExact(credit.twiceMicros(), before.twiceMicros())));
  }
}
