package io.paceline.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.local.report.RunSummary.CampaignSummary;
import io.paceline.local.report.RunSummary.DayShares;
import io.paceline.local.report.RunSummary.Latency;
import io.paceline.local.report.RunSummary.Machine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadlineTest {

  private static final DayShares EVENLY = new DayShares(0.25, 0.5, 0.75, 1.0);
  private static final DayShares HALF = new DayShares(0.12, 0.25, 0.37, 0.5);

  private static CampaignSummary good(String id) {
    return campaign(id, 100, 500, EVENLY, null);
  }

  private static CampaignSummary behind(String id, String trouble) {
    return campaign(id, 50, 500, HALF, trouble);
  }

  private static CampaignSummary campaign(
      String id, long spend, long hindsight, DayShares spent, String trouble) {
    return new CampaignSummary(
        id, 100, spend, spend, hindsight, spent, EVENLY, 1_000, false, trouble);
  }

  private static RunSummary day(
      long deadlines, long lateBids, double p99, List<CampaignSummary> campaigns) {
    return new RunSummary(
        "a market",
        480,
        1,
        "v1",
        new Machine(900, 500, 240, 250, lateBids),
        1_000,
        1_000,
        1_000,
        1_000 - deadlines,
        400,
        500,
        5,
        0,
        null,
        Map.of("DEADLINE", deadlines, "BID_TOO_LOW", 300L),
        0,
        0,
        0,
        new Latency(1, 5, p99),
        240,
        campaigns,
        List.of());
  }

  @Test
  void aDayOnPlanSaysHowManyCampaignsCouldBeJudged() {
    CampaignSummary small = campaign("small", 20, 100, HALF, null);

    Headline headline = Headline.of(day(5, 5, 250, List.of(good("a"), good("b"), small)));

    assertThat(headline)
        .isEqualTo(
            new Headline(
                true,
                "The day went as planned: 2 of 2 campaigns with an ample market are on plan."));
  }

  @Test
  void aMachineThatIsTooSlowIsNamedWithWhatToDoWhateverThePlansSay() {
    assertThat(Headline.of(day(6, 5, 20, List.of(good("a")))))
        .isEqualTo(
            new Headline(
                false,
                "This machine was too slow for its requests: 1.1 % of the impressions were refused"
                    + " or lost as too late, p99 was 20 ms where 250 ms are allowed. Ask for fewer"
                    + " requests a second with --rate 120 or, where a log is played, with --minutes"
                    + " 6."));
    assertThat(Headline.of(day(0, 0, 251, List.of(behind("a", null)))).text())
        .startsWith("This machine was too slow");
  }

  @Test
  void campaignsOffTheirPlanOnAFastMachineAreNamedWithTheReason() {
    assertThat(Headline.of(day(0, 0, 20, List.of(good("a"), behind("b", "BEHIND: bids rise")))))
        .isEqualTo(
            new Headline(
                false,
                "1 of 2 campaigns with an ample market went wrong, although the machine was fast"
                    + " enough: b underspent (BEHIND: bids rise)."));

    List<CampaignSummary> many = new ArrayList<>(Collections.nCopies(4, behind("b", null)));
    assertThat(Headline.of(day(0, 0, 20, many)).text())
        .endsWith("b underspent; b underspent; b underspent; and others.");
  }

  @Test
  void aDayWithoutACampaignToJudgeSaysSo() {
    assertThat(Headline.of(day(0, 0, 20, List.of())).text())
        .startsWith("No campaign can be judged");
  }
}
