package io.paceline.job.control;

import static io.paceline.job.control.Campaigns.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.clock.CampaignClock;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.kafka.RawRecord;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcceptEditsTest {

  private static final Campaign SHOES = Campaigns.asap("shoes", 10_000);

  private KeyedOneInputStreamOperatorTestHarness<String, CampaignEdited, CampaignEdited> harness;

  @BeforeEach
  void start() throws Exception {
    harness = harness();
    harness.setStateTtlProcessingTime(START);
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CampaignEdited, CampaignEdited>
      harness() throws Exception {
    return ProcessFunctionTestHarnesses.forKeyedProcessFunction(
        new AcceptEdits(CampaignClock.REAL_TIME), CampaignEdited::campaignId, Types.STRING);
  }

  private static RawRecord origin(Campaign campaign) {
    byte[] value = (campaign.id() + " " + campaign.version()).getBytes(UTF_8);
    return new RawRecord("campaigns", 3, campaign.version(), START, "default", value);
  }

  private void edit(Campaign campaign) throws Exception {
    harness.processElement(new StreamRecord<>(new CampaignEdited(campaign, origin(campaign))));
  }

  private List<Campaign> accepted() {
    return harness.extractOutputValues().stream().map(CampaignEdited::campaign).toList();
  }

  @Test
  void newerVersionsGoOnAndOlderOrRepeatedOnesAreLeftOut() throws Exception {
    edit(SHOES.withVersion(2));
    edit(SHOES.withVersion(1).withPaused(true));
    edit(SHOES.withVersion(2).withPaused(true));
    edit(SHOES.withVersion(3).withPaused(true));
    edit(SHOES.withVersion(2));

    assertThat(accepted())
        .containsExactly(SHOES.withVersion(2), SHOES.withVersion(3).withPaused(true));
    assertThat(harness.getSideOutput(DeadLetter.TAG)).isNull();
  }

  @Test
  void campaignsDoNotMeet() throws Exception {
    Campaign hats = Campaigns.asap("hats", 10_000);
    edit(SHOES.withVersion(5));
    edit(hats.withVersion(1));

    assertThat(accepted()).containsExactly(SHOES.withVersion(5), hats.withVersion(1));
  }

  @Test
  void anEditThatMovesMoneyToAnotherBudgetIsRefusedAndTheOldVersionStays() throws Exception {
    Campaign moved = Campaigns.onBudget(SHOES, "another");
    edit(SHOES);
    edit(moved);
    edit(SHOES.withVersion(3));

    assertThat(accepted()).containsExactly(SHOES, SHOES.withVersion(3));
    assertThat(harness.getSideOutput(DeadLetter.TAG))
        .singleElement()
        .satisfies(
            record -> {
              DeadLetter letter = record.getValue();
              assertThat(letter.origin()).usingRecursiveComparison().isEqualTo(origin(moved));
              assertThat(letter.reason()).contains("budgetId").contains("shoes", "another");
            });
  }

  @Test
  void aFlightThatIsOverCannotBeProlonged() throws Exception {
    edit(SHOES);
    harness.setProcessingTime(SHOES.flight().endMillis());
    edit(Campaigns.prolonged(SHOES, SHOES.flight().endMillis() + 3_600_000));

    assertThat(accepted()).containsExactly(SHOES);
    assertThat(harness.getSideOutput(DeadLetter.TAG))
        .singleElement()
        .satisfies(letter -> assertThat(letter.getValue().reason()).contains("flight is over"));
  }

  @Test
  void theAcceptedVersionOutlivesARestore() throws Exception {
    edit(SHOES.withVersion(2));
    OperatorSubtaskState state = harness.snapshot(1, START);
    harness.close();

    KeyedOneInputStreamOperatorTestHarness<String, CampaignEdited, CampaignEdited> restored =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new AcceptEdits(CampaignClock.REAL_TIME)),
            CampaignEdited::campaignId,
            Types.STRING);
    restored.setStateTtlProcessingTime(START);
    restored.initializeState(state);
    restored.open();
    harness = restored;
    edit(SHOES.withVersion(1));
    edit(SHOES.withVersion(3));

    assertThat(accepted()).containsExactly(SHOES.withVersion(3));
  }

  @Test
  void aCampaignThatNobodyEditsForFourHundredDaysIsForgotten() throws Exception {
    edit(SHOES.withVersion(2));
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);

    harness.setStateTtlProcessingTime(START + Duration.ofDays(400).toMillis());
    edit(SHOES.withVersion(1));

    assertThat(accepted()).containsExactly(SHOES.withVersion(2), SHOES.withVersion(1));
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
  }
}
