package io.paceline.core.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which edits of a campaign are accepted, and which version is in force after them. A
 * flight that is over may be prolonged: what a budget has spent is kept for good, so the campaign
 * goes on with what is left.
 */
public final class CampaignEdit {

  private CampaignEdit() {}

  /**
   * Accepts an edit or ignores it. The higher version wins; an edit of the same or a lower version
   * is ignored, so that a replay of the topic changes nothing.
   *
   * @param known the version in force, null where the campaign is new
   * @param edit the version that arrived
   * @return the version in force from now on
   * @throws InvalidCampaignException where the edit changes the budget id or the time zone, which
   *     must stay; the known version then stays in force
   * @throws IllegalArgumentException where the two are different campaigns
   */
  public static Campaign accept(@Nullable Campaign known, Campaign edit)
      throws InvalidCampaignException {
    if (known == null) {
      return edit;
    }
    if (known.id().equals(edit.id()) && !edit.follows(known)) {
      return known;
    }
    String fault = fault(known, edit);
    if (fault != null) {
      throw new InvalidCampaignException(List.of(fault));
    }
    return edit;
  }

  /**
   * What an edit changes that must stay, in a sentence with its place; null where the edit may be
   * made.
   *
   * @throws IllegalArgumentException where the two are different campaigns
   */
  static @Nullable String fault(Campaign known, Campaign edit) {
    if (!known.id().equals(edit.id())) {
      throw new IllegalArgumentException(
          "campaign " + edit.id() + " is no edit of campaign " + known.id());
    }
    if (!edit.budget().id().equals(known.budget().id())) {
      return "budgetId: must stay "
          + known.budget().id()
          + ", since the money already spent is booked there, got "
          + edit.budget().id()
          + "; to use another budget, pause this campaign and book a new one";
    }
    if (!edit.flight().timeZone().equals(known.flight().timeZone())) {
      return "timeZone: must stay "
          + known.flight().timeZone()
          + ", since the days already spent are counted in it, got "
          + edit.flight().timeZone()
          + "; to use another zone, pause this campaign and book a new one";
    }
    return null;
  }
}
