package io.paceline.core.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.campaign.Creative;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.campaign.Targeting;
import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BlockLists;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.openrtb.User;
import io.paceline.core.profile.UserProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EligibilityIndexTest {
  private static final Size RECTANGLE = new Size(300, 250);
  private static final Size LEADERBOARD = new Size(728, 90);
  private static final long FLIGHT_START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  private static final long FLIGHT_END = Instant.parse("2026-04-01T00:00:00Z").toEpochMilli();
  private static final long NOON = Instant.parse("2026-03-10T12:00:00Z").toEpochMilli();
  private static final FrequencyCap TWICE = new FrequencyCap(2, 86_400_000L);
  private static final InFlight NOTHING_OPEN = user -> Map.of();

  private static Creative creative(String id, Size size, Integer... attr) {
    return new Creative(id, size.w(), size.h(), List.of(attr), "https://a.example", "");
  }

  private static Campaign campaign(
      String id, Targeting targeting, FrequencyCap cap, Creative... creatives) {
    return CampaignBuilder.campaign(id)
        .advertiser("shop.example", List.of("IAB18-2"))
        .flight(FLIGHT_START, FLIGHT_END)
        .timeZone("Europe/Berlin")
        .budgetId("b-" + id)
        .creatives(List.of(creatives))
        .targeting(targeting)
        .cap(cap)
        .build();
  }

  private static Campaign campaign(String id) {
    return campaign(id, Targeting.EVERYWHERE, null, creative("a", RECTANGLE));
  }

  private static Targeting hours(Integer... hours) {
    return Targeting.builder().hours(List.of(hours)).build();
  }

  private static Imp imp(long floorMicros, Size... sizes) {
    return Imp.readable(
        "1", new Banner(List.of(sizes), List.of(3), 0), floorMicros, "USD", null, false, true);
  }

  private static BidRequest request(
      Regs regs, List<String> cur, List<String> bcat, List<String> badv, Imp... imps) {
    return new BidRequest(
        "r",
        "default",
        0L,
        List.of(imps),
        new Site(null, "m.news.example", null, List.of(), null, false),
        Device.builder().type(DeviceType.PHONE).country("DEU").build(),
        new User(null, null, List.of()),
        regs,
        BidRequest.SECOND_PRICE,
        100,
        cur,
        BlockLists.of(bcat, badv),
        false);
  }

  private static BidRequest request(Imp... imps) {
    return request(Regs.NONE, List.of(), List.of(), List.of(), imps);
  }

  /** All budgets but {@code spent} have money. */
  private record BudgetsWithout(Set<String> spent) implements Budgets {

    BudgetsWithout(String... spent) {
      this(Set.of(spent));
    }

    @Override
    public boolean canBid(String budgetId) {
      return !spent.contains(budgetId);
    }

    @Override
    public double push(String budgetId) {
      return 1.5;
    }
  }

  private static List<EligibleImp> imps(BidRequest request, long now, Campaign... campaigns) {
    EligibilityIndex index = EligibilityIndex.of(List.of(campaigns), Set.of("own.example"));
    return index
        .eligible(
            request,
            "u",
            UserProfile.UNKNOWN,
            now,
            "m1",
            index.board(new BudgetsWithout()),
            NOTHING_OPEN)
        .imps();
  }

  private static EligibleImp only(BidRequest request, Campaign... campaigns) {
    return imps(request, NOON, campaigns).get(0);
  }

  @Test
  void candidatesComeInTheOrderOfTheirIdsWithAllThatLaterStepsNeed() {
    Campaign a = campaign("a");
    Campaign b = campaign("b");

    assertThat(only(request(imp(1_000L, RECTANGLE)), b, a))
        .isEqualTo(
            new EligibleImp(
                0,
                List.of(
                    new Candidate(Offer.of(a, a.creatives().get(0), 0), 1.5),
                    new Candidate(Offer.of(b, b.creatives().get(0), 1), 1.5)),
                null));
  }

  @Test
  void theSlotsOrderOfSizesChoosesTheCreative() {
    Campaign both =
        campaign(
            "a",
            Targeting.EVERYWHERE,
            null,
            creative("wide", LEADERBOARD),
            creative("loud", RECTANGLE, 3),
            creative("first", RECTANGLE),
            creative("second", RECTANGLE));

    assertThat(only(request(imp(0L, RECTANGLE, LEADERBOARD)), both).candidates())
        .extracting(Candidate::creativeId)
        .containsExactly("first");
    assertThat(only(request(imp(0L, LEADERBOARD, RECTANGLE)), both).candidates())
        .extracting(Candidate::creativeId)
        .containsExactly("wide");
  }

  @Test
  void aFlightBeginsAtItsStartAndEndsBeforeItsEnd() {
    BidRequest request = request(imp(0L, RECTANGLE));

    assertThat(imps(request, FLIGHT_START - 1, campaign("a")).get(0).reason())
        .isEqualTo(NoBidReason.NO_ACTIVE_CAMPAIGN);
    assertThat(imps(request, FLIGHT_START, campaign("a")).get(0).candidates()).hasSize(1);
    assertThat(imps(request, FLIGHT_END - 1, campaign("a")).get(0).candidates()).hasSize(1);
    assertThat(imps(request, FLIGHT_END, campaign("a")).get(0).reason())
        .isEqualTo(NoBidReason.NO_ACTIVE_CAMPAIGN);
    assertThat(only(request, campaign("a").withPaused(true)).reason())
        .isEqualTo(NoBidReason.NO_ACTIVE_CAMPAIGN);
  }

  @Test
  void hoursAreThoseOfTheCampaignsOwnZone() {
    BidRequest request = request(imp(0L, RECTANGLE));
    Creative creative = creative("a", RECTANGLE);

    assertThat(only(request, campaign("a", hours(13), null, creative)).reason()).isNull();
    assertThat(only(request, campaign("a", hours(12), null, creative)).reason())
        .isEqualTo(NoBidReason.TARGETING);
  }

  @Test
  void blockingAParentBlocksTheChild() {
    Regs regs = Regs.NONE;
    Imp imp = imp(0L, RECTANGLE);

    assertThat(
            only(request(regs, List.of(), List.of("IAB18"), List.of(), imp), campaign("a"))
                .reason())
        .isEqualTo(NoBidReason.BLOCKED);
    assertThat(
            only(request(regs, List.of(), List.of(), List.of("example"), imp), campaign("a"))
                .reason())
        .isEqualTo(NoBidReason.BLOCKED);
    assertThat(
            only(
                    request(regs, List.of(), List.of("IAB18-20"), List.of("a.shop.example"), imp),
                    campaign("a"))
                .reason())
        .isNull();
  }

  @Test
  void theCampaignThatCameFurthestGivesTheReason() {
    Campaign small = campaign("small", Targeting.EVERYWHERE, null, creative("a", LEADERBOARD));
    Campaign elsewhere = campaign("late", hours(3), null, creative("a", RECTANGLE));

    assertThat(only(request(imp(0L, RECTANGLE)), small).reason())
        .isEqualTo(NoBidReason.NO_CREATIVE);
    assertThat(only(request(imp(0L, RECTANGLE)), small, elsewhere).reason())
        .isEqualTo(NoBidReason.TARGETING);
    assertThat(only(request(imp(1_001L, RECTANGLE)), small, elsewhere, campaign("a")).reason())
        .isEqualTo(NoBidReason.FLOOR);
  }

  @Test
  void aSpentBudgetIsTheReasonOnlyWhereNoCampaignCameFurther() {
    EligibilityIndex index = EligibilityIndex.of(List.of(campaign("a"), campaign("b")), Set.of());
    BidRequest request = request(imp(1_001L, RECTANGLE));

    assertThat(reason(index, request, "u", "m1", new BudgetsWithout("b-a", "b-b"), NOTHING_OPEN))
        .isEqualTo(NoBidReason.BUDGET_SPENT);
    assertThat(reason(index, request, "u", "m1", new BudgetsWithout("b-a"), NOTHING_OPEN))
        .isEqualTo(NoBidReason.FLOOR);
  }

  private static NoBidReason reason(
      EligibilityIndex index,
      BidRequest request,
      String userKey,
      String model,
      Budgets budgets,
      InFlight inFlight) {
    return index
        .eligible(
            request, userKey, UserProfile.UNKNOWN, NOON, model, index.board(budgets), inFlight)
        .imps()
        .get(0)
        .reason();
  }

  @Test
  void cappedCampaignsStayOutWhereTheUserMayNotBeRecognised() {
    Campaign capped = campaign("a", Targeting.EVERYWHERE, TWICE, creative("a", RECTANGLE));
    EligibilityIndex index = EligibilityIndex.of(List.of(capped), Set.of());
    BidRequest open = request(imp(0L, RECTANGLE));
    BidRequest gdpr = request(Regs.GDPR, List.of(), List.of(), List.of(), imp(0L, RECTANGLE));
    Budgets budgets = new BudgetsWithout();

    assertThat(reason(index, open, "u", "m1", budgets, NOTHING_OPEN)).isNull();
    assertThat(reason(index, open, null, "m1", budgets, NOTHING_OPEN))
        .isEqualTo(NoBidReason.USER_UNKNOWN);
    assertThat(reason(index, gdpr, "u", "m1", budgets, NOTHING_OPEN))
        .isEqualTo(NoBidReason.USER_UNKNOWN);
    assertThat(only(gdpr, campaign("b")).reason()).isNull();
    assertThat(reason(index, open, "u", "m1", budgets, user -> Map.of("a", 2)))
        .isEqualTo(NoBidReason.FREQUENCY_CAP);
  }

  @Test
  void oneRequestCannotBreakACap() {
    Campaign capped = campaign("a", Targeting.EVERYWHERE, TWICE, creative("a", RECTANGLE));
    Imp imp = imp(0L, RECTANGLE);

    assertThat(imps(request(imp, imp, imp), NOON, capped))
        .extracting(EligibleImp::reason)
        .containsExactly(null, null, NoBidReason.FREQUENCY_CAP);
  }

  @Test
  void withoutCampaignsOrModelTheJobIsNotReady() {
    BidRequest request = request(imp(0L, RECTANGLE));
    EligibilityIndex none = EligibilityIndex.of(List.of(), Set.of());
    EligibilityIndex one = EligibilityIndex.of(List.of(campaign("a")), Set.of());

    assertThat(reason(none, request, "u", "m1", new BudgetsWithout(), NOTHING_OPEN))
        .isEqualTo(NoBidReason.NOT_READY);
    assertThat(reason(one, request, "u", null, new BudgetsWithout(), NOTHING_OPEN))
        .isEqualTo(NoBidReason.NOT_READY);
  }

  @Test
  void eachImpressionHasItsOwnReason() {
    Imp video = Imp.readable("2", null, 0L, "USD", null, false, true);
    Regs regs = Regs.NONE;
    BidRequest euros =
        request(regs, List.of("EUR"), List.of(), List.of(), imp(0L, RECTANGLE), video);

    assertThat(imps(request(imp(0L, RECTANGLE), video), NOON, campaign("a")))
        .extracting(EligibleImp::reason)
        .containsExactly(null, NoBidReason.UNSUPPORTED_FORMAT);
    assertThat(imps(euros, NOON, campaign("a")))
        .extracting(EligibleImp::reason)
        .containsExactly(NoBidReason.CURRENCY, NoBidReason.UNSUPPORTED_FORMAT);
    assertThat(
            reason(
                EligibilityIndex.of(List.of(campaign("a")), Set.of(), "EUR"),
                euros,
                "u",
                "m1",
                new BudgetsWithout(),
                NOTHING_OPEN))
        .isNull();
  }

  @Test
  void theLatestWordOnABudgetHoldsForAllItsCampaigns() {
    EligibilityIndex index = EligibilityIndex.of(List.of(campaign("a"), campaign("b")), Set.of());
    BudgetBoard board = index.board(new BudgetsWithout());

    board.update("b-a", false, 1.0);
    board.update("b-b", true, 0.7);
    board.update("nobody's", true, 0.7);

    assertThat(
            index
                .eligible(
                    request(imp(0L, RECTANGLE)),
                    "u",
                    UserProfile.UNKNOWN,
                    NOON,
                    "m1",
                    board,
                    NOTHING_OPEN)
                .imps()
                .get(0)
                .candidates())
        .extracting(Candidate::budgetId, Candidate::push)
        .containsExactly(tuple("b-b", 0.7));
  }

  @Test
  void aBoardOfOtherCampaignsIsRefused() {
    EligibilityIndex two = EligibilityIndex.of(List.of(campaign("a"), campaign("b")), Set.of());
    EligibilityIndex one = EligibilityIndex.of(List.of(campaign("a")), Set.of());

    assertThatThrownBy(
            () ->
                one.eligible(
                    request(imp(0L, RECTANGLE)),
                    "u",
                    UserProfile.UNKNOWN,
                    NOON,
                    "m1",
                    two.board(new BudgetsWithout()),
                    NOTHING_OPEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another index");
  }

  @Test
  void anImpressionThatCannotBeReadAndBlockListsThatCannotBeReadGetNoBid() {
    Imp readable = imp(0L, RECTANGLE);
    Imp unreadable = Imp.unreadable("2", "imp[1] is at fault");
    BidRequest known = request(Regs.NONE, List.of(), List.of(), List.of(), readable, unreadable);
    BidRequest unknown =
        new BidRequest(
            known.id(),
            known.exchange(),
            known.receivedAtMillis(),
            known.imps(),
            known.site(),
            known.device(),
            known.user(),
            known.regs(),
            known.at(),
            known.tmaxMillis(),
            known.cur(),
            new BlockLists(List.of(), List.of(), true),
            known.test());

    assertThat(imps(known, NOON, campaign("a")))
        .extracting(EligibleImp::reason)
        .containsExactly(null, NoBidReason.INVALID_IMP);
    assertThat(imps(unknown, NOON, campaign("a")))
        .extracting(EligibleImp::reason)
        .containsExactly(NoBidReason.BLOCKED, NoBidReason.INVALID_IMP);
  }
}
