package io.paceline.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.allocation.Allocator.Mode;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.scoring.ImpScores;
import io.paceline.core.scoring.ScoredRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocatorTest {

  private static final Candidate SHOES = candidate("shoes", 1);
  private static final Candidate HATS = candidate("hats", 1);
  private static final Candidate PUSHED_HATS = candidate("hats", 2);

  @Test
  void theBestNormalisedScoreWins() {
    ImpDecision decision = one(Mode.BEST, scored("r1", imp(SHOES, HATS), scores(1.5, 0.9))).get(0);
    assertThat(decision.reason()).isNull();
    assertThat(decision.proposal().campaignId()).isEqualTo("shoes");
    assertThat(decision.proposal().normalisedScore()).isEqualTo(1.5);
    assertThat(decision.proposal().probability()).isEqualTo(0.0015);
    assertThat(decision.proposal().candidates()).isEqualTo(2);
  }

  @Test
  void pushCounts() {
    assertThat(chosen(Mode.BEST, scored("r1", imp(SHOES, PUSHED_HATS), scores(1.5, 0.9))))
        .isEqualTo("hats");
  }

  @Test
  void theOrderOfCandidatesDoesNotCount() {
    assertThat(chosen(Mode.BEST, scored("r1", imp(SHOES, HATS), scores(1, 1)))).isEqualTo("hats");
    assertThat(chosen(Mode.BEST, scored("r1", imp(HATS, SHOES), scores(1, 1)))).isEqualTo("hats");
    for (int i = 0; i < 50; i++) {
      assertThat(chosen(Mode.PROPORTIONAL, scored("r" + i, imp(SHOES, HATS), scores(1, 2))))
          .isEqualTo(chosen(Mode.PROPORTIONAL, scored("r" + i, imp(HATS, SHOES), scores(2, 1))));
    }
  }

  @Test
  void drawsAreInProportionAndRepeat() {
    int shoes = 0;
    for (int i = 0; i < 4_000; i++) {
      ScoredRequest request = scored("request-" + i, imp(SHOES, HATS), scores(3, 1));
      String chosen = chosen(Mode.PROPORTIONAL, request);
      assertThat(chosen(Mode.PROPORTIONAL, request)).isEqualTo(chosen);
      shoes += chosen.equals("shoes") ? 1 : 0;
    }
    assertThat(shoes / 4_000.0).isCloseTo(0.75, within(0.03));
  }

  @Test
  void aCampaignGetsAtMostOneImpressionOfARequest() {
    EligibleImp first = new EligibleImp(0, List.of(SHOES, HATS), null);
    EligibleImp second = new EligibleImp(1, List.of(SHOES, HATS), null);
    EligibleImp third = new EligibleImp(2, List.of(SHOES), null);
    List<ImpDecision> decisions =
        new Allocator(Mode.BEST)
            .decide(
                scored(
                    "r1",
                    List.of(first, second, third),
                    List.of(scores(2, 1), scores(2, 1), scores(2)),
                    null));
    assertThat(decisions.get(0).proposal().campaignId()).isEqualTo("shoes");
    assertThat(decisions.get(1).proposal().campaignId()).isEqualTo("hats");
    assertThat(decisions.get(2)).isEqualTo(new ImpDecision(null, NoBidReason.FREQUENCY_CAP));
  }

  @Test
  void everyImpressionHasItsReason() {
    EligibleImp nothing = new EligibleImp(0, List.of(), NoBidReason.TARGETING);
    EligibleImp something = new EligibleImp(1, List.of(SHOES), null);
    assertThat(
            new Allocator(Mode.BEST)
                .decide(scored("r1", List.of(nothing, something), List.of(), NoBidReason.DEADLINE)))
        .containsExactly(
            new ImpDecision(null, NoBidReason.TARGETING),
            new ImpDecision(null, NoBidReason.DEADLINE));
  }

  @Test
  void scoresThatAreNoNumbersAreNotBidOn() {
    assertThat(chosen(Mode.BEST, scored("r1", imp(SHOES, HATS), scores(Double.NaN, 0.1))))
        .isEqualTo("hats");
    assertThat(one(Mode.BEST, scored("r1", imp(SHOES), scores(Double.NaN))))
        .containsExactly(new ImpDecision(null, NoBidReason.SCORING_FAILED));
    assertThat(new Allocator(Mode.BEST).decide(scored("r1", List.of(imp(SHOES)), List.of(), null)))
        .containsExactly(new ImpDecision(null, NoBidReason.SCORING_FAILED));
  }

  @Test
  void aProposalCarriesTheRequest() {
    ProposedBid bid = one(Mode.BEST, scored("r1", imp(SHOES), scores(1.5))).get(0).proposal();
    assertThat(bid)
        .isEqualTo(
            new ProposedBid(
                new BidIds().bidId("exchange", "r1", "imp-0", "shoes"),
                "r1",
                "imp-0",
                3,
                "exchange",
                "news.example",
                2,
                70,
                "shoes",
                "budget-shoes",
                "creative-shoes",
                "user",
                0.0015,
                1.5,
                MarketCurve.DEFAULT,
                "v1",
                1,
                1_000,
                1_120,
                9_000,
                false,
                null));
  }

  @Test
  void bidIdsRepeatAndDoNotMeet() {
    String id = new BidIds().bidId("exchange", "r/1", "2", "shoes");
    assertThat(id)
        .matches("[0-9a-f]{32}")
        .isEqualTo(new BidIds().bidId("exchange", "r/1", "2", "shoes"));
    assertThat(new BidIds().bidId("exchange", "r", "/12", "shoes")).isNotEqualTo(id);
    assertThat(new BidIds().bidId("other", "r/1", "2", "shoes")).isNotEqualTo(id);
  }

  private static String chosen(Mode mode, ScoredRequest scored) {
    return one(mode, scored).get(0).proposal().campaignId();
  }

  private static List<ImpDecision> one(Mode mode, ScoredRequest scored) {
    return new Allocator(mode).decide(scored);
  }

  private static Candidate candidate(String id, double push) {
    return new Candidate(id, "budget-" + id, "creative-" + id, id + ".example", push);
  }

  private static EligibleImp imp(Candidate... candidates) {
    return new EligibleImp(0, List.of(candidates), null);
  }

  private static ImpScores scores(double... normalised) {
    return new ImpScores(Arrays.stream(normalised).map(s -> s / 1_000).toArray(), normalised);
  }

  private static ScoredRequest scored(String id, EligibleImp imp, ImpScores scores) {
    return scored(id, List.of(imp), List.of(scores), null);
  }

  private static ScoredRequest scored(
      String id, List<EligibleImp> eligible, List<ImpScores> scores, NoBidReason failure) {
    List<Imp> imps = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Banner banner = new Banner(List.of(new Size(300, 250), new Size(728, 90)), List.of(), 0);
      imps.add(new Imp("imp-" + i, banner, 70, "EUR", null, false, true));
    }
    BidRequest request =
        new BidRequest(
            id,
            "exchange",
            1_000,
            imps,
            new Site(null, "news.example", null, List.of(), null, false),
            null,
            null,
            null,
            BidRequest.SECOND_PRICE,
            120,
            List.of(),
            List.of(),
            List.of(),
            false);
    return new ScoredRequest(
        new EligibleRequest(request, "user", null, 9_000, "v1", eligible),
        "v1",
        scores,
        MarketCurve.DEFAULT,
        failure);
  }
}
