package io.paceline.job.scoring;

import io.paceline.core.allocation.Allocator;
import io.paceline.core.allocation.ImpDecision;
import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.bidding.Exploration;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.job.eligibility.InFlightBids;
import io.paceline.job.options.JobOptions;
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
  private final long inFlightMillis;
  private transient Allocator allocator;
  private transient InFlightBids inFlight;
  private transient RowSampler sampler;
  private transient Counter explored;

  public AllocateFunction(JobOptions options) {
    this.mode = options.proportional() ? Allocator.Mode.PROPORTIONAL : Allocator.Mode.BEST;
    this.trainingShare = options.trainingShare();
    this.explorationShare = options.explorationShare();
    this.inFlightMillis = options.windows().auctionWindowMillis();
  }

  @Override
  public void open(OpenContext context) {
    allocator = new Allocator(mode);
    inFlight = InFlightBids.ofThisTask();
    sampler = new RowSampler(trainingShare);
    explored = getRuntimeContext().getMetricGroup().counter("exploredBids");
  }

  @Override
  public void processElement(ScoredRequest scored, Context context, Collector<ProposedBid> out) {
    BidRequest request = scored.eligible().request();
    String userKey = scored.eligible().userKey();
    List<ImpDecision> decisions = allocator.decide(scored);
    for (int i = 0; i < decisions.size(); i++) {
      ProposedBid proposal = decisions.get(i).proposal();
      if (proposal == null) {
        context.output(
            NO_BIDS,
            new Decision(
                request.id(),
                request.imps().get(i).id(),
                request.imps().size(),
                request.exchange(),
                request.receivedAtMillis(),
                request.test(),
                null,
                decisions.get(i).reason(),
                scored.modelVersion()));
        continue;
      }
      if (userKey != null && !request.test()) {
        inFlight.proposed(
            userKey,
            proposal.campaignId(),
            proposal.bidId(),
            request.receivedAtMillis() + inFlightMillis);
      }
      out.collect(
          explore(
              sampler.sample(proposal, scored.eligible(), scored.eligible().imps().get(i)),
              scored.explore()));
    }
  }

  /**
   * Makes a share of the bids explore where the market is uncertain. Only first-price bids explore:
   * in a second-price auction the best bid is the value, whatever the market does.
   */
  private ProposedBid explore(ProposedBid proposal, boolean uncertain) {
    if (!uncertain || proposal.at() != BidRequest.FIRST_PRICE || proposal.test()) {
      return proposal;
    }
    double exploration = Exploration.of(proposal.bidId(), explorationShare);
    if (exploration == 0) {
      return proposal;
    }
    explored.inc();
    return proposal.withExploration(exploration);
  }
}
