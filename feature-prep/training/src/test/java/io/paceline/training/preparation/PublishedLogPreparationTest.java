package io.paceline.training.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.model.features.FeatureEncoder;
import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.simulator.ipinyou.LoggedImpression;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.dataset.PreparedManifest;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
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

  @Test
  void impressionsClicksAndConversionsAreCountedAsTrainingCountsThem() throws Exception {
    String row = published("b1", 1);
    String other = row.replace("\tcreative\t", "\tcreative2\t");
    String later = row.replace("user", "somebody else");
    Path impressions = temp.resolve("imp.txt");
    Path clicks = temp.resolve("clk.txt");
    Files.writeString(impressions, row + other + later + row + other + published("b2", 1));
    Files.writeString(
        clicks,
        other.replace("\t1\t", "\t2\t")
            + other.replace("\t1\t", "\t2\t")
            + other.replace("\t1\t", "\t3\t")
            + published("b2", 2));

    PreparedManifest counted =
        PreparationFixture.run(PreparationFixture.logs(clicks, impressions), temp.resolve("both"));
    IpinyouLog log = IpinyouLog.read(List.of(clicks, impressions));

    assertThat(counted.count("shown")).isEqualTo(4).isEqualTo(log.impressions().size());
    assertThat(counted.count("clicks")).isEqualTo(2).isEqualTo(log.clicks());
    assertThat(counted.count("conversions"))
        .isEqualTo(1)
        .isEqualTo(log.impressions().stream().mapToInt(LoggedImpression::conversions).sum());
    assertThat(counted.count("repeatedRows")).isEqualTo(2);
    List<String> prepared = new ArrayList<>();
    PreparedFolder.open(temp.resolve("both"), FeatureEncoder.SPEC.fingerprint())
        .examples()
        .forEach(
            each ->
                prepared.add(
                    each.bidId()
                        + " "
                        + each.campaignId()
                        + " "
                        + each.clicked()
                        + " "
                        + each.conversions()));
    assertThat(prepared)
        .containsExactlyInAnyOrderElementsOf(
            log.impressions().stream()
                .map(
                    each ->
                        each.bidId()
                            + " "
                            + each.campaignId()
                            + " "
                            + each.clicked()
                            + " "
                            + each.conversions())
                .toList())
        .contains("b1 ccreative2 true 1", "b1 ccreative false 0");
  }

  @Test
  void logsPackedWithBzip2AreReadAndACutOneEndsThePreparationInOneSentence() throws Exception {
    Path log = temp.resolve("imp.txt.bz2");
    try (OutputStream out = new BZip2CompressorOutputStream(Files.newOutputStream(log))) {
      out.write((published("b1", 1) + published("b2", 1)).getBytes(StandardCharsets.UTF_8));
    }

    assertThat(
            PreparationFixture.run(PreparationFixture.logs(log), temp.resolve("packed"))
                .count("shown"))
        .isEqualTo(2);

    byte[] whole = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(whole, whole.length - 3));
    assertThatThrownBy(
            () -> PreparationFixture.run(PreparationFixture.logs(log), temp.resolve("cut")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(log + " cannot be read: its bzip2 archive is damaged or cut off (")
        .hasMessageEndingWith("); fetch or pack it again");
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
