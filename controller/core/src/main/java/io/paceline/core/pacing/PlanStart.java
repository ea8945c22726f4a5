package io.paceline.core.pacing;

import io.paceline.core.campaign.Campaign;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The point from which a budget's plan counts, so that the plan does not chase a past that cannot
 * be made good. A campaign that is booked in the middle of its flight spreads the budget that is
 * left over the time that is left. So does a campaign whose amounts, flight, hours or pacing are
 * edited, or that is resumed. The part of the curve before that point is replaced by what was spent
 * by then:
 *
 * <pre>
 *   share = (spent + (budget − spent) × (s(now) − s(since)) / (1 − s(since))) / budget
 * </pre>
 *
 * <p>Here s is the share of the whole period by {@link SpendPlan}. In a traffic-shaped plan, {@link
 * PlanProgress}, which the day's real traffic moves, takes the place of the fraction.
 *
 * @param periodKey {@link BudgetPeriod#key} of the period to which the start belongs
 * @param terms hash of all that shapes the plan
 * @param sinceMillis campaign time from which the plan counts
 * @param spentMicros spend of the period by then
 * @param progress how far a traffic-shaped plan has come since; null before the traffic was first
 *     looked at
 */
public record PlanStart(
    long periodKey,
    int terms,
    long sinceMillis,
    long spentMicros,
    @Nullable PlanProgress progress) {

  /** A start of a plan for which the traffic was not looked at yet. */
  public static PlanStart withoutProgress(
      long periodKey, int terms, long sinceMillis, long spentMicros) {
    return new PlanStart(periodKey, terms, sinceMillis, spentMicros, null);
  }

  /**
   * The start that holds now: the known one while nothing has changed, the period's beginning where
   * a new period has begun, and the present instant (not before the period's beginning) where the
   * plan has changed or the budget is seen for the first time.
   *
   * @param known the start that held until now, null for a budget that is seen for the first time
   * @param campaign the campaign whose plan the budget follows
   * @param period the running period
   * @param spentMicros what was spent in the running period so far
   * @param nowMillis campaign time
   */
  public static PlanStart at(
      @Nullable PlanStart known,
      Campaign campaign,
      BudgetPeriod period,
      long spentMicros,
      long nowMillis) {
    int terms = terms(campaign);
    if (known != null && known.terms == terms) {
      return known.periodKey == period.key()
          ? known
          : begun(known, period.key(), terms, period.startMillis(), 0);
    }
    long since = Math.max(period.startMillis(), nowMillis);
    return begun(known, period.key(), terms, since, spentMicros);
  }

  private static PlanStart begun(
      @Nullable PlanStart known, long periodKey, int terms, long sinceMillis, long spentMicros) {
    PlanProgress before = known == null ? null : known.progress;
    return new PlanStart(
        periodKey,
        terms,
        sinceMillis,
        spentMicros,
        before == null ? null : before.restarted(sinceMillis));
  }

  /** The same start with the progress that the plan has made since. */
  public PlanStart withProgress(PlanProgress now) {
    return new PlanStart(periodKey, terms, sinceMillis, spentMicros, now);
  }

  private static int terms(Campaign campaign) {
    return Objects.hash(
        campaign.budget().totalMicros(),
        campaign.budget().dailyMicros(),
        campaign.budget().carryOverThousandths(),
        campaign.flight().startMillis(),
        campaign.flight().endMillis(),
        campaign.budget().pacing().name(),
        campaign.targeting().hours(),
        campaign.paused());
  }

  /**
   * The forecast's progress since the start, 0 to 1.
   *
   * @param share share of the period's budget that {@link SpendPlan} wants spent at the time in
   *     question, 0 to 1
   * @param shareSince the same share at {@link #sinceMillis}
   */
  public static double forecast(double share, double shareSince) {
    return share >= 1 || shareSince >= 1 ? 1 : Math.max(0, (share - shareSince) / (1 - shareSince));
  }

  /**
   * Share of the period's budget that should be spent, 0 to 1.
   *
   * @param progress of the plan since the start, 0 to 1
   * @param budgetMicros the period's budget
   */
  public double targetSpendShare(double progress, long budgetMicros) {
    return progress >= 1 || budgetMicros <= spentMicros
        ? 1
        : (spentMicros + (budgetMicros - spentMicros) * progress) / budgetMicros;
  }
}
