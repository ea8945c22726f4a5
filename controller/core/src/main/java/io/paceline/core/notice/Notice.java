package io.paceline.core.notice;

/**
 * A notice whose token's signature was verified.
 *
 * @param type what happened
 * @param token token of the bid that the notice is about
 * @param priceMicros micros per impression: for a WIN or BILLING the price to pay; for a LOSS the
 *     lowest bid that would have won, 0 where the exchange does not state it; 0 for a CLICK
 * @param lossReason OpenRTB loss reason code, 0 where none
 * @param receivedAtMillis wall time at which the notice entered the notices topic
 * @param minToWinMicros the lowest bid that would have won, micros per impression, where a WIN, or
 *     a win that is read as BILLING, states it; else 0
 */
public record Notice(
    NoticeType type,
    NoticeToken token,
    long priceMicros,
    int lossReason,
    long receivedAtMillis,
    long minToWinMicros) {

  /** A notice without {@link #minToWinMicros}. */
  public Notice(
      NoticeType type, NoticeToken token, long priceMicros, int lossReason, long receivedAtMillis) {
    this(type, token, priceMicros, lossReason, receivedAtMillis, 0L);
  }
}
