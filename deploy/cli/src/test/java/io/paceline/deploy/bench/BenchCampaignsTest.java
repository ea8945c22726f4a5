package io.paceline.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.openrtb.BidRequest;
import org.junit.jupiter.api.Test;

class BenchCampaignsTest {

  @Test
  void targetingIsArrangedSoThatARequestMeetsTheWantedNumber() {
    BenchCampaigns few = BenchCampaigns.of(60, 10);

    assertThat(few.campaigns()).hasSize(60);
    assertThat(few.averageEligible()).isCloseTo(10, within(1.0));
  }

  @Test
  void asManyAsThereAreMeansAllThatThePublisherAndTheUserAdmit() {
    BenchCampaigns all = BenchCampaigns.of(30, 30);

    // A few requests come without a user; campaigns with a frequency cap are not eligible for
    // these.
    assertThat(all.averageEligible()).isBetween(27.0, 30.0);
    assertThat(all.campaigns()).allMatch(campaign -> campaign.targeting().domains().isEmpty());
  }

  @Test
  void everyRequestOffersOneImpressionAndNeverExpires() {
    BenchTraffic traffic = new BenchTraffic();

    for (int i = 0; i < 100; i++) {
      BidRequest request = traffic.request();
      assertThat(request.id()).isEqualTo(Integer.toString(i));
      assertThat(request.imps()).hasSize(1);
      assertThat(request.tmaxMillis()).isEqualTo(86_400_000);
      assertThat(request.test()).isFalse();
    }
  }
}
