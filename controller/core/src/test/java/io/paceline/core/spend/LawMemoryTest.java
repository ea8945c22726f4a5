package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.pacing.DualMirrorDescent;
import io.paceline.core.pacing.LawMemory;
import io.paceline.core.pacing.NoPacing;
import io.paceline.core.pacing.PacingLaw;
import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;
import io.paceline.core.pacing.Resolving;
import io.paceline.core.pacing.TrafficWeek;
import org.junit.jupiter.api.Test;

/** Tests that a law reads its own memory only. */
class LawMemoryTest {

  private static final long START = 1_000_000_000L;
  private static final long MOVE_MILLIS = 15_000;
  private static final LedgerSettings WINDOWS = LedgerSettings.of(60_000, 3_600_000, 86_400_000);

  /** A law that adds one to its only number and to the multiplier at every move. */
  private record Counting(int version) implements PacingLaw {

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public PacingState start(PacingObservation now) {
      return new PacingState(100, 0, 0, now.nowMillis(), 0, new double[] {1_000 * version});
    }

    @Override
    public PacingState move(PacingState last, PacingObservation now) {
      double[] memory = {last.memory()[0] + 1};
      return new PacingState(last.pacingMultiplier() + 1, 0, 0, now.nowMillis(), 0, memory);
    }
  }

  private final MapBudgetStore store = new MapBudgetStore();
  private long now = START;

  private PacingState tick(PacingLaw law) {
    now += MOVE_MILLIS;
    new SpendController(CampaignClock.REAL_TIME, law, WINDOWS)
        .tick(store, TrafficWeek.uniform(), false, now, now, 1, Long.MAX_VALUE);
    return store.state().pacing();
  }

  @Test
  void aLawGoesOnWithItsOwnNumbers() {
    store.put(campaign(PacingMode.EVEN));
    tick(new Counting(1));
    assertThat(tick(new Counting(1)).pacingMultiplier()).isEqualTo(101);
    assertThat(store.lawMemory().numbers()).containsExactly(1_001);
  }

  @Test
  void anotherVersionBeginsWithTheMultiplierAndItsOwnNumbers() {
    store.put(campaign(PacingMode.EVEN));
    tick(new Counting(1));
    tick(new Counting(1));
    assertThat(tick(new Counting(2)).pacingMultiplier()).isEqualTo(101);
    assertThat(store.lawMemory().version()).isEqualTo(2);
    assertThat(store.lawMemory().numbers()).containsExactly(2_000);
    assertThat(tick(new Counting(2)).pacingMultiplier()).isEqualTo(102);
    assertThat(store.lawMemory().numbers()).containsExactly(2_001);
  }

  @Test
  void anotherLawBeginsWithTheMultiplierHoweverLongTheMemoryIs() {
    store.put(campaign(PacingMode.EVEN));
    tick(new Counting(1));
    double multiplier = tick(new Counting(1)).pacingMultiplier();
    store.save(new LawMemory("unknown", 7, new double[] {Double.NaN}));
    for (PacingLaw law : new PacingLaw[] {new Resolving(), new DualMirrorDescent()}) {
      assertThat(tick(law).pacingMultiplier()).as(law.name()).isEqualTo(multiplier);
      assertThat(store.lawMemory().belongsTo(law)).isTrue();
      multiplier = tick(law).pacingMultiplier();
      assertThat(multiplier).as(law.name()).isPositive();
    }
  }

  @Test
  void aCampaignThatAsksForNoPacingBidsItsMaximumAtOnce() {
    store.put(campaign(PacingMode.EVEN));
    tick(new Counting(1));
    store.put(campaign(PacingMode.ASAP));
    assertThat(tick(new Counting(1)).pacingMultiplier()).isEqualTo(5_000);
    assertThat(store.lawMemory().law()).isEqualTo(NoPacing.NAME);
    assertThat(store.lawMemory().numbers()).isEmpty();
  }

  private static Campaign campaign(PacingMode mode) {
    return CampaignBuilder.campaign("shoes")
        .flight(START - 10_000_000, START + 10_000_000)
        .totalMicros(1_000_000)
        .maxBidMicros(5_000)
        .pacing(mode)
        .build();
  }
}
