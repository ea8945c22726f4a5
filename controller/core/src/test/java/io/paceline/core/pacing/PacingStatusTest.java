package io.paceline.core.pacing;

import static io.paceline.core.pacing.Bookings.at;
import static io.paceline.core.pacing.Bookings.booked;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacingStatusTest {

  private static final String FROM = "2026-06-01T00:00";
  private static final String TO = "2026-06-02T00:00";
  private static final String NOON = "2026-06-01T12:00";

  @Test
  void aFlightThatDoesNotRunOrAPauseComesBeforeEveryOtherStatus() {
    assertThat(status(TO, 0, 1_000, 0, 0)).isEqualTo(PacingStatus.ENDED);
    assertThat(status("2026-05-31T00:00", 0, 1_000, 0, 0)).isEqualTo(PacingStatus.NOT_STARTED);
    assertThat(
            PacingStatus.of(
                booked(FROM, TO, 10_000, 0, true),
                observation(NOON, 5_000),
                1_000,
                counts(5, 5, 0)))
        .isEqualTo(PacingStatus.PAUSED);
  }

  @Test
  void aBudgetOfWhichHalfAPercentIsLeftCountsAsSpent() {
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

  @Test
  void floorsAreBlamedWhereTheyKeepOutHalfOfTheImpressionsAtTheMaximumBid() {
    assertThat(limited(2_000, counts(3, 2, 5))).isEqualTo(PacingStatus.LIMITED_BY_FLOOR);
    assertThat(limited(2_000, counts(3, 3, 5))).isEqualTo(PacingStatus.LIMITED_BY_TRAFFIC);
    assertThat(limited(1_999, counts(3, 2, 5))).isEqualTo(PacingStatus.BEHIND);
  }

  @Test
  void capsAreBlamedWhereTheyKeepOutMoreThanTheMarket() {
    assertThat(limited(2_000, counts(40, 50, 9, 100, 150))).isEqualTo(PacingStatus.LIMITED_BY_CAPS);
    // Caps kept out 50 requests for each 100 that they admitted, so about 49 for these 99 auctions.
    // Floors and losses took 59 of the auctions, which is more.
    assertThat(limited(2_000, counts(40, 50, 9, 100, 50))).isEqualTo(PacingStatus.LIMITED_BY_PRICE);
    // Caps kept out more than the 10 lost auctions, but fewer than the 90 won: traffic is missing.
    assertThat(limited(2_000, counts(90, 10, 0, 100, 15)))
        .isEqualTo(PacingStatus.LIMITED_BY_TRAFFIC);
    // Allocation gives this budget a tenth of what fits, so of the 40 that caps kept out 4 count.
    assertThat(limited(2_000, counts(5, 5, 0, 100, 40))).isEqualTo(PacingStatus.LIMITED_BY_TRAFFIC);
    assertThat(limited(2_000, counts(0, 0, 0, 0, 3))).isEqualTo(PacingStatus.LIMITED_BY_CAPS);
    assertThat(limited(1_999, counts(0, 0, 0, 0, 3))).isEqualTo(PacingStatus.BEHIND);
  }

  @Test
  void aReasonTellsWhatCapsKeptOutAndOfWhom() {
    assertThat(reason(PacingStatus.LIMITED_BY_CAPS, counts(4, 6, 0, 30, 70)))
        .isEqualTo(
            "The plan cannot be met (40.0 % of the budget behind): caps keep it out of 70 of 100"
                + " requests that fit.");
    AuctionCounts strangers = new AuctionCounts(4, 6, 0, 0, new CapCounts(30, 20, 50));
    assertThat(reason(PacingStatus.LIMITED_BY_CAPS, strangers))
        .endsWith(
            "caps keep it out of 70 of 100 requests that fit, for 50 because the user is unknown.");
  }

  @Test
  void everyStatusHasASentenceThatSaysWhy() {
    AuctionCounts counts = counts(40, 10, 0);
    assertThat(reason(PacingStatus.LIMITED_BY_TRAFFIC, counts))
        .isEqualTo(
            "The plan cannot be met (40.0 % of the budget behind): 40 of 50 auctions are won"
                + " already, and there are no more impressions that fit.");
    assertThat(reason(PacingStatus.LIMITED_BY_TRAFFIC, AuctionCounts.NONE))
        .isEqualTo(
            "The plan cannot be met (40.0 % of the budget behind): no impression fits it of late.");
    assertThat(reason(PacingStatus.LIMITED_BY_PRICE, counts(4, 46, 0)))
        .contains("others pay more in 46 of 50 auctions");
    assertThat(reason(PacingStatus.LIMITED_BY_FLOOR, counts(4, 6, 90)))
        .contains("for 90 of 100 impressions");
    assertThat(reason(PacingStatus.ON_PLAN, counts)).isEqualTo("10.0 % spent, 50.0 % planned.");
    for (PacingStatus status : PacingStatus.values()) {
      assertThat(reason(status, counts)).endsWith(".").hasSizeBetween(10, 140);
    }
  }

  private static PacingStatus limited(double multiplier, AuctionCounts counts) {
    return PacingStatus.of(
        booked(FROM, TO, 10_000, 0), observation(NOON, 1_000), multiplier, counts);
  }

  private static String reason(PacingStatus status, AuctionCounts counts) {
    return StatusReason.of(status, observation(NOON, 1_000), counts);
  }

  private static PacingStatus status(
      String now, long spend, double multiplier, long bids, long wins) {
    return PacingStatus.of(
        booked(FROM, TO, 10_000, 0),
        observation(now, spend),
        multiplier,
        counts(wins, bids - wins, 0));
  }

  private static AuctionCounts counts(long won, long lost, long belowFloor) {
    return AuctionCounts.withoutCaps(won, lost, belowFloor, 0);
  }

  private static AuctionCounts counts(
      long won, long lost, long belowFloor, long admitted, long reached) {
    return new AuctionCounts(won, lost, belowFloor, 0, new CapCounts(admitted, reached, 0));
  }

  private static PacingObservation observation(String now, long spend) {
    return PacingObservation.ofSpend(at(now), at(FROM), at(TO), 10_000, spend, 5, 0.5, 2_000);
  }
}
