package io.paceline.core.exchange;

import io.paceline.core.money.Micros;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches how much of an exchange's billings can be accounted for, and halts the bidding there when
 * too much cannot. A billing is unaccounted for if its price cannot be used, if nobody knows its
 * bid, or if its notice is not signed with a key of ours although a ledger waits for the billing of
 * the bid that it names. Of such an unsigned billing, the money counts that the ledger holds for
 * the bid. {@link HaltRule} says how much is too much. A halt ends only when a record of topic
 * {@code exchanges} lifts it; the watch then begins anew.
 *
 * <p>The watch begins with the first bid that is known to be made at the exchange. Billings of
 * earlier bids are not judged: nothing tells whether a ledger should know these bids, because they
 * may have been made before the job started without a checkpoint. Notices begin no watch, so forged
 * ones cannot make state for names of exchanges that they invent.
 *
 * <p>Immutable. Instants are wall milliseconds that the caller passes in.
 *
 * @param sinceMillis wall time of the first bid that counts
 * @param parts sums by parts of the window, in no particular order; at most two more than {@link
 *     HaltRule#PARTS}
 * @param dayMicros the exchange's share of what all budgets that bid there may spend in a day,
 *     micros; the caller remembers each of them as a {@link BiddingBudget}
 * @param halt why bidding is halted; null while it is not
 */
public record ExchangeWatch(
    long sinceMillis, List<WatchedBillings> parts, long dayMicros, @Nullable ExchangeStatus halt) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * The watch after a bid.
   *
   * @param watch the watch before; null where the exchange is not watched
   * @param before what the watch knew of the budget; null where it did not know the budget
   * @param bid evidence of kind {@link BillingEvidence.Kind#BID}
   */
  public static ExchangeWatch after(
      @Nullable ExchangeWatch watch, @Nullable BiddingBudget before, BillingEvidence bid) {
    ExchangeWatch known = watch == null ? begun(bid.atMillis(), 0) : watch;
    long more = Micros.minus(bid.micros(), before == null ? 0 : before.dayMicros());
    return more == 0 ? known : known.with(Micros.plus(known.dayMicros, more));
  }

  /** The watch after the caller forgot all budgets but these, which have bid within the window. */
  public ExchangeWatch with(Iterable<BiddingBudget> bidding) {
    long sum = 0;
    for (BiddingBudget budget : bidding) {
      sum = Micros.plus(sum, budget.dayMicros());
    }
    return with(sum);
  }

  private ExchangeWatch with(long newDayMicros) {
    return new ExchangeWatch(sinceMillis, parts, newDayMicros, halt);
  }

  /**
   * The watch after a billing. If this billing halts the bidding, the caller has to publish the
   * {@link #halt} of the watch.
   *
   * @param watch the watch before; null where the exchange is not watched
   * @param nowMillis wall time
   * @return null where no bid at the exchange is known yet, so that it need not be watched
   */
  public static @Nullable ExchangeWatch after(
      @Nullable ExchangeWatch watch, BillingEvidence evidence, long nowMillis, HaltRule rule) {
    if (watch == null || watch.isHalted() || evidence.atMillis() < watch.sinceMillis) {
      return watch;
    }
    return watch.plus(evidence, nowMillis, rule).judged(evidence.exchange(), nowMillis, rule);
  }

  /**
   * The watch after a record of topic {@code exchanges}.
   *
   * @param watch the watch before; null where the exchange is not watched
   * @param nowMillis wall time; billings of bids made before it are not judged any more
   * @return null where the exchange was not watched and is not halted
   */
  public static @Nullable ExchangeWatch told(
      @Nullable ExchangeWatch watch, ExchangeStatus status, long nowMillis) {
    long dayMicros = watch == null ? 0 : watch.dayMicros;
    if (status.isHalted()) {
      return new ExchangeWatch(nowMillis, List.of(), dayMicros, status);
    }
    return watch == null ? null : begun(nowMillis, dayMicros);
  }

  private static ExchangeWatch begun(long sinceMillis, long dayMicros) {
    return new ExchangeWatch(sinceMillis, List.of(), dayMicros, null);
  }

  /** True while no bid is made at the exchange. */
  public boolean isHalted() {
    return halt != null;
  }

  /**
   * True where the watch may be forgotten: it began before the window, nothing was billed within
   * the window, no budget is known to bid, and bidding is not halted. A later bid begins it again.
   */
  public boolean isOver(long nowMillis, HaltRule rule) {
    return !isHalted()
        && dayMicros == 0
        && sinceMillis <= nowMillis - rule.windowMillis()
        && parts.stream().allMatch(part -> isPast(part, nowMillis, rule));
  }

  private static boolean isPast(WatchedBillings part, long nowMillis, HaltRule rule) {
    return part.fromMillis() + rule.partMillis() <= nowMillis - rule.windowMillis();
  }

  private ExchangeWatch plus(BillingEvidence evidence, long nowMillis, HaltRule rule) {
    // A bid's time may lie ahead where the clocks of two machines differ.
    long at = Math.min(evidence.atMillis(), nowMillis);
    long from = at - Math.floorMod(at, rule.partMillis());
    List<WatchedBillings> changed = new ArrayList<>(parts.size() + 1);
    WatchedBillings own = WatchedBillings.none(from);
    for (WatchedBillings part : parts) {
      if (part.fromMillis() == from) {
        own = part;
      } else if (!isPast(part, nowMillis, rule)) {
        changed.add(part);
      }
    }
    own = own.plus(evidence);
    if (!isPast(own, nowMillis, rule)) {
      changed.add(own);
    }
    return new ExchangeWatch(sinceMillis, changed, dayMicros, null);
  }

  private ExchangeWatch judged(String exchange, long nowMillis, HaltRule rule) {
    WatchedBillings all = WatchedBillings.none(sinceMillis);
    for (WatchedBillings part : parts) {
      all = all.plus(part);
    }
    if (!all.breaks(rule, dayMicros)) {
      return this;
    }
    ExchangeStatus status =
        new ExchangeStatus(
            exchange,
            ExchangeStatus.State.HALTED,
            nowMillis,
            reason(all),
            all.allMicros(),
            all.unaccountedMicros());
    return new ExchangeWatch(sinceMillis, List.of(), dayMicros, status);
  }

  private static String reason(WatchedBillings all) {
    return percent(all)
        + " % of the money billed within the window is unaccounted for: "
        + all.unusable()
        + " billings with an unusable price, "
        + all.unmatched()
        + " of bids that nobody knows, "
        + all.unsigned()
        + " without a valid signature, of "
        + all.all()
        + " billings";
  }

  private static String percent(WatchedBillings all) {
    // Whatever breaks the rule concerns money, so the divisor is not 0.
    return BigDecimal.valueOf((double) all.unaccountedMicros() / all.allMicros())
        .multiply(HUNDRED)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
