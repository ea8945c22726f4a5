package io.paceline.job.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightBidsTest {

  private final InFlightBids bids = new InFlightBids();

  @Test
  void countsByUserAndCampaign() {
    bids.proposed("anna", "shoes", "1", 100);
    bids.proposed("anna", "shoes", "2", 100);
    bids.proposed("anna", "hats", "3", 100);
    bids.proposed("bert", "shoes", "4", 100);

    assertThat(bids.of("anna")).containsEntry("shoes", 2);
    assertThat(bids.of("anna")).containsEntry("hats", 1);
    assertThat(bids.of("bert")).containsEntry("shoes", 1);
    assertThat(bids.of("bert")).doesNotContainKey("hats");
  }

  @Test
  void bidsOfCampaignsWithoutACapAreNotKept() {
    bids.clear("shoes"::equals);

    bids.proposed("anna", "shoes", "1", 100);
    bids.proposed("anna", "hats", "2", 100);

    assertThat(bids.of("anna")).containsOnlyKeys("shoes");
  }

  @Test
  void aBidThatIsProposedTwiceCountsOnceAndIsSettledOnce() {
    bids.proposed("anna", "shoes", "1", 100);
    bids.proposed("anna", "shoes", "1", 100);
    bids.proposed("anna", "shoes", "2", 100);

    bids.settled("1");
    bids.settled("1");
    bids.settled("unknown");

    assertThat(bids.of("anna")).containsEntry("shoes", 1);
  }

  @Test
  void whatIsNeverSettledIsForgottenInTime() {
    bids.proposed("anna", "shoes", "1", 100);
    bids.proposed("anna", "shoes", "2", 200);
    bids.settled("1");

    bids.expire(199);
    assertThat(bids.of("anna")).containsEntry("shoes", 1);
    bids.expire(200);
    assertThat(bids.of("anna")).doesNotContainKey("shoes");
  }

  @Test
  void aWinCountsLongerThanABidOfWhichNothingIsHeard() {
    bids.proposed("anna", "shoes", "1", 100);
    bids.proposed("anna", "shoes", "2", 100);
    bids.won("1", 500);
    bids.won("1", 600);
    bids.won("unknown", 600);

    bids.expire(100);
    assertThat(bids.of("anna")).containsEntry("shoes", 1);
    bids.expire(599);
    assertThat(bids.of("anna")).containsEntry("shoes", 1);
    bids.expire(600);
    assertThat(bids.of("anna")).doesNotContainKey("shoes");
  }
}
