package io.paceline.job.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.scoring.ImpScores;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.job.control.Campaigns;
import io.paceline.job.eligibility.InFlightBids;
import io.paceline.job.spend.TestOptions;
import io.paceline.model.features.FeatureEncoder;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AllocateFunctionTest {

  private static final long START = Campaigns.START;

  private OneInputStreamOperatorTestHarness<ScoredRequest, ProposedBid> harness;

  @BeforeEach
  void start() throws Exception {
    InFlightBids.ofThisTask().clear(campaignId -> true);
    harness =
        ProcessFunctionTestHarnesses.forProcessFunction(new AllocateFunction(TestOptions.with()));
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  private void allocate(EligibleRequest eligible, ImpScores... scores) throws Exception {
    harness.processElement(
        new StreamRecord<>(
            new ScoredRequest(eligible, "v1", List.of(scores), MarketCurve.DEFAULT, null)));
  }

  private void failed(EligibleRequest eligible, NoBidReason reason) throws Exception {
    harness.processElement(new StreamRecord<>(CurrentModel.failed(eligible, reason)));
  }

  private static ImpScores scores(double... normalised) {
    double[] probability = new double[normalised.length];
    for (int i = 0; i < normalised.length; i++) {
      probability[i] = normalised[i] / 1_000;
    }
    return new ImpScores(probability, normalised);
  }

  private List<Decision> noBids() {
    ConcurrentLinkedQueue<StreamRecord<Decision>> records =
        harness.getSideOutput(AllocateFunction.NO_BIDS);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  private static int open(String campaign) {
    return InFlightBids.ofThisTask().of("anna").getOrDefault(campaign, 0);
  }

  @Test
  void theBestCampaignIsProposedWithAllThatPricingNeeds() throws Exception {
    allocate(Eligible.at(START, "r", false, List.of(List.of("hats", "shoes"))), scores(0.8, 1.6));

    assertThat(harness.extractOutputValues())
        .singleElement()
        .satisfies(
            proposed -> {
              assertThat(proposed.campaignId()).isEqualTo("shoes");
              assertThat(proposed.budgetId()).isEqualTo("shoes");
              assertThat(proposed.normalisedScore()).isEqualTo(1.6);
              assertThat(proposed.candidates()).isEqualTo(2);
              assertThat(proposed.deadlineMillis()).isEqualTo(START + 100);
              assertThat(proposed.site()).isEqualTo("news.example");
            });
    assertThat(noBids()).isEmpty();
  }

  @Test
  void everyImpLeavesOnceAsAProposalOrAsANoBidWithItsReason() throws Exception {
    EligibleRequest eligible =
        Eligible.at(
            START, "r", false, List.of(List.of("shoes"), List.of(), List.of("shoes"), List.of()));

    allocate(eligible, scores(1), scores(), scores(1), scores());

    assertThat(harness.extractOutputValues()).extracting(ProposedBid::impId).containsExactly("1");
    assertThat(noBids())
        .containsExactly(
            new Decision("r", "2", 4, "adx", START, false, null, NoBidReason.TARGETING, "v1"),
            new Decision("r", "3", 4, "adx", START, false, null, NoBidReason.FREQUENCY_CAP, "v1"),
            new Decision("r", "4", 4, "adx", START, false, null, NoBidReason.TARGETING, "v1"));
  }

  @Test
  void aFailureOfTheModelIsTheReasonOfEveryImpThatHadCandidates() throws Exception {
    failed(
        Eligible.at(START, "r", true, List.of(List.of("shoes"), List.of())),
        NoBidReason.SCORING_FAILED);

    assertThat(noBids())
        .containsExactly(
            new Decision("r", "1", 2, "adx", START, true, null, NoBidReason.SCORING_FAILED, null),
            new Decision("r", "2", 2, "adx", START, true, null, NoBidReason.TARGETING, null));
  }

  @Test
  void aProposalIsInFlightUntilItIsSettledOrItsAuctionsWindowIsPast() throws Exception {
    allocate(Eligible.at(START, "r1", false, List.of(List.of("shoes"))), scores(1));
    allocate(Eligible.at(START, "r2", false, List.of(List.of("shoes"))), scores(1));
    assertThat(open("shoes")).isEqualTo(2);

    InFlightBids.ofThisTask().settled(harness.extractOutputValues().get(0).bidId());
    assertThat(open("shoes")).isEqualTo(1);

    InFlightBids.ofThisTask().expire(START + TestOptions.AUCTION_WINDOW - 1);
    assertThat(open("shoes")).isEqualTo(1);
    InFlightBids.ofThisTask().expire(START + TestOptions.AUCTION_WINDOW);
    assertThat(open("shoes")).isZero();
  }

  @Test
  void testTrafficIsNeverInFlight() throws Exception {
    allocate(Eligible.at(START, "r", true, List.of(List.of("shoes"))), scores(1));

    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(open("shoes")).isZero();
  }

  @Test
  void aSampledProposalCarriesTheRowThatTheModelWasFed() throws Exception {
    EligibleRequest eligible =
        Eligible.at(START, "r", false, List.of(List.of("hats"), List.of("hats", "shoes")));

    allocate(eligible, scores(1), scores(2, 1));

    ProposedBid proposed = harness.extractOutputValues().get(1);
    FeatureEncoder encoder = new FeatureEncoder();
    int[] requestIds = new int[FeatureEncoder.SPEC.requestIdCount()];
    float[] requestFloats = new float[FeatureEncoder.SPEC.requestFloats().size()];
    int[] candidateIds = new int[FeatureEncoder.SPEC.candidateIdCount()];
    float[] candidateFloats = new float[FeatureEncoder.SPEC.candidateFloats().size()];
    encoder.request(
        eligible.request(), 1, eligible.profile(), START, requestIds, 0, requestFloats, 0);
    encoder.candidate(
        eligible.imps().get(1).candidates().get(1), candidateIds, 0, candidateFloats, 0);
    assertThat(proposed.campaignId()).isEqualTo("shoes");
    assertThat(proposed.row().requestIds()).isEqualTo(requestIds);
    assertThat(proposed.row().requestFloats()).isEqualTo(requestFloats);
    assertThat(proposed.row().candidateIds()).isEqualTo(candidateIds);
    assertThat(proposed.row().candidateFloats()).isEqualTo(candidateFloats);
  }

  @Test
  void theTrainingLogSamplesByBidIdAndNeverATest() throws Exception {
    harness.close();
    harness =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new AllocateFunction(TestOptions.with("--training.sample", "0.25")));
    for (int i = 0; i < 400; i++) {
      allocate(Eligible.at(START, "r" + i, false, List.of(List.of("shoes"))), scores(1));
      allocate(Eligible.at(START, "t" + i, true, List.of(List.of("shoes"))), scores(1));
    }

    assertThat(harness.extractOutputValues())
        .filteredOn(proposed -> proposed.row() != null)
        .hasSizeBetween(70, 130)
        .allSatisfy(
            proposed -> {
              assertThat(proposed.test()).isFalse();
              assertThat(RowSampler.isSampled(proposed.bidId(), 0.25)).isTrue();
            });
    assertThat(RowSampler.isSampled("ffffffff0000", 1.0)).isTrue();
    assertThat(RowSampler.isSampled("000000000000", 0.0)).isFalse();
    assertThatThrownBy(() -> TestOptions.with("--training.sample", "1.5"))
        .hasMessage("--training.sample must be from 0 to 1, got 1.5");
  }

  @Test
  void fewBidsExploreAndOnlyInFirstPriceAuctionsOfAnUncertainMarket() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      for (boolean uncertain : new boolean[] {true, false}) {
        for (int at : new int[] {BidRequest.FIRST_PRICE, BidRequest.SECOND_PRICE}) {
          for (boolean test : new boolean[] {true, false}) {
            EligibleRequest eligible = Eligible.at(START, "r" + i, test, List.of(List.of("shoes")));
            harness.processElement(
                new StreamRecord<>(
                    new ScoredRequest(
                        Eligible.sold(eligible, at),
                        "v1",
                        List.of(scores(1)),
                        new MarketCurve(uncertain ? 1_000 : 2_000, 2),
                        null,
                        uncertain)));
          }
        }
      }
    }

    assertThat(harness.extractOutputValues())
        .filteredOn(proposed -> proposed.exploration() > 0)
        .hasSizeBetween(8, 35)
        .allSatisfy(
            proposed -> {
              assertThat(proposed.at()).isEqualTo(BidRequest.FIRST_PRICE);
              assertThat(proposed.curve().scaleMicros()).isEqualTo(1_000);
              assertThat(proposed.test()).isFalse();
              assertThat(proposed.row()).isNotNull();
            });
  }

  @Test
  void theProportionalModeProposesOthersThanTheBestToo() throws Exception {
    harness.close();
    harness =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new AllocateFunction(TestOptions.with("--allocation.proportional", "true")));
    for (int i = 0; i < 200; i++) {
      allocate(Eligible.at(START, "r" + i, false, List.of(List.of("hats", "shoes"))), scores(1, 3));
    }

    assertThat(harness.extractOutputValues())
        .filteredOn(proposed -> proposed.campaignId().equals("hats"))
        .hasSizeBetween(30, 70);
  }
}
