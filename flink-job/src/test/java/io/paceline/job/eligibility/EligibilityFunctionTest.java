package io.paceline.job.eligibility;

import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.CappedOut;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.Offer;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.profile.CategoryAffinity;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserEventType;
import io.paceline.core.profile.UserKey;
import io.paceline.core.profile.UserProfile;
import io.paceline.core.scoring.ScoringInput;
import io.paceline.job.control.Campaigns;
import io.paceline.job.control.ControlState;
import io.paceline.job.control.ControlUpdate;
import io.paceline.job.spend.Notices;
import io.paceline.job.spend.TestOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EligibilityFunctionTest {

  private static final String ANNA = UserKey.of(Requests.of("r", "anna", START));
  private static final Duration USER_MEMORY = Duration.ofDays(30);

  private ChainMemory memory;
  private KeyedBroadcastOperatorTestHarness<String, UserInput, ControlUpdate, ScoringInput> harness;
  private int seen;

  @BeforeEach
  void start() throws Exception {
    memory = EligibilityHarness.memory();
    harness = EligibilityHarness.harness();
    harness.open();
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  private void campaign(Campaign campaign) throws Exception {
    control(ControlUpdate.of(campaign));
  }

  private void model(String version) throws Exception {
    control(ControlUpdate.of(Campaigns.model(version)));
  }

  private void control(ControlUpdate update) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(update));
  }

  private ScoringInput ask(BidRequest request) throws Exception {
    harness.processElement(new StreamRecord<>(UserKeys.of(request)));
    List<ScoringInput> all =
        harness.extractOutputValues().stream().filter(out -> out.eligible() != null).toList();
    assertThat(all).hasSize(seen + 1);
    return all.get(seen++);
  }

  /**
   * Sends one more request of the user; returns why it finds no candidate, or null where it finds
   * one.
   */
  private NoBidReason ask(String user) throws Exception {
    EligibleImp imp =
        ask(Requests.of("r" + seen, user, harness.getProcessingTime())).eligible().imps().get(0);
    assertThat(imp.candidates().isEmpty()).isEqualTo(imp.reason() != null);
    return imp.reason();
  }

  private void notice(NoticeType type, String bidId, String campaignId) throws Exception {
    long now = harness.getProcessingTime();
    NoticeToken token =
        Notices.token(bidId, campaignId).period(START).bid(2_000, now).userKey(ANNA).build();
    harness.processElement(
        new StreamRecord<>(new UserInput(ANNA, null, Notices.of(type, token, 1_000, now), null)));
  }

  private void event(UserEventType type, String campaignId) throws Exception {
    UserEvent event = new UserEvent(ANNA, type, campaignId, null, harness.getProcessingTime());
    harness.processElement(new StreamRecord<>(new UserInput(ANNA, null, null, event)));
  }

  private int stateEntries() {
    return ((HeapKeyedStateBackend<?>) harness.getOperator().getKeyedStateBackend())
        .numKeyValueStateEntries();
  }

  @Test
  void nothingIsReadyBeforeBothCampaignsAndAModelHaveArrived() throws Exception {
    assertThat(ask("anna")).isEqualTo(NoBidReason.NOT_READY);
    campaign(Campaigns.asap("shoes", 10_000));
    assertThat(ask("anna")).isEqualTo(NoBidReason.NOT_READY);
    model("v1");
    assertThat(ask("anna")).isNull();
  }

  @Test
  void anAnnouncedBundleIsHandedToTheScorerAtOnce() throws Exception {
    model("v1");

    assertThat(harness.extractOutputValues())
        .containsExactly(ScoringInput.announced(Campaigns.model("v1").bundle()));
  }

  @Test
  void aRequestLeavesWithItsCandidatesAndTheModelThatIsToScoreIt() throws Exception {
    campaign(Campaigns.asap("shoes", 10_000));
    control(ControlUpdate.of(Campaigns.pacing("shoes", true, 1.5)));
    model("v1");
    model("v2");

    ScoringInput asked = ask(Requests.of("r", "anna", START));

    assertThat(asked.bundle()).isEqualTo(Campaigns.model("v2").bundle());
    assertThat(asked.eligible().modelVersion()).isEqualTo("v2");
    assertThat(asked.eligible().userKey()).isEqualTo(ANNA);
    assertThat(asked.eligible().campaignMillis()).isEqualTo(START);
    assertThat(asked.eligible().imps().get(0).candidates())
        .containsExactly(candidate(Campaigns.asap("shoes", 10_000), 1.5));
  }

  private static Candidate candidate(Campaign campaign, double push) {
    return new Candidate(Offer.of(campaign, campaign.creatives().get(0), 0), push);
  }

  @Test
  void interestsAreThoseOfThePageShownOnAndOfTheAdClicked() throws Exception {
    campaign(Campaigns.asap("shoes", 10_000));
    model("v1");
    ask(Requests.onPageOf("IAB17", "r1", "anna", START));
    notice(NoticeType.BILLING, "bid-1", "shoes");
    notice(NoticeType.BILLING, "bid-1", "shoes");
    notice(NoticeType.CLICK, "bid-1", "shoes");

    assertThat(ask(Requests.of("r2", "anna", START)).eligible().profile().affinities())
        .containsExactlyInAnyOrder(
            new CategoryAffinity("IAB17", 1.0, START), new CategoryAffinity("IAB18", 3.0, START));
  }

  @Test
  void aBudgetThatCannotBidIsLeftOutUntilItCanAgain() throws Exception {
    campaign(Campaigns.asap("shoes", 10_000));
    model("v1");

    control(ControlUpdate.of(Campaigns.pacing("shoes", false, 1)));
    assertThat(ask("anna")).isEqualTo(NoBidReason.BUDGET_SPENT);
    control(ControlUpdate.of(Campaigns.pacing("shoes", true, 1)));
    assertThat(ask("anna")).isNull();
  }

  @Test
  void aBilledNoticeClosesACampaignForTheUserWhoseCapItFills() throws Exception {
    campaign(Campaigns.capped("shoes", 1));
    model("v1");
    assertThat(ask("anna")).isNull();

    notice(NoticeType.WIN, "bid-1", "shoes");
    notice(NoticeType.LOSS, "bid-2", "shoes");
    assertThat(ask("anna")).as("neither a win nor a loss is an impression").isNull();
    notice(NoticeType.BILLING, "bid-1", "shoes");

    assertThat(ask("anna")).isEqualTo(NoBidReason.FREQUENCY_CAP);
    assertThat(ask("bert")).isNull();
    harness.setProcessingTime(START + Duration.ofMinutes(59).toMillis());
    assertThat(ask("anna")).isEqualTo(NoBidReason.FREQUENCY_CAP);
  }

  @Test
  void aCapOpensAgainWhenItsPeriodIsOver() throws Exception {
    campaign(Campaigns.prolonged(Campaigns.capped("shoes", 1), START + 10_000_000));
    model("v1");
    notice(NoticeType.BILLING, "bid-1", "shoes");

    harness.setProcessingTime(START + Duration.ofHours(1).toMillis() - 1);
    assertThat(ask("anna")).isEqualTo(NoBidReason.FREQUENCY_CAP);
    harness.setProcessingTime(START + Duration.ofHours(1).toMillis());
    assertThat(ask("anna")).isNull();
  }

  @Test
  void aNoticeThatComesTwiceCountsOnce() throws Exception {
    campaign(Campaigns.capped("shoes", 2));
    model("v1");

    notice(NoticeType.BILLING, "bid-1", "shoes");
    notice(NoticeType.CLICK, "bid-1", "shoes");
    notice(NoticeType.BILLING, "bid-1", "shoes");
    notice(NoticeType.CLICK, "bid-1", "shoes");

    UserProfile profile = ask(Requests.of("r", "anna", START)).eligible().profile();
    assertThat(profile.impressions()).isEqualTo(1);
    assertThat(profile.clicks()).isEqualTo(1);
    assertThat(ask("anna")).isNull();
    notice(NoticeType.BILLING, "bid-2", "shoes");
    assertThat(ask("anna")).isEqualTo(NoBidReason.FREQUENCY_CAP);
  }

  @Test
  void whatTheUserSawOnTheRetailersOwnPagesCountsToo() throws Exception {
    campaign(Campaigns.capped("shoes", 1));
    model("v1");

    event(UserEventType.VIEW, null);
    event(UserEventType.CLICK, "shoes");
    assertThat(ask("anna")).isNull();
    event(UserEventType.IMPRESSION, "shoes");
    assertThat(ask("anna")).isEqualTo(NoBidReason.FREQUENCY_CAP);
  }

  @Test
  void whatIsDatedInTheFutureClosesACapForOnePeriodFromNowOn() throws Exception {
    campaign(Campaigns.prolonged(Campaigns.capped("shoes", 1), START + 20_000_000));
    model("v1");
    for (long ahead : List.of(1L, 86_400_000L, 253_402_300_799_999L - START)) {
      long now = harness.getProcessingTime();
      UserEvent event = new UserEvent(ANNA, UserEventType.IMPRESSION, "shoes", null, now + ahead);
      harness.processElement(new StreamRecord<>(new UserInput(ANNA, null, null, event)));
      assertThat(ask("anna")).isEqualTo(NoBidReason.FREQUENCY_CAP);
      harness.setProcessingTime(now + 3_600_000L - 1);
      assertThat(ask("anna")).isEqualTo(NoBidReason.FREQUENCY_CAP);

      harness.setProcessingTime(now + 3_600_000L);
      assertThat(ask("anna")).as("dated %s ms ahead", ahead).isNull();
    }
  }

  @Test
  void aBidThatIsOnItsWayCountsUntilItIsSettled() throws Exception {
    campaign(Campaigns.capped("shoes", 1));
    model("v1");
    memory.inFlight().proposed(ANNA, "shoes", "bid-1", START + 5_000);

    assertThat(ask("anna")).isEqualTo(NoBidReason.FREQUENCY_CAP);
    notice(NoticeType.LOSS, "bid-1", "shoes");
    assertThat(ask("anna")).isNull();

    memory.inFlight().proposed(ANNA, "shoes", "bid-2", START + 5_000);
    assertThat(ask("anna")).isEqualTo(NoBidReason.FREQUENCY_CAP);
    harness.setProcessingTime(START + 5_000);
    assertThat(ask("anna")).as("silence").isNull();
  }

  @Test
  void aWinCountsUntilItIsBilledOrNeverWillBe() throws Exception {
    campaign(Campaigns.capped("shoes", 1));
    model("v1");
    memory.inFlight().proposed(ANNA, "shoes", "bid-1", START + 2_000);
    notice(NoticeType.WIN, "bid-1", "shoes");

    harness.setProcessingTime(START + TestOptions.BILLING_WINDOW - 1);
    assertThat(ask("anna")).isEqualTo(NoBidReason.FREQUENCY_CAP);
    harness.setProcessingTime(START + TestOptions.BILLING_WINDOW);
    assertThat(ask("anna")).isNull();
  }

  @Test
  void aUserThatMayNotBeRecognisedWritesNoStateAndSeesNoCappedCampaign() throws Exception {
    campaign(Campaigns.capped("shoes", 1));
    model("v1");
    Regs gdpr = Regs.GDPR;

    assertThat(ask((String) null)).isEqualTo(NoBidReason.USER_UNKNOWN);
    ScoringInput noConsent = ask(Requests.of("r", "anna", START, 1, false, gdpr));

    assertThat(noConsent.eligible().userKey()).isNull();
    assertThat(noConsent.eligible().profile()).isEqualTo(UserProfile.UNKNOWN);
    assertThat(noConsent.eligible().imps().get(0).reason()).isEqualTo(NoBidReason.USER_UNKNOWN);
    assertThat(stateEntries()).isZero();
  }

  @Test
  void whatACapKeptOutIsToldInBatchesThatAnEditDoesNotLose() throws Exception {
    campaign(Campaigns.capped("shoes", 1));
    model("v1");
    ask("anna");
    assertThat(cappedOut()).as("nobody was kept out").isEmpty();

    memory.inFlight().proposed(ANNA, "shoes", "bid-1", START + 3_600_000);
    ask("anna");
    ask("bert");
    campaign(Campaigns.asap("hats", 10_000));
    ask("anna");
    ask((String) null);
    assertThat(cappedOut()).as("not at each request").isEmpty();
    harness.setProcessingTime(START + Duration.ofMinutes(2).toMillis());
    ask("anna");
    ask("anna");

    assertThat(cappedOut()).containsExactly(new CappedOut("shoes", "shoes", 2, 3, 1));
    harness.setProcessingTime(START + Duration.ofMinutes(4).toMillis());
    ask("bert");
    assertThat(cappedOut()).containsExactly(new CappedOut("shoes", "shoes", 1, 1, 0));
  }

  private List<CappedOut> cappedOut() {
    var told = harness.getSideOutput(EligibilityFunction.CAPPED);
    if (told == null) {
      return List.of();
    }
    List<CappedOut> values = told.stream().map(StreamRecord::getValue).toList();
    told.clear();
    return values;
  }

  @Test
  void askingWritesNoState() throws Exception {
    campaign(Campaigns.asap("shoes", 10_000));
    model("v1");

    ask("anna");

    assertThat(stateEntries()).isZero();
  }

  @Test
  void aRequestWithTooLittleTimeLeftForAnAnswerIsNotScored() throws Exception {
    campaign(Campaigns.asap("shoes", 10_000));
    model("v1");
    long received = START - Requests.TMAX_MILLIS + TestOptions.MARGIN;

    ScoringInput inTime = ask(Requests.of("r1", "anna", received));
    ScoringInput late = ask(Requests.of("r2", "anna", received - 1, 2, false, Regs.NONE));

    assertThat(inTime.eligible().candidateCount()).isEqualTo(1);
    assertThat(late.eligible().candidateCount()).isZero();
    assertThat(late.eligible().imps())
        .extracting(EligibleImp::reason)
        .containsExactly(NoBidReason.DEADLINE, NoBidReason.DEADLINE);
  }

  @Test
  void theTimeThatScoringTakesNowIsKeptFreeAsWellButNeverMoreThanHalfOfTmax() throws Exception {
    campaign(Campaigns.asap("shoes", 10_000));
    model("v1");
    long half = START - Requests.TMAX_MILLIS / 2;
    long oldest = START - Requests.TMAX_MILLIS + TestOptions.MARGIN;
    assertThat(ask(Requests.of("r1", "anna", oldest)).eligible().candidateCount()).isEqualTo(1);

    memory.scoringDelay().waited(20_000_000);

    assertThat(ask(Requests.of("r2", "anna", oldest)).eligible().imps().get(0).reason())
        .isEqualTo(NoBidReason.DEADLINE);
    assertThat(ask(Requests.of("r3", "anna", oldest + 5)).eligible().candidateCount()).isEqualTo(1);
    memory.scoringDelay().waited(10_000_000_000L);
    assertThat(ask(Requests.of("r4", "anna", half)).eligible().candidateCount()).isEqualTo(1);
  }

  @Test
  void aRestoreBringsBackCampaignsBudgetsModelAndUsers() throws Exception {
    campaign(Campaigns.capped("shoes", 1));
    campaign(Campaigns.asap("hats", 10_000));
    control(ControlUpdate.of(Campaigns.pacing("hats", true, 2)));
    model("v1");
    notice(NoticeType.BILLING, "bid-1", "shoes");
    OperatorSubtaskState state = harness.snapshot(1, START);
    harness.close();

    memory = EligibilityHarness.memory();
    harness = EligibilityHarness.harness();
    harness.initializeState(state);
    harness.open();
    seen = 0;
    ScoringInput anna = ask(Requests.of("r", "anna", START));
    notice(NoticeType.BILLING, "bid-1", "shoes");

    assertThat(anna.bundle()).isEqualTo(Campaigns.model("v1").bundle());
    assertThat(anna.eligible().profile().impressions()).isEqualTo(1);
    assertThat(anna.eligible().imps().get(0).candidates())
        .as("shoes are capped for her")
        .extracting(Candidate::campaignId, Candidate::push)
        .containsExactly(tuple("hats", 2.0));
    assertThat(ask(Requests.of("r", "anna", START)).eligible().profile().impressions())
        .as("the notice was known before the restore")
        .isEqualTo(1);
  }

  @Test
  void usersAreForgottenThirtyDaysAfterTheirLastNotice() throws Exception {
    campaign(Campaigns.capped("shoes", 1));
    model("v1");
    notice(NoticeType.BILLING, "bid-1", "shoes");

    harness.setStateTtlProcessingTime(START + USER_MEMORY.toMillis() - 1);
    assertThat(ask("anna")).isEqualTo(NoBidReason.FREQUENCY_CAP);
    assertThat(stateEntries()).isEqualTo(1);
    harness.setStateTtlProcessingTime(START + USER_MEMORY.toMillis());
    assertThat(ask("anna")).isNull();
    assertThat(stateEntries()).isZero();
  }

  @Test
  void aCampaignIsForgottenAWeekAfterItsEndWithItsBudget() throws Exception {
    campaign(Campaigns.asap("old", 10_000));
    control(ControlUpdate.of(Campaigns.pacing("old", false, 1)));
    long aWeekLater = Campaigns.FLIGHT_END + Duration.ofDays(7).toMillis();

    harness.setProcessingTime(aWeekLater);
    campaign(Campaigns.prolonged(Campaigns.asap("new", 10_000), aWeekLater + 3_600_000));
    assertThat(harness.getBroadcastState(ControlState.CAMPAIGNS).contains("old")).isTrue();
    harness.setProcessingTime(aWeekLater + 1);
    campaign(Campaigns.prolonged(Campaigns.asap("newer", 10_000), aWeekLater + 3_600_000));

    assertThat(harness.getBroadcastState(ControlState.CAMPAIGNS).contains("old")).isFalse();
    assertThat(harness.getBroadcastState(ControlState.BUDGETS).contains("old")).isFalse();
    assertThat(harness.getBroadcastState(ControlState.CAMPAIGNS).contains("new")).isTrue();
  }

  @Test
  void aCampaignIsForgottenWithoutAnEditToo() throws Exception {
    campaign(Campaigns.asap("old", 10_000));
    control(ControlUpdate.of(Campaigns.pacing("old", false, 1)));

    harness.setProcessingTime(Campaigns.FLIGHT_END + Duration.ofDays(7).toMillis() + 1);
    control(ControlUpdate.of(Campaigns.pacing("old", false, 1)));

    assertThat(harness.getBroadcastState(ControlState.CAMPAIGNS).contains("old")).isFalse();
    assertThat(harness.getBroadcastState(ControlState.BUDGETS).contains("old")).isFalse();
  }

  @Test
  void updatesOfBudgetsThatNobodySpendsAreDropped() throws Exception {
    campaign(Campaigns.asap("shoes", 10_000));
    for (int i = 0; i < 1_000; i++) {
      control(ControlUpdate.of(Campaigns.pacing("nobodys-" + i, true, 1)));
    }
    control(ControlUpdate.of(Campaigns.pacing("shoes", true, 1)));

    assertThat(harness.getBroadcastState(ControlState.BUDGETS).immutableEntries())
        .extracting(Map.Entry::getKey)
        .containsExactly("shoes");
  }

  @Test
  void theUpdateOfAClosedBudgetIsForgotten() throws Exception {
    campaign(Campaigns.asap("shoes", 10_000));
    model("v1");
    control(ControlUpdate.of(Campaigns.pacing("shoes", false, 1)));
    assertThat(ask("anna")).isEqualTo(NoBidReason.BUDGET_SPENT);

    control(ControlUpdate.closed("shoes"));

    assertThat(harness.getBroadcastState(ControlState.BUDGETS).contains("shoes")).isFalse();
    assertThat(ask("anna")).isNull();
  }

  @Test
  void aPauseCountsAtTheNextRequest() throws Exception {
    campaign(Campaigns.asap("shoes", 10_000));
    model("v1");
    assertThat(ask("anna")).isNull();

    campaign(Campaigns.asap("shoes", 10_000).withVersion(2).withPaused(true));
    assertThat(ask("anna")).isEqualTo(NoBidReason.NO_ACTIVE_CAMPAIGN);
    harness.setProcessingTime(START + 10_000);
    assertThat(ask("anna")).isEqualTo(NoBidReason.NO_ACTIVE_CAMPAIGN);
  }

  @Test
  void aStopCountsAtTheNextRequestAndOutlivesARestore() throws Exception {
    campaign(Campaigns.asap("shoes", 10_000));
    model("v1");
    assertThat(ask("anna")).isNull();

    control(ControlUpdate.stop(true));
    assertThat(ask("anna")).isEqualTo(NoBidReason.STOPPED);
    OperatorSubtaskState state = harness.snapshot(1, START);
    harness.close();
    memory = EligibilityHarness.memory();
    harness = EligibilityHarness.harness();
    harness.initializeState(state);
    harness.open();
    seen = 0;
    assertThat(ask("anna")).isEqualTo(NoBidReason.STOPPED);

    control(ControlUpdate.stop(false));
    assertThat(ask("anna")).isNull();
  }

  private static ControlUpdate exchange(String name, ExchangeStatus.State state) {
    return ControlUpdate.of(new ExchangeStatus(name, state, START, "a test says so", 0, 0));
  }

  @Test
  void aHaltConcernsOneExchangeAndOutlivesARestoreUntilItIsLifted() throws Exception {
    campaign(Campaigns.asap("shoes", 10_000));
    model("v1");
    control(exchange("other", ExchangeStatus.State.HALTED));
    assertThat(ask("anna")).isNull();

    control(exchange("adx", ExchangeStatus.State.HALTED));
    assertThat(ask("anna")).isEqualTo(NoBidReason.HALTED);
    OperatorSubtaskState state = harness.snapshot(1, START);
    harness.close();
    memory = EligibilityHarness.memory();
    harness = EligibilityHarness.harness();
    harness.initializeState(state);
    harness.open();
    seen = 0;
    assertThat(ask("anna")).isEqualTo(NoBidReason.HALTED);

    control(exchange("adx", ExchangeStatus.State.BIDDING));
    assertThat(ask("anna")).isNull();
  }
}
