package io.paceline.core.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.Notices;
import io.paceline.core.notice.TokenBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InFlightBidsTest {

  private final InFlightBids bids = new InFlightBids();

  private void notice(NoticeType type, String bidId, long billedUntilMillis) {
    NoticeToken token = TokenBuilder.token(bidId).userKey("anna").build();
    bids.after(Notices.of(type, token, 0, 0), billedUntilMillis);
  }

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
    bids.onlyOf("shoes"::equals);

    bids.proposed("anna", "shoes", "1", 100);
    bids.proposed("anna", "hats", "2", 100);

    assertThat(bids.of("anna")).containsOnlyKeys("shoes");
  }

  @Test
  void aBidThatIsProposedTwiceCountsOnceAndIsSettledOnce() {
    bids.proposed("anna", "shoes", "1", 100);
    bids.proposed("anna", "shoes", "1", 100);
    bids.proposed("anna", "shoes", "2", 100);

    notice(NoticeType.LOSS, "1", 0);
    notice(NoticeType.LOSS, "1", 0);
    notice(NoticeType.LOSS, "unknown", 0);

    assertThat(bids.of("anna")).containsEntry("shoes", 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = NoticeType.class,
      names = {"LOSS", "BILLING", "CLICK"})
  void allNoticesButAWinSettleABid(NoticeType type) {
    bids.proposed("anna", "shoes", "1", 100);

    notice(type, "1", 600);

    assertThat(bids.of("anna")).isEmpty();
  }

  @Test
  void aLossNoticeOfTheWinnerLeavesItsBidInFlight() {
    bids.proposed("anna", "shoes", "1", 100);
    NoticeToken token = TokenBuilder.token("1").userKey("anna").build();
    bids.after(Notice.loss(token, 0, Notice.BID_WON, 0), 0);
    assertThat(bids.of("anna")).containsEntry("shoes", 1);
  }

  @Test
  void whatIsNeverSettledIsForgottenInTime() {
    bids.proposed("anna", "shoes", "1", 100);
    bids.proposed("anna", "shoes", "2", 200);
    notice(NoticeType.LOSS, "1", 0);

    bids.expire(199);
    assertThat(bids.of("anna")).containsEntry("shoes", 1);
    bids.expire(200);
    assertThat(bids.of("anna")).doesNotContainKey("shoes");
  }

  @Test
  void aWinCountsLongerThanABidOfWhichNothingIsHeard() {
    bids.proposed("anna", "shoes", "1", 100);
    bids.proposed("anna", "shoes", "2", 100);
    notice(NoticeType.WIN, "1", 500);
    notice(NoticeType.WIN, "1", 600);
    notice(NoticeType.WIN, "unknown", 600);

    bids.expire(100);
    assertThat(bids.of("anna")).containsEntry("shoes", 1);
    bids.expire(599);
    assertThat(bids.of("anna")).containsEntry("shoes", 1);
    bids.expire(600);
    assertThat(bids.of("anna")).doesNotContainKey("shoes");
  }
}
