package io.paceline.allocation;

import io.paceline.eligibility.Candidate;
import io.paceline.eligibility.EligibleImp;
import io.paceline.eligibility.EligibleRequest;
import io.paceline.openrtb.BidRequest;
import io.paceline.openrtb.Imp;
import io.paceline.openrtb.NoBidReason;
import io.paceline.scoring.ImpScores;
import io.paceline.scoring.ScoredRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Third step of the decision: which of the scored campaigns an impression goes to. A candidate
 * weighs normalised score × push. The heaviest is taken, or one is drawn in proportion to the
 * weights; the draw is seeded by request and impression, so that a replay decides the same. Neither
 * depends on the order of the candidates; of equal weights the smaller campaign id wins.
 *
 * <p>Impressions are served in the request's order and a campaign gets at most one impression of a
 * request: nobody wants the same ad twice on one page, and a frequency cap cannot be exceeded by
 * the impressions of one request.
 */
public final class Allocator {

  /** How one of the weighed candidates is taken. */
  public enum Mode {
    /** The heaviest; the default. */
    BEST,
    /** Drawn in proportion to the weights. */
    PROPORTIONAL
  }

  private record Weighed(Candidate candidate, double weight, double probability, double score) {}

  private Allocator() {}

  /**
   * One decision per impression, in the request's order. A reason is the impression's own where
   * nothing was eligible, the request's failure where nothing was scored, {@link
   * NoBidReason#SCORING_FAILED} where no candidate has a usable score, and {@link
   * NoBidReason#FREQUENCY_CAP} where all candidates were taken by earlier impressions of the
   * request.
   */
  public static List<ImpDecision> decide(ScoredRequest scored, Mode mode) {
    List<EligibleImp> imps = scored.eligible().imps();
    Set<String> taken = new HashSet<>();
    List<ImpDecision> decisions = new ArrayList<>(imps.size());
    for (int i = 0; i < imps.size(); i++) {
      EligibleImp imp = imps.get(i);
      if (imp.candidates().isEmpty()) {
        decisions.add(new ImpDecision(null, imp.reason()));
      } else if (scored.failure() != null) {
        decisions.add(new ImpDecision(null, scored.failure()));
      } else {
        ImpScores scores = i < scored.scores().size() ? scored.scores().get(i) : null;
        decisions.add(decide(scored, imp, scores, mode, taken));
      }
    }
    return decisions;
  }

  private static ImpDecision decide(
      ScoredRequest scored, EligibleImp imp, ImpScores scores, Mode mode, Set<String> taken) {
    List<Weighed> weighed = weigh(imp, scores);
    if (weighed.isEmpty()) {
      return new ImpDecision(null, NoBidReason.SCORING_FAILED);
    }
    weighed.removeIf(each -> taken.contains(each.candidate().campaignId()));
    if (weighed.isEmpty()) {
      return new ImpDecision(null, NoBidReason.FREQUENCY_CAP);
    }
    BidRequest request = scored.eligible().request();
    Weighed chosen =
        mode == Mode.BEST
            ? weighed.get(0)
            : draw(weighed, request, request.imps().get(imp.impIndex()));
    taken.add(chosen.candidate().campaignId());
    return new ImpDecision(propose(scored, imp, chosen), null);
  }

  /** Candidates with a usable score, heaviest first. */
  private static List<Weighed> weigh(EligibleImp imp, ImpScores scores) {
    List<Weighed> weighed = new ArrayList<>(imp.candidates().size());
    int count = scores == null ? 0 : Math.min(imp.candidates().size(), scores.normalised().length);
    for (int i = 0; i < count; i++) {
      Candidate candidate = imp.candidates().get(i);
      double weight = scores.normalised()[i] * candidate.push();
      if (weight > 0 && Double.isFinite(weight)) {
        weighed.add(
            new Weighed(candidate, weight, scores.probability()[i], scores.normalised()[i]));
      }
    }
    weighed.sort(
        Comparator.comparingDouble(Weighed::weight)
            .reversed()
            .thenComparing(each -> each.candidate().campaignId()));
    return weighed;
  }

  private static Weighed draw(List<Weighed> weighed, BidRequest request, Imp imp) {
    double sum = weighed.stream().mapToDouble(Weighed::weight).sum();
    double left = BidIds.uniform(request.exchange(), request.id(), imp.id()) * sum;
    for (Weighed each : weighed) {
      left -= each.weight();
      if (left < 0) {
        return each;
      }
    }
    return weighed.get(weighed.size() - 1);
  }

  private static ProposedBid propose(ScoredRequest scored, EligibleImp eligible, Weighed chosen) {
    EligibleRequest decided = scored.eligible();
    BidRequest request = decided.request();
    Imp imp = request.imps().get(eligible.impIndex());
    Candidate candidate = chosen.candidate();
    return new ProposedBid(
        BidIds.bidId(request.exchange(), request.id(), imp.id(), candidate.campaignId()),
        request.id(),
        imp.id(),
        request.imps().size(),
        request.exchange(),
        request.site() == null ? null : request.site().domain(),
        request.at(),
        imp.bidfloorMicros(),
        candidate.campaignId(),
        candidate.budgetId(),
        candidate.creativeId(),
        decided.userKey(),
        chosen.probability(),
        chosen.score(),
        scored.curve(),
        scored.modelVersion(),
        eligible.candidates().size(),
        request.receivedAtMillis(),
        request.deadlineMillis(),
        decided.campaignMillis(),
        request.test(),
        null);
  }
}
