package io.paceline.deploy.bench;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeTokenCodec;
import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Decision;
import io.paceline.job.eligibility.DecodeRequests;
import io.paceline.job.eligibility.UserInput;
import io.paceline.job.eligibility.UserKeys;
import io.paceline.job.kafka.EncodeDecisions;
import io.paceline.job.kafka.Sinks;
import io.paceline.job.kafka.Sources;
import io.paceline.job.kafka.Topic;
import io.paceline.job.options.JobOptions;
import io.paceline.job.spend.MoneyInput;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's topology from request to response, without any decision: it decodes requests, keys them
 * by user, keys proposals by budget, makes a constant bid and encodes it. The records between the
 * operators are those of the job. The time that this topology takes is what Flink, Kafka and JSON
 * cost; the time that the job takes beyond that is spent on deciding.
 */
final class PassThroughTopology {

  private final JobOptions options;
  private final int budgets;

  /** A topology that spreads its bids over {@code budgets} budgets. */
  PassThroughTopology(JobOptions options, int budgets) {
    this.options = options;
    this.budgets = budgets;
  }

  void define(StreamExecutionEnvironment env, Sources sources, Sinks sinks) {
    sinks.drain(
        sources
            .open(env, Topic.BID_REQUESTS)
            .process(new DecodeRequests(options.requests(), options.exchange().profiles()))
            .name("decode bid requests")
            .uid("decode-requests")
            .map(UserKeys::of)
            .name("key requests by user")
            .uid("requests-by-user")
            .keyBy(UserInput::key)
            .map(new Propose(budgets))
            .name("propose without looking")
            .uid("propose")
            .map(MoneyInput::of)
            .name("key proposals by budget")
            .uid("proposals-by-budget")
            .keyBy(MoneyInput::budgetId)
            .map(new ConstantBid(token(options)))
            .name("constant bid")
            .uid("constant-bid")
            .process(new EncodeDecisions(options.exchange(), options.requests().currency()))
            .name("encode bid responses")
            .uid("encode-responses"),
        Topic.BID_RESPONSES,
        "bid-responses");
  }

  private static String token(JobOptions options) {
    return new NoticeTokenCodec(options.exchange().noticeKeys())
        .sign(
            new NoticeToken(
                "0123456789abcdef01234567",
                "c100",
                "c100",
                0L,
                1_000L,
                System.currentTimeMillis(),
                "exchange",
                "site.example",
                "0123456789abcdef",
                false,
                null));
  }

  private record Propose(int budgets) implements MapFunction<UserInput, ProposedBid> {

    @Override
    public ProposedBid map(UserInput input) {
      BidRequest request =
          Objects.requireNonNull(input.request(), "the pass-through reads bid requests only");
      String campaign = "c" + (100 + Math.floorMod(request.id().hashCode(), budgets));
      return new ProposedBid(
          request.id(),
          AnsweredImp.of(request, 0),
          ProposedBid.Auction.of(request, 0, input.key()),
          new ProposedBid.Chosen(campaign, campaign, campaign),
          new ProposedBid.Estimate(0.01, 1.0, "none", 1),
          new ProposedBid.MarketView(MarketCurve.DEFAULT, 0),
          0L,
          null);
    }
  }

  private record ConstantBid(String token) implements MapFunction<MoneyInput, Decision> {

    @Override
    public Decision map(MoneyInput input) {
      ProposedBid proposed =
          Objects.requireNonNull(input.proposed(), "the pass-through keys proposals only");
      return Decision.bid(
          proposed.imp(),
          new Bid(
              proposed.bidId(),
              1_000L,
              1,
              new Bid.Ad(
                  proposed.chosen().campaignId(),
                  proposed.chosen().creativeId(),
                  "advertiser.example",
                  List.of("IAB1"),
                  300,
                  250,
                  "https://advertiser.example/landing",
                  "https://advertiser.example/banner.png"),
              new Bid.Tokens(token, token)),
          proposed.estimate().modelVersion());
    }
  }
}
