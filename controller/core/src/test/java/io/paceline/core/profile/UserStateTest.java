package io.paceline.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.Notices;
import io.paceline.core.notice.TokenBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UserStateTest {

  private static final long NOON = 1_772_366_400_000L;
  private static final FrequencyCap TWO_AN_HOUR = new FrequencyCap(2, 3_600_000L);

  /** Campaign {@code shoes} has a cap and a category; no other campaign is known. */
  private static final KnownCampaigns CAMPAIGNS =
      new KnownCampaigns() {
        @Override
        public FrequencyCap frequencyCap(String campaignId) {
          return "shoes".equals(campaignId) ? TWO_AN_HOUR : null;
        }

        @Override
        public List<String> categories(String campaignId) {
          return "shoes".equals(campaignId) ? List.of("IAB18") : List.of();
        }
      };

  private final SiteCategories sites = new SiteCategories();

  private static Notice notice(NoticeType type, String bidId) {
    NoticeToken token =
        TokenBuilder.token(bidId)
            .campaign("shoes")
            .bid(2_000, 0)
            .site("news.example")
            .userKey("anna")
            .build();
    return Notices.of(type, token, 1_000, 0);
  }

  private UserState after(UserState before, NoticeType type, String bidId, long campaignMillis) {
    return before.after(notice(type, bidId), CAMPAIGNS, sites, campaignMillis);
  }

  @ParameterizedTest
  @EnumSource(NoticeType.class)
  void onlyNoticesThatAreSaidToChangeAStateDo(NoticeType type) {
    UserState after = after(UserState.NEW, type, "bid-1", NOON);

    assertThat(!after.equals(UserState.NEW)).isEqualTo(UserState.isChangedBy(type));
    assertThat(after.knows(notice(type, "bid-1"))).isEqualTo(UserState.isChangedBy(type));
  }

  @Test
  void aWinIsNotYetAnImpressionAndALossIsNone() {
    UserState state = after(UserState.NEW, NoticeType.WIN, "bid-1", NOON);
    state = after(state, NoticeType.LOSS, "bid-2", NOON);
    assertThat(state).isSameAs(UserState.NEW);

    state = after(state, NoticeType.BILLING, "bid-1", NOON);
    assertThat(state.profile())
        .isEqualTo(Profiles.billed(UserProfile.UNKNOWN, "shoes", TWO_AN_HOUR, null, NOON));
  }

  @Test
  void interestsAreThoseOfThePageShownOnAndOfTheAdClicked() {
    sites.note("news.example", "IAB17");
    UserState state = after(UserState.NEW, NoticeType.BILLING, "bid-1", NOON);
    state = after(state, NoticeType.CLICK, "bid-1", NOON);

    assertThat(state.profile().affinities())
        .containsExactlyInAnyOrder(
            new CategoryAffinity("IAB17", Affinities.PAGE, NOON),
            new CategoryAffinity("IAB18", Affinities.CLICK, NOON));
  }

  @Test
  void aNoticeThatComesTwiceCountsOnceAndBillingAndClickOfABidAreTwo() {
    UserState state = after(UserState.NEW, NoticeType.BILLING, "bid-1", NOON);
    state = after(state, NoticeType.CLICK, "bid-1", NOON);

    assertThat(after(state, NoticeType.BILLING, "bid-1", NOON + 1)).isSameAs(state);
    assertThat(after(state, NoticeType.CLICK, "bid-1", NOON + 1)).isSameAs(state);
    assertThat(state.profile().impressions()).isEqualTo(1);
    assertThat(state.profile().clicks()).isEqualTo(1);
    assertThat(after(state, NoticeType.BILLING, "bid-2", NOON).profile().impressions())
        .isEqualTo(2);
  }

  @Test
  void onlyTheLatestNoticesAreRemembered() {
    UserState state = UserState.NEW;
    for (int i = 0; i <= UserState.REMEMBERED; i++) {
      state = after(state, NoticeType.BILLING, "bid-" + i, NOON);
    }
    assertThat(state.recentNotices()).hasSize(UserState.REMEMBERED);

    assertThat(after(state, NoticeType.BILLING, "bid-1", NOON)).isSameAs(state);
    assertThat(after(state, NoticeType.BILLING, "bid-0", NOON)).as("forgotten").isNotSameAs(state);
  }

  @Test
  void anEventChangesTheProfileByWhatIsKnownOfItsCampaignAndNoRememberedNotice() {
    UserState state = after(UserState.NEW, NoticeType.BILLING, "bid-1", NOON);
    UserEvent click = new UserEvent("anna", UserEventType.CLICK, "shoes", null, 1L);
    UserEvent view = new UserEvent("anna", UserEventType.VIEW, null, null, 1L);

    UserState after = state.after(click, CAMPAIGNS, NOON + 1);

    assertThat(after.profile())
        .isEqualTo(Profiles.clicked(state.profile(), "shoes", List.of("IAB18"), NOON + 1));
    assertThat(after.recentNotices()).isEqualTo(state.recentNotices());
    assertThat(state.after(view, CAMPAIGNS, NOON + 1).profile())
        .isEqualTo(Profiles.visited(state.profile(), null, NOON + 1));
  }
}
