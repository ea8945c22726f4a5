package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.allocation.ProposedBids;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.notice.InvalidNoticeException;
import io.paceline.core.notice.InvalidSpendReportException;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.notice.NoticeKeys;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeTokenCodec;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.DualMirrorDescent;
import io.paceline.core.pacing.TrafficWeek;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Tests bids and bookings at an exchange that rounds the price of each impression. */
class PriceRoundingTest {

  private static final long START = 1_767_225_600_000L;
  private static final long HOUR = 3_600_000;
  private static final long NOW = START + 60_000;
  private static final long MAX_BID = 2_345;
  private static final List<Long> STEPS = List.of(1L, 5L, 10L, 50L, 100L, 1_000L);
  private static final List<RoundingMode> MODES =
      List.of(RoundingMode.UP, RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.DOWN);

  private MapBudgetStore store = new MapBudgetStore();
  private final ExchangeProfile usual = ExchangeProfile.ofOpenRtb(60_000, HOUR);
  private LedgerSettings windows;
  private SpendController controller;
  private long checkpoint;

  private void budget(long stepMicros, long totalMicros) {
    store = new MapBudgetStore();
    windows =
        new LedgerSettings(
            new ExchangeProfiles(
                usual, Map.of("adx", usual.toBuilder().priceStepMicros(stepMicros).build())),
            24 * HOUR);
    controller = new SpendController(CampaignClock.REAL_TIME, new DualMirrorDescent(), windows);
    store.put(
        CampaignBuilder.campaign("shoes")
            .flight(START, START + HOUR)
            .budgetId("shoes")
            .totalMicros(totalMicros)
            .dailyMicros(0)
            .pacing(PacingMode.ASAP)
            .maxBidMicros(MAX_BID)
            .build());
    tick(START);
    tick(START + 30_000);
  }

  private void tick(long now) {
    checkpoint++;
    controller.tick(store, TrafficWeek.uniform(), false, now, now, checkpoint, checkpoint);
  }

  private Pricing price(String bidId, int auctionType, long floorMicros, double score, long now) {
    return controller.price(
        store,
        ProposedBids.bid(bidId, now)
            .on("adx")
            .of("shoes", "shoes")
            .sold(auctionType, floorMicros)
            .scored(score)
            .build(),
        now,
        checkpoint + 1);
  }

  @Test
  void aBidIsRoundedDownAndNeverBelowTheFloor() {
    budget(10, 1_000_000);

    assertThat(price("a", BidRequest.SECOND_PRICE, 0, 100, NOW).price().micros()).isEqualTo(2_340);
    assertThat(price("b", BidRequest.SECOND_PRICE, 2_331, 100, NOW).price().micros())
        .isEqualTo(2_340);
    assertThat(price("c", BidRequest.SECOND_PRICE, 2_341, 100, NOW).reason())
        .isEqualTo(NoBidReason.BID_TOO_LOW);
  }

  @Test
  void theLastMoneyIsNotSpentWhereRoundingCouldTakeMore() {
    budget(1_000, 2_900);
    assertThat(price("a", BidRequest.SECOND_PRICE, 0, 100, NOW).price().micros()).isEqualTo(2_000);

    assertThat(price("b", BidRequest.SECOND_PRICE, 0, 100, NOW).reason())
        .isEqualTo(NoBidReason.BUDGET);
  }

  /** One world: each impression's price is rounded, and notices state it before or after. */
  @Property(tries = 300)
  void noRoundingOfPricesSpendsMoreThanTheBudgetOrTheLedgerKnows(@ForAll long seed)
      throws InvalidNoticeException, InvalidSpendReportException {
    Random random = new Random(seed);
    long step = STEPS.get(random.nextInt(STEPS.size()));
    RoundingMode mode = MODES.get(random.nextInt(MODES.size()));
    boolean statesWhatItBills = random.nextBoolean();
    long budgetMicros = 20_000L + random.nextInt(20_000);
    budget(step, budgetMicros);
    NoticeTokenCodec tokens = new NoticeTokenCodec(NoticeKeys.parse("7:0123456789abcdef"));
    NoticeDecoder decoder = new NoticeDecoder(tokens, CurrencyTable.USD, windows.exchanges());
    long books = 0;
    long now = NOW;
    for (int i = 0; i < 200; i++) {
      now += 1 + random.nextInt(10_000);
      tick(now);
      int type = 1 + random.nextInt(2);
      long floor = random.nextBoolean() ? 0 : random.nextInt(2_400);
      Pricing pricing = price("bid" + i, type, floor, 3 * random.nextDouble(), now);
      if (pricing.price() == null) {
        continue;
      }
      long bid = pricing.price().micros();
      assertThat(bid).isBetween(Math.max(1, floor), MAX_BID);
      assertThat(bid % step).isZero();
      long cleared =
          type == BidRequest.FIRST_PRICE ? bid : floor + random.nextInt((int) (bid - floor + 1));
      long billed =
          BigDecimal.valueOf(cleared).divide(BigDecimal.valueOf(step), 0, mode).longValueExact()
              * step;
      assertThat(billed).isLessThanOrEqualTo(bid);
      books += billed;
      NoticeToken token =
          TokenBuilder.token("bid" + i)
              .campaign("shoes")
              .budgetId("shoes")
              .period(pricing.price().periodKey())
              .bid(bid, now)
              .exchange("adx")
              .build();
      long stated = statesWhatItBills ? billed : cleared;
      String url =
          "https://x/n/billing?t="
              + tokens.sign(token)
              + "&p="
              + CurrencyTable.cpm(stated).toPlainString();
      long before = store.account().totalBilledMicros();
      controller.settle(store, decoder.decode(NoticeDecoder.encode(url), now), now);
      assertThat(store.account().totalBilledMicros() - before)
          .isGreaterThanOrEqualTo(billed)
          .isLessThanOrEqualTo(billed + step);
      if (mode == RoundingMode.UP || statesWhatItBills) {
        assertThat(store.account().totalBilledMicros()).isEqualTo(books);
      }
    }
    assertThat(books).isPositive().isLessThanOrEqualTo(budgetMicros);
    new SpendReports(CampaignClock.REAL_TIME, windows)
        .book(store, new SpendReport("adx", "shoes", "shoes", null, now + 3 * HOUR, books, true));
    assertThat(store.account().totalBilledMicros()).isEqualTo(books);
  }
}
