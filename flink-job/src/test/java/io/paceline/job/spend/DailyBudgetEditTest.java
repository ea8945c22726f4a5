package io.paceline.job.spend;

import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Objective;
import io.paceline.core.campaign.PacingMode;
import io.paceline.job.control.Campaigns;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class DailyBudgetEditTest {

  private static final long DAY = Duration.ofDays(1).toMillis();

  /** A campaign that runs from the tests' day on, in UTC; a day may take over a whole day. */
  private static Campaign daily(long version, long dailyMicros) {
    return Campaigns.of(
        "shoes",
        version,
        new Campaign.Flight(START - DAY / 2, START + 20 * DAY, "UTC"),
        new Campaign.Budget("shoes", 0, dailyMicros, 1_000, PacingMode.ASAP),
        new Campaign.Bidding(Objective.CLICK, 0, Campaigns.MAX_BID),
        null);
  }

  private static OperatorSubtaskState checkpointWith(Campaign campaign) throws Exception {
    try (SpendHarness spend = SpendHarness.start(START)) {
      spend.ready(campaign);
      return spend.checkpoint(2);
    }
  }

  /** The cap of the day on which the job comes back and reads an edit. */
  private static long capAfter(OperatorSubtaskState state, long at, Campaign edit)
      throws Exception {
    try (SpendHarness spend = SpendHarness.restore(state, 2, at)) {
      spend.campaign(edit);
      return spend.tick().period().budgetMicros();
    }
  }

  @Test
  void daysThatEndedWhileTheJobWasDownAreWorthWhatTheyWereBookedFor() throws Exception {
    OperatorSubtaskState state = checkpointWith(daily(1, 100_000));

    assertThat(capAfter(state, START + DAY, daily(2, 300_000))).isEqualTo(400_000);
    assertThat(capAfter(state, START + 2 * DAY, daily(2, 300_000))).isEqualTo(500_000);
    assertThat(capAfter(state, START + 9 * DAY, daily(2, 300_000))).isEqualTo(600_000);
  }

  @Test
  void daysOfAPauseThatEndsAfterAnOutageAreWorthNothing() throws Exception {
    OperatorSubtaskState state = checkpointWith(daily(1, 100_000).withPaused(true));

    assertThat(capAfter(state, START + 3 * DAY, daily(2, 100_000))).isEqualTo(100_000);
  }
}
