package io.paceline.job.spend;

import static io.paceline.job.control.Campaigns.MAX_BID;
import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.job.control.Campaigns;
import io.paceline.job.kafka.DeadLetter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SpendReportsTest {

  private static final Campaign SHOES = Campaigns.asap("shoes", 3 * MAX_BID);

  @Test
  void whatLostNoticesCarriedCountsAgainstTheBudgetOnceItIsReported() throws Exception {
    try (SpendHarness spend = SpendHarness.start(START).ready(SHOES)) {
      Bid told = spend.bid("shoes", "told");
      Bid late = spend.bid("shoes", "late");
      spend.notice(NoticeType.BILLING, told, MAX_BID);
      spend.at(spend.now() + TestOptions.AUCTION_WINDOW + TestOptions.BILLING_WINDOW + 500);
      List<PacingUpdate> before = spend.takeUpdates();
      assertThat(before.get(before.size() - 1).spend().totalMicros()).isEqualTo(MAX_BID);

      spend.report("shoes", "shoes", 2 * MAX_BID);
      spend.report("shoes", "shoes", 2 * MAX_BID);
      assertThat(spend.tick().spend().totalMicros()).isEqualTo(2 * MAX_BID);
      spend.notice(NoticeType.BILLING, late, MAX_BID);
      spend.at(spend.now() + TestOptions.TICK);
      assertThat(spend.takeUpdates()).as("the late notice changes no sum").isEmpty();

      spend.report("shoes", "shoes", 3 * MAX_BID);
      PacingUpdate spent = spend.tick();
      assertThat(spent.spend().totalMicros()).isEqualTo(3 * MAX_BID);
      assertThat(spent.standing().status()).isEqualTo(PacingStatus.SPENT);
      assertThat(spend.refusal("shoes", "too much")).isEqualTo(NoBidReason.BUDGET);
      assertThat(spend.takeDeadLetters()).isEmpty();
    }
  }

  @Test
  void aReportThatDoesNotFitItsCampaignBecomesADeadLetter() throws Exception {
    try (SpendHarness spend = SpendHarness.start(START).ready(SHOES)) {
      spend.report("boots", "shoes", MAX_BID);

      assertThat(spend.takeDeadLetters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason()).contains("boots does not spend budget shoes");
                assertThat(letter.origin().offset()).isEqualTo(MAX_BID);
              });
      spend.at(spend.now() + TestOptions.TICK);
      assertThat(spend.takeUpdates()).as("nothing is booked").isEmpty();
    }
  }

  @Test
  void aReportThatIsReadBeforeItsCampaignWaitsForItThroughARestore() throws Exception {
    OperatorSubtaskState state;
    try (SpendHarness before = SpendHarness.start(START)) {
      before.report("shoes", "shoes", 500);
      state = before.checkpoint(1);
    }
    try (SpendHarness after = SpendHarness.restore(state, 1, START + 5_000)) {
      after.campaign(SHOES);
      assertThat(after.tick().spend().totalMicros()).isEqualTo(500);
      assertThat(after.takeDeadLetters()).isEmpty();
    }
  }

  @Test
  void reportsOfAllCampaignsOfABudgetAreBookedInWhateverOrderTheTopicsAreRead() throws Exception {
    Campaign boots = Campaigns.onBudget(Campaigns.asap("boots", 3 * MAX_BID), "shoes");
    Random random = new Random(7);
    for (int round = 0; round < 40; round++) {
      try (SpendHarness spend = SpendHarness.start(START)) {
        List<ThrowingCallable> records =
            new ArrayList<>(
                List.<ThrowingCallable>of(
                    () -> spend.campaign(SHOES),
                    () -> spend.campaign(boots),
                    () -> spend.report("shoes", "shoes", 500),
                    () -> spend.report("boots", "shoes", 700),
                    () -> spend.report("boots", "shoes", 700)));
        Collections.shuffle(records, random);
        for (ThrowingCallable record : records) {
          assertThatCode(record).doesNotThrowAnyException();
        }

        assertThat(spend.tick().spend().totalMicros()).as("round %s", round).isEqualTo(1_200);
        assertThat(spend.takeDeadLetters()).isEmpty();
      }
    }
  }

  @Test
  void aReportWaitsAMinuteForItsCampaignOnceAnotherOneOfItsBudgetIsKnown() throws Exception {
    try (SpendHarness spend = SpendHarness.start(START)) {
      spend.report("boots", "shoes", 700);
      spend.campaign(SHOES);
      spend.at(START + 59_999);
      assertThat(spend.takeDeadLetters()).isEmpty();

      spend.at(START + 60_000 + TestOptions.TICK);

      assertThat(spend.takeDeadLetters())
          .singleElement()
          .satisfies(
              letter -> assertThat(letter.reason()).contains("boots does not spend budget shoes"));
    }
  }

  @Test
  void aReportOfABudgetThatNobodySpendsBecomesADeadLetterInTheEnd() throws Exception {
    try (SpendHarness spend = SpendHarness.start(START)) {
      spend.report("shoes", "typo", 500);
      assertThat(spend.takeDeadLetters()).isEmpty();

      spend.at(START + TestOptions.DUPLICATE_WINDOW + 60_001);

      List<DeadLetter> letters = spend.takeDeadLetters();
      assertThat(letters)
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).contains("no campaign spends typo"));
      assertThat(spend.stateEntries()).isZero();
    }
  }

  @Test
  void aReportOrNoticeThatTheSumsHaveNoRoomForBecomesADeadLetterAndTheBudgetGoesOn()
      throws Exception {
    Campaign boots = Campaigns.onBudget(Campaigns.asap("boots", 3 * MAX_BID), "shoes");
    try (SpendHarness spend = SpendHarness.start(START).ready(SHOES)) {
      spend.campaign(boots);
      Bid bid = spend.bid("shoes", "told");
      spend.report("boots", "shoes", Long.MAX_VALUE - 1);
      spend.report("shoes", "shoes", Long.MAX_VALUE);
      spend.notice(NoticeType.BILLING, bid, MAX_BID);

      assertThat(spend.takeDeadLetters())
          .extracting(DeadLetter::reason)
          .hasSize(2)
          .allMatch(reason -> reason.contains("beyond what can be counted"));
      PacingUpdate update = spend.tick();
      assertThat(update.spend().totalMicros()).isEqualTo(Long.MAX_VALUE - 1);
      assertThat(update.control().canBid()).isFalse();
      assertThat(spend.refusal("shoes", "next")).isEqualTo(NoBidReason.BUDGET);
    }
  }
}
