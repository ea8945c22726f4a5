package io.paceline.deploy.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paceline.deploy.report.RunSummary.CampaignSummary;
import io.paceline.deploy.report.RunSummary.DayShares;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSummaryTest {
  private static final DayShares PLAN = new DayShares(0.2, 0.5, 0.8, 1.0);
  private static final DayShares SPENT = new DayShares(0.25, 0.45, 0.85, 0.98);

  @Test
  void theFileHasThePromisedFieldsAndNoOthers() throws Exception {
    JsonNode json = new ObjectMapper().readTree(SummaryJson.toJson(MadeUpRun.summary()));

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "market",
            "speed",
            "parallelism",
            "modelVersion",
            "machine",
            "requests",
            "imps",
            "decisions",
            "bids",
            "wins",
            "losses",
            "clicks",
            "deadLetters",
            "noBids",
            "spendMicros",
            "exchangeSpendMicros",
            "overspendMicros",
            "latencyMillis",
            "throughputPerSecond",
            "campaigns",
            "notes");
    assertThat(json.get("machine").fieldNames())
        .toIterable()
        .containsExactly(
            "testAnswersPerSecond",
            "askedPerSecond",
            "playedPerSecond",
            "log",
            "tmaxMillis",
            "lateBids");
    assertThat(json.get("latencyMillis").fieldNames())
        .toIterable()
        .containsExactly("p50", "p95", "p99");
    JsonNode campaign = json.get("campaigns").get(0);
    assertThat(campaign.fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "budgetMicros",
            "spendMicros",
            "exchangeSpendMicros",
            "hindsightSpendMicros",
            "spendShareAt",
            "planShareAt",
            "wins",
            "edited");
    assertThat(campaign.get("planShareAt").fieldNames())
        .toIterable()
        .containsExactly("6", "12", "18", "24");
  }

  @Test
  void theFileIsWrittenIntoANewFolderWithItsFigures(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("demo").resolve("summary.json");

    SummaryJson.write(file, MadeUpRun.summary());

    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("market").asText()).isEqualTo("made-up market for tests, <seed> 1");
    assertThat(json.get("machine").get("lateBids").asLong()).isEqualTo(12);
    assertThat(json.get("losses").asLong()).isEqualTo(43_200);
    assertThat(json.get("noBids").get("NO_CREATIVE").asLong()).isEqualTo(14_000);
    assertThat(json.get("exchangeSpendMicros").asLong())
        .isEqualTo(MadeUpRun.summary().money().exchangeSpendMicros());
    assertThat(json.get("latencyMillis").get("p95").asDouble()).isEqualTo(9.7);
    assertThat(json.get("campaigns")).hasSize(MadeUpRun.CAMPAIGNS);
    assertThat(json.get("campaigns").get(4).get("trouble").asText()).startsWith("BEHIND");
  }

  @Test
  void lostNoticesAreInTheFileWhereSomeWereToBeLost() throws Exception {
    RunSummary.Money money = new RunSummary.Money(1, 1, 0, new RunSummary.Lost(3, 20, 20, 2));

    JsonNode json = new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(money));

    assertThat(json.get("lost").fieldNames())
        .toIterable()
        .containsExactly("notices", "billedMicros", "missedMicros", "reports");
  }

  @Test
  void aCampaignIsJudgedByTheWorstThatHappenedToIt() {
    assertThat(Verdict.of(campaign(98, 98, 300, SPENT))).isEqualTo(Verdict.ON_PLAN);
    assertThat(Verdict.of(campaign(101, 101, 300, SPENT))).isEqualTo(Verdict.OVERSPENT);
    assertThat(Verdict.of(campaign(98, 97, 300, SPENT))).isEqualTo(Verdict.BOOKS_DIFFER);
    assertThat(Verdict.of(campaign(94, 94, 300, SPENT))).isEqualTo(Verdict.UNDERSPENT);
    assertThat(Verdict.of(campaign(94, 94, 299, SPENT))).isEqualTo(Verdict.SMALL_MARKET);
    assertThat(Verdict.of(campaign(98, 98, 300, new DayShares(0.2, 0.61, 0.8, 1.0))))
        .isEqualTo(Verdict.OFF_PLAN);
    assertThat(Verdict.of(campaign(50, 50, 300, SPENT, 10, false)))
        .as("money for 20 impressions")
        .isEqualTo(Verdict.FEW_IMPRESSIONS);
    assertThat(Verdict.of(campaign(0, 0, 300, SPENT, 0, false)))
        .as("nothing bought in an ample market")
        .isEqualTo(Verdict.UNDERSPENT);
    assertThat(Verdict.of(campaign(50, 50, 300, SPENT, 100, true))).isEqualTo(Verdict.EDITED);
  }

  @Test
  void theTableShowsTheVerdictAndTheDistanceFromThePlan() {
    String text = SummaryTable.render(MadeUpRun.summary());

    assertThat(text.lines().filter(line -> line.startsWith("✗  "))).hasSize(3);
    assertThat(text.lines().findFirst().orElseThrow())
        .isEqualTo("✗ " + Headline.of(MadeUpRun.summary()).text())
        .contains("3 of the 26 campaigns", "c5 underspent (BEHIND: most auctions are lost)");
    assertThat(text)
        .contains("120,000 imps", "64,500 bids", "equal to the micro")
        .contains("no bid: 34,400 bid below floor (BID_TOO_LOW)")
        .contains("note: figures are made up by a test");
    String lagging =
        text.lines().filter(line -> line.startsWith("✗  c5 ")).findFirst().orElseThrow();
    assertThat(lagging).contains("40.00", "78.0 %", "-22.0", "underspent");
  }

  private static CampaignSummary campaign(
      long spendMicros, long exchangeSpendMicros, long hindsightMicros, DayShares spent) {
    return campaign(spendMicros, exchangeSpendMicros, hindsightMicros, spent, 100, false);
  }

  private static CampaignSummary campaign(
      long spendMicros,
      long exchangeSpendMicros,
      long hindsightMicros,
      DayShares spent,
      long wins,
      boolean edited) {
    return new CampaignSummary(
        "c",
        100,
        spendMicros,
        exchangeSpendMicros,
        hindsightMicros,
        spent,
        PLAN,
        wins,
        edited,
        null);
  }
}
