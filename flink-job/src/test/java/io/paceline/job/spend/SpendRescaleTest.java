package io.paceline.job.spend;

import static io.paceline.job.control.Campaigns.MAX_BID;
import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.job.control.Campaigns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs random schedules through Flink's own state: the job of several budgets dies again and again
 * and comes back from its latest checkpoint at another parallelism, while notices come late and
 * twice.
 */
class SpendRescaleTest {

  private static final int BUDGETS = 5;
  private static final long BUDGET = 12 * MAX_BID;
  private static final int STEPS = 300;

  /** A notice in the topic; after a crash it is read again from there. */
  private record Told(NoticeType type, Bid bid, long price) {}

  private record Later(long atMillis, Told told) {}

  private record Checkpoint(long id, OperatorSubtaskState whole, int parallelism, int offset) {}

  private final List<SpendHarness> subtasks = new ArrayList<>();
  private final List<Later> coming = new ArrayList<>();
  private final List<Told> topic = new ArrayList<>();
  private final Map<String, Long> billed = new HashMap<>();
  private final Map<String, Long> ledgers = new HashMap<>();
  private Random random;
  private int offset;
  private long now;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noBudgetIsOverspentAtAnyParallelism(long seed) throws Exception {
    random = new Random(seed);
    now = START;
    subtasks.add(SpendHarness.start(now));
    for (int i = 0; i < BUDGETS; i++) {
      Campaign campaign = Campaigns.asap("budget-" + i, BUDGET);
      subtasks.get(0).campaign(campaign);
    }
    Checkpoint last = checkpoint(1);
    for (int step = 0; step < STEPS; step++) {
      move(1 + random.nextInt(60));
      propose("budget-" + random.nextInt(BUDGETS), "bid-" + step);
      if (random.nextInt(25) == 0) {
        last = checkpoint(last.id() + 1);
      } else if (random.nextInt(50) == 0) {
        restore(last);
      }
    }
    for (long until = now + 30_000; now < until; ) {
      move(100);
    }
    for (SpendHarness subtask : subtasks) {
      subtask.close();
    }
    assertThat(billed).hasSize(BUDGETS);
    assertThat(ledgers).isEqualTo(billed);
  }

  private SpendHarness of(String budgetId) {
    return subtasks.get(
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            budgetId, SpendHarness.MAX_PARALLELISM, subtasks.size()));
  }

  private void move(long millis) throws Exception {
    now += millis;
    for (SpendHarness subtask : subtasks) {
      subtask.at(now);
    }
    arrive();
    while (offset < topic.size()) {
      Told told = topic.get(offset++);
      of(told.bid().ad().cid()).notice(told.type(), told.bid(), told.price());
    }
    for (SpendHarness subtask : subtasks) {
      for (PacingUpdate update : subtask.takeUpdates()) {
        ledgers.put(update.budgetId(), update.spend().totalMicros());
      }
    }
  }

  private void arrive() {
    for (Later later : List.copyOf(coming)) {
      if (later.atMillis() <= now) {
        coming.remove(later);
        topic.add(later.told());
      }
    }
  }

  private void propose(String budgetId, String bidId) throws Exception {
    Decision decision = of(budgetId).propose(budgetId, bidId);
    Bid bid = decision.bid();
    if (bid == null) {
      return;
    }
    assertThat(billed.getOrDefault(budgetId, 0L) + bid.priceMicros())
        .as("what %s may cost", budgetId)
        .isLessThanOrEqualTo(BUDGET);
    auction(budgetId, bid);
  }

  private void auction(String budgetId, Bid bid) {
    long soon = 1L + random.nextInt((int) (TestOptions.AUCTION_WINDOW - 200));
    if (random.nextInt(3) == 0) {
      say(NoticeType.LOSS, bid, 0, soon);
      return;
    }
    long price = 1L + random.nextInt((int) bid.priceMicros());
    billed.merge(budgetId, price, Long::sum);
    say(NoticeType.WIN, bid, price, soon);
    say(
        NoticeType.BILLING,
        bid,
        price,
        1L + random.nextInt((int) (TestOptions.BILLING_WINDOW - 200)));
  }

  private void say(NoticeType type, Bid bid, long price, long delay) {
    int times = random.nextInt(20) == 0 ? 2 : 1;
    for (int i = 0; i < times; i++) {
      long at = now + delay + (i == 0 ? 0 : random.nextInt(5_000));
      coming.add(new Later(at, new Told(type, bid, price)));
    }
  }

  private Checkpoint checkpoint(long id) throws Exception {
    OperatorSubtaskState[] parts = new OperatorSubtaskState[subtasks.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = subtasks.get(i).checkpoint(id);
    }
    return new Checkpoint(id, SpendHarness.whole(parts), parts.length, offset);
  }

  /** Stops the job for a while and restores it from the checkpoint at a random parallelism. */
  private void restore(Checkpoint checkpoint) throws Exception {
    for (SpendHarness subtask : subtasks) {
      subtask.close();
    }
    subtasks.clear();
    now += random.nextInt(3_000);
    arrive();
    offset = checkpoint.offset();
    int parallelism = 1 + random.nextInt(3);
    for (int i = 0; i < parallelism; i++) {
      OperatorSubtaskState part =
          SpendHarness.part(checkpoint.whole(), checkpoint.parallelism(), parallelism, i);
      subtasks.add(SpendHarness.restore(part, checkpoint.id(), now, parallelism, i));
    }
  }
}
