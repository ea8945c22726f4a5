package io.paceline.core.campaign;

import org.jspecify.annotations.Nullable;

/**
 * What became of one record of the topic of campaigns.
 *
 * @param campaignId the campaign that the record concerns
 * @param offset the record's position in the topic
 * @param verdict what became of it
 * @param reason why the record, or a part of it, was refused; null where nothing was
 * @param inForce the campaign as it is in force now, null where there is none
 * @param changed true where {@code inForce} differs from what was in force before the record
 */
public record CampaignAnswer(
    String campaignId,
    long offset,
    Verdict verdict,
    @Nullable String reason,
    @Nullable Campaign inForce,
    boolean changed) {

  /** What can become of a record. */
  public enum Verdict {
    /** The edit is in force. */
    TAKEN,
    /** The campaign is paused; whatever else the record says is not in force. */
    PAUSED,
    /** The campaign is over. */
    ENDED,
    /** The edit waits for edits of the other campaigns of its budget. */
    WAITING,
    /** Nothing of the record is in force. */
    REFUSED,
    /**
     * Nothing changes: the record says what is in force already, was read before, or ends a
     * campaign that the job does not hold.
     */
    UNCHANGED,
    /** All bidding is stopped. */
    STOPPED,
    /** Bidding may go on. */
    LIFTED
  }
}
