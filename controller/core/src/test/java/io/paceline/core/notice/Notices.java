package io.paceline.core.notice;

/** Notices of tests. */
public final class Notices {

  private Notices() {}

  /**
   * A notice of any kind.
   *
   * @param priceMicros for a win or a billing the price to pay, for a loss the lowest bid that
   *     would have won, micros per impression; ignored for a click
   */
  public static Notice of(NoticeType type, NoticeToken token, long priceMicros, long atMillis) {
    return switch (type) {
      case WIN -> Notice.win(token, priceMicros, 0, atMillis);
      case BILLING -> Notice.billing(token, priceMicros, atMillis);
      case LOSS -> Notice.loss(token, priceMicros, Notice.REASON_NOT_TOLD, atMillis);
      case CLICK -> Notice.click(token, atMillis);
    };
  }
}
