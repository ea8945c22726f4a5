package io.paceline.simulator.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.notice.NoticeKeys;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeTokenCodec;
import io.paceline.core.notice.NoticeUrls;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.simulator.exchange.Opportunity;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hands requests and notices to the job of a day, without auctions. */
class RehearsedJobTest {

  private static final Pace PACE = Pace.demo(480);
  private static final MarketDays MARKET = Rehearsal.market(1, 5_000);
  private static final PlayedDays DAYS = PlayedDays.of(List.of(), 1);
  private static final long EPOCH = DAYS.fromMillis();
  private static final CampaignClock CLOCK = new CampaignClock(EPOCH, EPOCH, PACE.speed());
  private static final String EXCHANGE = "northbeam";
  private static final NoticeUrls URLS = new NoticeUrls("http://127.0.0.1");
  private static final long MICROS = 5_000;

  private final List<Campaign> campaigns = Rehearsal.ownCampaigns(MARKET, DAYS);
  private final List<ExchangeStatus> written = new ArrayList<>();
  private final Iterator<Opportunity> requests = MARKET.opportunities(0);
  private RehearsedJob job;
  private long now;

  @BeforeEach
  void startTheJob() {
    CheckpointClock checkpoints =
        new CheckpointClock(EPOCH - 3 * PACE.checkpointMillis(), PACE.checkpointMillis());
    job =
        new RehearsedJob(
            PACE,
            CLOCK,
            TrafficWeek.everyDay(new TrafficCurve(MARKET.trafficShares())),
            new TrueScores(MARKET, campaigns.stream().map(Campaign::id).toList()),
            null,
            "USD",
            checkpoints,
            written::add);
    now = checkpoints.startMillis();
    campaigns.forEach(campaign -> job.put(campaign, now));
    while (now < EPOCH) {
      now += PACE.tickMillis();
      campaigns.forEach(campaign -> job.tick(campaign.budget().id(), now, now));
    }
  }

  /** The next bid that the job makes at the exchange. */
  private Bid bid(boolean test) {
    while (requests.hasNext()) {
      Opportunity next = requests.next();
      BidRequest request = next.request();
      if (request.exchange().equals(EXCHANGE)) {
        now = Math.max(now + 1, CLOCK.wallMillis(EPOCH + next.offsetMillis()));
        for (RehearsedJob.Answer answer : job.decide(sent(next, test), now)) {
          Bid bid = answer.decision().bid();
          if (bid != null) {
            return bid;
          }
        }
      }
    }
    throw new AssertionError("the day has too few requests");
  }

  private Opportunity sent(Opportunity next, boolean test) {
    BidRequest request = next.request();
    return new Opportunity(
        next.offsetMillis(),
        new BidRequest(
            request.id(),
            request.exchange(),
            now,
            request.imps(),
            request.site(),
            request.device(),
            request.user(),
            request.regs(),
            request.at(),
            request.tmaxMillis(),
            request.cur(),
            request.blockLists(),
            test),
        next.marketPriceMicros());
  }

  /** The job reads a billing notice with this token. */
  private void hear(String token, long micros) {
    String url =
        URLS.billing(token).replace("${AUCTION_PRICE}", CurrencyTable.cpm(micros).toPlainString());
    job.hear(NoticeDecoder.encode(url), now, now);
  }

  /** The job reads billings of bids that nobody knows, signed with its own first key. */
  private void hearOfUnknownBids(int count) {
    NoticeTokenCodec own = new NoticeTokenCodec(new NoticeKeys(List.of(RehearsedJob.key(0))));
    String budget = campaigns.get(0).budget().id();
    for (int i = 0; i < count; i++) {
      now++;
      hear(own.sign(token("unknown-" + now, budget)), MICROS);
    }
  }

  private NoticeToken token(String bidId, String budgetId) {
    return new NoticeToken(
        bidId,
        campaigns.get(0).id(),
        budgetId,
        EPOCH,
        MICROS,
        now,
        EXCHANGE,
        null,
        null,
        false,
        null);
  }

  @Test
  void billingsThatNoKeyHasSignedHaltTheBiddingWhereLedgersKnowTheirBids() {
    List<Bid> bids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      bids.add(bid(false));
    }
    job.rotateKey();
    job.rotateKey();

    bids.forEach(bid -> hear(bid.tokens().notice(), bid.priceMicros()));

    assertThat(job.figures().deadLetters()).isEqualTo(12);
    assertThat(job.totalBilledMicros()).isZero();
    assertThat(job.halts()).singleElement().extracting(ExchangeHalt::exchange).isEqualTo(EXCHANGE);
    ExchangeHalt halt = job.halts().get(0);
    assertThat(halt.billedMicros()).isPositive().isEqualTo(halt.unaccountedMicros());
    assertThat(halt.endMicros())
        .isGreaterThanOrEqualTo(bids.stream().mapToLong(Bid::priceMicros).sum());
    assertThat(written).singleElement().matches(ExchangeStatus::isHalted);
  }

  @Test
  void anUnsignedBillingThatComesAgainCountsOnce() {
    Bid one = bid(false);
    job.rotateKey();
    job.rotateKey();

    for (int i = 0; i < 20; i++) {
      hear(one.tokens().notice(), one.priceMicros());
    }

    assertThat(job.figures().deadLetters()).isEqualTo(20);
    assertThat(job.halts()).isEmpty();
  }

  @Test
  void aForgedBillingOfABudgetThatDoesNotExistIsOnlyADeadLetter() {
    bid(false);
    NoticeTokenCodec forger = new NoticeTokenCodec(NoticeKeys.of("a key that is not the job's"));

    for (int i = 0; i < 20; i++) {
      hear(forger.sign(token("forged-" + i, "nobody's budget")), MICROS);
      hear(forger.sign(token("forged-" + i, campaigns.get(0).budget().id())), MICROS);
    }

    assertThat(job.figures().deadLetters()).isEqualTo(40);
    assertThat(job.totalBilledMicros()).isZero();
    assertThat(job.halts()).isEmpty();
  }

  @Test
  void testTrafficDoesNotBeginTheWatchOfAnExchange() {
    bid(true);
    hearOfUnknownBids(12);
    assertThat(job.halts()).isEmpty();

    bid(false);
    hearOfUnknownBids(12);
    assertThat(job.halts()).hasSize(1);
  }
}
