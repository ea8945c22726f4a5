package io.paceline.simulator.ipinyou;

import static io.paceline.simulator.ipinyou.LogLines.line;
import static io.paceline.simulator.ipinyou.LogLines.published;
import static io.paceline.simulator.ipinyou.LogLines.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.simulator.exchange.Market;
import io.paceline.simulator.exchange.Opportunity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpinyouMarketTest {

  @TempDir Path folder;

  private IpinyouMarket market(String... lines) throws IOException {
    Path file = folder.resolve("log.txt");
    Files.write(file, List.of(lines), StandardCharsets.UTF_8);
    return new IpinyouMarket(IpinyouLog.read(file), 120);
  }

  private static List<Opportunity> day(Market market) {
    List<Opportunity> day = new ArrayList<>();
    market.opportunities().forEachRemaining(day::add);
    return day;
  }

  @Test
  void daysAreFoldedOntoOneAndOrderedByTimeOfDay() throws IOException {
    IpinyouMarket market =
        market(
            line(published("late", "20210108200000000")),
            line(published("early", "20210110010000000")),
            line(published("noon", "20210109120000001")));

    assertThat(day(market))
        .extracting(opportunity -> opportunity.request().id())
        .containsExactly("early", "noon", "late");
    assertThat(day(market))
        .extracting(Opportunity::offsetMillis)
        .containsExactly(3_600_000L, 43_200_001L, 72_000_000L);
    assertThat(day(market)).allMatch(opportunity -> opportunity.request().tmaxMillis() == 120);
    assertThat(market.size()).isEqualTo(3);
    assertThat(market.name()).isEqualTo("iPinYou log log.txt");
  }

  @Test
  void trafficIsCountedByQuarterHour() throws IOException {
    double[] shares =
        market(
                line(published("b1", "20210108000000000")),
                line(published("b2", "20210108001459999")),
                line(published("b3", "20210109001500000")),
                line(published("b4", "20210110235959999")))
            .trafficShares();

    assertThat(shares).hasSize(96);
    assertThat(shares[0]).isEqualTo(0.5);
    assertThat(shares[1]).isEqualTo(0.25);
    assertThat(shares[95]).isEqualTo(0.25);
  }

  @Test
  void repeatedBidIdsGetNamesOfTheirOwn() throws IOException {
    String noon = "20210108120000000";
    IpinyouMarket market =
        market(
            line(published("b", noon)),
            line(published("b-2", noon)),
            line(with(published("b", noon), 3, "somebody else")),
            line(with(published("b", noon), 18, "another creative")));

    assertThat(day(market))
        .extracting(opportunity -> opportunity.request().id())
        .containsExactly("b", "b-2", "b-3", "b-4");
  }

  @Test
  void theMarketPriceIsTheLargerOfFloorAndPrice() throws IOException {
    String[] row = published("b", "20210108120000000");
    IpinyouMarket market = market(line(row), line(with(row, 17, "90")));

    assertThat(day(market).get(0).marketPriceMicros()).containsExactly(70_000L);
    assertThat(day(market).get(1).marketPriceMicros()).containsExactly(90_000L);
  }

  @Test
  void aCampaignPerCreativeHasAQuarterOfItsCost() throws IOException {
    String[] row = published("b", "20210108120000000");
    String[] wide = with(with(with(row, 13, "728"), 14, "90"), 20, "33");
    IpinyouMarket market =
        market(
            line(row),
            line(wide),
            line(with(wide, 3, "somebody else")),
            line(with(row, 18, "free")).replace("\t70\tnull\t4242", "\t0\tnull\t4242"),
            line(with(row, 18, "x/y")));

    List<Campaign> campaigns = market.campaigns(1_000L);

    assertThat(campaigns).extracting(Campaign::id).containsExactly("c5001", "cx_y");
    Campaign campaign = campaigns.get(0);
    assertThat(campaign.budget().dailyMicros()).isEqualTo((70_000L + 33_000L + 33_000L) / 4);
    assertThat(campaign.bidding().maxBidMicros()).isEqualTo(300_000L);
    assertThat(campaign.advertiser().domain()).isEqualTo("adv4242.example");
    assertThat(campaign.flight().startMillis()).isEqualTo(1_000L);
    assertThat(campaign.flight().endMillis()).isEqualTo(86_401_000L);
    assertThat(campaign.creatives()).extracting(Creative::w).containsExactly(300, 728);
    assertThat(campaign.creatives()).extracting(Creative::h).containsExactly(250, 90);
  }

  @Test
  void loggedClicksComeBackForWhicheverCampaignIsShown() throws IOException {
    String noon = "20210108120000000";
    IpinyouMarket market =
        market(
            line(published("b1", noon)),
            line(published("b2", noon)),
            line(with(published("b2", noon), 2, "2")));

    assertThat(day(market))
        .extracting(opportunity -> market.clicked(opportunity, 0, "c5001"))
        .containsExactly(false, true);
    assertThat(market.clicked(day(market).get(1), 0, "c1")).isTrue();
  }
}
