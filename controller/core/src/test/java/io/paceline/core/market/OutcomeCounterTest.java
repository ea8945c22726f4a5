package io.paceline.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.exchange.Billing;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.TokenBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutcomeCounterTest {

  private final OutcomeCounter counter = new OutcomeCounter(ExchangeProfiles.OPENRTB);

  @Test
  void eachSiteHasOneRecordOfAllItsAuctions() {
    counter.add(TestMarket.firstPrice("a.example", 2_000, 1_000));
    counter.add(TestMarket.firstPrice("a.example", 2_000, 1_000));
    counter.add(TestMarket.firstPrice("a.example", 1_500, 4_000));
    counter.add(TestMarket.secondPrice("b.example", 2_000, 900));
    NoticeToken token = TestMarket.token(TestMarket.EXCHANGE, "b.example", null, 2_000);
    counter.add(TestMarket.billing(token, 900));
    assertThat(counter.size()).isEqualTo(2);

    List<AuctionOutcomeCounts> told = counter.take();

    assertThat(told)
        .extracting(AuctionOutcomeCounts::site)
        .containsExactly("a.example", "b.example");
    assertThat(told).extracting(AuctionOutcomeCounts::category).containsOnly(TestMarket.CATEGORY);
    AuctionOutcomeCounts a = told.get(0);
    assertThat(a.prices().weight(PriceEvidence.BELOW)).isEqualTo(2);
    assertThat(a.prices().weight(PriceEvidence.ABOVE)).isEqualTo(1);
    assertThat(a.prices().cells()).isSorted();
    assertThat(List.of(a.wins(), a.losses(), a.billings())).containsExactly(2L, 1L, 0L);
    AuctionOutcomeCounts b = told.get(1);
    assertThat(b.prices().weight(PriceEvidence.PRICE)).isEqualTo(1);
    assertThat(List.of(b.wins(), b.losses(), b.billings())).containsExactly(1L, 0L, 1L);
    assertThat(counter.take()).isEmpty();
  }

  @Test
  void whereTheWinBillsTheBillingNoticeTellsOfTheWin() {
    OutcomeCounter billing =
        new OutcomeCounter(
            new ExchangeProfiles(
                ExchangeProfiles.OPENRTB.usual(),
                Map.of(
                    "adx",
                    ExchangeProfiles.OPENRTB.usual().toBuilder().billing(Billing.WIN).build())));
    NoticeToken here = TestMarket.token("adx", "a.example", null, 2_000);
    NoticeToken elsewhere = TestMarket.token("other", "a.example", null, 2_000);
    billing.add(Notice.win(here, 1_500, 900, 0).withType(NoticeType.BILLING));
    billing.add(Notice.win(elsewhere, 1_500, 900, 0).withType(NoticeType.BILLING));
    billing.add(TestMarket.loss(here, 2_500, 102));

    List<AuctionOutcomeCounts> told = billing.take();

    AuctionOutcomeCounts won = told.get(0);
    assertThat(List.of(won.wins(), won.losses(), won.billings())).containsExactly(1L, 1L, 0L);
    assertThat(won.prices().weight(PriceEvidence.PRICE)).isEqualTo(2);
    AuctionOutcomeCounts billed = told.get(1);
    assertThat(List.of(billed.wins(), billed.billings())).containsExactly(0L, 1L);
    assertThat(billed.prices().weight()).isZero();
  }

  @Test
  void anExchangeThatTellsOfAPartOfItsLossesTeachesNothing() {
    ExchangeProfile usual = ExchangeProfiles.OPENRTB.usual();
    OutcomeCounter some =
        new OutcomeCounter(
            new ExchangeProfiles(
                usual, Map.of("adx", usual.toBuilder().tellsLosses(false).build())));
    NoticeToken here = TestMarket.token("ADX", "a.example", null, 2_000);
    some.add(Notice.win(here, 1_500, 900, 0));
    some.add(TestMarket.loss(here, 2_500, 102));
    some.add(TestMarket.billing(here, 1_500));
    some.add(TestMarket.loss(TestMarket.token("other", "a.example", null, 2_000), 2_500, 102));

    assertThat(some.take()).extracting(AuctionOutcomeCounts::exchange).containsExactly("other");
  }

  @Test
  void testTrafficClicksAndLossesOfOtherReasonsAreNotCounted() {
    NoticeToken test = TokenBuilder.token("b").bid(9, 0).site("a.example").test().build();
    NoticeToken real = TestMarket.token("adx", "a.example", null, 9);
    counter.add(TestMarket.win(test, 5));
    counter.add(TestMarket.loss(real, 0, 206));
    counter.add(Notice.click(real, 0));

    assertThat(counter.take()).isEmpty();
  }
}
