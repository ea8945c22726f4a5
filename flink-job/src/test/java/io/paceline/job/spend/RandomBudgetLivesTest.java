package io.paceline.job.spend;

import static io.paceline.job.control.Campaigns.MAX_BID;
import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.AdjustmentAnswer;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.openrtb.Decision;
import io.paceline.job.control.Campaigns;
import io.paceline.job.kafka.DeadLetter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plays the lives of budgets by chance: campaigns, notices, reports and adjustments come in any
 * order, some of them before the campaign or without one, while time passes, notices wait unread,
 * and the job restarts. In the end every adjustment has one answer, every report is booked or
 * refused, the sums are those of an independent count, and of all state only what was spent is
 * left.
 */
class RandomBudgetLivesTest {

  private static final long DAY = 86_400_000L;
  private static final int STEPS = 150;

  private final Map<String, Long> billed = new HashMap<>();
  private final Map<String, Long> adjusted = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> answered = new HashSet<>();
  private final List<NoticeToken> sent = new ArrayList<>();
  private int refusedReports;
  private SpendHarness spend;

  private static String budgetOf(String campaignId) {
    return campaignId.equals("boots") ? "shoes" : campaignId;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void nothingIsLostAndNothingIsLeft(int seed) throws Exception {
    Random random = new Random(seed);
    List<String> ids = List.of("shoes", "boots", "hats", "nobody");
    List<Campaign> toBook =
        new ArrayList<>(
            List.of(
                Campaigns.asap("shoes", 40 * MAX_BID),
                Campaigns.onBudget(Campaigns.asap("boots", 40 * MAX_BID), "shoes"),
                Campaigns.asap("hats", 40 * MAX_BID)));
    long checkpoint = 1;
    int reportsOfNobody = 0;
    spend = SpendHarness.start(START);
    try {
      for (int i = 0; i < STEPS; i++) {
        String id = ids.get(random.nextInt(ids.size()));
        // Whatever is billed while a budget without a campaign is closed is left to reports.
        if (random.nextInt(10) == 0 || spend.now() > START + 60_000) {
          while (!toBook.isEmpty()) {
            spend.campaign(toBook.remove(random.nextInt(toBook.size())));
            adjust(id, 1_000 + toBook.size(), random);
          }
        }
        switch (random.nextInt(7)) {
          case 0, 1 -> bill(id, i, random);
          case 2 -> {
            spend.report(id, budgetOf(id), 0);
            reportsOfNobody += id.equals("nobody") ? 1 : 0;
          }
          case 3 -> adjust(id, i, random);
          case 4 -> spend.at(spend.now() + 1 + random.nextInt(20_000));
          case 5 -> spend.stalledUntil(spend.now() + 1 + random.nextInt(5_000));
          default -> {
            OperatorSubtaskState state = spend.checkpoint(++checkpoint);
            if (random.nextInt(3) == 0) {
              hear();
              spend.close();
              spend = SpendHarness.restore(state, checkpoint, spend.now() + random.nextInt(3_000));
            }
          }
        }
        hear();
      }
      for (int minute = 0; minute < 90; minute++) {
        spend.at(spend.now() + 60_000);
        hear();
      }
      assertThat(answered).isEqualTo(asked);
      assertThat(refusedReports).isEqualTo(reportsOfNobody);
      for (String budget : List.of("shoes", "hats")) {
        spend.adjust(new Adjustment("last", budget, budget, null, 1, "a test says so", "anna"));
        assertThat(spend.takeAudit())
            .singleElement()
            .extracting(AdjustmentAnswer::billedMicros)
            .isEqualTo(billed.getOrDefault(budget, 0L) + adjusted.getOrDefault(budget, 0L) + 1);
      }
      spend.at(spend.now() + 401 * DAY);
      spend.at(spend.now() + 401 * DAY);
      assertThat(spend.timers()).isZero();
      assertThat(spend.stateEntries())
          .as("what was spent")
          .isEqualTo(2 + (billed.getOrDefault("nobody", 0L) > 0 ? 1 : 0));
    } finally {
      spend.close();
    }
  }

  /** Makes a bid where the budget may, and bills it, perhaps twice; else bills a forgotten bid. */
  private void bill(String campaignId, int number, Random random) throws Exception {
    NoticeToken token;
    if (random.nextInt(4) == 0 && !sent.isEmpty()) {
      token = sent.get(random.nextInt(sent.size()));
    } else {
      Decision decision =
          campaignId.equals("boots") ? null : spend.propose(campaignId, "bid-" + number);
      token =
          decision == null || decision.bid() == null
              ? Notices.token("bid-" + number, budgetOf(campaignId))
                  .bid(MAX_BID, spend.now())
                  .build()
              : SpendHarness.token(decision.bid());
      sent.add(token);
      billed.merge(token.budgetId(), MAX_BID / 2, Long::sum);
    }
    if (spend.now() - token.bidAtMillis() <= TestOptions.DUPLICATE_WINDOW) {
      spend.notice(NoticeType.BILLING, token, MAX_BID / 2);
    }
  }

  private void adjust(String campaignId, int number, Random random) throws Exception {
    String id = "adjustment-" + number;
    long micros = random.nextBoolean() ? 1 + random.nextInt(500) : -1 - random.nextInt(500);
    asked.add(id);
    spend.adjust(
        new Adjustment(id, budgetOf(campaignId), campaignId, null, micros, "a reason", "anna"));
  }

  private void hear() {
    for (AdjustmentAnswer answer : spend.takeAudit()) {
      Adjustment adjustment = answer.adjustment();
      assertThat(answered.add(adjustment.id())).as("one answer to %s", adjustment.id()).isTrue();
      if (answer.fault() == null) {
        adjusted.merge(adjustment.budgetId(), adjustment.amountMicros(), Long::sum);
      }
    }
    for (DeadLetter letter : spend.takeDeadLetters()) {
      refusedReports += letter.origin().topic().equals("spend-reports") ? 1 : 0;
    }
  }
}
