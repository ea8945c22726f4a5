package io.paceline.training.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.model.features.FeatureEncoder;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.dataset.PreparedManifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prepares logs in the form in which iPinYou published them, and files that are no logs. */
final class PublishedLogPreparationTest {

  @TempDir Path temp;

  @Test
  void clicksAndConversionsInLinesOfTheirOwnFindTheirImpression() throws Exception {
    Path log = temp.resolve("published.txt.gz");
    StringBuilder text = new StringBuilder();
    text.append(published("b1", 2)).append(published("b1", 1)).append(published("b2", 1));
    text.append(published("b1", 3)).append(published("lost", 2));
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(log))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    PreparedManifest counted =
        PreparationFixture.run(PreparationFixture.logs(log), temp.resolve("published"));

    assertThat(counted.count("shown")).isEqualTo(2);
    assertThat(counted.count("clicks")).isEqualTo(1);
    assertThat(counted.count("conversions")).isEqualTo(1);
    assertThat(counted.count("outcomesWithoutRow")).isEqualTo(1);
    assertThat(counted.count("rejected")).isZero();
  }

  private static String published(String bidId, int logType) {
    return String.join(
            "\t",
            bidId,
            "20130606000104008",
            Integer.toString(logType),
            "user" + bidId,
            "Mozilla/5.0",
            "1.2.3.*",
            "1",
            "2",
            "3",
            "news.example",
            "url",
            "null",
            "slot",
            "300",
            "250",
            "FirstView",
            "Fixed",
            "5",
            "creative",
            "300",
            "70",
            "null",
            "2259",
            "10063")
        + "\n";
  }

  @Test
  void inputsWithoutAnImpressionAreRefusedInOneSentence() throws Exception {
    Path log = temp.resolve("garbage.txt");
    Files.writeString(log, "one\ntwo\n");

    assertThatThrownBy(
            () -> PreparationFixture.run(PreparationFixture.logs(log), temp.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hold no impression that was shown (2 lines, 2 of them rejected");
    assertThatThrownBy(
            () -> PreparedFolder.open(temp.resolve("none"), FeatureEncoder.SPEC.fingerprint()))
        .hasMessageContaining("holds no whole preparation");
  }
}
