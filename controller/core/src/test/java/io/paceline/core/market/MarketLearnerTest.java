package io.paceline.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MarketLearnerTest {

  private static final long HOUR = 3_600_000;
  private static final String SITE = "news.example";
  private static final MarketCurve TRUE = new MarketCurve(20_000, 3);

  private final MapMarketStore store = new MapMarketStore();
  private final MarketLearner learner = new MarketLearner(store);
  private final CurveBook book = new CurveBook();
  private final OutcomeCounter counter = new OutcomeCounter(ExchangeProfiles.OPENRTB);
  private long now;

  /** What an exchange lets its bidders know. */
  enum Rules {
    FIRST_PRICE,
    SECOND_PRICE,
    TOLD_PRICE;

    Notice notice(String site, long bid, long price) {
      return switch (this) {
        case FIRST_PRICE -> TestMarket.firstPrice(site, bid, price);
        case SECOND_PRICE -> TestMarket.secondPrice(site, bid, price);
        case TOLD_PRICE -> TestMarket.toldPrice(site, bid, price);
      };
    }
  }

  private void auctions(Rules rules, String site, MarketCurve market, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      long bid = 5_000L + random.nextInt(45_000);
      counter.add(rules.notice(site, bid, TestMarket.price(market, random)));
    }
  }

  private List<LiveCurve> refresh() {
    return refresh(KnownCurves.NONE);
  }

  private List<LiveCurve> refresh(KnownCurves known) {
    counter.take().forEach(told -> learner.learn(told, now));
    List<LiveCurve> news = learner.refresh(known, now);
    news.forEach(book::put);
    return news;
  }

  private LiveCurve find(String site) {
    return book.find(TestMarket.EXCHANGE, site, TestMarket.CATEGORY);
  }

  @ParameterizedTest
  @EnumSource(Rules.class)
  void theCurveOfASiteIsLearnedFromBidsThatWonAndLost(Rules rules) {
    auctions(rules, SITE, TRUE, 5_000, 1);

    refresh();

    LiveCurve learned = find(SITE);
    assertThat(learned.place()).isEqualTo(MarketKey.site(TestMarket.EXCHANGE, SITE));
    assertThat(learned.uncertain()).isFalse();
    assertThat(learned.curve().scaleMicros()).isCloseTo(TRUE.scaleMicros(), within(1_000.0));
    assertThat(learned.curve().shape()).isCloseTo(TRUE.shape(), within(0.25));
  }

  @Test
  void leavingLostBidsOutWouldMakeTheMarketLookCheap() {
    auctions(Rules.SECOND_PRICE, SITE, TRUE, 5_000, 1);
    CensoredPrices wonOnly = new CensoredPrices();
    counter
        .take()
        .forEach(
            told -> {
              PriceSums sums = told.prices();
              for (int i = 0; i < sums.cells().length; i++) {
                if (sums.cells()[i] < PriceSums.MAX_CELLS / 3) {
                  new PriceSums(new int[] {sums.cells()[i]}, new double[] {sums.weights()[i]})
                      .addTo(wonOnly);
                }
              }
            });

    assertThat(LogLogisticFit.fit(wonOnly).curve().scaleMicros()).isLessThan(17_500);
  }

  @Test
  void aSiteOfFewAuctionsIsDrawnToItsCategoryAndIsUncertain() {
    auctions(Rules.TOLD_PRICE, "large.example", TRUE, 4_000, 2);
    auctions(Rules.TOLD_PRICE, "small.example", new MarketCurve(60_000, 3), 25, 3);

    refresh();

    assertThat(find("small.example").place().level()).isEqualTo(MarketKey.Level.SITE);
    assertThat(find("small.example").uncertain()).isTrue();
    assertThat(find("small.example").curve().scaleMicros()).isBetween(22_000.0, 45_000.0);
    assertThat(find("unknown.example").place().level()).isEqualTo(MarketKey.Level.CATEGORY);
  }

  @Test
  void whatTheBundleKnewOfASiteIsWhereItStarts() {
    auctions(Rules.TOLD_PRICE, "large.example", TRUE, 4_000, 2);
    auctions(Rules.TOLD_PRICE, SITE, new MarketCurve(60_000, 3), 25, 3);
    MarketCurve before = new MarketCurve(70_000, 3);

    refresh(
        new KnownCurves() {
          @Override
          public MarketCurve overall() {
            return TRUE;
          }

          @Override
          public MarketCurve site(String exchange, String domain) {
            return domain.equals(SITE) && exchange.equals(TestMarket.EXCHANGE) ? before : null;
          }
        });

    assertThat(find(SITE).curve().scaleMicros()).isBetween(60_000.0, 72_000.0);
    assertThat(find("large.example").curve().scaleMicros()).isCloseTo(20_000, within(1_000.0));
  }

  @Test
  void aShiftedMarketIsFollowedWithinAsManyAuctionsAsAreRemembered() {
    auctions(Rules.FIRST_PRICE, SITE, TRUE, 20_000, 4);
    refresh();
    MarketCurve dearer = new MarketCurve(32_000, 3);
    for (int minute = 0; minute < 12; minute++) {
      now += 60_000;
      auctions(Rules.FIRST_PRICE, SITE, dearer, 1_000, 100 + minute);
      refresh();
    }

    assertThat(find(SITE).curve().scaleMicros()).isCloseTo(32_000, within(3_000.0));
  }

  @Test
  void oldAuctionsWeighLessThanNewOnes() {
    auctions(Rules.TOLD_PRICE, SITE, TRUE, 1_000, 5);
    refresh();
    now += 24 * HOUR;
    auctions(Rules.TOLD_PRICE, SITE, new MarketCurve(40_000, 3), 1_000, 6);
    refresh();

    // 1,000 new auctions against 1,000 / 2⁴ old ones.
    assertThat(find(SITE).curve().scaleMicros()).isCloseTo(38_500, within(2_500.0));
  }

  @Test
  void onlyCurvesThatMovedAreTold() {
    auctions(Rules.TOLD_PRICE, SITE, TRUE, 5_000, 7);
    assertThat(refresh())
        .extracting(curve -> curve.place().level())
        .containsExactly(
            MarketKey.Level.ALL,
            MarketKey.Level.EXCHANGE,
            MarketKey.Level.CATEGORY,
            MarketKey.Level.SITE);

    assertThat(refresh()).isEmpty();
    auctions(Rules.TOLD_PRICE, SITE, TRUE, 200, 8);
    assertThat(refresh()).isEmpty();
    auctions(Rules.TOLD_PRICE, SITE, new MarketCurve(30_000, 3), 2_000, 9);
    assertThat(refresh()).hasSize(4);
  }

  @Test
  void whatIsNoLongerToldOfIsTakenBackAndForgotten() {
    auctions(Rules.TOLD_PRICE, SITE, TRUE, 500, 10);
    refresh();
    now += 6 * HOUR;
    assertThat(refresh()).isEmpty();
    assertThat(find(SITE)).isNotNull();
    now += 24 * HOUR;
    assertThat(refresh()).hasSize(4).allMatch(curve -> curve.curve() == null);
    assertThat(find(SITE)).isNull();
    assertThat(store.size()).isPositive();
    now += 60 * HOUR;

    assertThat(refresh()).isEmpty();
    assertThat(store.size()).isZero();
  }

  @Test
  void anExchangeThatTellsOfNoLostAuctionsTeachesNothing() {
    MarketCurve cheap = new MarketCurve(100, 3);
    auctions(Rules.SECOND_PRICE, SITE, cheap, 2_000, 11);

    assertThat(refresh()).isEmpty();
    auctions(Rules.SECOND_PRICE, SITE, TRUE, 200, 12);
    assertThat(refresh()).isNotEmpty();
  }

  @Test
  void anExchangeThatBillsWinsItDidNotTellOfTeachesNothing() {
    auctions(Rules.FIRST_PRICE, SITE, TRUE, 1_000, 13);
    refresh();
    assertThat(find(SITE)).isNotNull();
    for (int i = 0; i < 2_000; i++) {
      counter.add(
          TestMarket.billing(TestMarket.token(TestMarket.EXCHANGE, SITE, null, 9_000), 9_000));
    }

    assertThat(refresh()).hasSize(4).allMatch(curve -> curve.curve() == null);
    assertThat(find(SITE)).isNull();
  }

  @Test
  void ofTooManySitesTheLeastUsedMakeRoom() {
    auctions(Rules.TOLD_PRICE, "busy.example", TRUE, 200, 14);
    for (int site = 0; site < 11_000; site++) {
      auctions(Rules.TOLD_PRICE, "rare-" + site + ".example", TRUE, 1, 15 + site);
    }
    int most = 0;
    for (AuctionOutcomeCounts told : counter.take()) {
      learner.learn(told, now);
      most = Math.max(most, store.size());
    }
    assertThat(most).isBetween(9_990, MarketLearner.MAX_CONTEXTS);

    refresh();

    assertThat(store.size()).isBetween(8_900, 9_100);
    assertThat(find("busy.example").place().name()).isEqualTo("busy.example");
    PriceSums exchange = store.get(MarketKey.exchange(TestMarket.EXCHANGE)).prices();
    assertThat(exchange.weight()).isCloseTo(5_000, within(1.0));
  }

  @Test
  void theOrderInWhichSitesComeDoesNotMatter() {
    List<AuctionOutcomeCounts> told = new ArrayList<>();
    for (int site = 0; site < 20; site++) {
      auctions(
          Rules.FIRST_PRICE, "site-" + site, new MarketCurve(15_000 + 900 * site, 3), 150, site);
    }
    told.addAll(counter.take());
    told.forEach(each -> learner.learn(each, now));
    learner.refresh(KnownCurves.NONE, now).forEach(book::put);

    MarketLearner other = new MarketLearner(new MapMarketStore());
    CurveBook otherBook = new CurveBook();
    for (int i = told.size() - 1; i >= 0; i--) {
      other.learn(told.get(i), now);
    }
    other.refresh(KnownCurves.NONE, now).forEach(otherBook::put);

    for (int site = 0; site < 20; site++) {
      LiveCurve one = find("site-" + site);
      LiveCurve same = otherBook.find(TestMarket.EXCHANGE, "site-" + site, TestMarket.CATEGORY);
      assertThat(same.place()).isEqualTo(one.place());
      assertThat(same.curve().scaleMicros())
          .isCloseTo(one.curve().scaleMicros(), within(one.curve().scaleMicros() * 1e-6));
      assertThat(same.curve().shape()).isCloseTo(one.curve().shape(), within(1e-6));
    }
  }
}
