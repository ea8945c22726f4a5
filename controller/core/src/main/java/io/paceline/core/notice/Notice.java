package io.paceline.core.notice;

/**
 * A notice whose token's signature was verified.
 *
 * @param type what happened
 * @param token token of the bid that the notice is about
 * @param priceMicros micros per impression: for a WIN or BILLING the price to pay, never above the
 *     bid; for a LOSS the lowest bid that would have won, 0 where the exchange does not state it; 0
 *     for a CLICK
 * @param priceForm whether a WIN or BILLING stated its price, or why the bid stands in for it; NONE
 *     for a LOSS or CLICK
 * @param lossReason OpenRTB loss reason code, {@link #BID_WON} where a LOSS says that the bid won;
 *     {@link #REASON_NOT_TOLD} where none is told, and for all other types
 * @param receivedAtMillis wall time at which the notice entered the notices topic
 * @param minToWinMicros the lowest bid that would have won, micros per impression, where a WIN, or
 *     a win that is read as BILLING, states it; else 0
 */
public record Notice(
    NoticeType type,
    NoticeToken token,
    long priceMicros,
    PriceForm priceForm,
    int lossReason,
    long receivedAtMillis,
    long minToWinMicros) {

  /** No loss reason is told, or none that can be read. */
  public static final int REASON_NOT_TOLD = -1;

  /**
   * OpenRTB's loss reason "Bid Won". Some exchanges call the loss address of every bid, the winning
   * one included, and tell them apart by this code alone.
   */
  public static final int BID_WON = 0;

  /** A won auction; {@code minToWinMicros} is 0 where the exchange does not state it. */
  public static Notice win(
      NoticeToken token, long priceMicros, long minToWinMicros, long receivedAtMillis) {
    return win(
        token, new NoticePrice(priceMicros, PriceForm.STATED), minToWinMicros, receivedAtMillis);
  }

  /** A won auction, with what is booked for it and why. */
  public static Notice win(
      NoticeToken token, NoticePrice price, long minToWinMicros, long receivedAtMillis) {
    return new Notice(
        NoticeType.WIN,
        token,
        price.micros(),
        price.form(),
        REASON_NOT_TOLD,
        receivedAtMillis,
        minToWinMicros);
  }

  /** A billable impression. */
  public static Notice billing(NoticeToken token, long priceMicros, long receivedAtMillis) {
    return billing(token, new NoticePrice(priceMicros, PriceForm.STATED), receivedAtMillis);
  }

  /** A billable impression, with what is booked for it and why. */
  public static Notice billing(NoticeToken token, NoticePrice price, long receivedAtMillis) {
    return new Notice(
        NoticeType.BILLING,
        token,
        price.micros(),
        price.form(),
        REASON_NOT_TOLD,
        receivedAtMillis,
        0L);
  }

  /**
   * A lost auction; the lowest winning bid is 0 and the reason {@link #REASON_NOT_TOLD} where the
   * exchange is silent.
   */
  public static Notice loss(
      NoticeToken token, long minToWinMicros, int lossReason, long receivedAtMillis) {
    return new Notice(
        NoticeType.LOSS, token, minToWinMicros, PriceForm.NONE, lossReason, receivedAtMillis, 0L);
  }

  /** A click on the impression. */
  public static Notice click(NoticeToken token, long receivedAtMillis) {
    return new Notice(
        NoticeType.CLICK, token, 0L, PriceForm.NONE, REASON_NOT_TOLD, receivedAtMillis, 0L);
  }

  /**
   * The same notice as one of another type. If an exchange bills on the win, most readers get its
   * win as a billing, and only the market learner gets it as a win.
   */
  public Notice withType(NoticeType newType) {
    return new Notice(
        newType, token, priceMicros, priceForm, lossReason, receivedAtMillis, minToWinMicros);
  }

  /** True for a call of the loss address that says that the bid won: it is no loss. */
  public boolean isLossOfWinner() {
    return type == NoticeType.LOSS && lossReason == BID_WON;
  }

  /**
   * What the notice tells of the auction's price, micros per impression: the price paid for a WIN
   * or BILLING, the lowest bid that would have won for a LOSS. 0 where it tells none, as where the
   * bid stands in for a price that is above it or cannot be read.
   */
  public long toldPriceMicros() {
    return priceForm.isStated() || type == NoticeType.LOSS ? priceMicros : 0L;
  }
}
