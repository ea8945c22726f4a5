package io.paceline.core.campaign;

import java.util.List;

/** Decides which of two versions of a campaign is in force. */
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
  public static Campaign accept(Campaign known, Campaign edit) throws InvalidCampaignException {
    if (known == null) {
      return edit;
    }
    if (!known.id().equals(edit.id())) {
      throw new IllegalArgumentException(
          "campaign " + edit.id() + " is no edit of campaign " + known.id());
    }
    if (edit.version() <= known.version()) {
      return known;
    }
    if (!edit.budgetId().equals(known.budgetId())) {
      throw new InvalidCampaignException(
          List.of(
              "budgetId: must stay "
                  + known.budgetId()
                  + ", since the money already spent is booked there, got "
                  + edit.budgetId()
                  + "; to use another budget, pause this campaign and book a new one"));
    }
    if (!edit.timeZone().equals(known.timeZone())) {
      throw new InvalidCampaignException(
          List.of(
              "timeZone: must stay "
                  + known.timeZone()
                  + ", since the days already spent are counted in it, got "
                  + edit.timeZone()
                  + "; to use another zone, pause this campaign and book a new one"));
    }
    return edit;
  }
}
