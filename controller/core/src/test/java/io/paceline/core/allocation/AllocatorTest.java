package io.paceline.core.allocation;

import static io.paceline.core.eligibility.CandidateFixture.candidate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.allocation.Allocator.Mode;
import io.paceline.core.bidding.Exploration;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BlockLists;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.scoring.ImpScores;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.core.scoring.SiteMarket;
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
    assertThat(decision.noBid()).isNull();
    assertThat(decision.proposal().chosen().campaignId()).isEqualTo("shoes");
    assertThat(decision.proposal().estimate().normalisedScore()).isEqualTo(1.5);
    assertThat(decision.proposal().estimate().probability()).isEqualTo(0.0015);
    assertThat(decision.proposal().estimate().candidates()).isEqualTo(2);
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
        new Allocator(Mode.BEST, 0)
            .decide(
                scored(
                    "r1",
                    List.of(first, second, third),
                    List.of(scores(2, 1), scores(2, 1), scores(2)),
                    null));
    assertThat(decisions.get(0).proposal().chosen().campaignId()).isEqualTo("shoes");
    assertThat(decisions.get(1).proposal().chosen().campaignId()).isEqualTo("hats");
    assertThat(decisions.get(2)).isEqualTo(noBid("imp-2", NoBidReason.FREQUENCY_CAP, "v1"));
  }

  @Test
  void everyImpressionHasItsReason() {
    EligibleImp nothing = new EligibleImp(0, List.of(), NoBidReason.TARGETING);
    EligibleImp something = new EligibleImp(1, List.of(SHOES), null);
    assertThat(
            new Allocator(Mode.BEST, 0)
                .decide(scored("r1", List.of(nothing, something), List.of(), NoBidReason.DEADLINE)))
        .containsExactly(
            noBid("imp-0", NoBidReason.TARGETING, null),
            noBid("imp-1", NoBidReason.DEADLINE, null));
  }

  @Test
  void scoresThatAreNoNumbersAreNotBidOn() {
    assertThat(chosen(Mode.BEST, scored("r1", imp(SHOES, HATS), scores(Double.NaN, 0.1))))
        .isEqualTo("hats");
    assertThat(one(Mode.BEST, scored("r1", imp(SHOES), scores(Double.NaN))))
        .containsExactly(noBid("imp-0", NoBidReason.SCORING_FAILED, "v1"));
    assertThat(
            new Allocator(Mode.BEST, 0).decide(scored("r1", List.of(imp(SHOES)), List.of(), null)))
        .containsExactly(noBid("imp-0", NoBidReason.SCORING_FAILED, "v1"));
  }

  @Test
  void aProposalCarriesTheRequest() {
    ProposedBid bid = one(Mode.BEST, scored("r1", imp(SHOES), scores(1.5))).get(0).proposal();
    assertThat(bid)
        .isEqualTo(
            new ProposedBid(
                new BidIds().bidId("exchange", "r1", "imp-0", "shoes"),
                new AnsweredImp("r1", "imp-0", 3, "exchange", 1_000, false),
                new ProposedBid.Auction(2, 70, 1_120, "news.example", null, "user"),
                new ProposedBid.Chosen("shoes", "budget-shoes", "creative-shoes"),
                new ProposedBid.Estimate(0.0015, 1.5, "v1", 1),
                new ProposedBid.MarketView(MarketCurve.DEFAULT, 0),
                9_000,
                null));
  }

  @Test
  void fewBidsExploreAndOnlyInFirstPriceAuctionsOfAnUncertainMarket() {
    Allocator allocator = new Allocator(Mode.BEST, 0.01);
    List<ProposedBid> exploring = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      for (boolean uncertain : new boolean[] {true, false}) {
        for (int at : new int[] {BidRequest.FIRST_PRICE, BidRequest.SECOND_PRICE}) {
          for (boolean test : new boolean[] {true, false}) {
            SiteMarket market =
                new SiteMarket(new MarketCurve(uncertain ? 1_000 : 2_000, 2), uncertain);
            ScoredRequest scored =
                ScoredRequest.scored(
                    new EligibleRequest(
                        request("r" + i, at, test), "user", null, 9_000, "v1", List.of(imp(SHOES))),
                    "v1",
                    List.of(scores(1)),
                    market);
            ProposedBid proposal = allocator.decide(scored).get(0).proposal();
            if (proposal.market().exploration() > 0) {
              exploring.add(proposal);
            }
          }
        }
      }
    }

    assertThat(exploring)
        .hasSizeBetween(8, 35)
        .allSatisfy(
            proposal -> {
              assertThat(proposal.auction().at()).isEqualTo(BidRequest.FIRST_PRICE);
              assertThat(proposal.market().curve().scaleMicros()).isEqualTo(1_000);
              assertThat(proposal.imp().test()).isFalse();
              assertThat(proposal.market().exploration())
                  .isEqualTo(Exploration.of(proposal.bidId(), 0.01));
            });
  }

  @Test
  void onlyBidsForKnownUsersThatMayBecomeImpressionsCountForCaps() {
    ProposedBid bid = one(Mode.BEST, scored("r1", imp(SHOES), scores(1.5))).get(0).proposal();
    assertThat(bid.countsForCaps()).isTrue();
    assertThat(ProposedBids.bid("b", 1_000).build().countsForCaps()).as("unknown user").isFalse();
    ScoredRequest test =
        ScoredRequest.scored(
            new EligibleRequest(
                request("r1", 2, true), "user", null, 9_000, "v1", List.of(imp(SHOES))),
            "v1",
            List.of(scores(1)),
            new SiteMarket(MarketCurve.DEFAULT, false));
    assertThat(one(Mode.BEST, test).get(0).proposal().countsForCaps()).isFalse();
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
    return one(mode, scored).get(0).proposal().chosen().campaignId();
  }

  private static List<ImpDecision> one(Mode mode, ScoredRequest scored) {
    return new Allocator(mode, 0).decide(scored);
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
    EligibleRequest request =
        new EligibleRequest(
            request(id, BidRequest.SECOND_PRICE, false), "user", null, 9_000, "v1", eligible);
    return failure == null
        ? ScoredRequest.scored(request, "v1", scores, new SiteMarket(MarketCurve.DEFAULT, false))
        : ScoredRequest.unscored(request, failure);
  }

  private static ImpDecision noBid(String impId, NoBidReason reason, String modelVersion) {
    return new ImpDecision(
        null,
        Decision.noBid(
            new AnsweredImp("r1", impId, 3, "exchange", 1_000, false), reason, modelVersion));
  }

  private static BidRequest request(String id, int at, boolean test) {
    List<Imp> imps = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Banner banner = new Banner(List.of(new Size(300, 250), new Size(728, 90)), List.of(), 0);
      imps.add(Imp.readable("imp-" + i, banner, 70, "EUR", null, false, true));
    }
    return new BidRequest(
        id,
        "exchange",
        1_000,
        imps,
        new Site(null, "news.example", null, List.of(), null, false),
        null,
        null,
        null,
        at,
        120,
        List.of(),
        BlockLists.NONE,
        test);
  }
}
