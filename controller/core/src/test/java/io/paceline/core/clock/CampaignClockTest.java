package io.paceline.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class CampaignClockTest {

  private static final long EPOCH = 1_600_000_000_000L;
  private static final long START = 1_700_000_000_000L;
  private static final CampaignClock DAY_IN_THREE_MINUTES = new CampaignClock(EPOCH, START, 480.0);

  @Test
  void realTimeIsWallTime() {
    assertThat(CampaignClock.REAL_TIME.campaignMillis(START)).isEqualTo(START);
    assertThat(CampaignClock.REAL_TIME.wallMillis(START)).isEqualTo(START);
  }

  @Test
  void campaignTimeStandsAtTheEpochUntilTheStart() {
    assertThat(DAY_IN_THREE_MINUTES.campaignMillis(START - 60_000L)).isEqualTo(EPOCH);
    assertThat(DAY_IN_THREE_MINUTES.campaignMillis(START)).isEqualTo(EPOCH);
    assertThat(DAY_IN_THREE_MINUTES.campaignMillis(START + 1L)).isEqualTo(EPOCH + 480L);
  }

  @Test
  void aDayPassesInThreeMinutes() {
    assertThat(DAY_IN_THREE_MINUTES.campaignMillis(START + 180_000L))
        .isEqualTo(EPOCH + 86_400_000L);
    assertThat(DAY_IN_THREE_MINUTES.wallMillis(EPOCH + 86_400_000L)).isEqualTo(START + 180_000L);
  }

  @Test
  void anInstantBetweenTwoWallMillisecondsIsReachedAtTheLater() {
    assertThat(DAY_IN_THREE_MINUTES.wallMillis(EPOCH + 481L)).isEqualTo(START + 2L);
  }

  @Test
  void aTimerNeverSeesTheTimeBeforeItsInstantAtAnUnevenSpeed() {
    CampaignClock clock = new CampaignClock(EPOCH, START, 480.0 / 11.0);
    long instant = EPOCH + 1_007_100_000L;
    assertThat(clock.campaignMillis(clock.wallMillis(instant))).isGreaterThanOrEqualTo(instant);
  }

  @Property(seed = "1")
  void whenItsWallTimeComesAnInstantIsReached(
      @ForAll @LongRange(max = 400L * 86_400_000L) long offset,
      @ForAll @LongRange(min = 10, max = 100_000) long wallSecondsPerDay) {
    CampaignClock clock = new CampaignClock(EPOCH, START, 86_400.0 / wallSecondsPerDay);
    long wall = clock.wallMillis(EPOCH + offset);
    assertThat(clock.campaignMillis(wall)).isGreaterThanOrEqualTo(EPOCH + offset);
    if (wall > START + 1) {
      // Rounding may make the wall time one millisecond too late, but no more.
      assertThat(clock.campaignMillis(wall - 2)).isLessThan(EPOCH + offset);
    }
  }

  @Property(seed = "1")
  void timeNeverRunsBack(
      @ForAll @LongRange(max = 86_400_000L) long first,
      @ForAll @LongRange(max = 86_400_000L) long later,
      @ForAll @DoubleRange(min = 0.1, max = 10_000) double speed) {
    CampaignClock clock = new CampaignClock(EPOCH, START, speed);
    assertThat(clock.campaignMillis(START + first + later))
        .isGreaterThanOrEqualTo(clock.campaignMillis(START + first));
  }
}
