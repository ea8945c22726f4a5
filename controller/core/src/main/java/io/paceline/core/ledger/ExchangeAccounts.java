package io.paceline.core.ledger;

import io.paceline.core.notice.NoticeToken;

/**
 * Keeps a budget's spend by exchange, campaign and period, so that an exchange's spend report can
 * be compared with its notices; see {@link ExchangeSpend} for the rule.
 */
final class ExchangeAccounts {

  private final LedgerStore store;

  ExchangeAccounts(LedgerStore store) {
    this.store = store;
  }

  /** Key of the {@link ExchangeSpend} in which a bid's spend counts. */
  static long key(NoticeToken token, long periodKey) {
    return ExchangeSpend.key(token.exchange(), token.campaignId(), periodKey);
  }

  /**
   * Notes a billed impression.
   *
   * @param key see {@link #key}
   * @return by how much the ledger's spend grows: less than the price if a report has already made
   *     the ledger book some of it
   */
  long billed(long key, long periodKey, long priceMicros, long coveredFromMillis) {
    ExchangeSpend before = spend(key, periodKey);
    ExchangeSpend after = before.billed(priceMicros, coveredFromMillis);
    store.put(key, after);
    return priceMicros + after.correctionMicros() - before.correctionMicros();
  }

  /** Notes that the ledger forgets a billed bid. */
  void forget(BidEntry entry) {
    ExchangeSpend spend = store.exchangeSpend(entry.exchangeKey());
    if (spend != null) {
      store.put(entry.exchangeKey(), spend.forgetting(entry.coveredFromMillis()));
    }
  }

  /** See {@link Ledger#report}. Saves the account if the report changes the ledger's spend. */
  Settlement report(
      String exchange,
      String campaignId,
      long periodKey,
      long amountMicros,
      long upToMillis,
      boolean isFinal) {
    long key = ExchangeSpend.key(exchange, campaignId, periodKey);
    ExchangeSpend before = spend(key, periodKey);
    if (upToMillis < before.upToMillis()) {
      return Settlement.IGNORED;
    }
    if (upToMillis < before.forgottenUpToMillis()) {
      return Settlement.BEYOND_MEMORY;
    }
    long uncovered = 0;
    for (BidEntry entry : store.bids()) {
      if (entry.stage() == BidEntry.Stage.BILLED
          && entry.exchangeKey() == key
          && entry.coveredFromMillis() > upToMillis) {
        uncovered += entry.priceMicros();
      }
    }
    ExchangeSpend after = before.reported(amountMicros, upToMillis, isFinal, uncovered);
    if (after.equals(before)) {
      return Settlement.DUPLICATE;
    }
    store.put(key, after);
    long change = after.correctionMicros() - before.correctionMicros();
    if (change != 0) {
      store.save(store.account().change(periodKey, totals -> totals.correct(change)));
    }
    return Settlement.BOOKED;
  }

  private ExchangeSpend spend(long key, long periodKey) {
    ExchangeSpend known = store.exchangeSpend(key);
    return known == null ? ExchangeSpend.none(periodKey) : known;
  }
}
