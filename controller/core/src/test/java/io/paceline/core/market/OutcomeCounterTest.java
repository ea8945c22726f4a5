package io.paceline.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutcomeCounterTest {

  private final OutcomeCounter counter = new OutcomeCounter();

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
  void testTrafficClicksAndLossesOfOtherReasonsAreNotCounted() {
    NoticeToken test = new NoticeToken("b", "c", "b", 0, 9, 0, "adx", "a.example", null, true);
    NoticeToken real = TestMarket.token("adx", "a.example", null, 9);
    counter.add(TestMarket.win(test, 5));
    counter.add(TestMarket.loss(real, 0, 206));
    counter.add(new Notice(NoticeType.CLICK, real, 0, 0, 0));

    assertThat(counter.take()).isEmpty();
  }
}
