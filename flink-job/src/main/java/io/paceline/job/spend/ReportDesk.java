package io.paceline.job.spend;

import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.ledger.Settlement;
import io.paceline.core.notice.InvalidSpendReportException;
import io.paceline.core.spend.SpendReports;
import io.paceline.job.kafka.DeadLetter;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * Takes spend reports of the current budget. Records of different topics come in no fixed order, so
 * a report for a budget that has no campaign yet waits for its campaign; see {@link
 * AwaitedCampaign}.
 */
final class ReportDesk {

  private final KeyedBudgetStore store;
  private final SpendReports reports;
  private final WaitingList<SpendReportArrived> waiting;
  private final BudgetMetrics metrics;

  ReportDesk(
      RuntimeContext context,
      KeyedBudgetStore store,
      CampaignClock clock,
      LedgerSettings windows,
      BudgetMetrics metrics) {
    this.store = store;
    this.reports = new SpendReports(clock, windows);
    this.waiting = new WaitingList<>(context, "waiting-reports", SpendReportArrived.class);
    this.metrics = metrics;
  }

  /**
   * Books a report or lets it wait; a report that does not fit goes to {@code refused}.
   *
   * @param nowMillis wall time
   */
  void take(SpendReportArrived arrived, long nowMillis, Consumer<DeadLetter> refused)
      throws Exception {
    long until =
        AwaitedCampaign.untilMillis(
            store, arrived.report().campaignId(), arrived.waitsUntilMillis(), nowMillis);
    if (until > 0) {
      waiting.add(arrived.waitingUntil(until));
    } else {
      book(arrived, refused);
    }
  }

  /** Looks again at the reports that waited, because a campaign came or time has passed. */
  void lookAgain(long nowMillis, Consumer<DeadLetter> refused) throws Exception {
    for (SpendReportArrived arrived : waiting.takeAll()) {
      take(arrived, nowMillis, refused);
    }
  }

  /**
   * Books or refuses the reports that still wait, because the budget ends or no campaign came for
   * it.
   */
  void giveUp(Consumer<DeadLetter> refused) throws Exception {
    boolean known = !store.campaigns().isEmpty();
    for (SpendReportArrived arrived : waiting.takeAll()) {
      if (known) {
        book(arrived, refused);
      } else {
        refused.accept(
            new DeadLetter(
                arrived.origin(),
                "budget: no campaign spends "
                    + arrived.report().budgetId()
                    + "; give the campaign's budgetId in the field budget"));
      }
    }
  }

  private void book(SpendReportArrived arrived, Consumer<DeadLetter> refused) {
    try {
      Settlement settlement = reports.book(store, arrived.report());
      metrics.reported(settlement);
    } catch (InvalidSpendReportException e) {
      refused.accept(DeadLetter.of(arrived.origin(), e));
    }
  }
}
