package io.paceline.core.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BlockLists;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.profile.UserProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlinePolicyTest {

  private static final long RECEIVED = 1_000_000;

  private final DeadlinePolicy policy = new DeadlinePolicy(10);

  private static BidRequest request(int tmaxMillis) {
    Imp imp = Imp.readable("1", new Banner(List.of(), List.of(), 0), 0, "USD", null, false, false);
    return new BidRequest(
        "r",
        "adx",
        RECEIVED,
        List.of(imp, imp),
        null,
        null,
        null,
        null,
        BidRequest.SECOND_PRICE,
        tmaxMillis,
        List.of(),
        BlockLists.NONE,
        false);
  }

  @Test
  void theMarginHasToBeLeft() {
    assertThat(policy.isTooLate(request(100), RECEIVED + 90, 0)).isFalse();
    assertThat(policy.isTooLate(request(100), RECEIVED + 91, 0)).isTrue();
  }

  @Test
  void theTimeThatScoringTakesHasToBeLeftToo() {
    assertThat(policy.isTooLate(request(100), RECEIVED + 70, 20)).isFalse();
    assertThat(policy.isTooLate(request(100), RECEIVED + 71, 20)).isTrue();
  }

  @Test
  void neverMoreThanHalfOfTmaxHasToBeLeft() {
    assertThat(policy.isTooLate(request(100), RECEIVED + 50, 10_000)).isFalse();
    assertThat(policy.isTooLate(request(100), RECEIVED + 51, 10_000)).isTrue();
    assertThat(policy.isTooLate(request(8), RECEIVED + 4, 0)).as("a short tmax").isFalse();
    assertThat(policy.isTooLate(request(8), RECEIVED + 5, 0)).isTrue();
  }

  @Test
  void aRefusedRequestHasNoCandidatesAndSaysWhyForEachImpression() {
    EligibleRequest refused = EligibleRequest.tooLate(request(100), "anna", 7);

    assertThat(refused.imps())
        .containsExactly(
            new EligibleImp(0, List.of(), NoBidReason.DEADLINE),
            new EligibleImp(1, List.of(), NoBidReason.DEADLINE));
    assertThat(refused.userKey()).isEqualTo("anna");
    assertThat(refused.profile()).isEqualTo(UserProfile.UNKNOWN);
    assertThat(refused.campaignMillis()).isEqualTo(7);
    assertThat(refused.candidateCount()).isZero();
  }
}
