package io.paceline.core.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of an edit of a campaign that shares its budget with others: all campaigns
 * of a budget must state the same about it (see {@link SharedBudget}). An edit that agrees with the
 * others passes at once. An edit that does not agree waits for edits of the others: to change a
 * budget, people edit all of its campaigns together, and the budget then changes for all of them at
 * once. A campaign whose flight is over counts only by its time zone.
 */
public final class BudgetAgreement {

  private BudgetAgreement() {}

  /**
   * What becomes of an edit and of the edits that wait.
   *
   * @param atOnce whether the edit agrees with the campaigns in force. If not, the edit waits
   *     unless it is among {@code passing}, and the deadline of all waiting edits of the budget is
   *     put off
   * @param stopped the campaign as it is in force, but paused and with the version number of the
   *     edit; null unless the campaign is in force and the edit disagrees and pauses it. It comes
   *     into force at once, because pausing needs nobody's agreement
   * @param passing the edits that come into force, in this order
   */
  public record Verdict(boolean atOnce, @Nullable Campaign stopped, List<Campaign> passing) {}

  /**
   * Decides about an edit that has arrived.
   *
   * @param edit the campaign as edited
   * @param agreed the campaigns of the budget in the versions that are in force, by id
   * @param waiting the edits of the budget's campaigns that wait, by campaign id; the edit that
   *     arrived is among them, in the place of an earlier edit of its campaign
   * @param campaignMillis campaign time
   */
  public static Verdict of(
      Campaign edit,
      Map<String, Campaign> agreed,
      Map<String, Campaign> waiting,
      long campaignMillis) {
    if (opposing(edit, agreed.values(), campaignMillis) == null) {
      return new Verdict(true, null, List.of(edit));
    }
    Campaign holds = agreed.get(edit.id());
    Campaign stopped =
        holds != null && edit.paused() ? holds.withVersion(edit.version()).withPaused(true) : null;
    return new Verdict(false, stopped, followed(edit, agreed, waiting, campaignMillis));
  }

  /**
   * The first campaign in force that states something else about the budget than the edit; null
   * where all agree with it. A campaign whose flight is over counts only by its zone: the budget's
   * days began in it, and a day that began again in another zone could spend its money again.
   */
  public static @Nullable Campaign opposing(
      Campaign edit, Collection<Campaign> agreed, long campaignMillis) {
    for (Campaign other : agreed) {
      if (!other.id().equals(edit.id())
          && (!SharedBudget.sameZone(edit, other)
              || (hasASay(other, edit, campaignMillis) && !SharedBudget.agree(edit, other)))) {
        return other;
      }
    }
    return null;
  }

  /**
   * The waiting edits that agree with {@code edit}, if every other campaign in force whose flight
   * is not over has such an edit and every other one has the same zone; else none.
   */
  private static List<Campaign> followed(
      Campaign edit,
      Map<String, Campaign> agreed,
      Map<String, Campaign> waiting,
      long campaignMillis) {
    for (Campaign other : agreed.values()) {
      if (!other.id().equals(edit.id())
          && other.flight().isOver(campaignMillis)
          && !SharedBudget.sameZone(edit, other)) {
        return List.of();
      }
      if (hasASay(other, edit, campaignMillis)) {
        Campaign follows = waiting.get(other.id());
        if (follows == null || !SharedBudget.agree(edit, follows)) {
          return List.of();
        }
      }
    }
    List<Campaign> passing = new ArrayList<>();
    for (Campaign one : waiting.values()) {
      if (SharedBudget.agree(edit, one)) {
        passing.add(one);
      }
    }
    return passing;
  }

  private static boolean hasASay(Campaign other, Campaign edit, long campaignMillis) {
    return !other.id().equals(edit.id()) && !other.flight().isOver(campaignMillis);
  }
}
