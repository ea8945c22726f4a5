package io.paceline.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.model.bundle.CampaignQuality;
import io.paceline.simulator.ipinyou.IpinyouLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares a model trained on yesterday's log with the probabilities that decide today's clicks.
 */
final class KnownProbabilitiesTest {

  private static final long SEED = 1L;
  private static final int CAMPAIGNS = 6;
  private static final long LOGGED_REQUESTS = 1_200_000L;
  private static final long JUDGED_REQUESTS = 250_000L;

  @TempDir static Path folder;
  private static TrainedModel model;
  private static KnownDay.Judgement judgement;

  @BeforeAll
  static void trainOnYesterdayAndJudgeByToday() throws Exception {
    Path log = folder.resolve("yesterday.log.txt");
    KnownDay.market(SEED, CAMPAIGNS, LOGGED_REQUESTS, 0).writeLog(log, LOGGED_REQUESTS);
    model =
        Trainer.train(
            LogExamples.of(IpinyouLog.read(log).impressions()), TrainerOptions.DEFAULT, p -> {});
    judgement =
        new KnownDay(SEED, CAMPAIGNS, JUDGED_REQUESTS, folder.resolve("today.log.txt"))
            .judge(model);
  }

  @Test
  void ranksNearlyAsWellAsTheLawItself() {
    assertThat(judgement.lawAuc()).isGreaterThan(0.67);
    assertThat(judgement.auc()).isGreaterThan(judgement.lawAuc() - 0.01);
  }

  @Test
  void predictsTheClickRateOfEachDecile() {
    assertThat(judgement.calibrationError()).isLessThan(0.05);
  }

  @Test
  void isFairToEveryCampaignWithAThousandClicks() {
    List<CampaignQuality> known =
        model.quality().campaigns().stream().filter(c -> c.logClicks() >= 1_000).toList();
    Map<String, Double> bias =
        known.stream()
            .collect(
                Collectors.toMap(
                    CampaignQuality::campaignId, c -> judgement.bias().get(c.campaignId())));

    assertThat(known).hasSizeGreaterThanOrEqualTo(4);
    assertThat(bias.values()).allMatch(value -> Math.abs(value) < 0.10, "within 10 %: " + bias);
  }
}
