package io.paceline.core.spend;

import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.ledger.Settlement;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeType;
import org.jspecify.annotations.Nullable;

/**
 * What became of a notice.
 *
 * @param settlement what it did to the ledger
 * @param evidence what the notice tells of how well its exchange's billings can be accounted for;
 *     null unless it is a billing that was booked
 */
public record Settled(Settlement settlement, @Nullable BillingEvidence evidence) {

  static final Settled IGNORED = new Settled(Settlement.IGNORED, null);

  /**
   * What became of a notice.
   *
   * @param unmatched whether its bid is unknown though no crash can have forgotten it
   */
  static Settled of(Notice notice, Settlement settlement, boolean unmatched) {
    if (notice.type() != NoticeType.BILLING || settlement != Settlement.BOOKED) {
      return new Settled(settlement, null);
    }
    BillingEvidence.Kind kind = BillingEvidence.Kind.MATCHED;
    if (unmatched) {
      kind = BillingEvidence.Kind.UNMATCHED;
    } else if (!notice.priceForm().isUsable()) {
      kind = BillingEvidence.Kind.UNUSABLE;
    }
    return new Settled(
        settlement,
        BillingEvidence.of(
            notice.token().exchange(), kind, notice.priceMicros(), notice.token().bidAtMillis()));
  }
}
