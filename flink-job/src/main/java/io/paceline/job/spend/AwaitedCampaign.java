package io.paceline.job.spend;

/**
 * How long a report or an adjustment waits for the campaign that it names. Records of different
 * topics come in no fixed order, and several campaigns may spend one budget. So what was read
 * before a budget's first campaign may name one of those that are read after it.
 */
final class AwaitedCampaign {

  /** A message whose budget has no campaign waits until {@link BudgetEnd} closes the budget. */
  static final long NO_END = Long.MAX_VALUE;

  /**
   * How long a message waits for its own campaign once the budget has another one, wall
   * milliseconds. The campaigns of a budget are read within moments of each other.
   */
  private static final long SIBLINGS_WITHIN_MILLIS = 60_000;

  private AwaitedCampaign() {}

  /**
   * Until when a message about the current budget has to wait, wall milliseconds; 0 where it waits
   * no longer. A campaign that the budget does not know is awaited only by messages that were read
   * before the budget's first tick, so that a mistyped name is refused at once later on.
   *
   * @param campaignId the campaign that the message names
   * @param waitsUntilMillis what this method gave last for the message, 0 before the first time
   * @param nowMillis wall time
   */
  static long untilMillis(
      KeyedBudgetStore store, String campaignId, long waitsUntilMillis, long nowMillis) {
    if (store.campaign(campaignId) != null) {
      return 0;
    }
    if (store.campaigns().isEmpty()) {
      return NO_END;
    }
    boolean isEarly = waitsUntilMillis == 0 && store.state().pacing() == null;
    if (isEarly || waitsUntilMillis == NO_END) {
      return nowMillis + SIBLINGS_WITHIN_MILLIS;
    }
    return nowMillis < waitsUntilMillis ? waitsUntilMillis : 0;
  }
}
