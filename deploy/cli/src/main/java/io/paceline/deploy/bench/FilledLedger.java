package io.paceline.deploy.bench;

import io.paceline.core.ledger.Account;
import io.paceline.core.ledger.BidEntry;
import io.paceline.core.ledger.ExchangeSpend;
import io.paceline.core.ledger.Ledger;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.ledger.LedgerStore;
import io.paceline.core.notice.Notice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fills a budget with billed bids, by the ledger's own rules. Pages of billed bids go to the
 * budget's store once they are full; sums stay in memory until the end, because they would be
 * written millions of times.
 */
final class FilledLedger implements LedgerStore {

  /** So many pages stay in memory until they are written, since most of them change again. */
  private static final int MOST_PAGES = 200_000;

  private final LedgerStore filled;
  private final Map<Long, long[]> pages = new HashMap<>();
  private final Map<Long, ExchangeSpend> exchanges = new HashMap<>();
  private Account account;

  private FilledLedger(LedgerStore filled) {
    this.filled = filled;
    this.account = filled.account();
  }

  /** Books the load's remembered bids in the store. */
  static void fill(LedgerStore store, LedgerSettings windows, LedgerLoad load) {
    FilledLedger filling = new FilledLedger(store);
    Ledger ledger = new Ledger(filling, windows);
    for (int bid = 0; bid < load.remembered(); bid++) {
      Notice billing = load.rememberedNotice(bid);
      // Campaign time is wall time in this benchmark.
      ledger.settle(billing, billing.token().bidAtMillis(), load.startMillis());
    }
    filling.writePages();
    filling.exchanges.forEach(store::put);
    store.save(filling.account);
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public void save(Account changed) {
    account = changed;
  }

  @Override
  public @Nullable BidEntry bid(String bidId) {
    return null;
  }

  @Override
  public void put(String bidId, BidEntry entry) {
    throw noBids();
  }

  @Override
  public void remove(String bidId) {
    throw noBids();
  }

  private static IllegalStateException noBids() {
    return new IllegalStateException("billings of unknown bids leave no open bid");
  }

  @Override
  public @Nullable ExchangeSpend exchangeSpend(long key) {
    return exchanges.get(key);
  }

  @Override
  public void put(long key, ExchangeSpend spend) {
    exchanges.put(key, spend);
  }

  @Override
  public void replaceExchangeSpends(Function<ExchangeSpend, @Nullable ExchangeSpend> change) {
    throw noBids();
  }

  @Override
  public long @Nullable [] billedPage(long key) {
    long[] page = pages.get(key);
    return page == null ? filled.billedPage(key) : page;
  }

  @Override
  public void putBilledPage(long key, long[] page) {
    pages.put(key, page);
    if (pages.size() > MOST_PAGES) {
      writePages();
    }
  }

  @Override
  public void removeBilledPage(long key) {
    pages.remove(key);
    filled.removeBilledPage(key);
  }

  private void writePages() {
    pages.forEach(filled::putBilledPage);
    pages.clear();
  }

  @Override
  public void remind(long slotMillis, String bidId) {
    throw noBids();
  }

  @Override
  public List<String> takeReminders(long untilMillis) {
    return List.of();
  }
}
