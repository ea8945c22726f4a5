package io.paceline.job.spend;

import static io.paceline.job.control.Campaigns.MAX_BID;
import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.AdjustmentAnswer;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.openrtb.Bid;
import io.paceline.job.control.Campaigns;
import io.paceline.job.kafka.DeadLetter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests in the job what people add to a budget's spend and take back. */
class AdjustedBudgetTest {

  private SpendHarness spend;

  @BeforeEach
  void start() throws Exception {
    spend = SpendHarness.start(START);
  }

  @AfterEach
  void stop() throws Exception {
    spend.close();
  }

  private static Adjustment adjustment(String id, long micros) {
    return new Adjustment(id, "shoes", "shoes", null, micros, "a test says so", "anna");
  }

  @Test
  void anAdjustmentIsBookedAndAnsweredOnceAlsoAfterARestore() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    spend.adjust(adjustment("a", 2_500));
    assertThat(spend.takeAudit())
        .containsExactly(new AdjustmentAnswer(adjustment("a", 2_500), null, 2_500, spend.now()));

    OperatorSubtaskState state = spend.checkpoint(2);
    long now = spend.now();
    spend.close();
    spend = SpendHarness.restore(state, 2, now);
    spend.adjust(adjustment("a", 2_500));

    assertThat(spend.takeAudit()).isEmpty();
    assertThat(spend.takeDeadLetters()).isEmpty();
    assertThat(spend.tick().spend().totalMicros()).isEqualTo(2_500);
  }

  @Test
  void anAdjustmentThatDoesNotFitIsADeadLetterAndIsAnswered() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));

    spend.adjust(adjustment("a", -1));
    spend.at(spend.now() + 5_000);

    assertThat(spend.takeAudit()).extracting(AdjustmentAnswer::fault).doesNotContainNull();
    assertThat(spend.takeDeadLetters())
        .extracting(DeadLetter::reason)
        .singleElement()
        .asString()
        .contains("takes back more than the 0 micros");
  }

  @Test
  void aCreditWaitsForTheNoticesThatHadComeWhenItWasWritten() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    Bid bid = spend.bid("shoes", "bid-1");
    spend.stalledUntil(spend.now() + 60_000);

    // As when a job starts without a checkpoint, its notices are read later than the credit.
    spend.adjust(adjustment("a", -500));
    assertThat(spend.takeAudit()).isEmpty();
    spend.stalledUntil(spend.now() + 60_000);
    assertThat(spend.takeAudit()).as("nothing more has been read").isEmpty();
    spend.notice(NoticeType.BILLING, bid, MAX_BID);
    spend.at(spend.now() + 5_000);

    assertThat(spend.takeAudit()).extracting(AdjustmentAnswer::fault).containsOnlyNulls();
    assertThat(spend.takeDeadLetters()).isEmpty();
    assertThat(spend.tick().spend().totalMicros()).isEqualTo(MAX_BID - 500);
  }

  @Test
  void budgetsMayHaveAdjustmentsOfTheSameId() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000), Campaigns.asap("hats", 10_000));
    spend.adjust(adjustment("a", 100));
    spend.adjust(new Adjustment("a", "hats", "hats", null, 200, "a test says so", "anna"));

    assertThat(spend.takeAuditKeys()).containsExactly("shoes/a", "hats/a");
  }

  @Test
  void anotherAdjustmentOfABookedIdLeavesTheAuditAsItIs() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    spend.adjust(adjustment("a", 100));
    spend.takeAudit();

    spend.adjust(adjustment("a", 200));

    assertThat(spend.takeAudit()).isEmpty();
    assertThat(spend.takeDeadLetters()).hasSize(1);
  }

  @Test
  void anAdjustmentWaitsForItsCampaignAndIsRefusedWhereNoneComes() throws Exception {
    spend.adjust(adjustment("a", 100));
    assertThat(spend.takeAudit()).isEmpty();
    spend.campaign(Campaigns.asap("shoes", 10_000));
    assertThat(spend.takeAudit()).extracting(AdjustmentAnswer::fault).containsOnlyNulls();

    spend.adjust(new Adjustment("b", "nobody", "nobody", null, 5, "reason", "anna"));
    spend.at(START + 300_000);
    assertThat(spend.takeAudit())
        .extracting(AdjustmentAnswer::fault)
        .containsExactly("budget: no campaign spends nobody");
  }

  @Test
  void anAdjustmentWaitsForItsCampaignAlsoWhereAnotherOneOfItsBudgetIsReadFirst() throws Exception {
    Adjustment credit = new Adjustment("a", "shoes", "boots", null, 100, "reason", "anna");
    spend.adjust(credit);
    spend.campaign(Campaigns.asap("shoes", 10_000));
    assertThat(spend.takeAudit()).isEmpty();

    spend.campaign(Campaigns.onBudget(Campaigns.asap("boots", 10_000), "shoes"));

    assertThat(spend.takeAudit())
        .containsExactly(new AdjustmentAnswer(credit, null, 100, spend.now()));
    assertThat(spend.takeDeadLetters()).isEmpty();
    spend.tick();
    spend.adjust(new Adjustment("b", "shoes", "hats", null, 100, "reason", "anna"));
    assertThat(spend.takeAudit())
        .as("a mistyped campaign is answered at once")
        .extracting(AdjustmentAnswer::fault)
        .containsExactly("campaign: hats does not spend budget shoes");
  }
}
