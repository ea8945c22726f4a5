package io.paceline.job.spend;

import static io.paceline.job.control.Campaigns.MAX_BID;
import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.job.control.Campaigns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class SpendControllerRestoreTest {

  private static final long BUDGET = 5 * MAX_BID;

  private static final long BARRIER = START + 2_000;
  private static final long CRASH = BARRIER + 1_000;

  /** Commit rate of pacing mode ASAP, micros per second: the whole budget and ten bids. */
  private static final long RATE_PER_SECOND = BUDGET + 10 * MAX_BID;

  /**
   * The most that a crash can forget: at the barrier the commit rate's bucket holds one second's
   * refill less the one bid, and another second's refill comes until the crash.
   */
  private static final long FORGOTTEN_AT_MOST = 2 * RATE_PER_SECOND - MAX_BID;

  private static final Campaign SHOES = Campaigns.asap("shoes", BUDGET);

  /** A checkpoint with one open bid, and the four bids made after it. */
  private record Crashed(OperatorSubtaskState state, Bid known, List<Bid> forgotten) {}

  private static Crashed crash() throws Exception {
    try (SpendHarness before = SpendHarness.start(START)) {
      before.ready(SHOES);
      Bid known = before.bid("shoes", "known");
      OperatorSubtaskState state = before.checkpoint(2);
      before.at(BARRIER + 100);
      List<Bid> forgotten = new ArrayList<>();
      for (int i = 1; i <= 4; i++) {
        forgotten.add(before.bid("shoes", "forgotten-" + i));
      }
      return new Crashed(state, known, forgotten);
    }
  }

  @Test
  void whatACrashMayHaveForgottenCountsAsOpenSoNothingIsOverspent() throws Exception {
    Crashed crashed = crash();
    try (SpendHarness after = SpendHarness.restore(crashed.state(), 2, CRASH)) {
      assertThat(after.refusal("shoes", "right-after")).isEqualTo(NoBidReason.BUDGET);
      PacingUpdate restored = after.tick();
      assertThat(restored.spend().openMicros()).isEqualTo(MAX_BID + FORGOTTEN_AT_MOST);
      assertThat(restored.control().canBid()).isFalse();

      after.notice(NoticeType.BILLING, crashed.known(), MAX_BID);
      for (Bid bid : crashed.forgotten()) {
        after.notice(NoticeType.BILLING, bid, MAX_BID);
      }
      assertThat(after.tick().spend().openMicros())
          .as("what has shown up is not counted as forgotten any more")
          .isEqualTo(FORGOTTEN_AT_MOST - 4 * MAX_BID);

      after.at(CRASH + TestOptions.AUCTION_WINDOW + 300);
      PacingUpdate settled = after.takeUpdates().get(0);
      assertThat(settled.spend().openMicros()).isZero();
      assertThat(settled.spend().totalMicros()).isEqualTo(BUDGET);
      assertThat(settled.standing().status()).isEqualTo(PacingStatus.SPENT);
      assertThat(after.refusal("shoes", "too-much")).isEqualTo(NoBidReason.BUDGET);
    }
  }

  @Test
  void windowsRestartAtTheRestoreAndSilenceThenFreesAllMoney() throws Exception {
    Crashed crashed = crash();
    try (SpendHarness after = SpendHarness.restore(crashed.state(), 2, CRASH)) {
      after.tick();
      long windowBeforeTheCrash = BARRIER + TestOptions.AUCTION_WINDOW;
      after.at(windowBeforeTheCrash + 500);
      assertThat(after.takeUpdates()).as("nothing is released yet").isEmpty();

      after.at(CRASH + TestOptions.AUCTION_WINDOW + 300);
      PacingUpdate released = after.takeUpdates().get(0);
      assertThat(released.spend().openMicros()).isZero();
      assertThat(released.counts().expired()).isEqualTo(1);
      for (int i = 1; i <= 5; i++) {
        after.bid("shoes", "again-" + i);
      }
      assertThat(after.refusal("shoes", "sixth")).isEqualTo(NoBidReason.BUDGET);
    }
  }

  @Test
  void afterARestoreNothingIsReleasedBeforeTheNoticesThatWaitedAreRead() throws Exception {
    Crashed crashed = crash();
    try (SpendHarness after = SpendHarness.restore(crashed.state(), 2, CRASH)) {
      after.stalledUntil(CRASH + TestOptions.TICK);
      long later = CRASH + 100 * TestOptions.AUCTION_WINDOW;
      after.stalledUntil(later);
      assertThat(after.refusal("shoes", "while-they-wait")).isEqualTo(NoBidReason.BUDGET);

      after.at(later + TestOptions.TICK);

      after.bid("shoes", "when-they-are-read");
    }
  }

  @Test
  void whatWasBilledBeforeTheCheckpointIsStillADuplicateAfterTheRestore() throws Exception {
    OperatorSubtaskState state;
    Bid billed;
    try (SpendHarness before = SpendHarness.start(START)) {
      before.ready(SHOES);
      billed = before.bid("shoes", "billed");
      before.notice(NoticeType.BILLING, billed, 1_700);
      state = before.checkpoint(2);
    }
    try (SpendHarness after = SpendHarness.restore(state, 2, CRASH)) {
      after.notice(NoticeType.BILLING, billed, 1_700);
      after.notice(NoticeType.WIN, billed, 1_700);
      PacingUpdate update = after.tick();
      assertThat(update.spend().totalMicros()).isEqualTo(1_700);
      assertThat(update.counts().billings()).isEqualTo(1);
    }
  }

  @Test
  void aSecondCrashOnTheSameCheckpointIsCoveredToo() throws Exception {
    Crashed crashed = crash();
    try (SpendHarness first = SpendHarness.restore(crashed.state(), 2, CRASH)) {
      first.at(CRASH);
      first.at(CRASH + TestOptions.AUCTION_WINDOW + 300);
      first.bid("shoes", "after-the-first-crash");
    }
    long secondCrash = CRASH + 5_000;
    try (SpendHarness second = SpendHarness.restore(crashed.state(), 2, secondCrash)) {
      assertThat(second.refusal("shoes", "right-after")).isEqualTo(NoBidReason.BUDGET);
      assertThat(second.tick().spend().openMicros()).isGreaterThanOrEqualTo(BUDGET);
    }
  }

  @Test
  void anOlderSavepointCoversBidsThatWereMadeAtTheRateOfALaterRaise() throws Exception {
    Campaign raised = Campaigns.costing(SHOES, 10 * BUDGET);
    Campaign lowered = Campaigns.costing(raised, 9 * BUDGET);
    OperatorSubtaskState older;
    List<Bid> forgotten = new ArrayList<>();
    try (SpendHarness before = SpendHarness.start(START)) {
      before.ready(SHOES);
      older = before.checkpoint(2);
      before.campaign(raised);
      before.tick();
      before.checkpoint(3);
      before.propose("shoes", "puts the higher rate into force");
      before.at(BARRIER + 900);
      for (int i = 0; i < 44; i++) {
        forgotten.add(before.bid("shoes", "forgotten-" + i));
      }
      before.campaign(lowered);
      before.tick();
    }
    try (SpendHarness after = SpendHarness.restore(older, 2, CRASH)) {
      after.campaign(raised);
      after.campaign(lowered);
      after.tick();
      assertThat(after.refusal("shoes", "before their notices")).isEqualTo(NoBidReason.BUDGET);
      for (Bid bid : forgotten.subList(0, 40)) {
        after.notice(NoticeType.BILLING, bid, MAX_BID);
      }
      after.tick();
      assertThat(after.refusal("shoes", "four are still open")).isEqualTo(NoBidReason.BUDGET);
      for (Bid bid : forgotten.subList(40, 44)) {
        after.notice(NoticeType.BILLING, bid, MAX_BID);
      }

      after.at(CRASH + TestOptions.AUCTION_WINDOW + 300);
      PacingUpdate settled = after.tick();
      assertThat(settled.spend().openMicros()).isZero();
      assertThat(settled.spend().totalMicros()).isEqualTo(44 * MAX_BID);
      assertThat(settled.control().canBid()).isTrue();
    }
  }

  @Test
  void aBudgetBornAfterTheRestoreHasNothingForgottenAndWaitsForItsOwnCheckpoint() throws Exception {
    Crashed crashed = crash();
    try (SpendHarness after = SpendHarness.restore(crashed.state(), 2, CRASH)) {
      after.campaign(Campaigns.asap("new", BUDGET));
      after.at(CRASH + 1_000);
      assertThat(after.takeUpdates())
          .filteredOn(update -> update.budgetId().equals("new"))
          .singleElement()
          .extracting(update -> update.spend().openMicros())
          .isEqualTo(0L);
      assertThat(after.refusal("new", "a")).isEqualTo(NoBidReason.COMMIT_RATE);
      after.at(CRASH + 2_000);
      assertThat(after.refusal("new", "b")).isEqualTo(NoBidReason.COMMIT_RATE);
      after.checkpoint(3);
      after.propose("new", "c");
      after.at(CRASH + 3_000);
      assertThat(after.bid("new", "d").priceMicros()).isEqualTo(MAX_BID);
    }
  }

  @Test
  void atAnotherParallelismEveryBudgetGoesOnOnce() throws Exception {
    Campaign[] campaigns = new Campaign[8];
    for (int i = 0; i < campaigns.length; i++) {
      campaigns[i] = Campaigns.asap("budget-" + i, BUDGET);
    }
    OperatorSubtaskState whole;
    try (SpendHarness before = SpendHarness.start(START)) {
      before.ready(campaigns);
      for (Campaign campaign : campaigns) {
        before.bid(campaign.id(), "open-" + campaign.id());
      }
      whole = before.checkpoint(2);
    }

    List<String> gone = new ArrayList<>();
    Set<Integer> sizes = new TreeSet<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      OperatorSubtaskState part = SpendHarness.part(whole, 2, subtask);
      try (SpendHarness after = SpendHarness.restore(part, 2, CRASH, 2, subtask)) {
        after.at(CRASH);
        List<PacingUpdate> updates = after.takeUpdates();
        assertThat(updates)
            .allSatisfy(
                update ->
                    assertThat(update.spend().openMicros()).isEqualTo(MAX_BID + FORGOTTEN_AT_MOST));
        updates.forEach(update -> gone.add(update.budgetId()));
        sizes.add(updates.size());
      }
    }
    assertThat(gone)
        .containsExactlyInAnyOrder(
            "budget-0",
            "budget-1",
            "budget-2",
            "budget-3",
            "budget-4",
            "budget-5",
            "budget-6",
            "budget-7");
    assertThat(sizes).as("both subtasks have some").doesNotContain(0);
  }
}
