package io.paceline.job.spend;

import io.paceline.core.spend.SpendController;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Closes budgets that have no flight any more, or that have no campaign because a notice or report
 * came before it or long after its end. What bids need is removed first. What reports need stays
 * until they are too old, and what was spent stays for good.
 */
final class BudgetEnd {

  /**
   * By how much the reading of notices may lag at most when a budget without a campaign is closed,
   * wall milliseconds. The closing also waits for this time in addition to the time for which bids
   * are remembered.
   */
  private static final long READING_LAG_MILLIS = 60_000;

  /** What is to be done with a budget when its timer fires. */
  enum Step {
    /** The budget has a campaign that is not over, and ticks. */
    TICK,
    /** The budget cannot be closed yet: look again at {@link BudgetEnd#lookAgainMillis}. */
    WAIT,
    /** Billed bids are being removed, some at each tick, before the budget is closed. */
    REMOVE,
    /** The budget is to be closed. */
    CLOSE
  }

  private final SpendController controller;
  private final KeyedBudgetStore store;
  private final long memoryMillis;

  /** When a closed budget's reports may be forgotten, wall milliseconds. */
  private final ValueState<Long> reportsEnd;

  /**
   * Closes the current budgets of a store.
   *
   * @param memoryMillis how long bids are remembered, wall milliseconds
   */
  BudgetEnd(
      RuntimeContext context,
      SpendController controller,
      KeyedBudgetStore store,
      long memoryMillis) {
    this.controller = controller;
    this.store = store;
    this.memoryMillis = memoryMillis;
    this.reportsEnd = context.getState(new ValueStateDescriptor<>("reports-end", Long.class));
  }

  /**
   * What is to be done with the current budget. Forgets billed bids of a budget that has no
   * campaign.
   *
   * @param nowMillis wall time
   * @param readUpToMillis wall time up to which notices have been read
   */
  Step step(long nowMillis, long readUpToMillis) throws Exception {
    if (!store.campaigns().isEmpty()) {
      boolean closed = reportsEnd.value() != null;
      if (closed
          ? controller.staysClosed(store, nowMillis)
          : controller.isOver(store, nowMillis, readUpToMillis)) {
        return Step.CLOSE;
      }
      if (closed) {
        // A later flight has opened the budget again.
        reportsEnd.clear();
      }
      return Step.TICK;
    }
    if (reportsEnd.value() == null && readUpToMillis < nowMillis - READING_LAG_MILLIS) {
      // What waits unread may be about this budget.
      return Step.WAIT;
    }
    return switch (controller.forgetBilled(store, nowMillis, readUpToMillis)) {
      case REMEMBERED -> Step.WAIT;
      case FORGOTTEN -> Step.REMOVE;
      case NONE -> Step.CLOSE;
    };
  }

  /** Wall time at which a budget without a campaign is looked at for the first time. */
  long firstLookMillis(long nowMillis) {
    return nowMillis + memoryMillis + READING_LAG_MILLIS;
  }

  /**
   * Wall time at which a budget is looked at again that could not be closed: often enough, and
   * without a tick every second for as long as its bids are remembered.
   */
  static long lookAgainMillis(long nowMillis) {
    return nowMillis + READING_LAG_MILLIS;
  }

  /**
   * Closes the current budget, so that notices of its bids are booked no more.
   *
   * @return wall time at which reports of the budget may be forgotten, so that it is to be closed
   *     once more; null where nothing but what was spent is left of the budget
   */
  @Nullable Long close(long nowMillis) throws Exception {
    controller.close(store, nowMillis);
    store.close();
    Long known = reportsEnd.value();
    boolean unknown = store.campaigns().isEmpty();
    long end = known != null ? known : controller.reportsEndMillis(nowMillis);
    if (nowMillis < end && (!unknown || store.account().isSpent())) {
      reportsEnd.update(end);
      return end;
    }
    controller.forgetReports(store, nowMillis);
    store.forget();
    reportsEnd.clear();
    return null;
  }
}
