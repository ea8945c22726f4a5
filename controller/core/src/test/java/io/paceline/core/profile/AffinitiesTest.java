package io.paceline.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AffinitiesTest {
  private static final long NOON = 1_772_366_400_000L;
  private static final long WEEK = 7 * 86_400_000L;

  private static List<CategoryAffinity> pages(long at, String... categories) {
    List<CategoryAffinity> affinities = List.of();
    for (String category : categories) {
      affinities = Affinities.with(affinities, category, Affinities.PAGE, at);
    }
    return affinities;
  }

  private static double weight(List<CategoryAffinity> affinities, String category, long at) {
    return affinities.stream()
        .filter(affinity -> affinity.category().equals(category))
        .mapToDouble(affinity -> Affinities.weight(affinity, at))
        .sum();
  }

  @Test
  void interestHalvesEveryWeek() {
    List<CategoryAffinity> affinities = pages(NOON, "IAB17");

    assertThat(weight(affinities, "IAB17", NOON)).isEqualTo(1.0);
    assertThat(weight(affinities, "IAB17", NOON + WEEK)).isCloseTo(0.5, within(1e-9));
    assertThat(weight(affinities, "IAB17", NOON + 3 * WEEK)).isCloseTo(0.125, within(1e-9));
  }

  @Test
  void theOrderOfEventsDoesNotMatter() {
    List<CategoryAffinity> forth =
        Affinities.with(pages(NOON, "IAB17"), "IAB17", Affinities.CLICK, NOON + WEEK);
    List<CategoryAffinity> back =
        Affinities.with(
            Affinities.with(List.of(), "IAB17", Affinities.CLICK, NOON + WEEK),
            "IAB17",
            Affinities.PAGE,
            NOON);

    assertThat(weight(forth, "IAB17", NOON + WEEK)).isCloseTo(3.5, within(1e-9));
    assertThat(weight(back, "IAB17", NOON + WEEK)).isCloseTo(3.5, within(1e-9));
    assertThat(forth).hasSize(1);
  }

  @Test
  void theFaintestOfTooManyCategoriesIsForgotten() {
    List<CategoryAffinity> affinities = pages(NOON - WEEK, "old");
    for (int i = 0; i < Affinities.MAX_CATEGORIES; i++) {
      affinities = Affinities.with(affinities, "IAB" + i, Affinities.PAGE, NOON);
    }

    assertThat(affinities).hasSize(Affinities.MAX_CATEGORIES);
    assertThat(weight(affinities, "old", NOON)).isZero();
    assertThat(weight(affinities, "IAB0", NOON)).isEqualTo(1.0);
  }

  @Test
  void anUnknownCategoryLeavesAllAsItWas() {
    List<CategoryAffinity> affinities = pages(NOON, "IAB17");

    assertThat(Affinities.with(affinities, null, Affinities.PAGE, NOON)).isSameAs(affinities);
  }

  @Test
  void pagesAndClicksFeedTheProfileThatCarriesThem() {
    UserProfile profile = Profiles.billed(UserProfile.UNKNOWN, "shoes", null, "IAB17", NOON);
    profile = Profiles.clicked(profile, "shoes", List.of("IAB18", "IAB22"), NOON);
    profile = Profiles.visited(profile, "IAB17", NOON);
    profile =
        Profiles.after(
            profile,
            new UserEvent("key", UserEventType.CLICK, "shoes", "IAB2", 1L),
            null,
            List.of("IAB18"),
            NOON);

    assertThat(weight(profile.affinities(), "IAB17", NOON)).isEqualTo(2.0);
    assertThat(weight(profile.affinities(), "IAB18", NOON)).isEqualTo(3.0);
    assertThat(weight(profile.affinities(), "IAB22", NOON)).isEqualTo(3.0);
    assertThat(weight(profile.affinities(), "IAB2", NOON)).isEqualTo(3.0);
  }
}
