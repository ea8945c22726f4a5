package io.paceline.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.bidding.BidFunction;
import io.paceline.core.bidding.Exploration;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.openrtb.BidRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/**
 * A day of a synthetic first-price market whose prices are not what they were when the bundle was
 * made: some sites are 2.5 times as dear, others cost a third, and all curves are steeper.
 */
final class LiveShadingTest {

  private static final int SITES = 30;
  private static final int AUCTIONS = 100_000;
  private static final int REFRESH = 1_000;
  private static final double EXPLORATION = 0.01;

  private record Site(String name, MarketCurve now, MarketCurve before) {}

  private record Auction(Site site, double value, long price, String bidId) {}

  private static List<Auction> day() {
    return day(true);
  }

  /** A day whose prices are those of the bundle, or changed ones. */
  private static List<Auction> day(boolean changed) {
    SplittableRandom random = new SplittableRandom(20_260_301L);
    List<Site> sites = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      double scale = 20_000 * Math.exp(0.5 * random.nextGaussian());
      sites.add(
          new Site(
              "site-" + i,
              changed
                  ? new MarketCurve(scale * (i % 2 == 0 ? 2.5 : 1.0 / 3), 4)
                  : new MarketCurve(scale, 2),
              new MarketCurve(scale, 2)));
    }
    List<Auction> day = new ArrayList<>();
    for (int i = 0; i < AUCTIONS; i++) {
      Site site = sites.get((int) (SITES * Math.pow(random.nextDouble(), 2)));
      day.add(
          new Auction(
              site,
              40_000 * Math.exp(0.6 * random.nextGaussian()),
              TestMarket.price(site.now(), random),
              String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong())));
    }
    return day;
  }

  private static double surplus(Auction auction, long bid) {
    return bid >= auction.price() ? auction.value() - bid : 0;
  }

  /**
   * Surplus of the day, in micros, under a rule that computes each bid from the value and the
   * shaded price.
   *
   * @param known whether shading uses the day's true curves; if not, it uses those of the bundle
   */
  private static double of(List<Auction> day, boolean known, DoubleBinaryOperator rule) {
    double sum = 0;
    for (Auction auction : day) {
      MarketCurve curve = known ? auction.site().now() : auction.site().before();
      long shaded = price(auction.value(), curve, 0);
      sum += surplus(auction, (long) rule.applyAsDouble(auction.value(), (double) shaded));
    }
    return sum;
  }

  private static long price(double value, MarketCurve curve, double exploration) {
    return BidFunction.priceMicros(
        BidRequest.FIRST_PRICE, value, curve, 0, Long.MAX_VALUE, exploration);
  }

  /**
   * Surplus of the day, in micros, for a bidder who does as the job does: with notices, counts,
   * refreshes, learned curves, and a few bids that explore.
   */
  private static double learning(List<Auction> day) {
    return learning(day, 1, ExchangeProfiles.OPENRTB);
  }

  /** The same where the exchange tells of a share of the losses only. */
  private static double learning(List<Auction> day, double told, ExchangeProfiles exchanges) {
    SplittableRandom coin = new SplittableRandom(1);
    OutcomeCounter counter = new OutcomeCounter(exchanges);
    MarketLearner learner = new MarketLearner(new MapMarketStore());
    CurveBook book = new CurveBook();
    KnownCurves bundle =
        new KnownCurves() {
          @Override
          public MarketCurve overall() {
            return new MarketCurve(20_000, 2);
          }

          @Override
          public MarketCurve site(String exchange, String domain) {
            return day.stream()
                .map(Auction::site)
                .filter(site -> site.name().equals(domain))
                .findFirst()
                .orElseThrow()
                .before();
          }
        };
    double sum = 0;
    for (int i = 0; i < day.size(); i++) {
      Auction auction = day.get(i);
      long campaignMillis = i * 86_400_000L / AUCTIONS;
      LiveCurve live = book.find(TestMarket.EXCHANGE, auction.site().name(), TestMarket.CATEGORY);
      boolean ofSite = live != null && live.place().level() == MarketKey.Level.SITE;
      boolean explores = live != null && (!ofSite || live.uncertain());
      long bid =
          price(
              auction.value(),
              ofSite ? live.curve() : auction.site().before(),
              explores ? Exploration.of(auction.bidId(), EXPLORATION) : 0);
      sum += surplus(auction, bid);
      if (bid >= auction.price() || coin.nextDouble() < told) {
        counter.add(TestMarket.firstPrice(auction.site().name(), bid, auction.price()));
      }
      if (i % REFRESH == REFRESH - 1) {
        counter.take().forEach(counts -> learner.learn(counts, campaignMillis));
        learner.refresh(bundle, campaignMillis).forEach(book::put);
      }
    }
    return sum;
  }

  @Test
  void shadingByLearnedCurvesGainsOverUnshadedFixedAndOutdatedOnes() {
    List<Auction> day = day();
    double best = of(day, true, (value, shaded) -> shaded);
    double outdated = of(day, false, (value, shaded) -> shaded);
    double fixed = of(day, false, (value, shaded) -> 0.75 * value);
    double unshaded = of(day, false, (value, shaded) -> value);

    double learned = learning(day);

    assertThat(unshaded).isLessThan(0.01 * best);
    assertThat(learned).isGreaterThan(2 * fixed).isGreaterThan(1.3 * outdated);
    assertThat(learned / best).isBetween(0.97, 1.0);
  }

  @Test
  void anExchangeThatTellsOfAPartOfItsLossesMakesItsMarketSeemCheapUnlessThatIsStated() {
    List<Auction> day = day(false);
    double best = of(day, true, (value, shaded) -> shaded);
    ExchangeProfile usual = ExchangeProfiles.OPENRTB.usual();
    ExchangeProfiles stated =
        new ExchangeProfiles(usual.toBuilder().tellsLosses(false).build(), Map.of());

    for (double told : new double[] {0.2, 0.05, 0.01}) {
      assertThat(learning(day, told, ExchangeProfiles.OPENRTB)).isLessThan(0.95 * best);
      assertThat(learning(day, told, stated)).isEqualTo(best);
    }
  }
}
