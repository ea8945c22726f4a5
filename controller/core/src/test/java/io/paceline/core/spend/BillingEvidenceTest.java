package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.clock.CampaignClock;
import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.exchange.BillingEvidence.Kind;
import io.paceline.core.ledger.Ledger;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticePrice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.PriceForm;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.pacing.DualMirrorDescent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests what notices tell of how well their exchange's billings can be accounted for. */
class BillingEvidenceTest {

  private static final long NOW = 1_700_000_000_000L;

  private static final LedgerSettings WINDOWS =
      LedgerSettings.of(60_000, 3_600_000, LedgerSettings.ONE_DAY_MILLIS);

  private final SpendController controller =
      new SpendController(CampaignClock.REAL_TIME, new DualMirrorDescent(), WINDOWS);
  private final MapBudgetStore store = new MapBudgetStore();

  private static TokenBuilder token(String bidId) {
    return TokenBuilder.token(bidId).bid(1_000, NOW).exchange("AdX");
  }

  private BillingEvidence settle(Notice notice) {
    return controller.settle(store, notice, NOW + 100).evidence();
  }

  @Test
  void aBillingOfAnUnknownBidIsUnmatchedAndACopyOfItTellsNothing() {
    NoticeToken token = token("a").build();

    assertThat(settle(Notice.billing(token, 700, NOW)))
        .isEqualTo(BillingEvidence.of("adx", Kind.UNMATCHED, 700, NOW));
    assertThat(settle(Notice.billing(token, 700, NOW))).isNull();
  }

  @Test
  void onlyBillingsTellAnything() {
    NoticeToken token = token("a").build();

    assertThat(settle(Notice.win(token, 700, 0, NOW))).isNull();
    assertThat(settle(Notice.click(token, NOW))).isNull();
    assertThat(settle(Notice.loss(token, 0, 102, NOW))).isNull();
    assertThat(settle(Notice.billing(token("test").test().build(), 700, NOW))).isNull();
  }

  @ParameterizedTest
  @EnumSource(value = PriceForm.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aPriceIsUsableWhereItIsStatedOrAboveTheBidByRoundingAlone(PriceForm form) {
    // A crash explains why the ledger does not know the bid.
    Ledger ledger = new Ledger(store, WINDOWS);
    ledger.requestCommitRate(1_000_000, NOW - 20_000, 0, 0);
    ledger.requestCommitRate(1_000_000, NOW - 10_000, 0, 1);
    controller.restore(store, NOW - 1_000, NOW + 10);
    Notice billing = Notice.billing(token("a").build(), new NoticePrice(1_000, form), NOW);

    assertThat(settle(billing).kind())
        .isEqualTo(
            form == PriceForm.STATED || form == PriceForm.ROUNDED ? Kind.MATCHED : Kind.UNUSABLE);
  }
}
