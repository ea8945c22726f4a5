package io.paceline.core.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BlockLists;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.openrtb.User;
import io.paceline.core.profile.UserProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapTallyTest {

  private static final long NOON = 1_773_144_000_000L;
  private static final long MAX_BID = 1_000;
  private static final Size RECTANGLE = new Size(300, 250);
  private static final FrequencyCap ONCE = new FrequencyCap(1, 86_400_000L);

  private final EligibilityIndex index = index(campaign("capped", ONCE), campaign("free", null));
  private BudgetBoard board = board(index);

  private static EligibilityIndex index(Campaign... campaigns) {
    return EligibilityIndex.of(List.of(campaigns), Set.of());
  }

  private static BudgetBoard board(EligibilityIndex index) {
    return index.board(
        new Budgets() {
          @Override
          public boolean canBid(String budgetId) {
            return true;
          }

          @Override
          public double push(String budgetId) {
            return 1;
          }
        });
  }

  private static Campaign campaign(String id, FrequencyCap cap) {
    return CampaignBuilder.campaign(id)
        .flight(NOON - 1, NOON + 86_400_000)
        .budgetId("b-" + id)
        .maxBidMicros(MAX_BID)
        .cap(cap)
        .build();
  }

  private static Imp imp(long floorMicros) {
    Banner banner = new Banner(List.of(RECTANGLE), List.of(), 0);
    return Imp.readable("1", banner, floorMicros, "USD", null, false, true);
  }

  private static BidRequest request(boolean test, Imp... imps) {
    return new BidRequest(
        "r",
        "adx",
        0,
        Arrays.asList(imps),
        new Site(null, "news.example", null, List.of(), null, false),
        Device.builder().type(DeviceType.PHONE).country("DEU").build(),
        new User(null, null, List.of()),
        Regs.NONE,
        BidRequest.SECOND_PRICE,
        100,
        List.of(),
        BlockLists.NONE,
        test);
  }

  /**
   * Asks the index with a request of the user.
   *
   * @param open number of the user's open bids of the capped campaign
   */
  private void ask(String user, int open, BidRequest request) {
    InFlight inFlight = of -> open == 0 ? Map.of() : Map.of("capped", open);
    index.eligible(request, user, UserProfile.UNKNOWN, NOON, "m", board, inFlight);
  }

  private CappedOut told(long admitted, long reached, long unknown) {
    return new CappedOut("capped", "b-capped", admitted, reached, unknown);
  }

  @Test
  void whatACapAloneKeepsOutIsCountedBesideWhatItLetsPass() {
    ask("anna", 0, request(false, imp(0)));
    ask("anna", 1, request(false, imp(0)));
    ask("anna", 1, request(false, imp(MAX_BID)));
    ask(null, 0, request(false, imp(0)));

    assertThat(board.caps().take()).isEqualTo(told(1, 2, 1));
    assertThat(board.caps().take()).as("campaigns without a cap are not counted").isNull();
  }

  @Test
  void whatWouldHaveDroppedOutAnywayIsNotTheCapsFault() {
    board.update("b-capped", false, 1);
    ask("anna", 1, request(false, imp(0)));
    board.update("b-capped", true, 1);
    ask("anna", 1, request(false, imp(MAX_BID + 1)));
    ask("anna", 1, request(true, imp(0)));

    assertThat(board.caps().take()).isNull();
  }

  @Test
  void aRequestCountsOnceWhateverItsImpressions() {
    ask("anna", 1, request(false, imp(0), imp(0), imp(0)));
    ask("bert", 0, request(false, imp(0), imp(0), imp(0)));

    assertThat(board.caps().take()).isEqualTo(told(1, 1, 0));
  }

  @Test
  void whatIsToldIsCountedAnewAndARoundWithoutNewsTellsNothing() {
    ask("anna", 1, request(false, imp(0)));
    assertThat(board.caps().take()).isEqualTo(told(0, 1, 0));
    assertThat(board.caps().take()).isNull();
    assertThat(board.caps().take()).isNull();

    ask("anna", 1, request(false, imp(0)));
    assertThat(board.caps().take()).isEqualTo(told(0, 1, 0));
  }

  @Test
  void candidatesOfLongAgoAreForgotten() {
    for (int i = 0; i < 80; i++) {
      ask("anna", 0, request(false, imp(0)));
    }
    for (int round = 0; round < 8; round++) {
      assertThat(board.caps().take()).isNull();
    }
    ask("anna", 1, request(false, imp(0)));

    assertThat(board.caps().take().admitted()).isBetween(27L, 32L);
  }

  @Test
  void anEditOfOtherCampaignsLosesNothing() {
    ask("anna", 1, request(false, imp(0)));
    ask("bert", 0, request(false, imp(0)));
    CapTally before = board.caps();

    board = board(index(campaign("another", ONCE), campaign("capped", ONCE)));
    board.caps().takeOver(before);

    assertThat(board.caps().take()).isEqualTo(told(1, 1, 0));
    assertThat(board.caps().take()).isNull();
  }
}
