package io.paceline.job.control;

import static io.paceline.job.control.Campaigns.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.clock.CampaignClock;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.kafka.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgreeOnBudgetsTest {

  private static final Campaign SHOES = on("shoes", 10_000);
  private static final Campaign SOCKS = on("socks", 10_000);

  private KeyedOneInputStreamOperatorTestHarness<String, CampaignEdited, ControlUpdate> harness;

  private static Campaign on(String id, long totalBudgetMicros) {
    return Campaigns.onBudget(Campaigns.asap(id, totalBudgetMicros), "feet");
  }

  @BeforeEach
  void start() throws Exception {
    harness = harness();
    harness.open();
    harness.setProcessingTime(START);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CampaignEdited, ControlUpdate>
      harness() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new AgreeOnBudgets(CampaignClock.REAL_TIME)),
        CampaignEdited::budgetId,
        Types.STRING);
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  private void edit(Campaign campaign) throws Exception {
    byte[] value = (campaign.id() + " " + campaign.version()).getBytes(UTF_8);
    harness.processElement(
        new StreamRecord<>(
            new CampaignEdited(
                campaign,
                new RawRecord("campaigns", 0, campaign.version(), START, "default", value))));
  }

  private List<Campaign> accepted() {
    return harness.extractOutputValues().stream().map(ControlUpdate::campaign).toList();
  }

  private List<String> refusals() {
    ConcurrentLinkedQueue<StreamRecord<DeadLetter>> letters = harness.getSideOutput(DeadLetter.TAG);
    List<String> reasons = new ArrayList<>();
    if (letters != null) {
      letters.forEach(letter -> reasons.add(letter.getValue().reason()));
      letters.clear();
    }
    return reasons;
  }

  private void patienceEnds() throws Exception {
    harness.setProcessingTime(harness.getProcessingTime() + AgreeOnBudgets.PATIENCE_MILLIS);
  }

  @Test
  void campaignsThatAgreeAndBudgetsOfOneCampaignPassAtOnce() throws Exception {
    edit(SHOES);
    edit(SOCKS);
    edit(SHOES.withPaused(true).withVersion(3));
    Campaign hats = Campaigns.asap("hats", 500);
    edit(hats);
    edit(Campaigns.costing(hats, 700));

    assertThat(accepted())
        .containsExactly(
            SHOES,
            SOCKS,
            SHOES.withPaused(true).withVersion(3),
            hats,
            Campaigns.costing(hats, 700));
    patienceEnds();
    assertThat(refusals()).isEmpty();
  }

  @Test
  void anEditThatContradictsTheOthersIsRefusedWithBothNamesAndTheMend() throws Exception {
    edit(SHOES);
    edit(SOCKS);
    edit(Campaigns.costing(SOCKS, 25_500_000));
    assertThat(refusals()).isEmpty();

    patienceEnds();

    assertThat(accepted()).containsExactly(SHOES, SOCKS);
    assertThat(refusals())
        .singleElement()
        .satisfies(
            reason ->
                assertThat(reason)
                    .contains("feet", "socks states totalBudget 25.5 where shoes states 0.01")
                    .contains("put all campaigns of the budget together, in one file"));
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
    OperatorSubtaskState state = harness.snapshot(1, START);
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
    harness.setProcessingTime(START + 1_000);

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
  void aCampaignWhoseFlightIsOverHasNoSay() throws Exception {
    edit(SHOES);
    harness.setProcessingTime(SHOES.flight().endMillis());

    edit(Campaigns.prolonged(on("boots", 7_000), SHOES.flight().endMillis() + 1));

    assertThat(accepted()).hasSize(2);
  }
}
