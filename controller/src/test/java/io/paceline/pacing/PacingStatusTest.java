package io.paceline.pacing;

import static io.paceline.pacing.Bookings.at;
import static io.paceline.pacing.Bookings.booked;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacingStatusTest {

  private static final String FROM = "2026-06-01T00:00";
  private static final String TO = "2026-06-02T00:00";
  private static final String NOON = "2026-06-01T12:00";

  @Test
  void theBookingComesFirst() {
    assertThat(status(TO, 0, 1_000, 0, 0)).isEqualTo(PacingStatus.ENDED);
    assertThat(status("2026-05-31T00:00", 0, 1_000, 0, 0)).isEqualTo(PacingStatus.NOT_STARTED);
    assertThat(
            PacingStatus.of(
                booked(FROM, TO, 10_000, 0, true), observation(NOON, 5_000), 1_000, 10, 5))
        .isEqualTo(PacingStatus.PAUSED);
  }

  @Test
  void crumbsCountAsSpent() {
    assertThat(status(NOON, 9_949, 1_000, 10, 5)).isEqualTo(PacingStatus.AHEAD);
    assertThat(status(NOON, 9_950, 1_000, 10, 5)).isEqualTo(PacingStatus.SPENT);
  }

  @Test
  void withinFivePercentIsOnPlan() {
    assertThat(status(NOON, 4_600, 1_000, 10, 5)).isEqualTo(PacingStatus.ON_PLAN);
    assertThat(status(NOON, 5_400, 1_000, 10, 5)).isEqualTo(PacingStatus.ON_PLAN);
    assertThat(status(NOON, 4_400, 1_000, 10, 5)).isEqualTo(PacingStatus.BEHIND);
    assertThat(status(NOON, 5_600, 1_000, 10, 5)).isEqualTo(PacingStatus.AHEAD);
  }

  @Test
  void atTheMaximumBidItSaysWhatIsMissing() {
    assertThat(status(NOON, 1_000, 2_000, 10, 2)).isEqualTo(PacingStatus.LIMITED_BY_PRICE);
    assertThat(status(NOON, 1_000, 2_000, 10, 8)).isEqualTo(PacingStatus.LIMITED_BY_TRAFFIC);
    assertThat(status(NOON, 1_000, 2_000, 0, 0)).isEqualTo(PacingStatus.LIMITED_BY_TRAFFIC);
  }

  private static PacingStatus status(
      String now, long spend, double multiplier, long bids, long wins) {
    return PacingStatus.of(
        booked(FROM, TO, 10_000, 0), observation(now, spend), multiplier, bids, wins);
  }

  private static PacingObservation observation(String now, long spend) {
    return new PacingObservation(at(now), at(FROM), at(TO), 10_000, spend, 5, 0.5, 2_000);
  }
}
