package io.paceline.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.openrtb.BidRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExchangeTest {

  private static Opportunity at(int auctionType, long floor, long price) {
    return Markets.opportunity("r", 0L, Markets.request("r", auctionType, floor), price);
  }

  @Test
  void aSecondPriceWinnerPaysTheMarketAndAFirstPriceWinnerItsBid() {
    assertThat(Exchange.auction(at(BidRequest.SECOND_PRICE, 10, 50), 0, 80))
        .isEqualTo(new AuctionResult(true, 50, 0, 50));
    assertThat(Exchange.auction(at(BidRequest.FIRST_PRICE, 10, 50), 0, 80))
        .isEqualTo(new AuctionResult(true, 80, 0, 50));
  }

  @Test
  void aTieIsWonAndOneMicroLessIsLost() {
    assertThat(Exchange.auction(at(2, 10, 50), 0, 50).won()).isTrue();
    assertThat(Exchange.auction(at(2, 10, 50), 0, 49))
        .isEqualTo(new AuctionResult(false, 0, Exchange.LOSS_HIGHER_BID, 50));
  }

  @Test
  void belowTheFloorHasItsOwnReason() {
    assertThat(Exchange.auction(at(2, 40, 50), 0, 39).lossReason())
        .isEqualTo(Exchange.LOSS_BELOW_FLOOR);
    assertThat(Exchange.auction(at(2, 40, 30), 0, 39).won()).isFalse();
    assertThat(Exchange.auction(at(2, 40, 30), 0, 45).priceMicros()).isEqualTo(40);
  }

  @Test
  void nothingIsWonForNothing() {
    assertThat(Exchange.auction(at(2, 0, 0), 0, 0).won()).isFalse();
    assertThat(Exchange.auction(at(2, 0, 0), 0, -5).won()).isFalse();
    assertThat(Exchange.auction(at(2, 0, 0), 0, 7)).isEqualTo(new AuctionResult(true, 1, 0, 1));
  }

  @Property
  void nobodyPaysMoreThanTheBidAndTheMinimumWins(
      @ForAll @IntRange(min = 1, max = 2) int type,
      @ForAll @LongRange(min = 0, max = 1_000) long floor,
      @ForAll @LongRange(min = 0, max = 1_000) long price,
      @ForAll @LongRange(min = 0, max = 1_200) long bid) {
    Opportunity opportunity = at(type, floor, price);
    AuctionResult result = Exchange.auction(opportunity, 0, bid);

    assertThat(result.won()).isEqualTo(bid >= result.minimumToWinMicros());
    assertThat(result.priceMicros()).isLessThanOrEqualTo(result.won() ? bid : 0);
    assertThat(result.lossReason() == 0).isEqualTo(result.won());
    assertThat(Exchange.auction(opportunity, 0, result.minimumToWinMicros()).won()).isTrue();
    assertThat(Exchange.auction(opportunity, 0, result.minimumToWinMicros() - 1).won()).isFalse();
  }

  @Test
  void booksKeepSpendByHourAndRefuseToCountTwice() {
    ExchangeBooks books = new ExchangeBooks();
    books.settle("b1", "c1", 3_599_999L, new AuctionResult(true, 40, 0, 40));
    books.settle("b2", "c1", 3_600_000L, new AuctionResult(true, 2, 0, 2));
    books.settle("b3", "c1", 90_000_000L, new AuctionResult(true, 5, 0, 5));
    books.settle("b4", "c1", 0L, new AuctionResult(false, 0, 102, 9));
    books.click("b1", "c1");

    ExchangeBooks.Account account = books.account("c1");
    assertThat(account.bids()).isEqualTo(4);
    assertThat(account.wins()).isEqualTo(3);
    assertThat(account.losses()).isEqualTo(1);
    assertThat(account.clicks()).isEqualTo(1);
    assertThat(account.spendMicros()).isEqualTo(47);
    assertThat(account.spendBeforeMicros(0)).isZero();
    assertThat(account.spendBeforeMicros(1)).isEqualTo(40);
    assertThat(account.spendBeforeMicros(23)).isEqualTo(42);
    assertThat(account.spendBeforeMicros(24)).isEqualTo(47);
    assertThat(books.account("c2").bids()).isZero();

    assertThatThrownBy(() -> books.settle("b1", "c1", 0L, new AuctionResult(true, 1, 0, 1)))
        .hasMessageContaining("b1");
    assertThatThrownBy(() -> books.settle("b4", "c1", 0L, new AuctionResult(true, 1, 0, 1)))
        .hasMessageContaining("b4");
    assertThatThrownBy(() -> books.click("b1", "c1")).hasMessageContaining("b1");
    assertThatThrownBy(() -> books.click("b4", "c1")).hasMessageContaining("b4");
    assertThatThrownBy(() -> books.click("b9", "c1")).hasMessageContaining("b9");
    assertThat(books.account("c1").spendMicros()).isEqualTo(47);
  }

  @Test
  void aClickOnACampaignThatNeverBidIsRefusedAndChangesNothing() {
    ExchangeBooks books = new ExchangeBooks();
    books.settle("b1", "c1", 0, new AuctionResult(true, 10, 0, 10));

    assertThatThrownBy(() -> books.click("b1", "c2")).hasMessageContaining("b1");
    books.click("b1", "c1");

    assertThat(books.total().clicks()).isEqualTo(1);
  }

  @Property
  void booksAddUp(
      @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 100) Long> bids,
      @ForAll @LongRange(min = 1, max = 100) long price) {
    ExchangeBooks books = new ExchangeBooks();
    Map<String, Long> spend = new HashMap<>();
    for (int i = 0; i < bids.size(); i++) {
      String campaign = "c" + i % 3;
      AuctionResult result = Exchange.auction(at(1 + i % 2, 0, price), 0, bids.get(i));
      books.settle("b" + i, campaign, i * 1_700_000L, result);
      spend.merge(campaign, result.priceMicros(), Long::sum);
    }

    ExchangeBooks.Account total = books.total();
    assertThat(total.bids()).isEqualTo(bids.size()).isEqualTo(total.wins() + total.losses());
    assertThat(total.spendMicros())
        .isEqualTo(spend.values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(total.spendBeforeMicros(24));
    assertThat(books.accounts().keySet()).isEqualTo(spend.keySet());
    books
        .accounts()
        .forEach((id, account) -> assertThat(account.spendMicros()).isEqualTo(spend.get(id)));
  }
}
