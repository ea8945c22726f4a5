package io.paceline.simulator.rehearsal;

import static java.util.Objects.requireNonNull;

import io.paceline.core.exchange.BiddingBudget;
import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.exchange.ExchangeWatch;
import io.paceline.core.exchange.HaltRule;
import io.paceline.core.exchange.HaltedExchanges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The watches of all exchanges, as the job's operator keeps them, and where bidding is halted. It
 * is part of what a checkpoint holds. What is unaccounted for is summed a second time, billing by
 * billing, for the figures.
 */
final class WatchedExchanges {

  private record Unaccounted(String exchange, long atMillis, long micros) {}

  private final HaltRule rule;
  private final Map<String, ExchangeWatch> watches = new HashMap<>();
  private final Map<String, Map<String, BiddingBudget>> budgets = new HashMap<>();

  /** The single billings that were unaccounted for since bidding at their exchange was resumed. */
  private final List<Unaccounted> unaccounted = new ArrayList<>();

  /** The latest status of each exchange that the topic of exchanges has told. */
  private final Map<String, ExchangeStatus> told = new HashMap<>();

  private final HaltedExchanges halted = new HaltedExchanges();
  private final List<ExchangeHalt> halts = new ArrayList<>();

  WatchedExchanges(HaltRule rule) {
    this.rule = rule;
  }

  WatchedExchanges copy() {
    WatchedExchanges copy = new WatchedExchanges(rule);
    copy.watches.putAll(watches);
    budgets.forEach((exchange, own) -> copy.budgets.put(exchange, new HashMap<>(own)));
    copy.unaccounted.addAll(unaccounted);
    told.values().forEach(copy::hear);
    copy.halts.addAll(halts);
    return copy;
  }

  /** Whether no bid is made at the exchange. */
  boolean isHalted(String exchange) {
    return halted.contains(exchange);
  }

  /** All halts so far, in order of time. */
  List<ExchangeHalt> halts() {
    return List.copyOf(halts);
  }

  /** A budget tells that it bids at an exchange. */
  void bid(BillingEvidence bid) {
    String budgetId = requireNonNull(bid.budgetId(), "a bid tells its budget");
    Map<String, BiddingBudget> own =
        budgets.computeIfAbsent(bid.exchange(), name -> new HashMap<>());
    watches.put(
        bid.exchange(), ExchangeWatch.after(watches.get(bid.exchange()), own.get(budgetId), bid));
    own.put(budgetId, BiddingBudget.of(bid));
  }

  /**
   * A billing was booked, or an unsigned one was noted.
   *
   * @param campaignMillis campaign time now
   * @param now wall time, milliseconds
   * @return the halt to which it leads; null where it leads to none
   */
  @Nullable ExchangeStatus billed(BillingEvidence evidence, long campaignMillis, long now) {
    String exchange = evidence.exchange();
    ExchangeWatch before = watches.get(exchange);
    if (before == null) {
      return null;
    }
    boolean counts = !before.isHalted() && evidence.atMillis() >= before.sinceMillis();
    if (evidence.kind() != BillingEvidence.Kind.MATCHED) {
      if (counts) {
        unaccounted.add(new Unaccounted(exchange, evidence.atMillis(), evidence.micros()));
      } else {
        afterHalt(exchange, evidence.micros());
      }
    }
    ExchangeWatch after =
        requireNonNull(
            ExchangeWatch.after(before, evidence, now, rule), "what is watched stays watched");
    watches.put(exchange, after);
    if (before.isHalted() || after.halt() == null) {
      return null;
    }
    ExchangeStatus halt = after.halt();
    long sum = 0;
    long largest = 0;
    for (Unaccounted one : unaccounted) {
      if (one.exchange().equals(exchange) && one.atMillis() > now - rule.windowMillis()) {
        sum = Math.addExact(sum, one.micros());
        largest = Math.max(largest, one.micros());
      }
    }
    halts.add(
        new ExchangeHalt(
            exchange,
            campaignMillis,
            halt.reason(),
            halt.billedMicros(),
            sum,
            largest,
            after.dayMicros(),
            sum));
    return halt;
  }

  private void afterHalt(String exchange, long micros) {
    for (int i = halts.size() - 1; i >= 0; i--) {
      if (halts.get(i).exchange().equals(exchange)) {
        halts.set(i, halts.get(i).later(micros));
        return;
      }
    }
  }

  /** A record of the topic of exchanges is read. */
  void read(ExchangeStatus status, long now) {
    hear(status);
    ExchangeWatch after = ExchangeWatch.told(watches.get(status.exchange()), status, now);
    if (after != null) {
      watches.put(status.exchange(), after);
    }
    if (!status.isHalted()) {
      unaccounted.removeIf(one -> one.exchange().equals(status.exchange()));
    }
  }

  private void hear(ExchangeStatus status) {
    told.put(status.exchange(), status);
    halted.put(status);
  }

  /**
   * Forgets budgets that have not bid within the window, and watches that are over; to be called
   * once in each part of the window.
   */
  void forgetPast(long now) {
    for (String exchange : List.copyOf(watches.keySet())) {
      Map<String, BiddingBudget> own = budgets.computeIfAbsent(exchange, name -> new HashMap<>());
      own.values().removeIf(budget -> budget.isPast(now, rule));
      ExchangeWatch watch =
          requireNonNull(watches.get(exchange), "it is among the keys").with(own.values());
      if (watch.isOver(now, rule)) {
        watches.remove(exchange);
        budgets.remove(exchange);
      } else {
        watches.put(exchange, watch);
      }
    }
  }
}
