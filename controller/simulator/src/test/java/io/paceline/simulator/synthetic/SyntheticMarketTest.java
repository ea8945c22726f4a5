package io.paceline.simulator.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Imp;
import io.paceline.simulator.exchange.Hindsight;
import io.paceline.simulator.exchange.Market;
import io.paceline.simulator.exchange.MarketEligibility;
import io.paceline.simulator.exchange.Markets;
import io.paceline.simulator.exchange.Opportunity;
import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.simulator.ipinyou.LoggedImpression;
import io.paceline.simulator.ipinyou.LoggedRequests;
import io.paceline.simulator.synthetic.SyntheticMarket.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticMarketTest {

  private static final SyntheticMarket DEFAULT = new SyntheticMarket(Settings.DEFAULT);

  @TempDir Path folder;

  private static List<Opportunity> day(Market market) {
    List<Opportunity> day = new ArrayList<>();
    market.opportunities().forEachRemaining(day::add);
    return day;
  }

  private static SyntheticMarket small(long seed, int day) {
    return new SyntheticMarket(new Settings(seed, 10, 3_000L, day, 250));
  }

  @Test
  void theSameSeedPlaysTheSameDayAndAnotherDayIsAnother() {
    SyntheticMarket once = small(7, 0);
    SyntheticMarket again = small(7, 0);

    assertThat(Markets.day(again)).hasSize(3_000).isEqualTo(Markets.day(once));
    assertThat(Markets.day(once)).isEqualTo(Markets.day(once));
    assertThat(again.campaigns(5L)).isEqualTo(once.campaigns(5L));
    assertThat(small(7, 1).campaigns(5L)).isEqualTo(once.campaigns(5L));
    assertThat(prices(small(7, 1))).isNotEqualTo(prices(once));
    assertThat(prices(small(8, 0))).isNotEqualTo(prices(once));
  }

  @Test
  void theChancesOfAllCampaignsAreThoseOfEachOne() {
    SyntheticMarket market = small(3, 0);
    List<Campaign> campaigns = market.campaigns(0L);
    for (Opportunity opportunity : day(market).subList(0, 200)) {
      for (int imp = 0; imp < opportunity.request().imps().size(); imp++) {
        double[] chances = market.clickProbabilities(opportunity, imp);
        assertThat(chances).hasSize(campaigns.size());
        for (int i = 0; i < chances.length; i++) {
          assertThat(chances[i])
              .isCloseTo(
                  market.clickProbability(opportunity, imp, campaigns.get(i).id()), within(1e-12));
        }
      }
    }
  }

  private static List<Long> prices(Market market) {
    return day(market).stream().map(opportunity -> opportunity.marketPriceMicros()[0]).toList();
  }

  @Test
  void theDayIsOrderedWholeAndFollowsItsTrafficCurve() {
    double[] shares = DEFAULT.trafficShares();
    assertThat(shares).hasSize(96);
    assertThat(DoubleStream.of(shares).sum()).isCloseTo(1.0, within(1e-12));
    List<Opportunity> day = day(DEFAULT);
    assertThat(day).hasSize(90_000);
    Set<String> ids = new HashSet<>();
    int[] counts = new int[96];
    long last = 0;
    for (Opportunity opportunity : day) {
      if (opportunity.offsetMillis() < last || opportunity.offsetMillis() >= 86_400_000L) {
        fail("request at " + opportunity.offsetMillis() + " after one at " + last);
      }
      last = opportunity.offsetMillis();
      counts[(int) (last / 900_000L)]++;
      ids.add(opportunity.request().id());
    }
    assertThat(ids).hasSize(90_000);
    for (int slot = 0; slot < 96; slot++) {
      assertThat((double) counts[slot]).isCloseTo(90_000 * shares[slot], within(2.0));
    }
    // Two humps: noon above the afternoon, the evening above noon, the night far below.
    assertThat(hour(counts, 12)).isGreaterThan(hour(counts, 16));
    assertThat(hour(counts, 20)).isGreaterThan(hour(counts, 12));
    assertThat(hour(counts, 3) * 4).isLessThan(hour(counts, 20));
  }

  private static int hour(int[] quarters, int hour) {
    int from = hour * 4;
    return quarters[from] + quarters[from + 1] + quarters[from + 2] + quarters[from + 3];
  }

  @Test
  void requestsAreMixedAsStated() {
    double several = 0;
    double anonymous = 0;
    double gdpr = 0;
    Map<String, Set<Integer>> auctionTypes = new HashMap<>();
    for (Opportunity opportunity : day(DEFAULT)) {
      BidRequest request = opportunity.request();
      several += request.imps().size() > 1 ? 1 : 0;
      anonymous += request.user().id() == null ? 1 : 0;
      gdpr += request.regs().gdpr() ? 1 : 0;
      auctionTypes.computeIfAbsent(request.exchange(), x -> new HashSet<>()).add(request.at());
      for (int i = 0; i < request.imps().size(); i++) {
        long price = opportunity.marketPriceMicros()[i];
        long lowest = Math.max(1_000L, request.imps().get(i).bidfloorMicros());
        if (price < lowest || price > 300_000L) {
          fail(request.id() + " has a market price of " + price);
        }
      }
    }
    assertThat(several / 90_000).isCloseTo(0.10, within(0.01));
    assertThat(anonymous / 90_000).isCloseTo(0.05, within(0.01));
    assertThat(gdpr / 90_000).isCloseTo(0.02, within(0.005));
    assertThat(auctionTypes.values()).containsExactlyInAnyOrder(Set.of(1), Set.of(2), Set.of(2));
  }

  @Test
  void budgetsCanBeSpentAndLeaveRoomForEachOther() {
    Map<String, Long> hindsight = Hindsight.spendMicros(DEFAULT, 0L);
    List<Campaign> campaigns = DEFAULT.campaigns(0L);
    Map<String, Double> equalShare = new HashMap<>();
    double cost = equalShares(campaigns, equalShare);
    double reachable = 0;
    int count = 0;
    for (Campaign campaign : campaigns) {
      double budget = campaign.budget().dailyMicros();
      double ratio = hindsight.get(campaign.id()) / budget;
      if (ratio < 1) {
        continue;
      }
      assertThat(ratio).as(campaign.id()).isGreaterThan(6);
      assertThat(equalShare.get(campaign.id()) / budget).as(campaign.id()).isGreaterThan(2);
      assertThat(budget / campaign.bidding().maxBidMicros()).as(campaign.id()).isGreaterThan(100);
      reachable += budget;
      count++;
    }
    assertThat(count).isEqualTo(24);
    assertThat(reachable / cost).isLessThan(0.35);
  }

  /**
   * Adds up each campaign's equal share of the prices that it could win; returns the whole day's
   * cost.
   */
  private static double equalShares(List<Campaign> campaigns, Map<String, Double> shares) {
    List<MarketEligibility> eligibility =
        campaigns.stream().map(campaign -> new MarketEligibility(campaign, 0L)).toList();
    double cost = 0;
    for (Opportunity opportunity : day(DEFAULT)) {
      for (int i = 0; i < opportunity.request().imps().size(); i++) {
        double price = opportunity.marketPriceMicros()[i];
        cost += price;
        List<Campaign> eligible = new ArrayList<>();
        for (int k = 0; k < campaigns.size(); k++) {
          if (eligibility.get(k).admits(opportunity)
              && eligibility.get(k).fits(opportunity.request().imps().get(i))) {
            eligible.add(campaigns.get(k));
          }
        }
        for (Campaign campaign : eligible) {
          if (campaign.bidding().maxBidMicros() >= price) {
            shares.merge(campaign.id(), price / eligible.size(), Double::sum);
          }
        }
      }
    }
    return cost;
  }

  @ParameterizedTest
  @CsvSource({"5,3000", "30,3000", "400,3000", "5,10000000", "30,10000000"})
  void anySizeHasCampaignsThatCanBidAtLeastOnce(int count, long requests) {
    SyntheticMarket market = new SyntheticMarket(new Settings(3L, count, requests, 0, 100));

    assertThat(market.size()).isEqualTo(requests);
    assertThat(market.campaigns(0L))
        .hasSize(count)
        .allSatisfy(
            c ->
                assertThat(c.budget().dailyMicros())
                    .isGreaterThanOrEqualTo(c.bidding().maxBidMicros()))
        .allSatisfy(c -> assertThat(c.creatives()).hasSizeBetween(2, 4))
        .allSatisfy(c -> assertThat(c.targeting().hours().size()).matches(h -> h == 0 || h >= 12));
    assertThat(market.opportunities().next().offsetMillis()).isLessThan(900_000L);
  }

  @Test
  void aLargerMarketHasTheSameFirstCampaigns() {
    List<Campaign> few = small(7, 0).campaigns(0L);
    List<Campaign> many = new SyntheticMarket(new Settings(7, 20, 3_000L, 0, 250)).campaigns(0L);

    assertThat(many.subList(0, 10))
        .extracting(
            Campaign::id, c -> c.advertiser().domain(), Campaign::targeting, Campaign::creatives)
        .isEqualTo(
            few.stream()
                .map(c -> tuple(c.id(), c.advertiser().domain(), c.targeting(), c.creatives()))
                .toList());
  }

  @Test
  void clicksFollowTheirProbabilityWhateverTheOrder() {
    List<Opportunity> day = day(DEFAULT);
    double expected = 0;
    double lowest = 1;
    double highest = 0;
    List<Boolean> clicks = new ArrayList<>();
    for (Opportunity opportunity : day) {
      double probability = DEFAULT.clickProbability(opportunity, 0, "c107");
      highest = Math.max(highest, probability);
      lowest = Math.min(lowest, probability);
      expected += probability;
      clicks.add(DEFAULT.clicked(opportunity, 0, "c107"));
    }
    assertThat(lowest).isGreaterThan(0.0001);
    assertThat(highest).isLessThan(0.5);
    long clicked = clicks.stream().filter(click -> click).count();
    assertThat(expected / day.size()).isBetween(0.006, 0.03);
    assertThat((double) clicked).isCloseTo(expected, within(4 * Math.sqrt(expected)));

    List<Boolean> backwards = new ArrayList<>();
    for (int i = day.size() - 1; i >= 0; i--) {
      backwards.add(DEFAULT.clicked(day.get(i), 0, "c107"));
    }
    Collections.reverse(backwards);
    assertThat(backwards).isEqualTo(clicks);
  }

  @Test
  void interestsRaiseTheClickProbability() {
    SyntheticCampaign campaign = new SyntheticWorld(1L, 30).campaign("c107");
    String subject = SyntheticWorld.INTERESTS.get(campaign.interest());
    double[] interested = new double[2];
    double[] others = new double[2];
    for (Opportunity opportunity : day(DEFAULT)) {
      boolean match = opportunity.request().user().segments().contains(subject);
      double[] sum = match ? interested : others;
      sum[0] += DEFAULT.clickProbability(opportunity, 0, "c107");
      sum[1]++;
    }
    assertThat(interested[1]).isGreaterThan(1_000);
    assertThat(interested[0] / interested[1]).isGreaterThan(1.8 * others[0] / others[1]);
  }

  @Test
  void yesterdaysLogReadsAsTheRequestsOfTheLiveMarket() throws IOException {
    Path file = folder.resolve("yesterday.txt");
    SyntheticMarket market = new SyntheticMarket(new Settings(1L, 30, 4_000L, 3, 250));
    long rows = market.writeLog(file, 4_000L);
    IpinyouLog log = IpinyouLog.read(file);

    assertThat(log.impressions()).hasSize((int) rows).hasSizeGreaterThan(3_900);
    assertThat(log.clicks()).isBetween(20L, 120L);
    Map<String, Opportunity> yesterday = new HashMap<>();
    SyntheticMarket before = new SyntheticMarket(new Settings(1L, 30, 4_000L, 2, 250));
    day(before).forEach(opportunity -> yesterday.put(opportunity.request().id(), opportunity));
    Set<String> campaigns = new HashSet<>();
    before.campaigns(0L).forEach(campaign -> campaigns.add(campaign.id()));
    for (LoggedImpression row : log.impressions()) {
      int cut = row.bidId().lastIndexOf('-');
      Opportunity live = yesterday.get(row.bidId().substring(0, cut));
      int imp = Integer.parseInt(row.bidId().substring(cut + 1)) - 1;
      BidRequest logged = LoggedRequests.toRequest(row);
      BidRequest asked = live.request();
      assertThat(row.timeOfDayMillis()).isEqualTo(live.offsetMillis());
      assertThat(row.marketPriceMicros()).isEqualTo(live.marketPriceMicros()[imp]);
      assertThat(campaigns).contains(row.campaignId());
      assertThat(row.clicked()).isEqualTo(before.clicked(live, imp, row.campaignId()));
      assertThat(logged.exchange()).isEqualTo(asked.exchange());
      assertThat(logged.site()).isEqualTo(asked.site());
      assertThat(logged.device()).isEqualTo(asked.device());
      if (asked.regs().profilingAllowed()) {
        assertThat(logged.user()).isEqualTo(asked.user());
      } else {
        assertThat(logged.user().id()).isNull();
      }
      Imp slot = asked.imps().get(imp);
      assertThat(logged.imps().get(0).banner()).isEqualTo(slot.banner());
      assertThat(logged.imps().get(0).tagid()).isEqualTo(slot.tagid());
      assertThat(logged.imps().get(0).bidfloorMicros()).isEqualTo(slot.bidfloorMicros());
    }
  }

  @Test
  void settingsOutOfRangeAreRefusedInWords() {
    assertThatThrownBy(() -> new Settings(1L, 0, 10L, 0, 100))
        .hasMessage("campaigns is 0, give at least 1");
    assertThatThrownBy(() -> new Settings(1L, 5, 0L, 0, 100)).hasMessageContaining("requests is 0");
    assertThatThrownBy(() -> new Settings(1L, 5, 1L, 0, 0)).hasMessageContaining("tmax");
  }
}
