package io.paceline.core.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Objective;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferCacheTest {

  private final List<String> computed = new ArrayList<>();
  private final OfferCache<String> cache =
      new OfferCache<>(
          offer -> {
            computed.add(offer.campaignId());
            return "of " + offer.campaignId();
          });

  private static Offer offer(String campaign, int number) {
    return new Offer(
        campaign, "b", "c", "shop.example", List.of(), 0, 0, 0L, Objective.CLICK, number);
  }

  @Test
  void ofEachOfferItIsComputedOnce() {
    Offer first = offer("a", 7);
    Offer other = offer("b", 2);
    Offer alone = offer("c", Offer.NO_NUMBER);

    for (int i = 0; i < 3; i++) {
      assertThat(cache.get(first)).isEqualTo("of a");
      assertThat(cache.get(other)).isEqualTo("of b");
      assertThat(cache.get(alone)).isEqualTo("of c");
    }
    assertThat(computed).containsExactly("a", "b", "c");
  }

  @Test
  void anOfferOfAnotherIndexIsNotTakenForTheOneWithItsNumber() {
    assertThat(cache.get(offer("a", 0))).isEqualTo("of a");
    assertThat(cache.get(offer("z", 0))).isEqualTo("of z");
  }
}
