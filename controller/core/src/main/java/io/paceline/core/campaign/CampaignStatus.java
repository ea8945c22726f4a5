package io.paceline.core.campaign;

import org.jspecify.annotations.Nullable;

/**
 * What the job says of a campaign after each record about it: a message of the compacted topic
 * {@code campaign-status}, under the campaign's id. It tells whoever writes to topic {@code
 * campaigns} what the job has taken of it, and the version above which the next edit has to be.
 *
 * @param campaignId the campaign, or {@link CampaignOrder#EVERY_CAMPAIGN} for the stop
 * @param version the version that the job holds; 0 where it holds none
 * @param state what the campaign may do
 * @param budgetId the budget from which the campaign spends; null where the job holds none
 * @param offset position in the topic of campaigns of the record that was answered last
 * @param verdict what became of that record
 * @param reason why the record, or a part of it, was refused; null where nothing was
 * @param atMillis wall time of the answer
 */
public record CampaignStatus(
    String campaignId,
    long version,
    State state,
    @Nullable String budgetId,
    long offset,
    CampaignAnswer.Verdict verdict,
    @Nullable String reason,
    long atMillis) {

  /** What a campaign may do. */
  public enum State {
    /** It may bid within its flight. */
    BOOKED,
    /** It is paused. */
    PAUSED,
    /** A tombstone has ended it, or its flight was over already. */
    ENDED,
    /** The job holds no such campaign. */
    UNKNOWN,
    /** All bidding is stopped. */
    STOPPED,
    /** No stop is in force. */
    LIFTED
  }

  /**
   * The status of a campaign after one of its records was answered.
   *
   * @param campaignMillis campaign time
   * @param nowMillis wall time
   */
  public static CampaignStatus after(CampaignAnswer answer, long campaignMillis, long nowMillis) {
    Campaign inForce = answer.inForce();
    return new CampaignStatus(
        answer.campaignId(),
        inForce == null ? 0 : inForce.version(),
        stateOf(inForce, campaignMillis),
        inForce == null ? null : inForce.budget().id(),
        answer.offset(),
        answer.verdict(),
        answer.reason(),
        nowMillis);
  }

  /** The status of the stop after one of its records was answered. */
  public static CampaignStatus ofStop(boolean stopped, long offset, long nowMillis) {
    return new CampaignStatus(
        CampaignOrder.EVERY_CAMPAIGN,
        0,
        stopped ? State.STOPPED : State.LIFTED,
        null,
        offset,
        stopped ? CampaignAnswer.Verdict.STOPPED : CampaignAnswer.Verdict.LIFTED,
        null,
        nowMillis);
  }

  private static State stateOf(@Nullable Campaign inForce, long campaignMillis) {
    if (inForce == null) {
      return State.UNKNOWN;
    }
    if (inForce.flight().isOver(campaignMillis)) {
      return State.ENDED;
    }
    return inForce.paused() ? State.PAUSED : State.BOOKED;
  }
}
