package io.paceline.core.eligibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.InvalidCampaignException;
import io.paceline.core.clock.CampaignClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CapReportsTest {

  private static final long NOW = 1_773_144_000_000L;
  private static final long TICK = 1_000;
  private static final int CAMPAIGNS = CapReports.AT_ONCE + 1;

  private CapTally tally;

  /** Every campaign was kept out of one request. */
  @BeforeEach
  void keepOut() throws InvalidCampaignException {
    List<Campaign> campaigns = new ArrayList<>();
    for (int i = 0; i < CAMPAIGNS; i++) {
      String json =
          """
          {"id": "c%d", "adomain": "shoes.example", "flightStart": "2026-03-01T00:00",
           "flightEnd": "2026-04-01T00:00", "totalBudget": 10, "maxBidCpm": 4.5,
           "creatives": [{"id": "a", "w": 300, "h": 250,
                          "imageUrl": "https://cdn.example/a.png",
                          "landingPage": "https://shoes.example/"}]}
          """
              .formatted(i);
      campaigns.add(new CampaignCodec().decode(json.getBytes(UTF_8)));
    }
    tally = new CapTally(campaigns);
    tally.nextRequest();
    for (int i = 0; i < CAMPAIGNS; i++) {
      tally.keptOut(i, true);
    }
  }

  private List<String> take(CapReports reports, long nowMillis) {
    return reports.take(tally, nowMillis).stream().map(CappedOut::campaignId).toList();
  }

  @Test
  void oneRequestReportsFewCampaignsAndTheNextOneTheOthers() {
    CapReports reports = new CapReports(CampaignClock.REAL_TIME, TICK);
    assertThat(reports.isDue(NOW)).isTrue();

    assertThat(take(reports, NOW)).containsExactly("c0", "c1", "c2", "c3");
    assertThat(reports.isDue(NOW)).as("the round is not over").isTrue();
    assertThat(take(reports, NOW)).containsExactly("c4");
    assertThat(reports.isDue(NOW)).isFalse();
  }

  @Test
  void roundsBeginTwoMinutesOfCampaignTimeApart() {
    CapReports reports = new CapReports(new CampaignClock(NOW, NOW, 60), TICK);
    take(reports, NOW);
    take(reports, NOW);

    assertThat(reports.isDue(NOW + 1_999)).isFalse();
    assertThat(reports.isDue(NOW + 2_000)).isTrue();
  }

  @Test
  void andNeverSoonerThanATickApart() {
    CapReports reports = new CapReports(new CampaignClock(NOW, NOW, 600), TICK);
    take(reports, NOW);
    take(reports, NOW);

    assertThat(reports.isDue(NOW + 999)).isFalse();
    assertThat(reports.isDue(NOW + 1_000)).isTrue();
  }
}
