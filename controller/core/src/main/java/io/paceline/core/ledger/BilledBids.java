package io.paceline.core.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which bids were billed, so that a notice which comes again is recognised.
 *
 * <p>A billed bid is a hash of its id and the flag whether its click was counted ({@link
 * BilledPages}); its money is in the sums of {@link ExchangeSpend}. The bids are kept in
 * generations by the time at which they were made, which every notice carries in its token. So what
 * is added, looked for and removed lies close together in the store, and what is old is not
 * touched. A generation is forgotten as a whole, so nothing has to be noted, or looked for after a
 * restore, about a single bid, and its pages are removed from the store little by little at ticks.
 *
 * <p>A generation is forgotten once its bids are too old for a notice to be booked, and once as
 * much time has passed since they were billed in time as a billed bid has to be remembered. From
 * then on a notice about a bid of that age is left to the exchange's report, whatever time its
 * record carries: {@link #mayBeForgotten}.
 *
 * <p>With 20 million remembered bids, the chance that a new bid's hash is known already is 10⁻¹²;
 * such a billing would count as a duplicate and be left to the report, too.
 */
final class BilledBids {

  /** How many pages a tick removes at most. */
  static final int PAGES_REMOVED_PER_TICK = 250;

  /** A generation is this part of the time for which billed bids are remembered, or longer. */
  private static final long PARTS = 24;

  private static final long SECOND = 1_000;

  /**
   * A request is answered within ten minutes at most, by clocks that may differ by a few: a bid
   * that is made again for a request that is read again is made within this time of the first one.
   */
  private static final long MADE_AGAIN_WITHIN_MILLIS = 900_000;

  private final LedgerStore store;
  private final LedgerSettings settings;
  private final BilledPages pages;

  BilledBids(LedgerStore store, LedgerSettings settings) {
    this.store = store;
    this.settings = settings;
    this.pages = new BilledPages(store);
  }

  /**
   * The key of the page in which the bid is remembered as billed, or null. A bid that was made
   * again has another time than the first one, so what is near is looked at, too.
   *
   * @param bidAtMillis wall time of the bid
   */
  @Nullable Long pageOf(String bidId, long bidAtMillis) {
    LedgerMemory memory = store.account().memory();
    List<BilledGeneration> generations = memory.billed();
    if (generations.isEmpty()) {
      return null;
    }
    long hash = BilledPages.hash(bidId);
    long earliest = filedAt(memory, bidAtMillis - madeAgainMillis());
    long latest = filedAt(memory, bidAtMillis + madeAgainMillis());
    for (int i = generations.size() - 1; i >= 0; i--) {
      BilledGeneration generation = generations.get(i);
      if (generation.fromMillis() <= latest && earliest < generation.untilMillis()) {
        long key = BilledPages.key(generation, hash);
        if (pages.holds(key, hash)) {
          return key;
        }
      }
    }
    return null;
  }

  /** Counts a click on a billed bid of that page; false where it was counted before. */
  boolean click(long page, String bidId) {
    return pages.click(page, BilledPages.hash(bidId));
  }

  /**
   * Whether a bid that is not remembered may have been billed and forgotten, be it as the first bid
   * of one that was made again.
   */
  boolean mayBeForgotten(long bidAtMillis) {
    long upTo = store.account().memory().bidsUpToMillis();
    return upTo > 0 && bidAtMillis - madeAgainMillis() <= upTo;
  }

  private long madeAgainMillis() {
    return Math.min(MADE_AGAIN_WITHIN_MILLIS, settings.memoryMillis());
  }

  private static boolean isForgotten(BilledGeneration generation, LedgerMemory memory) {
    return generation.untilMillis() <= memory.bidsUpToMillis() + 1;
  }

  /**
   * The time by which a billed bid is filed, and looked for. A bid that is still open when those of
   * its age are forgotten joins the oldest ones that are not.
   */
  private static long filedAt(LedgerMemory memory, long bidAtMillis) {
    return Math.max(bidAtMillis, memory.bidsUpToMillis() + 1);
  }

  /** The account with one more bid in the generation of that time, which {@link #remember} adds. */
  Account counted(Account account, long bidAtMillis) {
    long filedAt = filedAt(account.memory(), bidAtMillis);
    List<BilledGeneration> changed = new ArrayList<>(account.memory().billed());
    int at = 0;
    while (at < changed.size() && changed.get(at).untilMillis() <= filedAt) {
      at++;
    }
    if (at < changed.size() && changed.get(at).holds(filedAt)) {
      BilledGeneration known = changed.get(at);
      changed.set(at, known.withBids(known.bids() + 1));
    } else {
      // Generations of another length stay where the windows were changed, so a new one may have
      // less room than its length.
      long length = lengthMillis();
      long from = Math.floorDiv(filedAt, length) * length;
      long until = from + length;
      changed.add(
          at,
          new BilledGeneration(
              at == 0 ? from : Math.max(from, changed.get(at - 1).untilMillis()),
              at == changed.size() ? until : Math.min(until, changed.get(at).fromMillis()),
              1,
              BilledPages.pagesFor(1)));
    }
    return account.with(account.memory().with(changed));
  }

  /** Remembers the bid that {@link #counted} has counted. */
  void remember(Account counted, String bidId, long bidAtMillis, boolean clicked) {
    long filedAt = filedAt(counted.memory(), bidAtMillis);
    for (BilledGeneration generation : counted.memory().billed()) {
      if (generation.holds(filedAt)) {
        pages.add(generation, BilledPages.hash(bidId), clicked);
      }
    }
  }

  /**
   * How long a new generation is. Shorter ones than the time within which a bid is made again would
   * make every bid look into many of them.
   */
  private long lengthMillis() {
    long length = Math.max(settings.memoryMillis() / PARTS, madeAgainMillis());
    return Math.max(1, length / SECOND) * SECOND;
  }

  /** What is left of the billed bids of an account that {@link #tidied} has made. */
  static BilledBidsLeft left(Account account) {
    LedgerMemory memory = account.memory();
    if (memory.billed().isEmpty()) {
      return BilledBidsLeft.NONE;
    }
    // The oldest generation is the first one, and generations are forgotten by their age.
    return isForgotten(memory.billed().get(0), memory)
        ? BilledBidsLeft.FORGOTTEN
        : BilledBidsLeft.REMEMBERED;
  }

  /** Forgets the generations whose time is over, and removes some of their pages. */
  Account tidied(Account account, long nowMillis) {
    LedgerMemory memory = account.memory();
    if (memory.billed().isEmpty()
        || !(isForgotten(memory.billed().get(0), memory)
            || isOver(memory.billed().get(0), account, nowMillis))) {
      return account;
    }
    for (BilledGeneration generation : memory.billed()) {
      if (isOver(generation, account, nowMillis)) {
        memory = memory.withoutBids(generation.untilMillis() - 1);
      }
    }
    return removed(account.with(memory));
  }

  private Account removed(Account account) {
    LedgerMemory memory = account.memory();
    int most = PAGES_REMOVED_PER_TICK;
    List<BilledGeneration> kept = new ArrayList<>();
    for (BilledGeneration generation : memory.billed()) {
      if (!isForgotten(generation, memory)) {
        kept.add(generation);
        continue;
      }
      BilledGeneration left = pages.removed(generation, most);
      most -= generation.pages() - left.pages();
      if (left.pages() > 0) {
        kept.add(left);
      }
    }
    return account.with(memory.with(kept));
  }

  private boolean isOver(BilledGeneration generation, Account account, long nowMillis) {
    // After a restore, duplicates may have waited in the topic while the job was down.
    return nowMillis
        >= Math.max(
            generation.untilMillis()
                + Math.max(settings.billedWithinMillis(), madeAgainMillis())
                + settings.memoryMillis(),
            account.expireWonFromMillis());
  }
}
