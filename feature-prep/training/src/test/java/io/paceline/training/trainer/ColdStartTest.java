package io.paceline.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.simulator.ipinyou.LoggedImpression;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Some campaigns and sites appear only on the day after training: the model has never seen their
 * ids and can use only their other features.
 */
final class ColdStartTest {

  private static final long SEED = 1L;
  private static final int CAMPAIGNS = 30;
  private static final long LOGGED_REQUESTS = 200_000L;
  private static final long JUDGED_REQUESTS = 90_000L;

  @TempDir static Path folder;
  private static KnownDay today;
  private static TrainedModel model;
  private static Set<String> newCampaigns;

  /**
   * These sites are judged together, because the click rate of a single site is drawn at random,
   * and no feature tells it beforehand.
   */
  private static Set<String> newSites;

  @BeforeAll
  static void trainWithoutThem() throws Exception {
    Path file = folder.resolve("yesterday.log.txt");
    KnownDay.market(SEED, CAMPAIGNS, LOGGED_REQUESTS, 0).writeLog(file, LOGGED_REQUESTS);
    List<LoggedImpression> log = IpinyouLog.read(file).impressions();
    newCampaigns = everyTenth(log.stream().map(LoggedImpression::campaignId));
    newSites = everyTenth(log.stream().map(row -> row.page().domain()));
    List<LoggedImpression> without =
        log.stream()
            .filter(
                row ->
                    !newCampaigns.contains(row.campaignId())
                        && !newSites.contains(row.page().domain()))
            .toList();
    model = Trainer.train(LogExamples.of(without), TrainerOptions.DEFAULT, progress -> {});
    today = new KnownDay(SEED, CAMPAIGNS, JUDGED_REQUESTS, folder.resolve("today.log.txt"));
  }

  private static Set<String> everyTenth(Stream<String> names) {
    List<String> sorted = names.distinct().sorted().toList();
    return IntStream.range(0, sorted.size())
        .filter(i -> i % 10 == 0)
        .mapToObj(sorted::get)
        .collect(Collectors.toSet());
  }

  private static KnownDay.Part assertSaneLevel(Predicate<LoggedImpression> rows) {
    KnownDay.Part part = today.judge(model, rows);

    assertThat(part.meanPredicted() / part.meanTrue()).as(part.toString()).isBetween(0.5, 2.0);
    return part;
  }

  @Test
  void eachNewCampaignIsScoredByItsFeatures() {
    assertThat(newCampaigns).hasSize(3);
    for (String campaign : newCampaigns) {
      KnownDay.Part part =
          assertSaneLevel(
              row -> row.campaignId().equals(campaign) && !newSites.contains(row.page().domain()));

      assertThat(part.rows()).isGreaterThan(1_000);
      // Pairs of rows are ordered by their true probabilities, not by the few clicks. A guess puts
      // half of the pairs in order.
      assertThat(part.concordance()).as(part.toString()).isGreaterThan(0.6);
    }
  }

  @Test
  void newSitesAreScoredByTheirFeatures() {
    KnownDay.Part part =
        assertSaneLevel(
            row ->
                newSites.contains(row.page().domain()) && !newCampaigns.contains(row.campaignId()));

    assertThat(part.rows()).isGreaterThan(1_000);
    assertThat(part.concordance()).as(part.toString()).isGreaterThan(0.6);
  }

  @Test
  void newCampaignsOnNewSitesAreScoredByTheirFeatures() {
    assertSaneLevel(
        row -> newSites.contains(row.page().domain()) && newCampaigns.contains(row.campaignId()));
  }
}
