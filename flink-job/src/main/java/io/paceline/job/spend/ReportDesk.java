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
 * a report for a budget that has no campaign yet waits for its campaign.
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

  /** Books a report or lets it wait; a report that does not fit goes to {@code refused}. */
  void take(SpendReportArrived arrived, Consumer<DeadLetter> refused) throws Exception {
    if (store.campaigns().isEmpty()) {
      waiting.add(arrived);
    } else {
      book(arrived, refused);
    }
  }

  /** Books the reports that waited, because the budget has a campaign now. */
  void campaignKnown(Consumer<DeadLetter> refused) throws Exception {
    for (SpendReportArrived arrived : waiting.takeAll()) {
      book(arrived, refused);
    }
  }

  /** Refuses the reports that still wait, because no campaign came for the budget. */
  void giveUp(Consumer<DeadLetter> refused) throws Exception {
    for (SpendReportArrived arrived : waiting.takeAll()) {
      refused.accept(
          new DeadLetter(
              arrived.origin(),
              "budget: no campaign spends "
                  + arrived.report().budgetId()
                  + "; give the campaign's budgetId in the field budget"));
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
