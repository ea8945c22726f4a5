package io.paceline.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Objective;
import io.paceline.core.openrtb.Size;
import io.paceline.core.profile.CategoryAffinity;
import io.paceline.simulator.ipinyou.LoggedImpression;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogExamplesTest {

  private static final long MONDAY = 1_736_121_600_000L;
  private static final long DAY = 86_400_000L;

  private static LoggedImpression row(long atMillis, String user, int click, int conversions) {
    return new LoggedImpression(
        "b" + atMillis,
        atMillis,
        "1",
        new LoggedImpression.Viewer(user, "windows_chrome", "DE-HH", "Hamburg", List.of("s1")),
        new LoggedImpression.Page("news.example", null, "IAB12"),
        new LoggedImpression.Slot("slot", new Size(300, 250), "FirstView", null, 0L),
        new LoggedImpression.Ad("7", "42", "IAB18"),
        new LoggedImpression.Price(100L, 50L),
        click > 0,
        conversions);
  }

  private static List<TrainingExample> examples(LoggedImpression... rows) {
    List<TrainingExample> examples = new ArrayList<>();
    LogExamples.of(List.of(rows)).forEach(examples::add);
    return examples;
  }

  @Test
  void aConversionBelongsToTheLastClickOfSevenDays() {
    List<TrainingExample> examples =
        examples(
            row(MONDAY, "anna", 1, 1),
            row(MONDAY + 6 * DAY, "anna", 1, 1),
            row(MONDAY + 7 * DAY, "ben", 1, 1),
            row(MONDAY + 14 * DAY, "anna", 1, 0),
            row(MONDAY + 15 * DAY, "anna", 0, 1));

    assertThat(examples.get(0).outcomes())
        .containsExactlyInAnyOrder(Objective.CLICK, Objective.CONVERSION);
    assertThat(examples.get(1).outcomes()).as("eight days before the next").hasSize(3);
    assertThat(examples.get(2).outcomes()).as("somebody else").hasSize(3);
    assertThat(examples.get(3).outcomes()).containsExactly(Objective.CLICK);
    assertThat(examples.get(4).outcomes()).as("without a click there is nothing").isEmpty();
  }

  @Test
  void aRowSeesItsUsersPastAndNotItself() {
    List<TrainingExample> examples =
        examples(row(MONDAY, "anna", 1, 0), row(MONDAY + 1, "anna", 0, 0));

    assertThat(examples.get(0).profile().impressions()).isZero();
    assertThat(examples.get(0).profile().affinities()).isEmpty();
    assertThat(examples.get(1).profile().clicks()).isEqualTo(1);
    assertThat(examples.get(1).profile().affinities())
        .containsExactlyInAnyOrder(
            new CategoryAffinity("IAB12", 1.0, MONDAY), new CategoryAffinity("IAB18", 3.0, MONDAY));
  }

  @Test
  void aCampaignBeginsWithItsFirstImpressionAndIsOneOffer() {
    List<TrainingExample> examples =
        examples(row(MONDAY, "anna", 0, 0), row(MONDAY + DAY, "ben", 0, 0));

    assertThat(examples.get(1).candidate().offer()).isSameAs(examples.get(0).candidate().offer());
    assertThat(examples.get(1).candidate().offer().flightStartMillis()).isEqualTo(MONDAY);
    assertThat(examples.get(1).candidate().offer().categories()).containsExactly("IAB18");
  }
}
