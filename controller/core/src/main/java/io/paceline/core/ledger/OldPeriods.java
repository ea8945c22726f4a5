package io.paceline.core.ledger;

import java.util.HashMap;
import java.util.Map;

/**
 * Forgets what lies long back, in two steps: first the totals of old days, and much later what
 * exchanges billed on them. Instants are campaign time.
 */
public final class OldPeriods {

  /**
   * A day's totals are forgotten when it began more than this long ago (campaign time), unless
   * money is still held in it. The period of a whole flight has no day and stays, because an edit
   * that takes the daily budget away makes it run again.
   */
  private static final long TOTALS_MEMORY_MILLIS = 35L * 86_400_000L;

  /**
   * What exchanges billed on a day is forgotten when it began more than this long ago (campaign
   * time). Reports of older days are refused.
   */
  public static final long REPORT_MEMORY_MILLIS = 400L * 86_400_000L;

  /**
   * Old periods are forgotten about once a week, all together, because forgetting looks at every
   * record of what exchanges billed.
   */
  private static final long FORGOTTEN_TOGETHER_MILLIS = 7L * 86_400_000L;

  private OldPeriods() {}

  /**
   * Whether the ledger may have forgotten what was billed on a day, so that it knows only the
   * budget's total.
   *
   * @param dayMillis campaign time at which the day began
   * @param campaignMillis campaign time now
   */
  public static boolean mayBeForgotten(long dayMillis, long campaignMillis) {
    return dayMillis < campaignMillis - TOTALS_MEMORY_MILLIS;
  }

  /**
   * The account without the totals of old days. When totals are forgotten, the store forgets what
   * exchanges billed on days that are older still.
   *
   * @param campaignMillis campaign time now
   */
  static Account forgotten(LedgerStore store, Account account, long campaignMillis) {
    long oldest = campaignMillis - TOTALS_MEMORY_MILLIS;
    long due = oldest - FORGOTTEN_TOGETHER_MILLIS;
    // A period in which money is still held stays, because the release of that money needs the
    // totals.
    if (account.periods().entrySet().stream().noneMatch(e -> isForgotten(e, due))) {
      return account;
    }
    Map<Long, PeriodTotals> kept = new HashMap<>(account.periods());
    kept.entrySet().removeIf(e -> isForgotten(e, oldest));
    Account forgotten = account.withPeriods(kept);
    // What exchanges billed is kept longer than the totals, because a report of a day may come late
    // or again and must then be compared with what is booked. The flight's records stay.
    long oldestReported = campaignMillis - REPORT_MEMORY_MILLIS;
    if (account.memory().daysBeforeMillis() > oldestReported - FORGOTTEN_TOGETHER_MILLIS) {
      return forgotten;
    }
    store.replaceExchangeSpends(
        spend -> {
          if (spend.periodKey() == ReportScope.FLIGHT_KEY || spend.periodKey() >= oldest) {
            return spend;
          }
          return spend.periodKey() < oldestReported ? null : spend.compact();
        });
    return forgotten.with(account.memory().withoutDays(oldestReported));
  }

  private static boolean isForgotten(Map.Entry<Long, PeriodTotals> period, long before) {
    return period.getKey() != ReportScope.FLIGHT_KEY
        && period.getKey() < before
        && period.getValue().heldMicros() == 0;
  }
}
