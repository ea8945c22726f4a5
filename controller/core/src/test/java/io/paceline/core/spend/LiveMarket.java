package io.paceline.core.spend;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.allocation.ProposedBids;
import io.paceline.core.bidding.BidFunction;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.pacing.PacingLaw;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.PlanStart;
import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.pacing.TrafficWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Days of one campaign, played through the spend controller as in the job: proposals, bids held by
 * the ledger, notices that come late or not at all, ticks. Prices are log-logistic by site and
 * scores log-normal. Traffic has a peak at noon and another in the evening.
 *
 * <p>A test first says what is special about the days, one method for each thing, and then plays
 * them once.
 */
final class LiveMarket {

  static final long MAX_BID = 5_000;
  private static final long DAY = 86_400_000;
  private static final long EPOCH = 1_767_571_200_000L; // a midnight
  private static final double SPEED = 1_440;
  private static final long TICK = 100;
  private static final LedgerSettings WINDOWS = LedgerSettings.of(2_000, 10_000, 86_400_000);
  private static final CampaignClock CLOCK = new CampaignClock(EPOCH, EPOCH, SPEED);
  private static final double SHAPE = 2.5;
  private static final double SCORE_SIGMA = 0.6;
  private static final int SAMPLE = 3_000;
  private static final double FLOOR_SHARE = 0.2; // of impressions with the site's median as floor

  /** One impression on offer. */
  private record Offer(double score, double price, MarketCurve curve, boolean first, long floor) {}

  /**
   * The result of a day.
   *
   * @param spendShare share of the day's budget that was spent
   * @param distances share spent less the plan's share at 6, 12, 18 and 24 h
   * @param value sum of the scores won, as a share of what the best constant multiplier would win
   * @param wins impressions won
   * @param updates the pacing updates of all ticks
   * @param unevenness root mean square, over the ticks, of the share spent less the share of the
   *     real traffic that had come
   */
  record Day(
      double spendShare,
      double[] distances,
      double value,
      long wins,
      List<PacingUpdate> updates,
      double unevenness) {
    double farthest() {
      double farthest = 0;
      for (double distance : distances) {
        farthest = Math.max(farthest, Math.abs(distance));
      }
      return farthest;
    }
  }

  private final long seed;

  /**
   * Impressions that the daily budget buys at the constant multiplier that is best in hindsight.
   */
  private final double impressions;

  /**
   * What the campaign would spend at its maximum bid and without a budget, as a multiple of the
   * budget.
   */
  private final double hindsight;

  private double firstPriceShare;
  private long noticeMillis = 300;
  private boolean lossNotices = true;
  private double belief = 1;
  private double surprise = 1;
  private PacingMode mode = PacingMode.TRAFFIC;
  private int days = 1;
  private int lateHours;
  private boolean blind;

  private LiveMarket(long seed, double impressions, double hindsight) {
    this.seed = seed;
    this.impressions = impressions;
    this.hindsight = hindsight;
  }

  static LiveMarket day(long seed, double impressions, double hindsight) {
    return new LiveMarket(seed, impressions, hindsight);
  }

  /** This share of the auctions is first price. */
  LiveMarket firstPrice(double share) {
    firstPriceShare = share;
    return this;
  }

  /**
   * Notices come within about this many milliseconds of wall time; loss notices come only if {@code
   * losses} is true.
   */
  LiveMarket noticesWithin(long millis, boolean losses) {
    noticeMillis = millis;
    lossNotices = losses;
    return this;
  }

  /** The market curves of the proposals state prices this many times as high as the true ones. */
  LiveMarket believing(double factor) {
    belief = factor;
    return this;
  }

  /** Noon has this many times the traffic of the traffic curve. */
  LiveMarket surprising(double factor) {
    surprise = factor;
    return this;
  }

  LiveMarket planned(PacingMode how) {
    mode = how;
    return this;
  }

  LiveMarket forDays(int count) {
    days = count;
    return this;
  }

  /** Traffic comes this many hours later than the traffic curve says. */
  LiveMarket lateBy(int hours) {
    lateHours = hours;
    return this;
  }

  /** The plan follows the traffic curve, whatever traffic the day brings. */
  LiveMarket blindly() {
    blind = true;
    return this;
  }

  /** A store that forgets what the plan has learned about the day's traffic. */
  private static final class Forgetful extends MapBudgetStore {
    @Override
    public void save(PlanStart start) {
      super.save(start.withProgress(null));
    }
  }

  static TrafficCurve traffic() {
    return trafficLateBy(0);
  }

  private static TrafficCurve trafficLateBy(int hours) {
    double[] weights = new double[TrafficCurve.SLOTS];
    for (int slot = 0; slot < TrafficCurve.SLOTS; slot++) {
      double hour = slot / 4.0 - hours;
      weights[slot] =
          0.15
              + Math.exp(-Math.pow((hour - 12.5) / 2, 2))
              + 1.5 * Math.exp(-Math.pow((hour - 20) / 2, 2));
    }
    return TrafficCurve.ofShares(weights);
  }

  List<Day> play(PacingLaw law) {
    Random random = new Random(seed * 7919 + 17);
    List<Offer> sample = new ArrayList<>();
    Random sampling = new Random(1);
    for (int i = 0; i < SAMPLE; i++) {
      sample.add(offer(sampling));
    }
    double[] best = constant(sample, MAX_BID * 1e6);
    double spendAtMost = best[0] / SAMPLE;
    double low = 1;
    double high = 1e9;
    double[] at = best;
    for (int halving = 0; halving < 40; halving++) {
      double middle = Math.sqrt(low * high);
      at = constant(sample, middle);
      if (at[0] / SAMPLE < spendAtMost / hindsight) {
        low = middle;
      } else {
        high = middle;
      }
    }
    long budget = Math.round(impressions * at[0] / Math.max(1, at[2]));
    double auctions = budget * hindsight / spendAtMost;
    double valuePerBudget = at[1] / at[0] * budget;

    SpendController controller = new SpendController(CLOCK, law, WINDOWS);
    MapBudgetStore store = blind ? new Forgetful() : new MapBudgetStore();
    Campaign campaign = campaign(budget);
    store.put(campaign);
    double[] shares = trafficLateBy(lateHours).shares();
    TrafficWeek week = TrafficWeek.everyDay(traffic());
    PriorityQueue<Notice> notices =
        new PriorityQueue<>(Comparator.comparingLong(Notice::receivedAtMillis));
    List<Day> played = new ArrayList<>();
    long bid = 0;
    long wall = EPOCH;
    for (int day = 0; day < days; day++) {
      long[] spent = {0};
      double value = 0;
      long wins = 0;
      double[] distances = new double[4];
      List<PacingUpdate> updates = new ArrayList<>();
      long dayBudget = 0;
      int ticks = (int) (DAY / SPEED / TICK);
      double[] came = new double[ticks];
      double[] gone = new double[ticks];
      for (int tick = 0; tick < ticks; tick++) {
        wall = EPOCH + (day * (long) ticks + tick) * TICK;
        while (!notices.isEmpty() && notices.peek().receivedAtMillis() <= wall) {
          controller.settle(store, notices.poll(), wall);
        }
        PacingUpdate update = controller.tick(store, week, false, wall, wall, tick, Long.MAX_VALUE);
        updates.add(update);
        dayBudget = update.period().budgetMicros();
        double hour = 24.0 * tick / ticks;
        int slot = tick * TrafficCurve.SLOTS / ticks;
        double today = Math.abs(hour - 12.5) < 2 ? surprise : 1;
        double expected = auctions * shares[slot] * TrafficCurve.SLOTS / ticks * today;
        int offered = poisson(random, expected);
        for (int i = 0; i < offered; i++) {
          Offer offer = offer(random);
          long now = wall + random.nextInt((int) TICK);
          Pricing pricing =
              controller.price(store, proposed(offer, bid++, now), now, Long.MAX_VALUE);
          if (pricing.reason() != null) {
            continue;
          }
          boolean won = (double) pricing.price().micros() >= offer.price();
          long price =
              offer.first()
                  ? pricing.price().micros()
                  : (long) Math.ceil(Math.max((double) offer.floor(), offer.price()));
          price = Math.min(price, pricing.price().micros());
          long heard = now + 50 + random.nextInt((int) noticeMillis);
          NoticeToken token = token(bid - 1, pricing, now);
          if (won) {
            spent[0] += price;
            value += offer.score();
            wins++;
            notices.add(Notice.win(token, price, 0, heard));
            notices.add(Notice.billing(token, price, heard + 100));
          } else if (lossNotices) {
            notices.add(Notice.loss(token, 0, 102, heard));
          }
        }
        came[tick] = offered + (tick == 0 ? 0 : came[tick - 1]);
        gone[tick] = (double) spent[0] / dayBudget;
        if ((tick + 1) % (ticks / 4) == 0) {
          double plan = updates.get(updates.size() - 1).progress().targetSpendShare();
          distances[(tick + 1) / (ticks / 4) - 1] = (double) spent[0] / dayBudget - plan;
        }
      }
      played.add(
          new Day(
              (double) spent[0] / dayBudget,
              distances,
              value / valuePerBudget,
              wins,
              updates,
              unevenness(came, gone)));
    }
    return played;
  }

  private static double unevenness(double[] came, double[] gone) {
    double sum = 0;
    for (int tick = 0; tick < came.length; tick++) {
      sum += Math.pow(gone[tick] - came[tick] / came[came.length - 1], 2) / came.length;
    }
    return Math.sqrt(sum);
  }

  /** Spend, value and number of wins, in this order, of a constant multiplier over these offers. */
  private static double[] constant(List<Offer> offers, double multiplier) {
    double[] sums = new double[3];
    for (Offer offer : offers) {
      long bid =
          BidFunction.priceMicros(
              offer.first() ? 1 : 2,
              multiplier * offer.score(),
              offer.curve(),
              offer.floor(),
              MAX_BID);
      if (bid > 0 && (double) bid >= offer.price()) {
        sums[0] += offer.first() ? (double) bid : Math.max((double) offer.floor(), offer.price());
        sums[1] += offer.score();
        sums[2]++;
      }
    }
    return sums;
  }

  private Offer offer(Random random) {
    double scale = new double[] {600, 900, 1_200, 2_000, 3_000}[random.nextInt(5)];
    double quantile = random.nextDouble();
    double price = scale * Math.pow(quantile / (1 - quantile), 1 / SHAPE);
    double score = Math.exp(SCORE_SIGMA * random.nextGaussian() - SCORE_SIGMA * SCORE_SIGMA / 2);
    boolean first = random.nextDouble() < firstPriceShare;
    long floor = random.nextDouble() < FLOOR_SHARE ? (long) scale : 0;
    return new Offer(score, price, new MarketCurve(scale * belief, SHAPE), first, floor);
  }

  private static ProposedBid proposed(Offer offer, long number, long now) {
    return ProposedBids.bid(id(number), now)
        .decidedAt(CLOCK.campaignMillis(now))
        .sold(offer.first() ? 1 : 2, offer.floor())
        .scored(offer.score())
        .believing(offer.curve())
        .build();
  }

  private static NoticeToken token(long number, Pricing pricing, long now) {
    return TokenBuilder.token(id(number))
        .campaign("shoes")
        .period(pricing.price().periodKey())
        .bid(pricing.price().micros(), now)
        .site("news.example")
        .build();
  }

  private static String id(long number) {
    return Long.toHexString(number * 0x9E3779B97F4A7C15L | 1L << 63);
  }

  private Campaign campaign(long budget) {
    return CampaignBuilder.campaign("shoes")
        .flight(EPOCH, EPOCH + days * DAY)
        .totalMicros(0)
        .dailyMicros(budget)
        .pacing(mode)
        .maxBidMicros(MAX_BID)
        .build();
  }

  private static int poisson(Random random, double mean) {
    if (mean > 30) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = 1;
    int count = -1;
    do {
      product *= random.nextDouble();
      count++;
    } while (product > limit);
    return count;
  }
}
