package io.paceline.core.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which edits of a campaign are accepted, and which version is in force after them. */
public final class CampaignEdit {

  private CampaignEdit() {}

  /**
   * Accepts an edit or ignores it, as {@link #accept(Campaign, Campaign)} does, and refuses every
   * change of a campaign whose flight is over. The budget's ledger is closed by then or will be
   * soon, and from then on it books no notice of the flight's bids.
   *
   * @param known the version in force, null where the campaign is new
   * @param edit the version that arrived
   * @param campaignMillis campaign time at which the edit arrived
   * @throws InvalidCampaignException also where the flight of the known version is over and the
   *     edit has a higher version
   */
  public static Campaign accept(@Nullable Campaign known, Campaign edit, long campaignMillis)
      throws InvalidCampaignException {
    Campaign holds = accept(known, edit);
    if (known != null && !holds.equals(known) && known.flight().isOver(campaignMillis)) {
      throw new InvalidCampaignException(
          List.of("flightEnd: the flight is over; book a new campaign with a budget of its own"));
    }
    return holds;
  }

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
    if (!known.id().equals(edit.id())) {
      throw new IllegalArgumentException(
          "campaign " + edit.id() + " is no edit of campaign " + known.id());
    }
    if (edit.version() <= known.version()) {
      return known;
    }
    if (!edit.budget().id().equals(known.budget().id())) {
      throw new InvalidCampaignException(
          List.of(
              "budgetId: must stay "
                  + known.budget().id()
                  + ", since the money already spent is booked there, got "
                  + edit.budget().id()
                  + "; to use another budget, pause this campaign and book a new one"));
    }
    if (!edit.flight().timeZone().equals(known.flight().timeZone())) {
      throw new InvalidCampaignException(
          List.of(
              "timeZone: must stay "
                  + known.flight().timeZone()
                  + ", since the days already spent are counted in it, got "
                  + edit.flight().timeZone()
                  + "; to use another zone, pause this campaign and book a new one"));
    }
    return edit;
  }
}
