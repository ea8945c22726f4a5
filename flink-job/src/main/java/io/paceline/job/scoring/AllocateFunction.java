package io.paceline.job.scoring;

import io.paceline.core.allocation.Allocator;
import io.paceline.core.allocation.ImpDecision;
import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.allocation.TrainingSample;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.eligibility.InFlightBids;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.job.eligibility.ChainMemory;
import io.paceline.job.options.AllocationOptions;
import io.paceline.job.options.SpendOptions;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Third step of a decision: chooses one campaign for every impression, or tells why there is none.
 */
public final class AllocateFunction extends ProcessFunction<ScoredRequest, ProposedBid> {

  /** Decisions for the impressions that end here, without a bid. */
  public static final OutputTag<Decision> NO_BIDS = new OutputTag<>("no-bids") {};

  private static final long serialVersionUID = 1L;

  private final Allocator.Mode mode;
  private final double trainingShare;
  private final double explorationShare;
  private final ExchangeProfiles exchanges;
  private transient Allocator allocator;
  private transient InFlightBids inFlight;
  private transient RowSampler sampler;
  private transient Counter explored;

  /**
   * Makes the function with these options. A proposed bid counts towards the campaign's frequency
   * cap for its user while the bid stays open, counted from the request on, unless a notice tells
   * the bid's outcome before.
   */
  public AllocateFunction(AllocationOptions options, SpendOptions spend) {
    this.mode = options.proportional() ? Allocator.Mode.PROPORTIONAL : Allocator.Mode.BEST;
    this.trainingShare = options.trainingShare();
    this.explorationShare = options.explorationShare();
    this.exchanges = spend.windows().exchanges();
  }

  @Override
  public void open(OpenContext context) {
    allocator = new Allocator(mode, explorationShare);
    inFlight = ChainMemory.join(ChainMemory.Writer.ALLOCATION).inFlight();
    sampler = new RowSampler(new TrainingSample(trainingShare));
    explored = getRuntimeContext().getMetricGroup().counter("exploredBids");
  }

  @Override
  public void processElement(ScoredRequest scored, Context context, Collector<ProposedBid> out) {
    EligibleRequest eligible = scored.eligible();
    List<ImpDecision> decisions = allocator.decide(scored);
    for (int i = 0; i < decisions.size(); i++) {
      ProposedBid proposal = decisions.get(i).proposal();
      if (proposal == null) {
        context.output(NO_BIDS, decisions.get(i).noBid());
        continue;
      }
      String userKey = proposal.auction().userKey();
      if (userKey != null && proposal.countsForCaps()) {
        inFlight.proposed(
            userKey,
            proposal.chosen().campaignId(),
            proposal.bidId(),
            proposal.imp().receivedAtMillis()
                + exchanges.of(proposal.imp().exchange()).auctionWindowMillis());
      }
      if (proposal.market().exploration() > 0) {
        explored.inc();
      }
      out.collect(sampler.sample(proposal, eligible, eligible.imps().get(i)));
    }
  }
}
