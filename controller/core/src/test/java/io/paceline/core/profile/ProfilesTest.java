package io.paceline.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.campaign.FrequencyCap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  private static final long NINE_O_CLOCK = 1_772_355_600_000L;
  private static final long HOUR = 3_600_000L;
  private static final FrequencyCap TWO_AN_HOUR = new FrequencyCap(2, HOUR);

  private static UserProfile shownAt(long... instants) {
    UserProfile profile = UserProfile.UNKNOWN;
    for (long instant : instants) {
      profile = Profiles.billed(profile, "shoes", TWO_AN_HOUR, null, instant);
    }
    return profile;
  }

  private static boolean reached(UserProfile profile, int inFlight, long at) {
    return Profiles.capReached(profile, campaign(TWO_AN_HOUR), inFlight, at);
  }

  private static Campaign campaign(FrequencyCap cap) {
    return CampaignBuilder.campaign("shoes").cap(cap).build();
  }

  @Test
  void impressionsAndClicksAreCounted() {
    UserProfile profile = shownAt(NINE_O_CLOCK, NINE_O_CLOCK + 5);
    profile = Profiles.clicked(profile, "shoes", List.of(), NINE_O_CLOCK + 7);
    profile = Profiles.clicked(profile, "hats", List.of(), NINE_O_CLOCK + 6);

    assertThat(profile)
        .isEqualTo(
            new UserProfile(
                Map.of(
                    "shoes", new CampaignHistory(2, 1, NINE_O_CLOCK, 2, NINE_O_CLOCK + 7),
                    "hats", new CampaignHistory(0, 1, 0L, 0, NINE_O_CLOCK + 6)),
                2,
                2,
                NINE_O_CLOCK + 7,
                List.of()));
  }

  @Test
  void aShownImpressionCountsWithItsClickWhereThereWasOne() {
    UserProfile seen =
        Profiles.shown(
            UserProfile.UNKNOWN, "shoes", "IAB12", List.of("IAB18"), false, NINE_O_CLOCK);
    UserProfile clicked =
        Profiles.shown(UserProfile.UNKNOWN, "shoes", "IAB12", List.of("IAB18"), true, NINE_O_CLOCK);

    assertThat(seen)
        .isEqualTo(Profiles.billed(UserProfile.UNKNOWN, "shoes", null, "IAB12", NINE_O_CLOCK));
    assertThat(clicked).isEqualTo(Profiles.clicked(seen, "shoes", List.of("IAB18"), NINE_O_CLOCK));
  }

  @Test
  void aVisitIsActivityOnly() {
    assertThat(Profiles.visited(UserProfile.UNKNOWN, null, 5L))
        .isEqualTo(new UserProfile(Map.of(), 0, 0, 5L, List.of()));
    assertThat(Profiles.visited(shownAt(9L), null, 5L)).isEqualTo(shownAt(9L));
  }

  @Test
  void aUserEventDoesWhatItsTypeSays() {
    UserProfile known = shownAt(NINE_O_CLOCK);

    assertThat(after(known, UserEventType.VIEW)).isEqualTo(Profiles.visited(known, null, 5L));
    assertThat(after(known, UserEventType.CONVERSION)).isEqualTo(Profiles.visited(known, null, 5L));
    assertThat(after(known, UserEventType.CLICK))
        .isEqualTo(Profiles.clicked(known, "shoes", List.of(), 5L));
    assertThat(after(known, UserEventType.IMPRESSION))
        .isEqualTo(Profiles.billed(known, "shoes", TWO_AN_HOUR, null, 5L));
  }

  private static UserProfile after(UserProfile profile, UserEventType type) {
    return Profiles.after(
        profile, new UserEvent("key", type, "shoes", null, 99L), TWO_AN_HOUR, List.of(), 5L);
  }

  @Test
  void theCapIsMetUntilItsPeriodEnds() {
    UserProfile profile = shownAt(NINE_O_CLOCK, NINE_O_CLOCK + 20);

    assertThat(reached(shownAt(NINE_O_CLOCK), 0, NINE_O_CLOCK + 20)).isFalse();
    assertThat(reached(profile, 0, NINE_O_CLOCK + 20)).isTrue();
    assertThat(reached(profile, 0, NINE_O_CLOCK + HOUR - 1)).isTrue();
    assertThat(reached(profile, 0, NINE_O_CLOCK + HOUR)).isFalse();
  }

  @Test
  void theNextImpressionAfterThePeriodOpensANewOne() {
    UserProfile profile = shownAt(NINE_O_CLOCK, NINE_O_CLOCK + 20, NINE_O_CLOCK + HOUR);

    assertThat(profile.campaigns().get("shoes"))
        .isEqualTo(new CampaignHistory(3, 0, NINE_O_CLOCK + HOUR, 1, NINE_O_CLOCK + HOUR));
    assertThat(reached(profile, 0, NINE_O_CLOCK + HOUR)).isFalse();
  }

  @Test
  void bidsInFlightCountAsImpressions() {
    assertThat(reached(UserProfile.UNKNOWN, 1, NINE_O_CLOCK)).isFalse();
    assertThat(reached(UserProfile.UNKNOWN, 2, NINE_O_CLOCK)).isTrue();
    assertThat(reached(shownAt(NINE_O_CLOCK), 1, NINE_O_CLOCK)).isTrue();
    assertThat(reached(shownAt(NINE_O_CLOCK), 1, NINE_O_CLOCK + HOUR)).isFalse();
  }

  @Test
  void aNoticeThatComesLateCountsInTheRunningPeriod() {
    assertThat(reached(shownAt(NINE_O_CLOCK, NINE_O_CLOCK - 20), 0, NINE_O_CLOCK)).isTrue();
  }

  @Test
  void withoutACapNothingIsReachedButImpressionsAreKeptForOneBookedLater() {
    UserProfile profile = UserProfile.UNKNOWN;
    for (int i = 0; i < 3; i++) {
      profile = Profiles.billed(profile, "shoes", null, null, NINE_O_CLOCK + i);
    }

    assertThat(Profiles.capReached(profile, campaign(null), 9, NINE_O_CLOCK)).isFalse();
    assertThat(reached(profile, 0, NINE_O_CLOCK + 3)).isTrue();
  }

  @Test
  void theCampaignLongestInactiveIsForgotten() {
    UserProfile profile = UserProfile.UNKNOWN;
    for (int i = 0; i < Profiles.MAX_CAMPAIGNS; i++) {
      profile = Profiles.billed(profile, "c" + i, null, null, NINE_O_CLOCK + i);
    }
    profile = Profiles.clicked(profile, "c0", List.of(), NINE_O_CLOCK + HOUR);
    profile = Profiles.billed(profile, "new", null, null, NINE_O_CLOCK);

    assertThat(profile.campaigns())
        .hasSize(Profiles.MAX_CAMPAIGNS)
        .containsKeys("c0", "c2", "new")
        .doesNotContainKey("c1");
    assertThat(profile.impressions()).isEqualTo(Profiles.MAX_CAMPAIGNS + 1);
  }

  @Test
  void countersStopAtTheirLargestValue() {
    Map<String, CampaignHistory> full = new HashMap<>();
    int most = Integer.MAX_VALUE;
    full.put("shoes", new CampaignHistory(most, most, NINE_O_CLOCK, most, NINE_O_CLOCK));
    UserProfile profile = new UserProfile(full, most, most, NINE_O_CLOCK, List.of());

    assertThat(Profiles.billed(profile, "shoes", TWO_AN_HOUR, null, NINE_O_CLOCK))
        .isEqualTo(profile);
    assertThat(Profiles.clicked(profile, "shoes", List.of(), NINE_O_CLOCK)).isEqualTo(profile);
    assertThat(reached(profile, 1, NINE_O_CLOCK)).isTrue();
  }
}
