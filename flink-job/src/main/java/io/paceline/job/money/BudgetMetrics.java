package io.paceline.job.money;

import io.paceline.ledger.Settlement;
import io.paceline.pacing.PacingUpdate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What operators see of the budgets in Flink's web UI. */
final class BudgetMetrics {

  /**
   * Gauges of more budgets than this would drown the web UI; the topic pacing-updates has them all.
   */
  private static final int SHOWN_BUDGETS = 500;

  private final MetricGroup group;

  /** Written by the task, read by the metrics' reporters. */
  private final Map<String, PacingUpdate> shown = new ConcurrentHashMap<>();

  private final Counter booked;
  private final Counter duplicates;
  private final Counter ignored;

  BudgetMetrics(MetricGroup group) {
    this.group = group;
    booked = group.counter("noticesBooked");
    duplicates = group.counter("noticesDuplicate");
    ignored = group.counter("noticesIgnored");
    group.gauge("spendMicros", this::spendMicros);
    group.gauge("budgets", shown::size);
  }

  private long spendMicros() {
    long sum = 0;
    for (PacingUpdate update : shown.values()) {
      sum += update.totalSpendMicros();
    }
    return sum;
  }

  void settled(Settlement settlement) {
    switch (settlement) {
      case BOOKED -> booked.inc();
      case DUPLICATE -> duplicates.inc();
      case IGNORED -> ignored.inc();
    }
  }

  void update(PacingUpdate update) {
    String id = update.budgetId();
    if (!shown.containsKey(id)) {
      if (shown.size() >= SHOWN_BUDGETS) {
        return;
      }
      MetricGroup budget = group.addGroup("budget", id);
      budget.gauge("spendMicros", () -> latest(id).totalSpendMicros());
      budget.gauge("multiplierMicros", () -> latest(id).multiplierMicros());
      budget.gauge("spendShare", () -> latest(id).spendShare());
      budget.gauge("planShare", () -> latest(id).planShare());
      budget.gauge("openMicros", () -> latest(id).openMicros());
      budget.gauge("status", () -> latest(id).status().name());
    }
    shown.put(id, update);
  }

  private PacingUpdate latest(String budgetId) {
    return shown.get(budgetId);
  }
}
