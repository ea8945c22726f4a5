package io.paceline.job.control;

import static io.paceline.job.control.Campaigns.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignAnswer.Verdict;
import io.paceline.core.campaign.CampaignOrder;
import io.paceline.core.campaign.CampaignRegister;
import io.paceline.core.campaign.CampaignStatus;
import io.paceline.core.campaign.CampaignStatusCodec;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.clock.CampaignClock;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.kafka.OutRecord;
import io.paceline.job.kafka.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each record has the offset after that of the record before, as in the topic. */
class AcceptEditsTest {

  private static final Campaign SHOES = on("shoes", 10_000);
  private static final Campaign SOCKS = on("socks", 10_000);
  private static final Campaign HATS = Campaigns.asap("hats", 10_000);

  private KeyedOneInputStreamOperatorTestHarness<String, CampaignOrdered, ControlUpdate> harness;
  private long nextOffset = 100;

  private static Campaign on(String id, long totalBudgetMicros) {
    return Campaigns.onBudget(Campaigns.asap(id, totalBudgetMicros), "feet");
  }

  @BeforeEach
  void start() throws Exception {
    harness = harness();
    harness.open();
    harness.setProcessingTime(START);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CampaignOrdered, ControlUpdate>
      harness() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new AcceptEdits(CampaignClock.REAL_TIME)),
        ordered -> AcceptEdits.KEY,
        Types.STRING);
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  private static RawRecord origin(CampaignOrder order, long offset) {
    byte[] value = (order.campaignId() + " " + order.version()).getBytes(UTF_8);
    return new RawRecord(
        "campaigns", 0, offset, START, "default", order.campaignId(), false, value);
  }

  private long order(CampaignOrder order) throws Exception {
    read(order, nextOffset);
    return nextOffset++;
  }

  private void read(CampaignOrder order, long offset) throws Exception {
    harness.processElement(new StreamRecord<>(new CampaignOrdered(order, origin(order, offset))));
  }

  private long edit(Campaign campaign) throws Exception {
    return order(CampaignOrder.edit(campaign));
  }

  private List<Campaign> accepted() {
    return harness.extractOutputValues().stream().map(ControlUpdate::campaign).toList();
  }

  private Campaign last() {
    return accepted().get(accepted().size() - 1);
  }

  private <T> List<T> take(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    List<T> values = new ArrayList<>();
    if (records != null) {
      records.forEach(record -> values.add(record.getValue()));
      records.clear();
    }
    return values;
  }

  private List<String> refusals() {
    return take(DeadLetter.TAG).stream().map(DeadLetter::reason).toList();
  }

  /** The latest status of each campaign that was told since the last call. */
  private CampaignStatus told(String campaignId) {
    OutRecord newest = null;
    for (OutRecord record : take(AcceptEdits.STATUS)) {
      newest = record.key().equals(campaignId) ? record : newest;
    }
    return CampaignStatusCodec.decode(newest.value());
  }

  private void patienceEnds() throws Exception {
    harness.setProcessingTime(harness.getProcessingTime() + CampaignRegister.PATIENCE_MILLIS);
  }

  @Test
  void newerVersionsGoOnAndRecordsThatAreReadAgainAreLeftOut() throws Exception {
    long second = edit(HATS.withVersion(2));
    long third = edit(HATS.withVersion(3).withPaused(true));
    read(CampaignOrder.edit(HATS.withVersion(2)), second);
    read(CampaignOrder.edit(HATS.withVersion(3).withPaused(true)), third);
    edit(HATS.withVersion(3).withPaused(true));

    assertThat(accepted())
        .containsExactly(HATS.withVersion(2), HATS.withVersion(3).withPaused(true));
    assertThat(refusals()).isEmpty();
  }

  @Test
  void anEditOfAnOldVersionIsTold() throws Exception {
    edit(HATS.withVersion(3));
    edit(Campaigns.costing(HATS, 500).withVersion(2));

    assertThat(accepted()).containsExactly(HATS.withVersion(3));
    assertThat(refusals())
        .containsExactly("version: must be above 3, which the job holds of hats, got 2");
    CampaignStatus status = told("hats");
    assertThat(status.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(status.version()).isEqualTo(3);
  }

  @Test
  void anEditThatMovesMoneyToAnotherBudgetIsRefusedAndTheOldVersionStays() throws Exception {
    Campaign moved = Campaigns.onBudget(HATS, "another");
    edit(HATS);
    long refused = edit(moved);
    assertThat(take(DeadLetter.TAG))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.origin())
                  .usingRecursiveComparison()
                  .isEqualTo(origin(CampaignOrder.edit(moved), refused));
              assertThat(letter.reason()).contains("budgetId").contains("hats", "another");
            });
    edit(HATS.withVersion(2));

    assertThat(accepted()).containsExactly(HATS, HATS.withVersion(2));
  }

  @Test
  void aTombstoneEndsACampaignAtOnceAndALaterEditNeedsAHigherVersion() throws Exception {
    edit(HATS.withVersion(4));
    long tombstone = order(CampaignOrder.end("hats"));

    assertThat(last()).isEqualTo(HATS.withVersion(4).endedAt(START));
    assertThat(last().inFlight(START)).isFalse();
    assertThat(last().flight().isOver(START)).isTrue();
    CampaignStatus status = told("hats");
    assertThat(status.state()).isEqualTo(CampaignStatus.State.ENDED);
    assertThat(status.verdict()).isEqualTo(Verdict.ENDED);
    assertThat(status.version()).isEqualTo(4);
    assertThat(status.offset()).isEqualTo(tombstone);

    edit(Campaigns.costing(HATS, 500).withVersion(1));
    assertThat(refusals()).singleElement().asString().contains("above 4").contains("got 1");
    assertThat(accepted()).hasSize(2);

    edit(Campaigns.costing(HATS, 500).withVersion(5));
    assertThat(last()).isEqualTo(Campaigns.costing(HATS, 500).withVersion(5));
    assertThat(told("hats").state()).isEqualTo(CampaignStatus.State.BOOKED);
  }

  @Test
  void aTombstoneOfACampaignThatNobodyKnowsOrThatHasEndedChangesNothing() throws Exception {
    order(CampaignOrder.end("hats"));
    assertThat(told("hats").state()).isEqualTo(CampaignStatus.State.UNKNOWN);
    edit(HATS);
    order(CampaignOrder.end("hats"));
    harness.setProcessingTime(START + 1_000);
    order(CampaignOrder.end("hats"));

    assertThat(accepted()).containsExactly(HATS, HATS.endedAt(START));
    assertThat(refusals()).isEmpty();
  }

  @Test
  void aTombstoneBeforeTheFlightLeavesNoFlightThatCouldBegin() throws Exception {
    harness.close();
    harness = harness();
    harness.open();
    harness.setProcessingTime(Campaigns.FLIGHT_START - 5_000);
    edit(HATS);
    order(CampaignOrder.end("hats"));

    Campaign.Flight flight = last().flight();
    assertThat(flight.endMillis()).isEqualTo(Campaigns.FLIGHT_START - 5_000);
    assertThat(flight.startMillis()).isLessThan(flight.endMillis());
  }

  @Test
  void aPauseIsTakenAfterARefusedEditOfASibling() throws Exception {
    edit(SHOES);
    edit(SOCKS);
    // The end of the flight is mistyped into the past, and the amount is another one as well.
    Campaign mistyped =
        Campaigns.costing(Campaigns.prolonged(SOCKS, Campaigns.FLIGHT_START + 1), 500);
    edit(mistyped);
    patienceEnds();
    assertThat(refusals()).hasSize(1);

    edit(SOCKS.withVersion(5).withPaused(true));

    assertThat(last()).isEqualTo(SOCKS.withVersion(5).withPaused(true));
    assertThat(refusals()).isEmpty();
    edit(SOCKS.withVersion(6));
    assertThat(last()).isEqualTo(SOCKS.withVersion(6));
  }

  @Test
  void aPauseIsTakenWhateverElseIsWrongWithItsRecord() throws Exception {
    edit(HATS.withVersion(3));
    edit(Campaigns.onBudget(HATS, "another").withVersion(4).withPaused(true));
    assertThat(last()).isEqualTo(HATS.withVersion(4).withPaused(true));
    assertThat(refusals()).singleElement().asString().contains("budgetId");
    assertThat(told("hats").verdict()).isEqualTo(Verdict.PAUSED);

    edit(HATS.withVersion(5));
    edit(Campaigns.costing(HATS, 500).withVersion(5).withPaused(true));
    assertThat(last())
        .as("two people wrote version 5")
        .isEqualTo(HATS.withVersion(5).withPaused(true));
    assertThat(refusals()).singleElement().asString().contains("above 5");

    edit(HATS.withVersion(6));
    order(CampaignOrder.pause("hats", 0, "creatives: at least one is needed"));
    assertThat(last()).isEqualTo(HATS.withVersion(6).withPaused(true));
    assertThat(refusals()).containsExactly("creatives: at least one is needed");

    edit(HATS.withVersion(7));
    order(CampaignOrder.pause("hats", 0, null));
    assertThat(last()).isEqualTo(HATS.withVersion(7).withPaused(true));
    assertThat(refusals()).isEmpty();
  }

  @Test
  void anEditThatWaitsDoesNotResumeACampaignThatIsPausedMeanwhile() throws Exception {
    edit(SHOES);
    edit(SOCKS);
    edit(Campaigns.costing(SOCKS, 20_000).withVersion(3));
    order(CampaignOrder.pause("socks", 4, null));

    edit(Campaigns.costing(SHOES, 20_000).withVersion(3));
    patienceEnds();

    assertThat(accepted())
        .filteredOn(campaign -> campaign.id().equals("socks"))
        .last()
        .satisfies(socks -> assertThat(socks.paused()).isTrue());
  }

  @Test
  void aPauseOfACampaignThatNobodyKnowsIsTold() throws Exception {
    order(CampaignOrder.pause("hats", 2, null));

    assertThat(accepted()).isEmpty();
    assertThat(refusals()).containsExactly("the job holds no campaign hats that could be paused");
    assertThat(told("hats").verdict()).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void aStopAndItsEndPassAndAreAnswered() throws Exception {
    long stop = order(CampaignOrder.stop(true));
    assertThat(take(AcceptEdits.STOPS)).containsExactly(ControlUpdate.stop(true));
    CampaignStatus status = told(CampaignOrder.EVERY_CAMPAIGN);
    assertThat(status.state()).isEqualTo(CampaignStatus.State.STOPPED);
    assertThat(status.offset()).isEqualTo(stop);

    order(CampaignOrder.stop(false));
    assertThat(take(AcceptEdits.STOPS)).containsExactly(ControlUpdate.stop(false));
    assertThat(accepted()).isEmpty();
  }

  @Test
  void aFlightThatIsOverCanBeProlonged() throws Exception {
    edit(HATS);
    harness.setProcessingTime(HATS.flight().endMillis());
    Campaign prolonged = Campaigns.prolonged(HATS, HATS.flight().endMillis() + 3_600_000);
    edit(prolonged);

    assertThat(accepted()).containsExactly(HATS, prolonged);
    assertThat(refusals()).isEmpty();
  }

  @Test
  void whatIsHeldOutlivesARestore() throws Exception {
    edit(HATS.withVersion(2));
    order(CampaignOrder.end("hats"));
    restore();
    edit(HATS.withVersion(1));
    edit(HATS.withVersion(3));

    assertThat(accepted()).containsExactly(HATS.withVersion(3));
    assertThat(refusals()).hasSize(1);
  }

  private void restore() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, START);
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
    harness.setProcessingTime(START + 1_000);
  }

  @Test
  void aCampaignIsForgottenFourHundredDaysAfterItsFlightAndNotBefore() throws Exception {
    edit(HATS);
    long remembered = HATS.flight().endMillis() + CampaignRegister.MEMORY_MILLIS - 1;
    harness.setProcessingTime(remembered);
    edit(Campaigns.costing(HATS, 500).withVersion(1));
    assertThat(refusals()).hasSize(1);
    take(AcceptEdits.STATUS);

    harness.setProcessingTime(remembered + 2 * 86_400_000L);

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
    assertThat(take(AcceptEdits.STATUS))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("hats");
              assertThat(record.value()).as("a tombstone").isEmpty();
            });
  }

  @Test
  void theAnswerAboutAnIdThatWasNeverBookedIsTakenBackAfterADay() throws Exception {
    edit(HATS);
    order(CampaignOrder.pause("hat", 0, null));
    order(CampaignOrder.end("coats"));
    order(CampaignOrder.pause("later", 0, null));
    edit(Campaigns.asap("later", 10_000));
    take(AcceptEdits.STATUS);
    restore();

    harness.setProcessingTime(START + 86_400_000L);

    assertThat(take(AcceptEdits.STATUS))
        .allSatisfy(record -> assertThat(record.value()).as("a tombstone").isEmpty())
        .extracting(OutRecord::key)
        .containsExactlyInAnyOrder("hat", "coats");
    harness.setProcessingTime(START + 2 * 86_400_000L);
    assertThat(take(AcceptEdits.STATUS)).isEmpty();
  }

  @Test
  void anAnswerThatCameJustBeforeTheSearchCanStillBeRead() throws Exception {
    order(CampaignOrder.pause("first", 0, null));
    harness.setProcessingTime(START + 86_400_000L - 1_000);
    order(CampaignOrder.pause("second", 0, null));
    take(AcceptEdits.STATUS);

    harness.setProcessingTime(START + 86_400_000L);
    assertThat(take(AcceptEdits.STATUS)).extracting(OutRecord::key).containsExactly("first");
    harness.setProcessingTime(START + 2 * 86_400_000L);
    assertThat(take(AcceptEdits.STATUS)).extracting(OutRecord::key).containsExactly("second");
  }

  @Test
  void aCampaignWhoseFlightWasMovedFarIntoThePastIsRememberedFromItsLatestRecordOn()
      throws Exception {
    edit(HATS);
    edit(Campaigns.prolonged(HATS, HATS.flight().startMillis() + 1).withVersion(5));
    harness.setProcessingTime(harness.getProcessingTime() + 30 * 86_400_000L);

    edit(Campaigns.costing(HATS, 500).withVersion(3));
    assertThat(refusals()).hasSize(1);
  }

  @Test
  void campaignsThatAgreeAndBudgetsOfOneCampaignPassAtOnce() throws Exception {
    edit(SHOES);
    edit(SOCKS);
    edit(SHOES.withPaused(true).withVersion(3));
    edit(HATS);
    edit(Campaigns.costing(HATS, 700));

    assertThat(accepted())
        .containsExactly(
            SHOES,
            SOCKS,
            SHOES.withPaused(true).withVersion(3),
            HATS,
            Campaigns.costing(HATS, 700));
    patienceEnds();
    assertThat(refusals()).isEmpty();
  }

  @Test
  void anEditThatContradictsTheOthersIsRefusedWithBothNamesAndTheMend() throws Exception {
    edit(SHOES);
    edit(SOCKS);
    long waits = edit(Campaigns.costing(SOCKS, 25_500_000));
    assertThat(refusals()).isEmpty();
    assertThat(told("socks").verdict()).isEqualTo(Verdict.WAITING);

    patienceEnds();

    assertThat(accepted()).containsExactly(SHOES, SOCKS);
    assertThat(refusals())
        .singleElement()
        .satisfies(
            reason ->
                assertThat(reason)
                    .contains("feet", "socks states totalBudget 25.5 where shoes states 0.01")
                    .contains("put all campaigns of the budget together, in one file"));
    CampaignStatus status = told("socks");
    assertThat(status.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(status.offset()).isEqualTo(waits);
  }

  @Test
  void aNewCampaignThatWasRefusedCanBeBookedOnABudgetOfItsOwn() throws Exception {
    edit(SHOES);
    edit(on("boots", 7_000));
    patienceEnds();
    assertThat(refusals()).hasSize(1);

    edit(Campaigns.asap("boots", 7_000).withVersion(3));

    assertThat(last()).isEqualTo(Campaigns.asap("boots", 7_000).withVersion(3));
    assertThat(refusals()).isEmpty();
  }

  @Test
  void aCampaignThatJoinsWithAnotherPacingIsRefused() throws Exception {
    edit(SHOES);
    edit(Campaigns.onBudget(Campaigns.of("boots", 10_000, PacingMode.EVEN, null), "feet"));

    patienceEnds();

    assertThat(accepted()).containsExactly(SHOES);
    assertThat(refusals().get(0)).contains("boots states pacing even where shoes states asap");
  }

  @Test
  void aBudgetChangesForAllItsCampaignsAtOnceWhenAllOfThemAreEdited() throws Exception {
    edit(SHOES);
    edit(SOCKS);

    edit(Campaigns.costing(SHOES, 20_000));
    assertThat(accepted()).containsExactly(SHOES, SOCKS);
    edit(Campaigns.costing(SOCKS, 20_000));

    assertThat(accepted().subList(2, 4))
        .containsExactlyInAnyOrder(
            Campaigns.costing(SHOES, 20_000), Campaigns.costing(SOCKS, 20_000));
    patienceEnds();
    assertThat(refusals()).isEmpty();
    edit(on("boots", 20_000));
    assertThat(accepted()).hasSize(5);
  }

  @Test
  void aChangeThatWaitsOutlivesARestore() throws Exception {
    edit(SHOES);
    edit(SOCKS);
    edit(Campaigns.costing(SHOES, 20_000));
    restore();

    edit(Campaigns.costing(SOCKS, 20_000));

    assertThat(accepted()).hasSize(2);
  }

  @Test
  void pausingNeedsNobodysAgreement() throws Exception {
    edit(SHOES);
    edit(SOCKS);
    edit(Campaigns.costing(SOCKS, 500).withPaused(true));

    assertThat(accepted().get(2)).isEqualTo(SOCKS.withVersion(3).withPaused(true));
    patienceEnds();
    assertThat(refusals()).hasSize(1);
  }

  @Test
  void aBudgetKeepsTheZoneOfItsDaysWhenItsCampaignsHaveEnded() throws Exception {
    edit(SHOES);
    order(CampaignOrder.end("shoes"));
    Campaign boots = Campaigns.prolonged(on("boots", 10_000), SHOES.flight().endMillis());
    Campaign.Flight flight = boots.flight();
    edit(
        Campaigns.of(
            "boots",
            1,
            new Campaign.Flight(flight.startMillis(), flight.endMillis(), "Asia/Tokyo"),
            boots.budget(),
            boots.bidding(),
            null));
    patienceEnds();

    assertThat(refusals()).singleElement().asString().contains("timeZone");
    edit(boots.withVersion(2));
    assertThat(last().id()).isEqualTo("boots");
  }

  @Test
  void lateEditsThatAgreeWithEachOtherPassWhenTheOneThatHeldThemBackHasEnded() throws Exception {
    Campaign belts = on("belts", 10_000);
    edit(SHOES);
    edit(SOCKS);
    edit(belts);
    edit(Campaigns.costing(SHOES, 20_000));
    edit(Campaigns.costing(SOCKS, 20_000));
    order(CampaignOrder.end("belts"));
    patienceEnds();

    assertThat(refusals()).isEmpty();
    assertThat(accepted().stream().filter(c -> c.budget().totalMicros() == 20_000)).hasSize(2);
  }

  @Test
  void aCampaignWhoseFlightIsOverOrThatWasEndedHasNoSay() throws Exception {
    edit(SHOES);
    harness.setProcessingTime(SHOES.flight().endMillis());
    edit(Campaigns.prolonged(on("boots", 7_000), SHOES.flight().endMillis() + 1_000));
    assertThat(accepted()).hasSize(2);

    order(CampaignOrder.end("boots"));
    edit(Campaigns.prolonged(on("sandals", 8_000), SHOES.flight().endMillis() + 1_000));
    assertThat(last().id()).isEqualTo("sandals");
  }
}
