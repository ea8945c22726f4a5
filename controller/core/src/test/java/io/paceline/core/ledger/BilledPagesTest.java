package io.paceline.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BilledPagesTest {

  private static final long HOUR = 3_600_000;

  /** Generations beside each other, of a second, an hour and a month, at both ends of time. */
  private static final long[][] STRETCHES = {
    {0, 1_000},
    {1_000, HOUR},
    {HOUR, 2 * HOUR},
    {2 * HOUR, 700 * HOUR},
    {253_402_300_799_000L, 253_402_300_800_000L}
  };

  @Property(tries = 60)
  void pagesHoldWhatSetsHoldAndArraysOnceStoredNeverChange(@ForAll long seed) {
    Random random = new Random(seed);
    FrozenStore store = new FrozenStore();
    BilledPages pages = new BilledPages(store);
    BilledGeneration[] generations = new BilledGeneration[STRETCHES.length];
    Map<Integer, Map<Long, Boolean>> model = new HashMap<>();
    for (int i = 0; i < generations.length; i++) {
      generations[i] =
          new BilledGeneration(STRETCHES[i][0], STRETCHES[i][1], 0, BilledPages.pagesFor(0));
      model.put(i, new HashMap<>());
    }
    Set<Long> unknown = new HashSet<>();
    for (int i = 0; i < 6_000; i++) {
      int at = random.nextInt(generations.length);
      Map<Long, Boolean> held = model.get(at);
      long hash =
          switch (random.nextInt(400)) {
            case 0 -> 0;
            case 1 -> Long.MIN_VALUE;
            case 2 -> -2;
            // Most bits alike, as of hashes that always share a page.
            case 3, 4, 5, 6 -> random.nextLong() << 40;
            default -> random.nextLong() & ~1L;
          };
      unknown.add(hash ^ 2L);
      if (!held.containsKey(hash)) {
        boolean clicked = random.nextBoolean();
        held.put(hash, clicked);
        generations[at] = generations[at].withBids(generations[at].bids() + 1);
        pages.add(generations[at], hash, clicked);
      } else {
        long key = BilledPages.key(generations[at], hash);
        assertThat(pages.click(key, hash)).isEqualTo(!held.put(hash, true));
      }
    }
    for (int i = 0; i < generations.length; i++) {
      BilledGeneration generation = generations[i];
      model.get(i).keySet().forEach(hash -> assertHeld(pages, generation, hash, true));
      for (long hash : unknown) {
        assertHeld(pages, generation, hash, model.get(i).containsKey(hash));
      }
      assertThat(generation.pages()).isEqualTo(model.get(i).size() / 16 + 1);
      model
          .get(i)
          .forEach(
              (hash, clicked) ->
                  assertThat(pages.click(BilledPages.key(generation, hash), hash))
                      .isEqualTo(!clicked));
    }
    for (int i = 0; i < generations.length; i++) {
      while (generations[i].pages() > 0) {
        generations[i] = pages.removed(generations[i], 1 + random.nextInt(9));
      }
      for (int other = i + 1; other < generations.length; other++) {
        for (long hash : model.get(other).keySet()) {
          assertHeld(pages, generations[other], hash, true);
        }
      }
    }
    assertThat(store.pages()).isZero();
    store.assertUnchanged();
  }

  private static void assertHeld(
      BilledPages pages, BilledGeneration generation, long hash, boolean held) {
    assertThat(pages.holds(BilledPages.key(generation, hash), hash)).isEqualTo(held);
  }

  /** Remembers what was in each array when it was stored, as a checkpoint that is being written. */
  private static final class FrozenStore extends MapLedgerStore {
    private final IdentityHashMap<long[], long[]> stored = new IdentityHashMap<>();

    @Override
    public void putBilledPage(long key, long[] page) {
      stored.put(page, page.clone());
      super.putBilledPage(key, page);
    }

    void assertUnchanged() {
      stored.forEach((page, before) -> assertThat(page).isEqualTo(before));
    }
  }
}
