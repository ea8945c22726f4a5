package io.paceline.job.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.allocation.TrainingSample;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.eligibility.InFlightBids;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.scoring.ImpScores;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.core.scoring.SiteMarket;
import io.paceline.job.control.Campaigns;
import io.paceline.job.eligibility.ChainMemory;
import io.paceline.job.options.JobOptions;
import io.paceline.job.spend.Notices;
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
  private InFlightBids inFlight;

  @BeforeEach
  void start() throws Exception {
    start(TestOptions.with());
  }

  private void start(JobOptions options) throws Exception {
    harness =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new AllocateFunction(options.allocation(), options.spend()));
    ChainMemory.join(ChainMemory.Writer.SCORING);
    inFlight = ChainMemory.take().inFlight();
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  private void allocate(EligibleRequest eligible, ImpScores... scores) throws Exception {
    harness.processElement(
        new StreamRecord<>(
            ScoredRequest.scored(
                eligible, "v1", List.of(scores), new SiteMarket(MarketCurve.DEFAULT, false))));
  }

  private void failed(EligibleRequest eligible, NoBidReason reason) throws Exception {
    harness.processElement(new StreamRecord<>(ScoredRequest.unscored(eligible, reason)));
  }

  private static ImpScores scores(double... normalised) {
    double[] probability = new double[normalised.length];
    for (int i = 0; i < normalised.length; i++) {
      probability[i] = normalised[i] / 1_000;
    }
    return new ImpScores(probability, normalised);
  }

  private static Decision noBid(
      String impId, int impCount, boolean test, NoBidReason reason, String modelVersion) {
    return Decision.noBid(
        new AnsweredImp("r", impId, impCount, "adx", START, test), reason, modelVersion);
  }

  private List<Decision> noBids() {
    ConcurrentLinkedQueue<StreamRecord<Decision>> records =
        harness.getSideOutput(AllocateFunction.NO_BIDS);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  private int open(String campaign) {
    return inFlight.of("anna").getOrDefault(campaign, 0);
  }

  @Test
  void theBestCampaignIsProposedWithAllThatPricingNeeds() throws Exception {
    allocate(Eligible.at(START, "r", false, List.of(List.of("hats", "shoes"))), scores(0.8, 1.6));

    assertThat(harness.extractOutputValues())
        .singleElement()
        .satisfies(
            proposed -> {
              assertThat(proposed.chosen().campaignId()).isEqualTo("shoes");
              assertThat(proposed.chosen().budgetId()).isEqualTo("shoes");
              assertThat(proposed.estimate().normalisedScore()).isEqualTo(1.6);
              assertThat(proposed.estimate().candidates()).isEqualTo(2);
              assertThat(proposed.auction().deadlineMillis()).isEqualTo(START + 100);
              assertThat(proposed.auction().site()).isEqualTo("news.example");
            });
    assertThat(noBids()).isEmpty();
  }

  @Test
  void everyImpLeavesOnceAsAProposalOrAsANoBidWithItsReason() throws Exception {
    EligibleRequest eligible =
        Eligible.at(
            START, "r", false, List.of(List.of("shoes"), List.of(), List.of("shoes"), List.of()));

    allocate(eligible, scores(1), scores(), scores(1), scores());

    assertThat(harness.extractOutputValues())
        .extracting(proposed -> proposed.imp().impId())
        .containsExactly("1");
    assertThat(noBids())
        .containsExactly(
            noBid("2", 4, false, NoBidReason.TARGETING, "v1"),
            noBid("3", 4, false, NoBidReason.FREQUENCY_CAP, "v1"),
            noBid("4", 4, false, NoBidReason.TARGETING, "v1"));
  }

  @Test
  void aFailureOfTheModelIsTheReasonOfEveryImpThatHadCandidates() throws Exception {
    failed(
        Eligible.at(START, "r", true, List.of(List.of("shoes"), List.of())),
        NoBidReason.SCORING_FAILED);

    assertThat(noBids())
        .containsExactly(
            noBid("1", 2, true, NoBidReason.SCORING_FAILED, null),
            noBid("2", 2, true, NoBidReason.TARGETING, null));
  }

  @Test
  void aProposalIsInFlightUntilItIsSettledOrItsAuctionsWindowIsPast() throws Exception {
    allocate(Eligible.at(START, "r1", false, List.of(List.of("shoes"))), scores(1));
    allocate(Eligible.at(START, "r2", false, List.of(List.of("shoes"))), scores(1));
    assertThat(open("shoes")).isEqualTo(2);

    NoticeToken token =
        Notices.token(harness.extractOutputValues().get(0).bidId(), "shoes")
            .userKey("anna")
            .build();
    inFlight.after(Notice.loss(token, 0, 102, START), START);
    assertThat(open("shoes")).isEqualTo(1);

    inFlight.expire(START + TestOptions.AUCTION_WINDOW - 1);
    assertThat(open("shoes")).isEqualTo(1);
    inFlight.expire(START + TestOptions.AUCTION_WINDOW);
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
    assertThat(proposed.chosen().campaignId()).isEqualTo("shoes");
    assertThat(proposed.row().requestIds()).isEqualTo(requestIds);
    assertThat(proposed.row().requestFloats()).isEqualTo(requestFloats);
    assertThat(proposed.row().candidateIds()).isEqualTo(candidateIds);
    assertThat(proposed.row().candidateFloats()).isEqualTo(candidateFloats);
  }

  @Test
  void onlyAProposalOfTheTrainingSampleCarriesItsRow() throws Exception {
    harness.close();
    start(TestOptions.with("--training.sample", "0.25"));
    for (int i = 0; i < 100; i++) {
      allocate(Eligible.at(START, "r" + i, false, List.of(List.of("shoes"))), scores(1));
      allocate(Eligible.at(START, "t" + i, true, List.of(List.of("shoes"))), scores(1));
    }

    TrainingSample sample = new TrainingSample(0.25);
    assertThat(harness.extractOutputValues())
        .hasSize(200)
        .allSatisfy(
            proposed ->
                assertThat(proposed.row() != null)
                    .as(proposed.bidId())
                    .isEqualTo(sample.takes(proposed)));
    assertThatThrownBy(() -> TestOptions.with("--training.sample", "1.5"))
        .hasMessage("--training.sample must be from 0 to 1, got 1.5");
  }

  @Test
  void theOptionsShareOfTheBidsExploresAnUncertainMarket() throws Exception {
    harness.close();
    start(TestOptions.with("--exploration.share", "0.5"));
    for (int i = 0; i < 100; i++) {
      EligibleRequest eligible = Eligible.at(START, "r" + i, false, List.of(List.of("shoes")));
      harness.processElement(
          new StreamRecord<>(
              ScoredRequest.scored(
                  Eligible.sold(eligible, BidRequest.FIRST_PRICE),
                  "v1",
                  List.of(scores(1)),
                  new SiteMarket(MarketCurve.DEFAULT, true))));
    }

    long exploring =
        harness.extractOutputValues().stream()
            .filter(proposed -> proposed.market().exploration() > 0)
            .count();
    assertThat(exploring).isBetween(30L, 70L);
    assertThat(harness.extractOutputValues()).allMatch(proposed -> proposed.row() != null);
  }

  @Test
  void theProportionalModeProposesOthersThanTheBestToo() throws Exception {
    harness.close();
    start(TestOptions.with("--allocation.proportional", "true"));
    for (int i = 0; i < 200; i++) {
      allocate(Eligible.at(START, "r" + i, false, List.of(List.of("hats", "shoes"))), scores(1, 3));
    }

    assertThat(harness.extractOutputValues())
        .filteredOn(proposed -> proposed.chosen().campaignId().equals("hats"))
        .hasSizeBetween(30, 70);
  }
}
