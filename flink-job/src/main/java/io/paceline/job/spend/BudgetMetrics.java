package io.paceline.job.spend;

import io.paceline.core.ledger.Settlement;
import io.paceline.core.pacing.PacingUpdate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.jspecify.annotations.Nullable;

/** The metrics of budgets that people see in Flink's web UI. */
final class BudgetMetrics {

  /**
   * At most this many budgets get gauges of their own and count in the gauges {@code spendMicros}
   * and {@code budgets}; more would flood the web UI. The topic pacing-updates has all budgets.
   */
  private static final int SHOWN_BUDGETS = 500;

  private final MetricGroup group;

  /** The groups of the shown budgets, by budget id. */
  private final Map<String, MetricGroup> groups = new HashMap<>();

  /** Latest updates by budget id; the task writes them, and the metrics' reporters read them. */
  private final Map<String, PacingUpdate> shown = new ConcurrentHashMap<>();

  private final Counter booked;
  private final Counter duplicates;
  private final Counter ignored;
  private final Counter reportsBooked;
  private final Counter reportsIgnored;

  private BudgetMetrics(MetricGroup group) {
    this.group = group;
    booked = new SimpleCounter();
    duplicates = new SimpleCounter();
    ignored = new SimpleCounter();
    reportsBooked = new SimpleCounter();
    reportsIgnored = new SimpleCounter();
  }

  /** Registers the metrics in an operator's group. */
  static BudgetMetrics register(MetricGroup group) {
    BudgetMetrics metrics = new BudgetMetrics(group);
    group.counter("noticesBooked", metrics.booked);
    group.counter("noticesDuplicate", metrics.duplicates);
    group.counter("noticesIgnored", metrics.ignored);
    group.counter("spendReportsBooked", metrics.reportsBooked);
    group.counter("spendReportsIgnored", metrics.reportsIgnored);
    group.gauge("spendMicros", metrics::spendMicros);
    group.gauge("budgets", metrics.shown::size);
    return metrics;
  }

  private long spendMicros() {
    long sum = 0;
    for (PacingUpdate update : shown.values()) {
      sum += update.spend().totalMicros();
    }
    return sum;
  }

  void settled(Settlement settlement) {
    switch (settlement) {
      case BOOKED -> booked.inc();
      case DUPLICATE -> duplicates.inc();
      case IGNORED, BEYOND_MEMORY -> ignored.inc();
    }
  }

  /** Counts a report; one that came twice, or later than a newer one, counts as ignored. */
  void reported(Settlement settlement) {
    (settlement == Settlement.BOOKED ? reportsBooked : reportsIgnored).inc();
  }

  void update(PacingUpdate update) {
    String id = update.budgetId();
    boolean known = shown.containsKey(id);
    if (!known && shown.size() >= SHOWN_BUDGETS) {
      return;
    }
    shown.put(id, update);
    if (!known) {
      MetricGroup budget = group.addGroup("budget", id);
      groups.put(id, budget);
      budget.gauge("spendMicros", () -> latest(id, last -> last.spend().totalMicros()));
      budget.gauge("pacingMultiplier", () -> latest(id, last -> last.control().pacingMultiplier()));
      budget.gauge("spendShare", () -> latest(id, last -> last.progress().spendShare()));
      budget.gauge(
          "targetSpendShare", () -> latest(id, last -> last.progress().targetSpendShare()));
      budget.gauge("openMicros", () -> latest(id, last -> last.spend().openMicros()));
      budget.gauge("status", () -> latest(id, last -> last.standing().status().name()));
    }
  }

  /**
   * Removes a budget and its gauges, which makes room for another one. Flink's public interface
   * registers metrics but does not unregister them; its own groups can be closed, and a budget that
   * comes back gets a new group.
   */
  void forget(String budgetId) {
    shown.remove(budgetId);
    if (groups.remove(budgetId) instanceof AbstractMetricGroup<?> registered) {
      registered.close();
    }
  }

  /** A component of a budget's latest update, null once the budget is forgotten. */
  private <T> @Nullable T latest(String budgetId, Function<PacingUpdate, T> component) {
    PacingUpdate update = shown.get(budgetId);
    return update == null ? null : component.apply(update);
  }
}
