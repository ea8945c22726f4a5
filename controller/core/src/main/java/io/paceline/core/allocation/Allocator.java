package io.paceline.core.allocation;

import io.paceline.core.bidding.Exploration;
import io.paceline.core.eligibility.Candidates;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.eligibility.Offer;
import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.scoring.ImpScores;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.core.scoring.SiteMarket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Takes the third step of the decision: it chooses which of the scored campaigns gets an
 * impression. The weight of a candidate is its normalised score × push. The allocator takes the
 * heaviest candidate, or draws one in proportion to the weights; request and impression seed the
 * draw, so that a replay decides the same. Neither mode depends on the order of the candidates:
 * among equal weights the smaller campaign id comes first.
 *
 * <p>The allocator serves impressions in the request's order, and a campaign gets at most one
 * impression of a request: nobody wants the same ad twice on one page, and several impressions at
 * once could exceed a frequency cap.
 *
 * <p>Where the market is uncertain, a share of the proposed bids explores it (see {@link
 * Exploration}). Only first-price bids explore: in a second-price auction the best bid is the
 * value, whatever the market does. Test traffic never explores.
 *
 * <p>Not thread-safe.
 */
public final class Allocator {

  /** How the allocator chooses one of the weighed candidates. */
  public enum Mode {
    /** Takes the heaviest candidate; the default. */
    BEST,
    /** Draws a candidate in proportion to the weights. */
    PROPORTIONAL
  }

  private record Weighed(int index, String campaignId, double weight) {}

  private final Mode mode;
  private final double explorationShare;
  private final BidIds ids = new BidIds();

  /**
   * Makes an allocator.
   *
   * @param mode how the allocator chooses candidates
   * @param explorationShare share of the bids that explore where they may, 0 to 1
   */
  public Allocator(Mode mode, double explorationShare) {
    this.mode = mode;
    this.explorationShare = explorationShare;
  }

  /**
   * Returns one decision per impression, in the request's order. Where no campaign is chosen, the
   * no-bid's reason is the impression's own if no campaign was eligible, the request's failure if
   * nothing was scored, {@link NoBidReason#SCORING_FAILED} if no candidate has a usable score, and
   * {@link NoBidReason#FREQUENCY_CAP} if all candidates with a usable score were chosen for earlier
   * impressions of the request.
   */
  public List<ImpDecision> decide(ScoredRequest scored) {
    List<EligibleImp> imps = scored.eligible().imps();
    Set<String> taken = imps.size() == 1 ? Set.of() : new HashSet<>();
    List<ImpDecision> decisions = new ArrayList<>(imps.size());
    for (int i = 0; i < imps.size(); i++) {
      EligibleImp imp = imps.get(i);
      if (imp.reason() != null) {
        decisions.add(noBid(scored, imp, imp.reason()));
      } else if (scored.failure() != null) {
        decisions.add(noBid(scored, imp, scored.failure()));
      } else if (i < scored.scores().size()) {
        decisions.add(decide(scored, imp, scored.scores().get(i), taken));
      } else {
        decisions.add(noBid(scored, imp, NoBidReason.SCORING_FAILED));
      }
    }
    return decisions;
  }

  private ImpDecision decide(
      ScoredRequest of, EligibleImp imp, ImpScores scores, Set<String> taken) {
    Candidates candidates = imp.byNumber();
    int count = Math.min(candidates.size(), scores.normalised().length);
    boolean scored = false;
    List<Weighed> free = mode == Mode.BEST ? null : new ArrayList<>(count);
    int best = -1;
    double bestWeight = 0;
    for (int i = 0; i < count; i++) {
      double weight = scores.normalised()[i] * candidates.push(i);
      if (!(weight > 0 && Double.isFinite(weight))) {
        continue;
      }
      scored = true;
      if (!taken.isEmpty() && taken.contains(candidates.offer(i).campaignId())) {
        continue;
      }
      if (free != null) {
        free.add(new Weighed(i, candidates.offer(i).campaignId(), weight));
      }
      if (best < 0
          || weight > bestWeight
          || (weight == bestWeight && isBefore(candidates.offer(i), candidates.offer(best)))) {
        best = i;
        bestWeight = weight;
      }
    }
    if (best < 0) {
      return noBid(of, imp, scored ? NoBidReason.FREQUENCY_CAP : NoBidReason.SCORING_FAILED);
    }
    if (free != null) {
      BidRequest request = of.eligible().request();
      best = draw(free, request, request.imps().get(imp.impIndex()));
    }
    Offer chosen = candidates.offer(best);
    if (of.eligible().imps().size() > 1) {
      taken.add(chosen.campaignId());
    }
    return ImpDecision.proposing(
        propose(of, imp, chosen, scores.probability()[best], scores.normalised()[best]));
  }

  private static boolean isBefore(Offer one, Offer other) {
    return one.campaignId().compareTo(other.campaignId()) < 0;
  }

  /**
   * Draws a candidate. Sorts the candidates first, the heaviest at the front, so that their given
   * order does not matter.
   */
  private int draw(List<Weighed> weighed, BidRequest request, Imp imp) {
    weighed.sort(
        Comparator.comparingDouble(Weighed::weight).reversed().thenComparing(Weighed::campaignId));
    double sum = weighed.stream().mapToDouble(Weighed::weight).sum();
    double left = ids.uniform(request.exchange(), request.id(), imp.id()) * sum;
    for (Weighed each : weighed) {
      left -= each.weight();
      if (left < 0) {
        return each.index();
      }
    }
    return weighed.get(weighed.size() - 1).index();
  }

  private static ImpDecision noBid(ScoredRequest scored, EligibleImp imp, NoBidReason reason) {
    return ImpDecision.noBid(
        AnsweredImp.of(scored.eligible().request(), imp.impIndex()), reason, scored.modelVersion());
  }

  private ProposedBid propose(
      ScoredRequest scored, EligibleImp eligible, Offer offer, double probability, double score) {
    EligibleRequest decided = scored.eligible();
    String modelVersion =
        Objects.requireNonNull(
            scored.modelVersion(), "a request that was scored has the version of its model");
    SiteMarket market =
        Objects.requireNonNull(scored.market(), "a request that was scored has a market");
    BidRequest request = decided.request();
    AnsweredImp imp = AnsweredImp.of(request, eligible.impIndex());
    String bidId = ids.bidId(request.exchange(), request.id(), imp.impId(), offer.campaignId());
    return new ProposedBid(
        bidId,
        imp,
        ProposedBid.Auction.of(request, eligible.impIndex(), decided.userKey()),
        new ProposedBid.Chosen(offer.campaignId(), offer.budgetId(), offer.creativeId()),
        new ProposedBid.Estimate(probability, score, modelVersion, eligible.candidates().size()),
        new ProposedBid.MarketView(market.curve(), exploration(market, request, bidId)),
        decided.campaignMillis(),
        null);
  }

  private double exploration(SiteMarket market, BidRequest request, String bidId) {
    boolean mayExplore =
        market.uncertain() && request.at() == BidRequest.FIRST_PRICE && !request.test();
    return mayExplore ? Exploration.of(bidId, explorationShare) : 0;
  }
}
