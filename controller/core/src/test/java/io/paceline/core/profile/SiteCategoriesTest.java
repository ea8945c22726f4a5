package io.paceline.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SiteCategoriesTest {

  private final SiteCategories sites = new SiteCategories();

  @Test
  void theLatestCategoryOfASiteIsKept() {
    sites.note("a.example", "IAB1");
    sites.note("a.example", "IAB2");
    sites.note("a.example", null);
    sites.note(null, "IAB3");

    assertThat(sites.of("a.example")).isEqualTo("IAB2");
    assertThat(sites.of("b.example")).isNull();
    assertThat(sites.of(null)).isNull();
  }

  @Test
  void ofTooManySitesTheOneNotUsedForTheLongestTimeIsForgotten() {
    sites.note("old.example", "IAB1");
    sites.note("used.example", "IAB1");
    for (int i = 2; i < SiteCategories.MAX_SITES; i++) {
      sites.note(i + ".example", "IAB1");
    }
    assertThat(sites.of("used.example")).isEqualTo("IAB1");

    sites.note("one-too-many.example", "IAB1");

    assertThat(sites.of("old.example")).isNull();
    assertThat(sites.of("used.example")).isEqualTo("IAB1");
    assertThat(sites.of("one-too-many.example")).isEqualTo("IAB1");
  }
}
