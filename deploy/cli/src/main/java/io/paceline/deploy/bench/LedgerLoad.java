package io.paceline.deploy.bench;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.campaign.Objective;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.campaign.Targeting;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.notice.SpendReportCodec;
import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Topic;
import io.paceline.job.spend.MoneyInput;
import io.paceline.job.spend.SpendReportArrived;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * What one budget's spend controller gets, paced: the campaign first, then bids and billing notices
 * in turns. Each bid is billed {@value #BILLED_AFTER} bids later; one notice of ten tells again of
 * a bid that was remembered before, and one record of 2,000 is a spend report.
 *
 * @param remembered how many billed bids are remembered before
 * @param rate bids a second, and as many notices
 * @param startMillis wall time before which the remembered bids were made
 * @param spanMillis over how long a time they were made
 */
record LedgerLoad(int remembered, double rate, long startMillis, long spanMillis)
    implements MapFunction<Long, MoneyInput> {

  private static final String BUDGET = "running-shoes-2026";
  private static final String REMEMBERED = "bid";
  private static final String CREATIVE = "banner";
  private static final long DAY_MILLIS = 86_400_000L;
  private static final long BUDGET_MICROS = 10_000_000_000_000_000L;
  private static final long MAX_BID_MICROS = 4_500;

  private static final String EXCHANGE = "exchange";
  private static final long PRICE_MICROS = 500;
  private static final int BILLED_AFTER = 100;
  private static final long RECEIVED_AFTER_MILLIS = 2_000;
  private static final long TMAX_MILLIS = 60_000;
  private static final double RECORDS_PER_BID = 2;

  private static final int AGAIN = 20;
  private static final int REPORT = 2_000;
  private static final long NANOS = 1_000_000_000L;

  /** When the first record left; one load runs at a time. */
  private static volatile long firstNanos;

  @Override
  public MoneyInput map(Long number) throws InterruptedException {
    if (number == 0) {
      return MoneyInput.of(campaign());
    }
    pace(number);
    long now = System.currentTimeMillis();
    long turn = number / 2;
    if (number % REPORT == REPORT - 1) {
      return report(now);
    }
    if (number % 2 == 0) {
      return MoneyInput.of(proposed(turn, now));
    }
    if (number % AGAIN == AGAIN - 1 || turn <= BILLED_AFTER) {
      // A factor without a divisor in common with the number of bids reaches most of them.
      return MoneyInput.of(rememberedNotice((int) (turn * 7_919 % remembered)));
    }
    return MoneyInput.of(billing("new" + (turn - BILLED_AFTER), now - RECEIVED_AFTER_MILLIS, now));
  }

  /** The one campaign, whose budget nothing here can spend. */
  private Campaign campaign() {
    return new Campaign(
        BUDGET,
        1,
        BUDGET,
        false,
        new Campaign.Advertiser("advertiser.example", List.of("IAB18")),
        new Campaign.Flight(startMillis - spanMillis - DAY_MILLIS, startMillis + DAY_MILLIS, "UTC"),
        new Campaign.Budget(BUDGET, BUDGET_MICROS, 0L, null, PacingMode.EVEN),
        new Campaign.Bidding(Objective.CLICK, 0L, MAX_BID_MICROS),
        List.of(
            new Creative(
                CREATIVE,
                300,
                250,
                List.of(),
                "https://cdn.example/banner.png",
                "https://advertiser.example/landing")),
        Targeting.EVERYWHERE,
        null);
  }

  private void pace(long number) throws InterruptedException {
    if (number == 1) {
      firstNanos = System.nanoTime();
    }
    long due = firstNanos + (long) (number / (rate * RECORDS_PER_BID) * NANOS);
    long early = due - System.nanoTime();
    if (early > 0) {
      Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
    }
  }

  /** The billing of one of the bids that are remembered from the start, 0 to their number. */
  Notice rememberedNotice(int bid) {
    long madeAt = startMillis - spanMillis + (long) ((double) bid / remembered * spanMillis);
    return billing(REMEMBERED + bid, madeAt, madeAt + RECEIVED_AFTER_MILLIS);
  }

  /** Whether the notice is of one of the bids that are remembered from the start. */
  static boolean isRemembered(Notice notice) {
    return notice.token().bidId().contains(REMEMBERED);
  }

  private Notice billing(String name, long madeAt, long receivedAt) {
    return Notice.billing(
        new NoticeToken(
            id(name),
            BUDGET,
            BUDGET,
            0L,
            PRICE_MICROS,
            madeAt,
            EXCHANGE,
            "site.example",
            "0123456789abcdef",
            false,
            null),
        PRICE_MICROS,
        receivedAt);
  }

  /** An id as long as those of the job's bids. */
  private static String id(String name) {
    return "0123456789abcdef01234567".substring(name.length() - 3) + name;
  }

  private ProposedBid proposed(long bid, long now) {
    return new ProposedBid(
        id("new" + bid),
        new AnsweredImp("request" + bid, "1", 1, EXCHANGE, now, false),
        new ProposedBid.Auction(
            BidRequest.SECOND_PRICE, 0, now + TMAX_MILLIS, "site.example", null, null),
        new ProposedBid.Chosen(BUDGET, BUDGET, CREATIVE),
        new ProposedBid.Estimate(0.001, 1.0, "none", 1),
        new ProposedBid.MarketView(MarketCurve.DEFAULT, 0),
        now,
        null);
  }

  private MoneyInput report(long now) {
    SpendReport report =
        new SpendReport(EXCHANGE, BUDGET, BUDGET, null, now - TMAX_MILLIS, 1, false);
    return MoneyInput.of(
        new SpendReportArrived(
            report,
            RawRecord.withoutKey(
                Topic.SPEND_REPORTS.topicName(),
                0,
                now,
                now,
                EXCHANGE,
                new SpendReportCodec().encode(report))));
  }
}
