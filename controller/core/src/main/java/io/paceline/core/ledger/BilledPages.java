package io.paceline.core.ledger;

import java.util.Arrays;

/**
 * The pages in which the bids of a {@link BilledGeneration} are kept: a hash table by linear
 * hashing (Litwin, VLDB 1980). It grows by one page whenever {@value #BIDS_PER_PAGE} bids were
 * added, and then the bids of one other page are divided between that page and the new one. So a
 * bid that is added or looked for costs the same however many there are, and the number of pages
 * follows from the number of bids.
 *
 * <p>A bid takes eight bytes: the upper 63 bits of its hash, and in the lowest bit whether its
 * click was counted.
 */
final class BilledPages {

  /** How many bids lie in a page on average. */
  static final int BIDS_PER_PAGE = 16;

  /** A page's key in the store is its generation's first second followed by its number. */
  private static final int NUMBER_BITS = 25;

  private static final long SECOND = 1_000;
  private static final long CLICKED = 1;
  private static final long[] EMPTY = {};

  private final LedgerStore store;

  BilledPages(LedgerStore store) {
    this.store = store;
  }

  /** How many pages this many bids are kept in; 1 or more. */
  static int pagesFor(int bids) {
    return Math.min(bids / BIDS_PER_PAGE + 1, 1 << NUMBER_BITS);
  }

  /** The hash of a bid's id; its lowest bit is 0. */
  static long hash(String bidId) {
    return new Hash64().with(bidId).value() & ~CLICKED;
  }

  /** The key of the page that holds the bid, or would hold it. */
  static long key(BilledGeneration generation, long hash) {
    return key(generation, number(hash, generation.pages()));
  }

  private static long key(BilledGeneration generation, int number) {
    return ((generation.fromMillis() / SECOND) << NUMBER_BITS) + number;
  }

  /** Of the pages so far, those below the splitting point are split by one more bit. */
  private static int number(long hash, int pages) {
    int level = Integer.highestOneBit(pages);
    long bits = hash >>> 1;
    int number = (int) (bits & (2L * level - 1));
    return number < pages ? number : (int) (bits & (level - 1));
  }

  /** Whether the page holds the bid. */
  boolean holds(long key, long hash) {
    return find(page(key), hash) >= 0;
  }

  /** Notes that the click of a bid was counted; false if that was noted before. */
  boolean click(long key, long hash) {
    long[] page = page(key);
    int at = find(page, hash);
    if (at < 0 || page[at] != hash) {
      return false;
    }
    long[] clicked = page.clone();
    clicked[at] |= CLICKED;
    store.putBilledPage(key, clicked);
    return true;
  }

  /**
   * Adds a bid.
   *
   * @param generation the generation with the added bid already counted
   */
  void add(BilledGeneration generation, long hash, boolean clicked) {
    int before = pagesFor(generation.bids() - 1);
    if (generation.pages() > before) {
      split(generation, before);
    }
    long key = key(generation, hash);
    long[] page = page(key);
    long[] longer = Arrays.copyOf(page, page.length + 1);
    longer[page.length] = clicked ? hash | CLICKED : hash;
    store.putBilledPage(key, longer);
  }

  /** Moves to the new page, whose number is that of all pages before, what belongs there. */
  private void split(BilledGeneration generation, int before) {
    long from = key(generation, before - Integer.highestOneBit(before));
    long[] page = page(from);
    long[] stays = new long[page.length];
    long[] moves = new long[page.length];
    int staying = 0;
    for (int i = 0; i < page.length; i++) {
      if (number(page[i], before + 1) == before) {
        moves[i - staying] = page[i];
      } else {
        stays[staying++] = page[i];
      }
    }
    if (staying < page.length) {
      keep(key(generation, before), Arrays.copyOf(moves, page.length - staying));
      keep(from, Arrays.copyOf(stays, staying));
    }
  }

  private void keep(long key, long[] page) {
    if (page.length == 0) {
      store.removeBilledPage(key);
    } else {
      store.putBilledPage(key, page);
    }
  }

  /** Removes the last pages of a generation, at most that many, and returns it without them. */
  BilledGeneration removed(BilledGeneration generation, int most) {
    int left = Math.max(0, generation.pages() - most);
    for (int number = generation.pages() - 1; number >= left; number--) {
      store.removeBilledPage(key(generation, number));
    }
    return generation.withPages(left);
  }

  private long[] page(long key) {
    long[] page = store.billedPage(key);
    return page == null ? EMPTY : page;
  }

  private static int find(long[] page, long hash) {
    for (int i = 0; i < page.length; i++) {
      if ((page[i] & ~CLICKED) == hash) {
        return i;
      }
    }
    return -1;
  }
}
