package io.paceline.simulator.ipinyou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paceline.core.campaign.Campaign;
import io.paceline.simulator.exchange.Hindsight;
import io.paceline.simulator.exchange.Markets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the published research logs; the tests are skipped where these are absent. */
class RealLogsTest {

  /** Tests run in the module's folder; the data is expected next to the checkout. */
  private static final Path LOGS =
      Path.of(System.getProperty("paceline.data", "../../../shared/data")).resolve("ipinyou/logs");

  @TempDir Path folder;

  @BeforeEach
  void dataIsThere() {
    assumeTrue(Files.isDirectory(LOGS), () -> LOGS + " is absent (-Dpaceline.data=DIR)");
  }

  @ParameterizedTest
  @CsvSource({"test.log.txt,4171,0", "train.log.txt,8355,5"})
  void everyRowIsReadAndBudgetsAreAQuarterOfTheCost(String name, int rows, long clicks) {
    IpinyouLog log = IpinyouLog.read(LOGS.resolve(name));

    assertThat(log.unreadable()).isEmpty();
    assertThat(log.impressions()).hasSize(rows);
    assertThat(log.clicks()).isEqualTo(clicks);
    Map<String, Long> costs = new HashMap<>();
    log.impressions()
        .forEach(
            r -> costs.merge("c" + r.ad().creative(), r.price().paidCpm() * 1_000L, Long::sum));
    List<Campaign> campaigns = new IpinyouMarket(log, 120).campaigns(0L);
    assertThat(campaigns).hasSize(costs.size());
    assertThat(campaigns)
        .allSatisfy(c -> assertThat(c.budget().dailyMicros()).isEqualTo(costs.get(c.id()) / 4));
  }

  @ParameterizedTest
  @CsvSource({"test.log.txt", "train.log.txt"})
  void everyCampaignCouldSpendThreeTimesItsBudget(String name) {
    IpinyouMarket market = new IpinyouMarket(IpinyouLog.read(LOGS.resolve(name)), 120);
    Map<String, Long> hindsight = Hindsight.spendMicros(market, 0L);

    assertThat(market.campaigns(0L))
        .allSatisfy(
            c ->
                assertThat(hindsight.get(c.id()))
                    .isGreaterThanOrEqualTo(3 * c.budget().dailyMicros()));
  }

  @ParameterizedTest
  @CsvSource({"test.log.txt", "train.log.txt"})
  void cutToThePublishedColumnsItPlaysTheSameDayWithoutClicks(String name) throws IOException {
    Path full = LOGS.resolve(name);
    Path cut = folder.resolve("cut.txt");
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(full, StandardCharsets.UTF_8)) {
      lines.add(String.join("\t", List.of(line.split("\t", -1)).subList(3, 27)));
    }
    Files.write(cut, lines, StandardCharsets.UTF_8);

    IpinyouLog published = IpinyouLog.read(cut);
    assertThat(published.clicks()).isZero();
    assertThat(Markets.day(new IpinyouMarket(published, 120)))
        .isEqualTo(Markets.day(new IpinyouMarket(IpinyouLog.read(full), 120)));
  }
}
