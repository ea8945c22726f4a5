package io.paceline.core.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a notice did to the ledger.
 *
 * @param settlement whether the notice was booked
 * @param unmatched true for a billing that was booked though its bid is unknown and no crash can
 *     have forgotten it: the bid was never made, or its notices came after its windows
 * @param decided the bid as it was while its auction was open, if this notice was the first to tell
 *     how the auction ended; else null
 */
public record SettledNotice(Settlement settlement, boolean unmatched, @Nullable BidEntry decided) {

  static final SettledNotice DUPLICATE = new SettledNotice(Settlement.DUPLICATE, false, null);
  static final SettledNotice IGNORED = new SettledNotice(Settlement.IGNORED, false, null);

  /**
   * The answer to a notice that was booked.
   *
   * @param before the bid as the ledger knew it before the notice; null where the ledger did not
   *     know the bid, or where the notice tells nothing about the auction
   */
  static SettledNotice booked(@Nullable BidEntry before) {
    boolean decided = before != null && before.stage() == BidEntry.Stage.OPEN;
    return new SettledNotice(Settlement.BOOKED, false, decided ? before : null);
  }

  /** The same answer to a billing, with word on whether its bid is unknown. */
  SettledNotice withUnmatched(boolean isUnmatched) {
    return new SettledNotice(settlement, isUnmatched, decided);
  }
}
