package io.paceline.core.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which bids were billed, so that a notice which comes again is recognised.
 *
 * <p>A billed bid is a 64-bit hash of its id and the flag whether its click was counted; its money
 * is in the sums of {@link ExchangeSpend}. The bids are kept in generations by the time of booking,
 * each of which takes in bids for half the time for which a billed bid has to be remembered. A
 * generation is forgotten as a whole, so the store need not keep for a single bid when it is to be
 * forgotten. The bids of a forgotten generation are removed from the store little by little at
 * ticks.
 *
 * <p>Once a generation is forgotten, a notice about an unknown bid that was made no later than the
 * generation's latest bid may be a repeated one, whatever time its record carries. {@link
 * #mayBeForgotten} tells that. Such a notice is not booked, and its money is left to the exchange's
 * report.
 *
 * <p>With 20 million remembered bids, the chance that a new bid's hash is known already is 10⁻¹²;
 * such a billing would count as a duplicate and be left to the report, too.
 */
final class BilledBids {

  /** How many bids a tick removes at most. */
  private static final int REMOVED_PER_TICK = 2_000;

  private final LedgerStore store;
  private final LedgerSettings settings;

  BilledBids(LedgerStore store, LedgerSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /** The key of a bid in the store. */
  static long key(String bidId) {
    return new Hash64().with(bidId).value();
  }

  /**
   * The slot in which the bid is remembered as billed, or null.
   *
   * @param bidAtMillis wall time of the bid, or a time before it: generations all of whose bids are
   *     older are not looked at
   */
  @Nullable Integer slotOf(String bidId, long bidAtMillis) {
    List<BilledGeneration> generations = store.account().memory().billed();
    if (generations.isEmpty()) {
      return null;
    }
    long key = key(bidId);
    for (int i = generations.size() - 1; i >= 0; i--) {
      BilledGeneration generation = generations.get(i);
      if (!generation.isForgotten()
          && generation.lastBidAtMillis() >= bidAtMillis
          && store.billed(generation.slot(), key) != null) {
        return generation.slot();
      }
    }
    return null;
  }

  /** Counts a click on a billed bid; false where it was counted before. */
  boolean click(int slot, String bidId) {
    long key = key(bidId);
    if (Boolean.TRUE.equals(store.billed(slot, key))) {
      return false;
    }
    store.putBilled(slot, key, true);
    return true;
  }

  /** Whether a bid that is not remembered may have been billed and forgotten. */
  boolean mayBeForgotten(long bidAtMillis) {
    return bidAtMillis <= store.account().memory().bidsUpToMillis();
  }

  /** The account with a generation that a bid which is billed now can join; it comes last. */
  Account opened(Account account, long bidAtMillis, long nowMillis) {
    List<BilledGeneration> generations = account.memory().billed();
    BilledGeneration newest =
        generations.isEmpty() ? null : generations.get(generations.size() - 1);
    boolean open = newest != null && !newest.isForgotten() && nowMillis < newest.untilMillis();
    int free = open ? -1 : freeSlot(generations);
    if (newest != null && !newest.isForgotten() && free < 0) {
      // Either the newest generation takes more bids, or there is no room for another one, because
      // a restore or unread notices have made the older ones stay longer: then the newest one stays
      // open.
      long until = open ? newest.untilMillis() : nowMillis + generationMillis();
      BilledGeneration joined =
          new BilledGeneration(newest.slot(), until, newest.lastBidAtMillis(), false)
              .with(bidAtMillis);
      return joined.equals(newest)
          ? account
          : account.with(account.memory().with(replaced(generations, joined)));
    }
    List<BilledGeneration> more = new ArrayList<>(generations);
    if (free < 0) {
      // All slots are still being emptied, as after a long standstill.
      free = more.remove(0).slot();
      store.removeBilled(free, Integer.MAX_VALUE);
    }
    more.add(new BilledGeneration(free, nowMillis + generationMillis(), bidAtMillis, false));
    return account.with(account.memory().with(more));
  }

  /** Remembers a bid in the generation that {@link #opened} put last. */
  void remember(Account opened, String bidId, boolean clicked) {
    List<BilledGeneration> generations = opened.memory().billed();
    store.putBilled(generations.get(generations.size() - 1).slot(), key(bidId), clicked);
  }

  private static List<BilledGeneration> replaced(
      List<BilledGeneration> generations, BilledGeneration last) {
    List<BilledGeneration> changed = new ArrayList<>(generations);
    changed.set(changed.size() - 1, last);
    return changed;
  }

  private static int freeSlot(List<BilledGeneration> generations) {
    for (int slot = 0; slot < LedgerStore.BILLED_SLOTS; slot++) {
      int wanted = slot;
      if (generations.stream().noneMatch(known -> known.slot() == wanted)) {
        return slot;
      }
    }
    return -1;
  }

  private long generationMillis() {
    return Math.max(1, settings.memoryMillis() / 2);
  }

  /** Forgets the generations whose time is over, and removes some of their bids. */
  Account tidied(Account account, long nowMillis) {
    List<BilledGeneration> generations = account.memory().billed();
    if (generations.isEmpty()
        || (!generations.get(0).isForgotten() && !isOver(generations.get(0), account, nowMillis))) {
      return account;
    }
    long forgottenUpTo = account.memory().bidsUpToMillis();
    List<BilledGeneration> kept = new ArrayList<>();
    for (BilledGeneration generation : generations) {
      if (!generation.isForgotten() && !isOver(generation, account, nowMillis)) {
        kept.add(generation);
        continue;
      }
      // A bid may carry the time of a machine whose clock is ahead. It was booked by untilMillis.
      forgottenUpTo =
          Math.max(forgottenUpTo, Math.min(generation.lastBidAtMillis(), generation.untilMillis()));
      if (!store.removeBilled(generation.slot(), REMOVED_PER_TICK)) {
        kept.add(generation.forgotten());
      }
    }
    return account.with(account.memory().with(kept).withoutBids(forgottenUpTo));
  }

  private boolean isOver(BilledGeneration generation, Account account, long nowMillis) {
    // After a restore, duplicates may have waited in the topic while the job was down.
    return nowMillis
        >= Math.max(
            generation.untilMillis() + settings.memoryMillis(), account.expireWonFromMillis());
  }
}
