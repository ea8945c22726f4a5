package io.paceline.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BidExchangesTest {

  private static final long NOON = 1_700_000_000_000L;
  private static final long HOUR = 3_600_000L;

  private final BidExchanges bids = new BidExchanges(HaltRule.STANDARD);

  @Test
  void anExchangeWhoseNameIsWrittenInTwoWaysIsOneExchange() {
    assertThat(bids.bid("AdX", "feet", () -> 900, NOON)).isNotNull();

    assertThat(bids.bid("adx", "feet", () -> 900, NOON)).isNull();
    assertThat(bids.bid("ADX", "feet", () -> 900, NOON + 6 * HOUR).micros()).isEqualTo(900);
  }

  @Test
  void aBudgetIsToldFourTimesInAWindowAndAfterAnEdit() {
    assertThat(bids.bid("AdX", "feet", () -> 900, NOON))
        .isEqualTo(BillingEvidence.bid("adx", "feet", 900, NOON));
    assertThat(bids.bid("AdX", "feet", () -> 900, NOON + 6 * HOUR - 1)).isNull();
    assertThat(bids.bid("AdX", "feet", () -> 900, NOON + 6 * HOUR)).isNotNull();
    bids.edited("hands");
    assertThat(bids.bid("AdX", "feet", () -> 800, NOON + 6 * HOUR)).isNull();
    bids.edited("feet");
    assertThat(bids.bid("AdX", "feet", () -> 800, NOON + 6 * HOUR))
        .isEqualTo(BillingEvidence.bid("adx", "feet", 800, NOON + 6 * HOUR));
    assertThat(bids.bid("AdX", "hands", () -> 5, NOON + 6 * HOUR)).isNotNull();
  }

  @Test
  void theExchangesAtWhichABudgetBidsShareItsMoneyEvenly() {
    bids.bid("a", "feet", () -> 900, NOON);

    assertThat(bids.bid("b", "feet", () -> 900, NOON).micros()).isEqualTo(450);
    assertThat(bids.bid("a", "feet", () -> 900, NOON).micros()).as("told anew").isEqualTo(450);
    assertThat(bids.bid("a", "feet", () -> 900, NOON + 24 * HOUR).micros())
        .as("no bid at the other one within a window")
        .isEqualTo(900);
  }

  /** Once a budget has bid everywhere twice, the watches together know its money, and no more. */
  @Property(tries = 200)
  void theSharesComeToTheBudget(
      @ForAll @IntRange(min = 1, max = 30) int exchanges,
      @ForAll @IntRange(min = 1, max = 1_000_000) int dayMicros,
      @ForAll @IntRange(max = 1_000_000) int seed) {
    BidExchanges fresh = new BidExchanges(HaltRule.STANDARD);
    Random random = new Random(seed);
    Map<String, Long> known = new HashMap<>();
    for (int i = 0; i < 5 * exchanges; i++) {
      note(known, fresh.bid("x" + random.nextInt(exchanges), "feet", () -> dayMicros, NOON + i));
    }
    for (int i = 0; i < 2 * exchanges; i++) {
      note(known, fresh.bid("x" + i % exchanges, "feet", () -> dayMicros, NOON + HOUR + i));
    }

    assertThat(known.values().stream().mapToLong(Long::longValue).sum())
        .isBetween((long) dayMicros - exchanges, (long) dayMicros);
  }

  private static void note(Map<String, Long> known, BillingEvidence told) {
    if (told != null) {
      known.put(told.exchange(), told.micros());
    }
  }
}
