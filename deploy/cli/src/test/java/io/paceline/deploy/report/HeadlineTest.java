package io.paceline.deploy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.deploy.report.RunSummary.CampaignSummary;
import io.paceline.deploy.report.RunSummary.DayShares;
import io.paceline.deploy.report.RunSummary.Latency;
import io.paceline.deploy.report.RunSummary.Machine;
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
    return day(false, 1_000, deadlines, lateBids, p99, campaigns);
  }

  private static RunSummary day(
      boolean log,
      long decisions,
      long deadlines,
      long lateBids,
      double p99,
      List<CampaignSummary> campaigns) {
    return new RunSummary(
        new RunSummary.Played(
            "a market", 480, 1, "v1", new Machine(900, 500, 240, log, 250, lateBids)),
        new RunSummary.Counts(
            1_000,
            1_000,
            decisions,
            decisions - deadlines,
            400,
            500,
            5,
            0,
            Map.of("DEADLINE", deadlines, "BID_TOO_LOW", 300L)),
        new RunSummary.Money(0, 0, 0, null),
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
                Verdict.Mark.GOOD,
                "The day went as planned: all 2 campaigns that can be judged are on plan."));
  }

  @Test
  void aMachineThatIsTooSlowIsNamedWithWhatToDoWhateverThePlansSay() {
    assertThat(Headline.of(day(6, 5, 20, List.of(good("a")))))
        .isEqualTo(
            new Headline(
                Verdict.Mark.BAD,
                "This machine was too slow for its requests: 1.1 % of the impressions were refused"
                    + " or lost as too late, p99 was 20 ms where 250 ms are allowed. Ask for fewer"
                    + " requests a second with --rate 120."));
    assertThat(Headline.of(day(true, 1_000, 6, 5, 20, List.of(good("a")))).text())
        .endsWith("Give the log more time with --minutes 6.0.");
    assertThat(Headline.of(day(false, 989, 0, 0, 20, List.of(good("a")))).text())
        .as("impressions without an answer")
        .startsWith("This machine was too slow");
    assertThat(Headline.of(day(0, 0, 251, List.of(behind("a", null)))).text())
        .startsWith("This machine was too slow");
  }

  @Test
  void campaignsOffTheirPlanOnAFastMachineAreNamedWithTheReason() {
    assertThat(Headline.of(day(0, 0, 20, List.of(good("a"), behind("b", "BEHIND: bids rise")))))
        .isEqualTo(
            new Headline(
                Verdict.Mark.BAD,
                "1 of the 2 campaigns that can be judged went wrong, although the machine was"
                    + " fast enough: b underspent (BEHIND: bids rise)."));

    List<CampaignSummary> many = new ArrayList<>(Collections.nCopies(4, behind("b", null)));
    assertThat(Headline.of(day(0, 0, 20, many)).text())
        .endsWith("b underspent; b underspent; b underspent; and others.");
  }

  @Test
  void wrongMoneyIsNamedBeforeEverythingElse() {
    CampaignSummary over = campaign("over", 101, 500, EVENLY, null);

    assertThat(Headline.of(day(500, 0, 900, List.of(good("a"), over))))
        .isEqualTo(
            new Headline(Verdict.Mark.BAD, "The money of campaigns is wrong: over overspent."));
  }

  @Test
  void aDayWithoutACampaignToJudgeIsNeitherGoodNorBad() {
    assertThat(Headline.of(day(0, 0, 20, List.of())))
        .isEqualTo(
            new Headline(
                Verdict.Mark.NEUTRAL, "No campaign can be judged; the table says why for each."));
  }
}
