package io.paceline.core.ledger;

import io.paceline.core.ledger.BidEntry.Stage;
import io.paceline.core.ledger.Counters.Event;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.pacing.BudgetPeriod;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of a budget's money. It keeps the budget promise by construction. A bid is made
 * only if, with this bid,
 *
 * <pre>
 * billed + held (open bids and unbilled wins, at what they may cost at most) + forgotten ≤ budget
 * </pre>
 *
 * holds for the period and for the flight. A loss notice releases the bid's money at once. A bid of
 * which nothing is heard is released when the auction window ends, and a win that is never billed
 * when the billing window ends. {@link CommitRate} bounds the money in bids that a crash can
 * forget, and {@link #restore} counts this bound as forgotten money. So if every notice is read
 * within its window, spend never exceeds the budget, in whatever order the notices come, and
 * despite duplicates and crashes.
 *
 * <p>The ledger is plain Java over a {@link LedgerStore}. Instants are wall milliseconds that the
 * caller passes in, except those of periods, which are campaign time.
 */
public final class Ledger {

  /**
   * A period's totals are forgotten when the running period started more than this long after that
   * period did (campaign time), unless money is still held in the older one.
   */
  private static final long PERIOD_MEMORY_MILLIS = 35L * 86_400_000L;

  private final LedgerStore store;
  private final LedgerSettings settings;
  private final ExchangeAccounts exchanges;

  /** A ledger over one budget's store. */
  public Ledger(LedgerStore store, LedgerSettings settings) {
    this.store = store;
    this.settings = settings;
    this.exchanges = new ExchangeAccounts(store);
  }

  /** The budget's sums. */
  public Account account() {
    return store.account();
  }

  /**
   * What one more bid may cost at most, micros, 0 or more.
   *
   * @param period the running period with its budget
   * @param totalBudgetMicros the flight's budget, 0 for none
   */
  public long availableMicros(BudgetPeriod period, long totalBudgetMicros) {
    Account account = store.account();
    PeriodTotals totals = account.period(period.key());
    long forgotten = account.forgottenMicros();
    long left = period.budgetMicros() - totals.billedMicros() - totals.heldMicros() - forgotten;
    if (totalBudgetMicros > 0) {
      left =
          Math.min(
              left,
              totalBudgetMicros
                  - account.totalBilledMicros()
                  - account.totalHeldMicros()
                  - forgotten);
    }
    return Math.max(0, left);
  }

  /**
   * Holds the money for a bid, or refuses.
   *
   * @param bidMicros what the bid may cost at most, positive
   * @param terms kept with the bid while it is open, may be null
   * @param completedCheckpoint id of the latest completed checkpoint, see {@link CommitRate}
   */
  public Reservation reserve(
      String bidId,
      long bidMicros,
      @Nullable BidTerms terms,
      BudgetPeriod period,
      long totalBudgetMicros,
      long nowMillis,
      long completedCheckpoint) {
    if (bidMicros <= 0) {
      throw new IllegalArgumentException("bid must be positive, got " + bidMicros);
    }
    if (store.bid(bidId) != null) {
      return Reservation.ALREADY_MADE;
    }
    if (bidMicros > availableMicros(period, totalBudgetMicros)) {
      return Reservation.OVER_BUDGET;
    }
    Account account = store.account();
    CommitRate rate = account.commitRate().at(nowMillis, completedCheckpoint);
    if (bidMicros > rate.tokensMicros()) {
      store.save(account.with(rate));
      return Reservation.OVER_RATE;
    }
    remember(
        bidId,
        BidEntry.open(period.key(), bidMicros, terms, nowMillis + settings.auctionWindowMillis()));
    store.save(
        account
            .with(rate.spend(bidMicros))
            .change(period.key(), totals -> totals.hold(bidMicros))
            .count(Event.BID));
    return Reservation.HELD;
  }

  /**
   * Refills the bucket up to now and requests a rate of gross commitments; see {@link CommitRate}
   * for when a raise takes effect.
   *
   * @param microsPerSecond the wanted rate, micros per wall second
   * @param lastCheckpoint id of the latest checkpoint that has begun, which does not hold the raise
   * @param completedCheckpoint id of the latest completed checkpoint
   */
  public void requestCommitRate(
      long microsPerSecond, long nowMillis, long lastCheckpoint, long completedCheckpoint) {
    Account account = store.account();
    store.save(
        account.with(
            account
                .commitRate()
                .at(nowMillis, completedCheckpoint)
                .request(microsPerSecond, lastCheckpoint)));
  }

  /**
   * Books a notice. Notices may come in any order, and a notice that comes twice counts once. A win
   * or billing notice about an unknown bid is booked by what its token says, unless it was received
   * so long after the bid that the bid may have been billed and forgotten. The money in such a late
   * notice is left to the exchange's spend report.
   */
  public SettledNotice settle(Notice notice, long nowMillis) {
    BidEntry entry = store.bid(notice.token().bidId());
    if (entry == null && settings.isBeyondMemory(notice)) {
      return SettledNotice.IGNORED;
    }
    return switch (notice.type()) {
      case WIN -> win(notice, entry, nowMillis);
      case BILLING -> billing(notice, entry, nowMillis);
      case LOSS -> loss(notice, entry);
      case CLICK -> click(notice, entry);
    };
  }

  private SettledNotice win(Notice notice, @Nullable BidEntry entry, long nowMillis) {
    if (entry != null && entry.stage() != Stage.OPEN) {
      return duplicate();
    }
    NoticeToken token = notice.token();
    long price = notice.priceMicros();
    Account account = entry == null ? Forgotten.found(store.account(), token) : store.account();
    long period = entry == null ? token.periodKey() : entry.periodKey();
    // When a request is read again after a crash, the repeated bid may hold less than the first
    // one, which the exchange accepted.
    long held = entry == null ? 0 : entry.reservedMicros();
    long reserved = Math.max(held, token.bidMicros());
    boolean clicked = entry != null && entry.clicked();
    remember(
        token.bidId(),
        BidEntry.won(period, reserved, price, clicked, nowMillis + settings.billingWindowMillis()));
    store.save(
        account.change(period, totals -> totals.hold(reserved - held).win(price)).count(Event.WIN));
    return SettledNotice.booked(entry);
  }

  private SettledNotice billing(Notice notice, @Nullable BidEntry entry, long nowMillis) {
    if (entry != null && entry.stage() == Stage.BILLED) {
      return duplicate();
    }
    NoticeToken token = notice.token();
    long price = notice.priceMicros();
    Account account = entry == null ? Forgotten.found(store.account(), token) : store.account();
    long period = entry == null ? token.periodKey() : entry.periodKey();
    if (entry == null || entry.stage() == Stage.OPEN) {
      // The billing notice came before the win notice, or there is none: it tells of the win, too.
      account = account.change(period, totals -> totals.win(price)).count(Event.WIN);
    }
    long wonAt = entry != null && entry.stage() == Stage.WON ? entry.priceMicros() : price;
    long held = entry == null ? 0 : entry.reservedMicros();
    long exchangeKey = ExchangeAccounts.key(token, period);
    long coveredFrom = settings.coveredFromMillis(token.bidAtMillis(), notice.receivedAtMillis());
    long debit = exchanges.billed(exchangeKey, period, price, coveredFrom);
    remember(
        token.bidId(),
        BidEntry.billed(
            period,
            price,
            entry != null && entry.clicked(),
            nowMillis + settings.duplicateWindowMillis(),
            exchangeKey,
            coveredFrom));
    store.save(
        account
            .change(period, totals -> totals.bill(wonAt, debit).release(held))
            .count(Event.BILLING));
    return SettledNotice.booked(entry);
  }

  /**
   * Compares an exchange's running total with its notices and books the difference; see {@link
   * ExchangeSpend} for the rule. The report with the latest {@code upTo} (wall time, not after now)
   * holds.
   *
   * @param periodKey {@link BudgetPeriod#key} of the period
   * @return {@link Settlement#BEYOND_MEMORY} if the ledger has forgotten billed bids that the
   *     report may not cover: then nothing is booked and a newer report is needed
   */
  public Settlement report(
      String exchange,
      String campaignId,
      long periodKey,
      long amountMicros,
      long upToMillis,
      boolean isFinal) {
    return exchanges.report(exchange, campaignId, periodKey, amountMicros, upToMillis, isFinal);
  }

  private SettledNotice loss(Notice notice, @Nullable BidEntry entry) {
    if (notice.isLossOfWinner()) {
      // The bid won, so its billing is still to come.
      return SettledNotice.IGNORED;
    }
    // A loss notice for an unknown bid releases no money, be it a repeated notice or one for a bid
    // that a crash forgot. Otherwise a loss notice that comes twice could release money that
    // belongs to bids which a crash forgot.
    if (entry == null || entry.stage() != Stage.OPEN) {
      return SettledNotice.IGNORED;
    }
    release(notice.token().bidId(), entry, Event.LOSS);
    return SettledNotice.booked(entry);
  }

  private SettledNotice click(Notice notice, @Nullable BidEntry entry) {
    if (entry == null) {
      return SettledNotice.IGNORED;
    }
    if (entry.clicked()) {
      return duplicate();
    }
    store.put(notice.token().bidId(), entry.withClick());
    store.save(store.account().count(Event.CLICK));
    return SettledNotice.booked(null);
  }

  /**
   * Releases the money of bids that have expired, and forgets old bids and periods.
   *
   * @param runningPeriodKey {@link BudgetPeriod#key} of the running period; this period and later
   *     ones are never forgotten
   * @return open bids that were released because nothing was heard of them, by id
   */
  public Map<String, BidEntry> tick(long nowMillis, long runningPeriodKey) {
    Map<String, BidEntry> silent = new LinkedHashMap<>();
    for (String bidId : store.takeReminders(nowMillis)) {
      BidEntry entry = store.bid(bidId);
      if (entry != null && expire(bidId, entry, nowMillis) && entry.stage() == Stage.OPEN) {
        silent.put(bidId, entry);
      }
    }
    Account account = store.account();
    Account tidied = forgetOldPeriods(Forgotten.released(account, nowMillis), runningPeriodKey);
    if (!tidied.equals(account)) {
      store.save(tidied);
    }
    return silent;
  }

  /** Returns true if the entry was released or forgotten. */
  private boolean expire(String bidId, BidEntry entry, long nowMillis) {
    Account account = store.account();
    long notBefore =
        switch (entry.stage()) {
          case OPEN -> account.expireOpenFromMillis();
          case WON -> account.expireWonFromMillis();
          // Duplicates of its notices may have waited in the topic while the job was down.
          case BILLED -> account.expireWonFromMillis();
        };
    long expiresAt = Math.max(entry.expiresAtMillis(), notBefore);
    if (nowMillis < expiresAt) {
      // If the bid has reached a later stage, that stage has set its own reminder. Only an expiry
      // that a restore postponed needs another one.
      if (entry.expiresAtMillis() <= nowMillis) {
        store.remind(entry.stage().slotMillis(expiresAt), bidId);
      }
      return false;
    }
    switch (entry.stage()) {
      case OPEN -> release(bidId, entry, Event.EXPIRED);
      case WON -> release(bidId, entry, Event.UNBILLED);
      case BILLED -> {
        exchanges.forget(entry);
        store.remove(bidId);
      }
    }
    return true;
  }

  /** Releases the money of an open bid or of a win, and forgets the bid. */
  private void release(String bidId, BidEntry entry, Event event) {
    store.remove(bidId);
    long held = entry.reservedMicros();
    store.save(
        store
            .account()
            .change(
                entry.periodKey(),
                totals ->
                    entry.stage() == Stage.WON
                        ? totals.release(held).giveUpWin(entry.priceMicros())
                        : totals.release(held))
            .count(event));
  }

  /**
   * Sets aside, as forgotten money, the most that may have been committed after the checkpoint, and
   * restarts all windows, because no notices could be read while the job was down. The caller does
   * this once for every budget after a restore.
   *
   * @param barrierMillis wall time of the checkpoint's barrier
   * @param nowMillis wall time of the restore
   */
  public void restore(long barrierMillis, long nowMillis) {
    Account account = store.account();
    long micros = account.commitRate().forgottenMicros(barrierMillis, nowMillis);
    long until = nowMillis + settings.auctionWindowMillis();
    List<Forgotten> pots = Forgotten.restarted(account.forgotten(), until);
    if (micros > 0) {
      pots.add(new Forgotten(micros, barrierMillis, nowMillis, until));
    }
    store.save(
        account
            .with(pots)
            .with(account.commitRate().restored(nowMillis))
            .expiringFrom(until, nowMillis + settings.billingWindowMillis()));
  }

  private SettledNotice duplicate() {
    store.save(store.account().count(Event.DUPLICATE));
    return SettledNotice.DUPLICATE;
  }

  private Account forgetOldPeriods(Account account, long runningPeriodKey) {
    long oldest = runningPeriodKey - PERIOD_MEMORY_MILLIS;
    if (account.periods().keySet().stream().noneMatch(start -> start < oldest)) {
      return account;
    }
    // A period in which money is still held stays, because the release of that money needs the
    // totals.
    Map<Long, PeriodTotals> kept = new HashMap<>(account.periods());
    kept.entrySet().removeIf(e -> e.getKey() < oldest && e.getValue().heldMicros() == 0);
    if (kept.size() == account.periods().size()) {
      return account;
    }
    store.forgetExchangeSpend(kept.keySet());
    return account.withPeriods(kept);
  }

  private void remember(String bidId, BidEntry entry) {
    store.put(bidId, entry);
    store.remind(entry.slotMillis(), bidId);
  }
}
