package io.paceline.core.notice;

/**
 * A notice whose token's signature was verified.
 *
 * @param type what happened
 * @param token the bid it speaks of
 * @param priceMicros price to pay, micros per impression (WIN, BILLING; 0 otherwise); for a LOSS
 *     the price to beat where told, else 0
 * @param lossReason OpenRTB loss reason code, 0 where none
 * @param receivedAtMillis wall time at which it entered the notices topic
 * @param minToWinMicros of a WIN: the lowest bid that would have won, where told, else 0; micros
 *     per impression
 */
public record Notice(
    NoticeType type,
    NoticeToken token,
    long priceMicros,
    int lossReason,
    long receivedAtMillis,
    long minToWinMicros) {

  /** A notice that is no win, or one that does not tell the lowest bid that would have won. */
  public Notice(
      NoticeType type, NoticeToken token, long priceMicros, int lossReason, long receivedAtMillis) {
    this(type, token, priceMicros, lossReason, receivedAtMillis, 0L);
  }
}
