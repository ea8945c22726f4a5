package io.paceline.simulator.exchange;

import static io.paceline.simulator.exchange.Markets.campaign;
import static io.paceline.simulator.exchange.Markets.opportunity;
import static io.paceline.simulator.exchange.Markets.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.campaign.Targeting;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.openrtb.User;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HindsightTest {

  private static long spend(Campaign campaign, Opportunity... opportunities) {
    return Hindsight.spendMicros(Markets.of(campaign, List.of(opportunities)), 0L).get("c1");
  }

  private static Opportunity hour(int hour, long price) {
    return opportunity("r" + hour, hour * 3_600_000L, request("r" + hour, 2, 0), price);
  }

  @Test
  void theMaximumBidWinsWhatItCanAtTheMarketsPrice() {
    Campaign campaign = campaign(100, Targeting.EVERYWHERE, null);

    assertThat(spend(campaign, hour(0, 30), hour(1, 100), hour(2, 101))).isEqualTo(130);
  }

  @Test
  void aFirstPriceAuctionCostsTheMaximumBid() {
    Opportunity first = opportunity("r", 0L, request("r", BidRequest.FIRST_PRICE, 0), 30);

    assertThat(spend(campaign(100, Targeting.EVERYWHERE, null), first)).isEqualTo(100);
  }

  @Test
  void aCapCountsWinsOfAPeriodThatBeginsWithTheFirst() {
    Campaign capped = campaign(100, Targeting.EVERYWHERE, new FrequencyCap(2, 3 * 3_600_000L));

    // The loss at hour 1 does not count. A period begins with the win at hour 2 and ends at hour 5:
    // the cap allows hours 2 and 3, forbids hour 4, and the next period takes hours 5 and 6.
    assertThat(
            spend(
                capped,
                hour(1, 500),
                hour(2, 1),
                hour(3, 10),
                hour(4, 100),
                hour(5, 50),
                hour(6, 7)))
        .isEqualTo(1 + 10 + 50 + 7);
  }

  @Test
  void cappedCampaignsStayOutWhereNobodyMayBeRecognised() {
    Campaign capped = campaign(100, Targeting.EVERYWHERE, new FrequencyCap(2, 1_000L));
    Campaign open = campaign(100, Targeting.EVERYWHERE, null);
    Opportunity nobody = withUser(new User(null, null, List.of()), Regs.NONE);
    Opportunity noConsent = withUser(new User("u", null, List.of()), Regs.GDPR);

    assertThat(spend(capped, nobody, noConsent)).isZero();
    assertThat(spend(open, nobody, noConsent)).isEqualTo(10);
  }

  private static Opportunity withUser(User user, Regs regs) {
    BidRequest r = request("r", 2, 0);
    return opportunity(
        "r",
        0L,
        new BidRequest(
            r.id(),
            r.exchange(),
            0L,
            r.imps(),
            r.site(),
            r.device(),
            user,
            regs,
            r.at(),
            r.tmaxMillis(),
            r.cur(),
            r.blockLists(),
            false),
        5);
  }

  static Stream<Arguments> campaigns() {
    return Stream.of(
        targeted("country", Targeting.builder().countries(List.of("DEU")), true),
        targeted("other country", Targeting.builder().countries(List.of("AUT")), false),
        targeted("device", Targeting.builder().devices(List.of(DeviceType.DESKTOP)), true),
        targeted("other device", Targeting.builder().devices(List.of(DeviceType.PHONE)), false),
        targeted("parent", Targeting.builder().domains(List.of("news.example")), true),
        targeted("tail", Targeting.builder().domains(List.of("ews.example")), false),
        targeted("blocked", Targeting.builder().blockedDomains(List.of("news.example")), false),
        targeted("category", Targeting.builder().categories(List.of("IAB12")), true),
        targeted("no parent", Targeting.builder().categories(List.of("IAB1")), false),
        Arguments.of("floor", campaign(19, Targeting.EVERYWHERE, null), false),
        Arguments.of("blocked advertiser", made("www.rival.example", "IAB22", 300, 1), false),
        Arguments.of("blocked category", made("shop.example", "IAB25-2", 300, 1), false),
        Arguments.of("size", made("shop.example", "IAB22", 728, 1), false),
        Arguments.of("blocked attribute", made("shop.example", "IAB22", 300, 9), false),
        Arguments.of("all well", made("shop.example", "IAB22", 300, 1), true));
  }

  private static Arguments targeted(String what, Targeting.Builder targeting, boolean shown) {
    return Arguments.of(what, campaign(100, targeting.build(), null), shown);
  }

  private static Campaign made(String adomain, String cat, int width, int attr) {
    return campaign(adomain, cat, width, List.of(attr), 100, Targeting.EVERYWHERE, null);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("campaigns")
  void onlyPlacesWhereTheCampaignMayBeShownCount(String what, Campaign campaign, boolean shown) {
    Opportunity opportunity = opportunity("r", 0L, request("r", 2, 20), 20);

    assertThat(spend(campaign, opportunity)).as(what).isEqualTo(shown ? 20 : 0);
  }

  @Test
  void hoursAreThoseOfTheCampaignsDay() {
    Campaign morning = campaign(100, Targeting.builder().hours(List.of(6)).build(), null);

    // Kolkata is five and a half hours ahead of the market, whose day is in UTC. So the market's
    // hour 1 begins at 06:30 for the campaign.
    assertThat(spend(morning, hour(0, 1), hour(1, 2), hour(6, 4))).isEqualTo(2);
  }
}
