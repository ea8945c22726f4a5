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

  /** A won auction; {@code minToWinMicros} is 0 where the exchange does not state it. */
  public static Notice win(
      NoticeToken token, long priceMicros, long minToWinMicros, long receivedAtMillis) {
    return new Notice(NoticeType.WIN, token, priceMicros, 0, receivedAtMillis, minToWinMicros);
  }

  /** A billable impression. */
  public static Notice billing(NoticeToken token, long priceMicros, long receivedAtMillis) {
    return new Notice(NoticeType.BILLING, token, priceMicros, 0, receivedAtMillis, 0L);
  }

  /** A lost auction; the lowest winning bid and the reason are 0 where the exchange is silent. */
  public static Notice loss(
      NoticeToken token, long minToWinMicros, int lossReason, long receivedAtMillis) {
    return new Notice(NoticeType.LOSS, token, minToWinMicros, lossReason, receivedAtMillis, 0L);
  }

  /** A click on the impression. */
  public static Notice click(NoticeToken token, long receivedAtMillis) {
    return new Notice(NoticeType.CLICK, token, 0L, 0, receivedAtMillis, 0L);
  }

  /**
   * The same notice as one of another type. If an exchange bills on the win, most readers get its
   * win as a billing, and only the market learner gets it as a win.
   */
  public Notice withType(NoticeType newType) {
    return new Notice(newType, token, priceMicros, lossReason, receivedAtMillis, minToWinMicros);
  }
}
