package io.paceline.core.ledger;

import io.paceline.core.ledger.BidEntry.Stage;
import io.paceline.core.ledger.Counters.Event;
import io.paceline.core.money.Micros;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.pacing.BudgetPeriod;
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
 * which nothing is heard is released after {@link
 * io.paceline.core.exchange.ExchangeProfile#openMillis}, and a win that is never billed when the
 * billing window ends. {@link CommitRate} bounds the money in bids that a crash can forget, and
 * {@link #restore} counts this bound as forgotten money. Windows end by what has been read of the
 * notices: a notice that waits unread in its topic keeps its bid's money held. So if every notice
 * enters its topic within its window, spend never exceeds the budget, in whatever order the notices
 * come, however late they are read, and despite duplicates and crashes.
 *
 * <p>The ledger is plain Java over a {@link LedgerStore}. Instants are wall milliseconds that the
 * caller passes in, except those of periods, which are campaign time.
 */
public final class Ledger {

  private final LedgerStore store;
  private final LedgerSettings settings;
  private final ExchangeAccounts exchanges;
  private final BilledBids billedBids;

  /** A ledger over one budget's store. */
  public Ledger(LedgerStore store, LedgerSettings settings) {
    this.store = store;
    this.settings = settings;
    this.exchanges = new ExchangeAccounts(store, settings.exchanges());
    this.billedBids = new BilledBids(store, settings);
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
    if (account.forgotten().stream().anyMatch(Forgotten::unbounded)) {
      return 0;
    }
    PeriodTotals totals = account.period(period.key());
    // Reports may take back more than was billed in a period, and that is no reason to bill more
    // than the budget. So what was spent counts as no less than nothing. The sums stop at the
    // largest long: money that cannot be counted counts as more than any budget.
    long spent =
        Micros.plus(
            Micros.plus(Math.max(0, account.spentMicros(period.key())), totals.heldMicros()),
            account.forgottenMicros());
    long left = Micros.minus(period.budgetMicros(), spent);
    if (totalBudgetMicros > 0) {
      long givenBack = Math.min(0, account.spentMicros());
      long committed = Micros.minus(account.committedMicros(), givenBack);
      left = Math.min(left, Micros.minus(totalBudgetMicros, committed));
    }
    return Math.max(0, left);
  }

  /**
   * Holds the money for a bid, or refuses.
   *
   * @param exchange name of the exchange that gets the bid
   * @param bidMicros what the bid may cost at most, positive
   * @param terms kept with the bid while it is open, may be null
   * @param completedCheckpoint id of the latest completed checkpoint, see {@link CommitRate}
   */
  public Reservation reserve(
      String bidId,
      String exchange,
      long bidMicros,
      @Nullable BidTerms terms,
      BudgetPeriod period,
      long totalBudgetMicros,
      long nowMillis,
      long completedCheckpoint) {
    if (bidMicros <= 0) {
      throw new IllegalArgumentException("bid must be positive, got " + bidMicros);
    }
    if (store.bid(bidId) != null || billedBids.pageOf(bidId, nowMillis) != null) {
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
    Account held =
        account
            .with(rate.spend(bidMicros))
            .change(period.key(), totals -> totals.hold(bidMicros))
            .count(Event.BID);
    remember(
        bidId,
        BidEntry.open(
            period.key(),
            bidMicros,
            terms,
            nowMillis + settings.exchanges().of(exchange).openMillis()));
    store.save(held);
    return Reservation.HELD;
  }

  /**
   * Refills the bucket up to now and requests a rate of gross commitments; see {@link CommitRate}
   * for when a raise takes effect. Bids that a crash may have forgotten may have been made at this
   * rate, too.
   *
   * @param microsPerSecond the wanted rate, micros per wall second
   * @param lastCheckpoint id of the latest checkpoint that has begun, which does not hold the raise
   * @param completedCheckpoint id of the latest completed checkpoint
   */
  public void requestCommitRate(
      long microsPerSecond, long nowMillis, long lastCheckpoint, long completedCheckpoint) {
    Account account = Forgotten.atRate(store.account(), microsPerSecond);
    store.save(
        account.with(
            account
                .commitRate()
                .at(nowMillis, completedCheckpoint)
                .request(microsPerSecond, lastCheckpoint)));
  }

  /**
   * Takes note that an edit may let the budget commit money faster. While money is set aside for
   * forgotten bids, the edit may be one that is read again because an older checkpoint was
   * restored, and the forgotten bids may have been made under it, faster than that checkpoint
   * knows. So until their notices are read, no money is free for other bids.
   */
  public void edited() {
    Account account = store.account();
    Account noted = Forgotten.unbounded(account);
    if (!noted.equals(account)) {
      store.save(noted);
    }
  }

  /**
   * Books a notice. Notices may come in any order, and a notice that comes twice counts once. A win
   * or billing notice about an unknown bid is booked by what its token says, unless the bid may
   * have been billed and forgotten. That is so where the notice was received more than {@link
   * LedgerSettings#memoryMillis} after the bid, and, whatever time its record carries, where billed
   * bids that were made as late as this one are forgotten already. Such a notice is not booked, and
   * its money is left to the exchange's spend report.
   *
   * @param bidAtMillis campaign time of the notice's bid
   * @throws ArithmeticException if a sum no longer fits; then nothing is changed
   */
  public SettledNotice settle(Notice notice, long bidAtMillis, long nowMillis) {
    NoticeToken token = notice.token();
    BidEntry entry = store.bid(token.bidId());
    if (entry == null) {
      Long page = billedBids.pageOf(token.bidId(), token.bidAtMillis());
      if (page != null) {
        return again(notice, page);
      }
      if (settings.isBeyondMemory(notice) || billedBids.mayBeForgotten(token.bidAtMillis())) {
        return SettledNotice.IGNORED;
      }
    }
    return switch (notice.type()) {
      case WIN -> win(notice, entry, nowMillis);
      case BILLING -> billing(notice, entry, bidAtMillis);
      case LOSS -> loss(notice, entry);
      case CLICK -> click(notice, entry);
    };
  }

  /** Books a notice about a bid that is billed already. */
  private SettledNotice again(Notice notice, long page) {
    return switch (notice.type()) {
      case WIN, BILLING -> duplicate();
      case LOSS -> SettledNotice.IGNORED;
      case CLICK -> {
        if (!billedBids.click(page, notice.token().bidId())) {
          yield duplicate();
        }
        store.save(store.account().count(Event.CLICK));
        yield SettledNotice.booked(null);
      }
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
    boolean unmatched = isUnmatched(entry, token);
    Account won =
        account.change(period, totals -> totals.hold(reserved - held).win(price)).count(Event.WIN);
    remember(
        token.bidId(),
        BidEntry.won(
            period,
            reserved,
            price,
            clicked,
            unmatched,
            entry != null && entry.doubted(),
            nowMillis + settings.exchanges().of(token.exchange()).billingWindowMillis()));
    store.save(won);
    return SettledNotice.booked(entry);
  }

  /**
   * Whether a win or billing is about a bid that the ledger knows only from notices, and that no
   * crash can have forgotten.
   */
  private boolean isUnmatched(@Nullable BidEntry entry, NoticeToken token) {
    return entry == null
        ? !Forgotten.explains(store.account(), token)
        : entry.stage() == Stage.WON && entry.unmatched();
  }

  private SettledNotice billing(Notice notice, @Nullable BidEntry entry, long bidAtMillis) {
    NoticeToken token = notice.token();
    long price = notice.priceMicros();
    boolean unmatched = isUnmatched(entry, token);
    Account account = entry == null ? Forgotten.found(store.account(), token) : store.account();
    long period = entry == null ? token.periodKey() : entry.periodKey();
    if (entry == null || entry.stage() == Stage.OPEN) {
      // The billing notice came before the win notice, or there is none: it tells of the win, too.
      account = account.change(period, totals -> totals.win(price)).count(Event.WIN);
    }
    long wonAt = entry != null && entry.stage() == Stage.WON ? entry.priceMicros() : price;
    long held = entry == null ? 0 : entry.reservedMicros();
    long coveredFrom =
        settings.coveredFromMillis(
            token.exchange(), token.bidAtMillis(), notice.receivedAtMillis());
    ExchangeAccounts.Change change =
        exchanges.billed(token, period, bidAtMillis, price, coveredFrom);
    Account billed =
        change
            .in(account.change(period, totals -> totals.bill(wonAt).release(held)))
            .count(Event.BILLING);
    // All that can fail is computed by now, so a notice is booked as a whole or not at all.
    billed = billedBids.counted(billed, token.bidAtMillis());
    billedBids.remember(
        billed, token.bidId(), token.bidAtMillis(), entry != null && entry.clicked());
    if (entry != null) {
      store.remove(token.bidId());
    }
    change.save(store);
    store.save(billed);
    return SettledNotice.booked(entry).withUnmatched(unmatched);
  }

  /**
   * Compares an exchange's running total with what is booked and books the difference; see {@link
   * ExchangeSpend} for the rule. The report with the latest {@code upTo} (wall time, not after now)
   * holds. Of two reports with the same {@code upTo}, a final one holds against one that is not,
   * and of two that are not final the larger one holds.
   *
   * @return {@link Settlement#BEYOND_MEMORY} if the ledger can no longer tell which part of the
   *     reported amount is booked already: then nothing is booked
   * @throws ArithmeticException if a sum no longer fits; then nothing is changed
   */
  public Settlement report(ReportScope scope, long amountMicros, long upToMillis, boolean isFinal) {
    Settlement judged = exchanges.judge(scope, amountMicros, upToMillis, isFinal);
    if (judged == Settlement.BOOKED) {
      ExchangeAccounts.Change change = exchanges.reported(scope, amountMicros, upToMillis, isFinal);
      Account account = store.account();
      Account changed = change.in(account);
      change.save(store);
      if (!changed.equals(account)) {
        store.save(changed);
      }
    }
    return judged;
  }

  /**
   * Books what a person adds to the spend or takes back, once by its id. It stands beside what
   * exchanges tell: no report covers it, and a final one does not take it back.
   *
   * @param periodKey the period whose spend changes, {@link ReportScope#FLIGHT_KEY} for the flight
   * @param startMillis campaign time at which the day or the flight begins
   * @param micros negative where spend is taken back
   * @return {@link Settlement#BOOKED}; or, where nothing is booked, {@link Settlement#DUPLICATE} if
   *     the id was booked before with this amount and period, {@link Settlement#IGNORED} if it was
   *     booked before with others, and {@link Settlement#BEYOND_MEMORY} if the ledger can no longer
   *     tell
   * @throws ArithmeticException if a sum no longer fits; then nothing is changed
   */
  public Settlement adjust(String id, long periodKey, long startMillis, long micros) {
    Settlement judged = exchanges.judgeAdjustment(id, periodKey, startMillis, micros);
    if (judged == Settlement.BOOKED) {
      Account adjusted = store.account().adjusted(periodKey, micros);
      store.put(ExchangeSpend.adjustmentKey(id), ExchangeSpend.adjustment(periodKey, micros));
      store.save(adjusted);
    }
    return judged;
  }

  /** Whether an adjustment of this id was booked, as far as the ledger remembers. */
  public boolean knowsAdjustment(String id) {
    return exchanges.knowsAdjustment(id);
  }

  /**
   * Whether the scope's exchange and campaign have bids that count in no day's scope, so that only
   * a report of the flight can be compared with them.
   */
  public boolean hasBidsOfNoDay(ReportScope scope) {
    return !exchanges.ownBidsOfFlight(scope).isNone();
  }

  /** Whether anything is known of an exchange's spend in this scope. */
  public boolean knows(ReportScope scope) {
    return exchanges.knows(scope);
  }

  /**
   * Takes note of a billing that is not signed with a key of ours, and books nothing. Anybody may
   * have written such a billing, so it says something only where the ledger waits for a billing of
   * this bid: whoever forged it would have to know the bid. Each bid counts once.
   *
   * @return what is held for the bid, micros; 0 where the ledger does not wait for its billing, or
   *     has taken note of an unsigned one before
   */
  public long doubt(String bidId) {
    BidEntry entry = store.bid(bidId);
    if (entry == null || entry.doubted()) {
      return 0;
    }
    store.put(bidId, entry.withDoubt());
    return entry.reservedMicros();
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
   * Releases the money of bids that have expired, and forgets old bids and periods. A window ends
   * when it is over by the clock and the topic of notices has been read up to its end: whatever
   * entered the topic within the window is booked by then, however late it was read.
   *
   * @param readUpToMillis wall time up to which every notice that entered the topic has been
   *     settled; {@link Long#MIN_VALUE} while that is not known
   * @param campaignMillis campaign time; of days that began long before it, the totals are
   *     forgotten
   * @return open bids that were released because nothing was heard of them, by id
   */
  public Map<String, BidEntry> tick(long nowMillis, long readUpToMillis, long campaignMillis) {
    long heardUpTo = Math.min(nowMillis, readUpToMillis);
    Map<String, BidEntry> silent = new LinkedHashMap<>();
    for (String bidId : store.takeReminders(heardUpTo)) {
      BidEntry entry = store.bid(bidId);
      if (entry != null && expire(bidId, entry, heardUpTo) && entry.stage() == Stage.OPEN) {
        silent.put(bidId, entry);
      }
    }
    Account account = store.account();
    Account tidied =
        billedBids.tidied(
            OldPeriods.forgotten(store, Forgotten.released(account, heardUpTo), campaignMillis),
            heardUpTo);
    if (!tidied.equals(account)) {
      store.save(tidied);
    }
    return silent;
  }

  /**
   * Releases the money of an entry, and forgets the entry, if it has expired; returns whether it
   * had.
   *
   * @param heardUpTo wall time up to which every notice is settled
   */
  private boolean expire(String bidId, BidEntry entry, long heardUpTo) {
    Account account = store.account();
    long notBefore =
        switch (entry.stage()) {
          case OPEN -> account.expireOpenFromMillis();
          case WON -> account.expireWonFromMillis();
        };
    long expiresAt = Math.max(entry.expiresAtMillis(), notBefore);
    if (heardUpTo < expiresAt) {
      // If the bid has reached a later stage, that stage has set its own reminder. Only an expiry
      // that a restore postponed needs another one.
      if (entry.expiresAtMillis() <= heardUpTo) {
        store.remind(BidEntry.slotMillis(expiresAt), bidId);
      }
      return false;
    }
    switch (entry.stage()) {
      case OPEN -> release(bidId, entry, Event.EXPIRED);
      case WON -> release(bidId, entry, Event.UNBILLED);
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
    long until = nowMillis + settings.exchanges().longestOpenMillis();
    List<Forgotten> pots = Forgotten.restarted(account.forgotten(), until);
    // An empty pot is kept, too: it grows where an edit that is read again raises the rate.
    pots.add(
        new Forgotten(
            micros,
            account.commitRate().fastestMicrosPerSecond(),
            barrierMillis,
            nowMillis,
            until,
            false));
    store.save(
        account
            .with(pots)
            .with(account.commitRate().restored(nowMillis))
            .expiringFrom(until, nowMillis + settings.exchanges().longestBillingWindowMillis()));
  }

  private SettledNotice duplicate() {
    store.save(store.account().count(Event.DUPLICATE));
    return SettledNotice.DUPLICATE;
  }

  /**
   * Closes a budget whose flights are over: from now on no notice about its bids is booked, and of
   * its sums only what was billed is kept. Reports are still booked.
   */
  public void close(long nowMillis) {
    store.save(store.account().closed(nowMillis));
  }

  /**
   * Forgets billed bids whose time is over, and removes some of them, of a budget that is about to
   * be closed and has no other ticks.
   *
   * @param readUpToMillis as for {@link #tick}
   * @return what is left of them afterwards
   */
  public BilledBidsLeft forgetBilled(long nowMillis, long readUpToMillis) {
    Account account = store.account();
    Account tidied = billedBids.tidied(account, Math.min(nowMillis, readUpToMillis));
    if (!tidied.equals(account)) {
      store.save(tidied);
    }
    return BilledBids.left(tidied);
  }

  /**
   * Forgets everything that exchanges billed, by period and by exchange, and all adjustments. All
   * days and flights of the budget must have begun before this campaign time. The total of what was
   * billed stays; reports of such days and flights are refused from now on.
   */
  public void forgetReports(long beforeMillis) {
    store.replaceExchangeSpends(spend -> null);
    Account account = store.account();
    store.save(
        account
            .withPeriods(Map.of())
            .with(List.<Forgotten>of())
            .with(account.memory().withoutReports(beforeMillis)));
  }

  private void remember(String bidId, BidEntry entry) {
    store.put(bidId, entry);
    store.remind(entry.slotMillis(), bidId);
  }
}
