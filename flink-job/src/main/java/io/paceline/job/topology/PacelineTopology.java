package io.paceline.job.topology;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.clock.WallClock;
import io.paceline.core.eligibility.CappedOut;
import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.core.scoring.ScoringInput;
import io.paceline.job.control.AcceptEdits;
import io.paceline.job.control.CampaignOrdered;
import io.paceline.job.control.ControlState;
import io.paceline.job.control.ControlUpdate;
import io.paceline.job.control.DecodeCampaigns;
import io.paceline.job.control.DecodeControl;
import io.paceline.job.control.Halts;
import io.paceline.job.control.WatchExchanges;
import io.paceline.job.eligibility.ChainMemory;
import io.paceline.job.eligibility.DecodeRequests;
import io.paceline.job.eligibility.DecodeUserEvents;
import io.paceline.job.eligibility.EligibilityFunction;
import io.paceline.job.eligibility.UserInput;
import io.paceline.job.eligibility.UserKeys;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.kafka.EncodeDecisions;
import io.paceline.job.kafka.NoProgress;
import io.paceline.job.kafka.OutRecord;
import io.paceline.job.kafka.Sinks;
import io.paceline.job.kafka.Sources;
import io.paceline.job.kafka.Topic;
import io.paceline.job.market.BundleCurves;
import io.paceline.job.market.CountAuctionOutcomes;
import io.paceline.job.market.LearnMarket;
import io.paceline.job.options.JobOptions;
import io.paceline.job.scoring.AllocateFunction;
import io.paceline.job.scoring.ScorerLoader;
import io.paceline.job.scoring.ScoringFunction;
import io.paceline.job.serialization.SharedTypeInfo;
import io.paceline.job.spend.AdjustmentArrived;
import io.paceline.job.spend.BudgetTold;
import io.paceline.job.spend.DecodeAdjustments;
import io.paceline.job.spend.DecodeNotices;
import io.paceline.job.spend.DecodeSpendReports;
import io.paceline.job.spend.MoneyInput;
import io.paceline.job.spend.SpendControllerFunction;
import io.paceline.job.spend.SpendReportArrived;
import io.paceline.job.spend.TrainingRow;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Lays all operators of the job, in the same way for production and tests. The graph has no cycle:
 * the three feedback loops run through topics (bids → exchange → notices; pacing updates →
 * broadcast; halts → topic {@code exchanges} → broadcast).
 */
public final class PacelineTopology {

  /**
   * A timeout of 0 makes Flink set no timer per request; the function itself answers requests that
   * are late.
   */
  private static final long NO_TIMERS = 0;

  /** Given to every operator that reads wall time other than Flink's processing time. */
  private static final WallClock CLOCK = WallClock.SYSTEM;

  private final JobOptions options;
  private final ScorerLoader scorers;

  /** Makes a topology with these options; {@code scorers} opens the model. */
  public PacelineTopology(JobOptions options, ScorerLoader scorers) {
    this.options = options;
    this.scorers = scorers;
  }

  /** Lays all operators between the sources and the sinks. */
  public void define(StreamExecutionEnvironment env, Sources sources, Sinks sinks) {
    SingleOutputStreamOperator<BidRequest> requests =
        sources
            .open(env, Topic.BID_REQUESTS)
            .process(new DecodeRequests(options.requests(), options.exchange().profiles()))
            .name("decode bid requests")
            .uid("decode-requests");
    SingleOutputStreamOperator<Notice> notices =
        sources
            .open(env, Topic.NOTICES)
            .process(new DecodeNotices(options.exchange(), options.requests().currencies()))
            .name("decode notices")
            .uid("decode-notices");
    SingleOutputStreamOperator<SpendReportArrived> reports =
        sources
            .open(env, Topic.SPEND_REPORTS)
            .process(new DecodeSpendReports())
            .name("decode spend reports")
            .uid("decode-spend-reports");
    SingleOutputStreamOperator<AdjustmentArrived> adjustments =
        sources
            .open(env, Topic.ADJUSTMENTS)
            .process(new DecodeAdjustments())
            .name("decode adjustments")
            .uid("decode-adjustments");
    SingleOutputStreamOperator<UserEvent> userEvents =
        sources
            .open(env, Topic.USER_EVENTS)
            .process(new DecodeUserEvents())
            .name("decode user events")
            .uid("decode-user-events");
    SingleOutputStreamOperator<CampaignOrdered> orders =
        sources
            .open(env, Topic.CAMPAIGNS)
            .process(new DecodeCampaigns())
            .name("decode campaigns")
            .uid("decode-campaigns");
    SingleOutputStreamOperator<ControlUpdate> campaigns =
        orders
            .keyBy(order -> AcceptEdits.KEY)
            .process(new AcceptEdits(options.clock()))
            .name("accept campaign edits")
            .uid("accept-edits")
            // There is one key only, so other subtasks would have nothing to do.
            .setParallelism(1);
    DataStream<ControlUpdate> stops = campaigns.getSideOutput(AcceptEdits.STOPS);
    SingleOutputStreamOperator<ControlUpdate> controls =
        sources
            .open(env, Topic.MODELS)
            .union(sources.open(env, Topic.PACING_UPDATES), sources.open(env, Topic.EXCHANGES))
            .process(new DecodeControl())
            .name("decode models, pacing updates and exchanges")
            .uid("decode-control");
    // Only the spend controllers need the watermarks that tell how far notices have been read. On
    // the way of the decisions, a watermark would hold scores that are ready until all older ones
    // are.
    DataStream<Notice> heard =
        notices
            .assignTimestampsAndWatermarks(new NoProgress<>())
            .name("notices without their progress")
            .uid("notices-without-progress");
    DataStream<ControlUpdate> knowledge = campaigns.union(stops, controls, market(heard, controls));

    SingleOutputStreamOperator<ScoringInput> eligible =
        eligible(users(requests, heard, userEvents), knowledge);
    SingleOutputStreamOperator<ProposedBid> proposals = propose(eligible);
    SingleOutputStreamOperator<Decision> decided =
        spend(
            proposals,
            eligible.getSideOutput(EligibilityFunction.CAPPED),
            notices,
            notices.getSideOutput(DecodeNotices.UNSIGNED),
            reports,
            adjustments,
            campaigns,
            controls.union(stops));

    // There are two encoders, each chained to the operator whose decisions it encodes. A common
    // encoder would send every decision over one more edge between tasks.
    sinks.drain(
        decided.process(encoder()).name("encode bid responses").uid("encode-responses"),
        Topic.BID_RESPONSES,
        "bid-responses");
    sinks.drain(
        proposals
            .getSideOutput(AllocateFunction.NO_BIDS)
            .process(encoder())
            .name("encode early no-bids")
            .uid("encode-early-no-bids"),
        Topic.BID_RESPONSES,
        "early-no-bids");
    sinks.drain(
        decided
            .getSideOutput(SpendControllerFunction.UPDATES)
            .map(BudgetTold::toRecord)
            .name("encode pacing updates")
            .uid("encode-pacing-updates"),
        Topic.PACING_UPDATES,
        "pacing-updates");
    sinks.drain(
        decided
            .getSideOutput(SpendControllerFunction.TRAINING)
            .map(TrainingRow::toRecord)
            .name("encode training log")
            .uid("encode-training-log"),
        Topic.TRAINING_LOG,
        "training-log");
    sinks.drain(
        decided.getSideOutput(SpendControllerFunction.AUDIT),
        Topic.ADJUSTMENT_AUDIT,
        "adjustment-audit");
    sinks.drain(
        watch(decided.getSideOutput(SpendControllerFunction.EVIDENCE), controls),
        Topic.EXCHANGES,
        "exchanges");
    sinks.drain(
        // The answers about one campaign stay in order where the sink has several subtasks.
        campaigns.getSideOutput(AcceptEdits.STATUS).keyBy(OutRecord::key),
        Topic.CAMPAIGN_STATUS,
        "campaign-status");
    sinks.drain(
        requests
            .getSideOutput(DeadLetter.TAG)
            .union(
                notices.getSideOutput(DeadLetter.TAG),
                reports.getSideOutput(DeadLetter.TAG),
                adjustments.getSideOutput(DeadLetter.TAG),
                decided.getSideOutput(DeadLetter.TAG),
                userEvents.getSideOutput(DeadLetter.TAG),
                orders.getSideOutput(DeadLetter.TAG),
                campaigns.getSideOutput(DeadLetter.TAG),
                controls.getSideOutput(DeadLetter.TAG))
            .map(DeadLetter::toRecord)
            .name("encode dead letters")
            .uid("encode-dead-letters"),
        Topic.DEAD_LETTERS,
        "dead-letters");
  }

  private EncodeDecisions encoder() {
    return new EncodeDecisions(options.exchange(), options.requests().currency());
  }

  /** Market curves, learned from the auctions' outcomes. */
  private SingleOutputStreamOperator<ControlUpdate> market(
      DataStream<Notice> notices, DataStream<ControlUpdate> controls) {
    return notices
        .process(
            new CountAuctionOutcomes(options.marketRefreshMillis(), options.exchange().profiles()))
        .name("count auction outcomes")
        .uid("count-outcomes")
        .keyBy(told -> LearnMarket.KEY)
        .connect(controls.broadcast(LearnMarket.BUNDLE))
        .process(
            new LearnMarket(options.clock(), options.marketRefreshMillis(), BundleCurves::load))
        .name("learn market curves")
        .uid("learn-market")
        // There is one key only, so other subtasks would hold nothing but copies of the announced
        // bundle.
        .setParallelism(1);
  }

  /** Halts the bidding at exchanges of whose billings too much is unaccounted for. */
  private DataStream<OutRecord> watch(
      DataStream<BillingEvidence> evidence, DataStream<ControlUpdate> controls) {
    return evidence
        .keyBy(BillingEvidence::exchange)
        .connect(
            controls
                .filter(update -> update.exchange() != null)
                .name("records of exchanges")
                .uid("exchange-records")
                .keyBy(PacelineTopology::exchange))
        .process(new WatchExchanges(options.spend().halt()))
        .name("watch exchanges")
        .uid("watch-exchanges");
  }

  private static String exchange(ControlUpdate update) {
    return Objects.requireNonNull(update.exchange(), "the filter lets through exchanges only")
        .exchange();
  }

  /** Requests, notices and user events in one stream, each with the key of its user. */
  private static DataStream<UserInput> users(
      DataStream<BidRequest> requests,
      DataStream<Notice> notices,
      DataStream<UserEvent> userEvents) {
    return requests
        .map(UserKeys::of)
        .name("key requests by user")
        .uid("requests-by-user")
        .union(
            notices
                .filter(UserKeys::isOfKnownUser)
                .name("notices of known users")
                .uid("notices-of-known-users")
                .map(UserInput::of)
                .name("key notices by user")
                .uid("notices-by-user"),
            userEvents.map(UserInput::of).name("key events by user").uid("events-by-user"));
  }

  private SingleOutputStreamOperator<ScoringInput> eligible(
      DataStream<UserInput> users, DataStream<ControlUpdate> knowledge) {
    BroadcastStream<ControlUpdate> everywhere =
        knowledge.broadcast(
            ControlState.CAMPAIGNS,
            ControlState.BUDGETS,
            ControlState.MODEL,
            ControlState.CURVES,
            Halts.STOPPED,
            Halts.HALTED);
    return users
        .keyBy(UserInput::key)
        .connect(everywhere)
        .process(new EligibilityFunction(options.clock(), options.requests(), options.spend()))
        .returns(SharedTypeInfo.of(ScoringInput.class))
        .name("1 eligible campaigns")
        .uid("eligibility");
  }

  /**
   * Scores the candidates and chooses one campaign per impression. These operators are in one chain
   * with eligibility, with which they share a {@link ChainMemory}: nothing that breaks the chain,
   * such as an operator with a parallelism of its own, may stand between the three. If the chain is
   * broken, the job refuses to start, and a test of the job's graph fails.
   */
  private SingleOutputStreamOperator<ProposedBid> propose(
      SingleOutputStreamOperator<ScoringInput> eligible) {
    SingleOutputStreamOperator<ScoredRequest> scored =
        AsyncDataStream.unorderedWait(
                eligible,
                new ScoringFunction(scorers, options.scoring().timeoutMillis(), CLOCK),
                NO_TIMERS,
                TimeUnit.MILLISECONDS,
                options.scoring().capacity())
            .name("2 score")
            .uid("score");
    return scored
        .process(new AllocateFunction(options.allocation(), options.spend()))
        .name("3 allocate")
        .uid("allocate");
  }

  /** The controllers of all budgets. */
  private SingleOutputStreamOperator<Decision> spend(
      DataStream<ProposedBid> proposals,
      DataStream<CappedOut> capped,
      DataStream<Notice> notices,
      DataStream<NoticeToken> unsigned,
      DataStream<SpendReportArrived> reports,
      DataStream<AdjustmentArrived> adjustments,
      DataStream<ControlUpdate> campaigns,
      DataStream<ControlUpdate> controls) {
    DataStream<MoneyInput> money =
        proposals
            .map(MoneyInput::of)
            .name("key proposals by budget")
            .uid("proposals-by-budget")
            .union(
                capped.map(MoneyInput::of).name("key caps by budget").uid("caps-by-budget"),
                notices.map(MoneyInput::of).name("key notices by budget").uid("notices-by-budget"),
                unsigned
                    .map(MoneyInput::unsigned)
                    .name("key unsigned billings by budget")
                    .uid("unsigned-billings-by-budget"),
                reports
                    .map(MoneyInput::of)
                    .name("key spend reports by budget")
                    .uid("spend-reports-by-budget"),
                adjustments
                    .map(MoneyInput::of)
                    .name("key adjustments by budget")
                    .uid("adjustments-by-budget"),
                campaigns
                    .map(PacelineTopology::edited)
                    .name("key campaigns by budget")
                    .uid("campaigns-by-budget")
                    // The same parallelism as that of the gate before it: several subtasks would
                    // mix up the order of a campaign's versions.
                    .setParallelism(1));
    return money
        .keyBy(MoneyInput::budgetId)
        .connect(controls.broadcast(SpendControllerFunction.TRAFFIC, Halts.STOPPED, Halts.HALTED))
        .process(new SpendControllerFunction(options, CLOCK))
        .name("4+5 bid and learn: spend controller")
        .uid("spend-controller");
  }

  private static MoneyInput edited(ControlUpdate update) {
    return MoneyInput.of(
        Objects.requireNonNull(update.campaign(), "the gate lets through campaigns only"));
  }
}
