package io.paceline.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticePrice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.PriceForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuctionToldTest {

  private static final NoticeToken BID = TestMarket.token("adx", "news.example", null, 2_000);

  @Test
  void aWinBelowItsBidPaidTheMarketPrice() {
    assertThat(AuctionTold.of(TestMarket.win(BID, 1_200)))
        .isEqualTo(new AuctionTold(PriceEvidence.PRICE, 1_200));
  }

  @Test
  void aWinThatPaysItsBidSaysOnlyThatTheMarketPriceWasAtMostThat() {
    assertThat(AuctionTold.of(TestMarket.win(BID, 2_000)))
        .isEqualTo(new AuctionTold(PriceEvidence.BELOW, 2_000));
    assertThat(AuctionTold.of(TestMarket.win(BID, 0)))
        .isEqualTo(new AuctionTold(PriceEvidence.BELOW, 2_000));
  }

  @Test
  void theMinimumToWinIsTheMarketPrice() {
    assertThat(AuctionTold.of(TestMarket.win(BID, 2_000, 700)))
        .isEqualTo(new AuctionTold(PriceEvidence.PRICE, 700));
    assertThat(AuctionTold.of(TestMarket.loss(BID, 2_600, 102)))
        .isEqualTo(new AuctionTold(PriceEvidence.PRICE, 2_600));
  }

  @Test
  void aMinimumToWinAboveTheBidThatWonIsNotBelieved() {
    assertThat(AuctionTold.of(TestMarket.win(BID, 2_000, 2_001)))
        .isEqualTo(new AuctionTold(PriceEvidence.BELOW, 2_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {Notice.REASON_NOT_TOLD, 100, 101, 102, 103})
  void aLossByPriceSaysThatTheMarketPriceLayAboveTheBid(int reason) {
    assertThat(AuctionTold.of(TestMarket.loss(BID, 0, reason)))
        .isEqualTo(new AuctionTold(PriceEvidence.ABOVE, 2_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 104, 200, 206, 1_000})
  void aLossForAnotherReasonSaysNothing(int reason) {
    assertThat(AuctionTold.of(TestMarket.loss(BID, 0, reason))).isNull();
  }

  @Test
  void aPriceThatStandsInForAnotherTeachesNoMarketPrice() {
    for (PriceForm form : PriceForm.values()) {
      NoticePrice price = new NoticePrice(1_200, form);
      assertThat(AuctionTold.of(Notice.win(BID, price, 0, 0)))
          .isEqualTo(
              form == PriceForm.STATED
                  ? new AuctionTold(PriceEvidence.PRICE, 1_200)
                  : new AuctionTold(PriceEvidence.BELOW, 2_000));
    }
  }

  @Test
  void aLossNoticeOfTheWinnerSaysNothing() {
    assertThat(AuctionTold.of(TestMarket.loss(BID, 0, Notice.BID_WON))).isNull();
    assertThat(AuctionTold.of(TestMarket.loss(BID, 2_600, Notice.BID_WON))).isNull();
  }

  @Test
  void billingsAndClicksSayNothing() {
    assertThat(AuctionTold.of(TestMarket.billing(BID, 1_200))).isNull();
    assertThat(AuctionTold.of(Notice.click(BID, 0))).isNull();
  }
}
