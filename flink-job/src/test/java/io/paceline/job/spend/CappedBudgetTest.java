package io.paceline.job.spend;

import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.eligibility.CappedOut;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.job.control.Campaigns;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class CappedBudgetTest {

  private static final long WINDOW = Duration.ofMinutes(15).toMillis();
  private static final Campaign SHOES = Campaigns.of("shoes", 1_000_000, PacingMode.ASAP, null);
  private static final CappedOut TOLD = new CappedOut("shoes", "shoes", 20, 70, 10);

  /** The latest pacing update after a full window of counting. */
  private static PacingUpdate afterAWindow(SpendHarness spend) throws Exception {
    spend.at(spend.now() + WINDOW);
    return spend.tick();
  }

  private static void assertSaysSo(PacingUpdate word) {
    assertThat(word.standing().status()).isEqualTo(PacingStatus.LIMITED_BY_CAPS);
    assertThat(word.standing().reason())
        .startsWith("The plan cannot be met (")
        .endsWith(
            "caps keep it out of 80 of 100 requests that fit, for 10 because the user is unknown.");
  }

  @Test
  void theStatusSaysWhatCapsKeptOutAndForgetsIt() throws Exception {
    try (SpendHarness spend = SpendHarness.start(START)) {
      spend.ready(SHOES);
      afterAWindow(spend);
      spend.capped(TOLD);

      assertSaysSo(afterAWindow(spend));
      assertThat(afterAWindow(spend).standing().status())
          .isEqualTo(PacingStatus.LIMITED_BY_TRAFFIC);
    }
  }

  @Test
  void whatWasToldOutlivesARestore() throws Exception {
    OperatorSubtaskState state;
    long at;
    try (SpendHarness spend = SpendHarness.start(START)) {
      spend.ready(SHOES);
      afterAWindow(spend);
      spend.capped(TOLD);
      state = spend.checkpoint(2);
      at = spend.now();
    }
    try (SpendHarness spend = SpendHarness.restore(state, 2, at)) {
      assertSaysSo(afterAWindow(spend));
    }
  }

  @Test
  void capsOfABudgetThatNobodyKnowsLeaveNothing() throws Exception {
    try (SpendHarness spend = SpendHarness.start(START)) {
      spend.capped(TOLD);

      assertThat(spend.stateEntries()).isZero();
      assertThat(spend.timers()).isZero();
    }
  }
}
