package io.paceline.simulator.ipinyou;

import static io.paceline.simulator.ipinyou.LogLines.line;
import static io.paceline.simulator.ipinyou.LogLines.published;
import static io.paceline.simulator.ipinyou.LogLines.with;
import static io.paceline.simulator.ipinyou.LogLines.withFlags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.openrtb.Size;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpinyouLogTest {

  private static final String FRIDAY_NINE = "20210108093015250";

  @TempDir Path folder;

  private IpinyouLog read(String... lines) throws IOException {
    Path file = folder.resolve("log.txt");
    Files.write(file, List.of(lines), StandardCharsets.UTF_8);
    return IpinyouLog.read(file);
  }

  @Test
  void everyColumnOfThePublishedFormIsRead() throws IOException {
    LoggedImpression row = read(line(published("b1", FRIDAY_NINE))).impressions().get(0);

    assertThat(row)
        .isEqualTo(
            new LoggedImpression(
                "b1",
                1_610_098_215_250L,
                "3",
                new LoggedImpression.Viewer(
                    "user-b1", "windows_ie", "7", "70", List.of("11", "12")),
                new LoggedImpression.Page("Domain01", "page01", null),
                new LoggedImpression.Slot("slot-1", new Size(300, 250), "FirstView", null, 20L),
                new LoggedImpression.Ad("5001", "4242", null),
                new LoggedImpression.Price(280L, 70L),
                false,
                0));
    assertThat(row.weekday()).isEqualTo(5);
    assertThat(row.hour()).isEqualTo(9);
    assertThat(row.timeOfDayMillis()).isEqualTo(((9 * 60 + 30) * 60 + 15) * 1_000L + 250);
    assertThat(row.campaignId()).isEqualTo("c5001");
    assertThat(row.marketPriceMicros()).isEqualTo(70_000L);
  }

  @Test
  void theFormWithFlagsSaysTheSameAndTheClick() throws IOException {
    String[] row = published("b1", FRIDAY_NINE);
    LoggedImpression plain = read(line(row)).impressions().get(0);

    assertThat(read(withFlags("1", row)).impressions()).containsExactly(plain.withClick());
    assertThat(read("0\t5\t9\t" + line(row)).impressions()).containsExactly(plain);
  }

  @Test
  void clicksAndConversionsFindTheirImpressionBeforeOrAfter() throws IOException {
    String[] first = published("b1", FRIDAY_NINE);
    String[] second = published("b2", FRIDAY_NINE);
    IpinyouLog log =
        read(
            line(with(second, 2, "2")),
            line(first),
            line(second),
            line(published("b3", FRIDAY_NINE)),
            line(with(first, 2, "2")),
            line(with(first, 2, "3")),
            line(with(published("elsewhere", FRIDAY_NINE), 2, "2")));

    assertThat(log.impressions())
        .extracting(LoggedImpression::bidId)
        .containsExactly("b1", "b2", "b3");
    assertThat(log.impressions())
        .extracting(LoggedImpression::clicked)
        .containsExactly(true, true, false);
    assertThat(log.impressions())
        .extracting(LoggedImpression::conversions)
        .containsExactly(1, 0, 0);
    assertThat(log.clicks()).isEqualTo(2);
    assertThat(log.unreadableCount()).isZero();
  }

  @Test
  void spacesSeparateWhereThereIsNoTab() throws IOException {
    String[] row = published("b1", FRIDAY_NINE);

    assertThat(read(String.join("  ", row)).impressions()).isEqualTo(read(line(row)).impressions());
  }

  @Test
  void emptyCellsAreAbsent() throws IOException {
    String[] row = published("b1", FRIDAY_NINE);
    for (int column : new int[] {3, 4, 6, 7, 8, 9, 10, 12, 15, 17, 20, 22, 23}) {
      row = with(row, column, column % 3 == 0 ? "null" : column % 3 == 1 ? "Na" : "");
    }

    LoggedImpression impression = read(line(row)).impressions().get(0);

    assertThat(impression.viewer().id()).isNull();
    assertThat(impression.viewer().userAgent()).isNull();
    assertThat(impression.adExchange()).isNull();
    assertThat(impression.page().domain()).isNull();
    assertThat(impression.ad().advertiser()).isNull();
    assertThat(impression.viewer().tags()).isEmpty();
    assertThat(impression.marketPriceMicros()).isZero();
  }

  @Test
  void unreadableLinesAreNamedWithNumberAndReasonAndSkipped() throws IOException {
    String[] row = published("b1", FRIDAY_NINE);
    IpinyouLog log =
        read(
            "bidid\ttimestamp\tlogtype",
            line(row),
            "",
            "some words",
            line(with(row, 1, "20211301093015250")),
            line(with(row, 20, "7.5")),
            line(with(row, 13, "0")),
            line(published("b2", FRIDAY_NINE)),
            line(published("b3", FRIDAY_NINE)),
            line(published("b4", FRIDAY_NINE)),
            line(published("b5", FRIDAY_NINE)));

    assertThat(log.impressions()).hasSize(5);
    assertThat(log.unreadableCount()).isEqualTo(4);
    assertThat(log.unreadable())
        .extracting(UnreadableLine::lineNumber)
        .containsExactly(4L, 5L, 6L, 7L);
    assertThat(log.unreadable().get(0).reason()).startsWith("it has 2 columns instead of 24");
    assertThat(log.unreadable().get(1).reason())
        .contains("timestamp")
        .contains("20211301093015250");
    assertThat(log.unreadable().get(2).reason()).contains("payprice").contains("'7.5'");
    assertThat(log.unreadable().get(3).reason()).contains("0x250");
  }

  @Test
  void aLogOfTheFirstSeasonWhichHasNoUserTagsIsRefusedWithTheReason() {
    String[] row = published("b1", FRIDAY_NINE);
    String[] withoutTags = Arrays.copyOf(row, row.length - 1);

    assertThat(withoutTags).hasSize(23);
    assertThatThrownBy(() -> read(line(withoutTags), line(withoutTags)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it has 23 columns instead of 24");
  }

  @Test
  void linesThatEndAsOnWindowsAreRead() throws IOException {
    String[] row = published("b1", FRIDAY_NINE);
    String[] click = with(row, 2, "2");
    Path file = folder.resolve("log.txt");
    Files.writeString(file, line(row) + "\r\n" + line(click) + "\r\n");

    LoggedImpression impression = IpinyouLog.read(file).impressions().get(0);
    assertThat(impression).isEqualTo(read(line(row)).impressions().get(0).withClick());
  }

  @Test
  void aFileThatIsNoLogIsRefusedInOneSentence() {
    String good = line(published("b1", FRIDAY_NINE));

    assertThatThrownBy(() -> read("a b c", good, "d e f"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("log.txt is no iPinYou log: 2 of its 3 lines are unreadable, line 1")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> read("")).hasMessageContaining("holds no impression");
    assertThatThrownBy(() -> IpinyouLog.read(folder.resolve("nowhere.txt")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere.txt is no file");
  }

  @Test
  void aLogMayConsistOfSeveralFilesOfWhichSomeHoldClicksOnly() throws IOException {
    String[] first = published("b1", FRIDAY_NINE);
    String[] second = published("b2", FRIDAY_NINE);
    Path clicks = Files.writeString(folder.resolve("clk.txt"), line(with(second, 2, "2")) + "\r\n");
    Path conversions = Files.writeString(folder.resolve("conv.txt"), line(with(second, 2, "3")));
    Path impressions =
        Files.writeString(folder.resolve("imp.txt"), line(first) + "\r\n" + line(second) + "\r\n");

    IpinyouLog log = IpinyouLog.read(List.of(clicks, impressions, conversions));

    assertThat(log.source()).isEqualTo("clk.txt, imp.txt, conv.txt");
    assertThat(log.impressions()).extracting(LoggedImpression::bidId).containsExactly("b1", "b2");
    assertThat(log.impressions())
        .extracting(LoggedImpression::clicked)
        .containsExactly(false, true);
    assertThat(log.impressions()).extracting(LoggedImpression::conversions).containsExactly(0, 1);
    assertThatThrownBy(() -> IpinyouLog.read(List.of(clicks, conversions)))
        .hasMessage(
            clicks
                + " and "
                + conversions
                + " hold no impression (no row of logtype 1); give an"
                + " impression log");
  }

  @Test
  void rowsOfOneBidIdAreImpressionsOfTheirOwnUnlessTheyRepeatEachOther() throws IOException {
    String[] row = published("b1", FRIDAY_NINE);
    String[] other = with(row, 18, "5002");
    String[] later = with(with(row, 1, "20210108093016000"), 3, "somebody else");
    IpinyouLog log =
        read(
            line(later),
            line(row),
            line(other),
            line(row),
            line(later),
            line(with(other, 2, "2")),
            line(with(other, 2, "2")));

    assertThat(log.impressions())
        .extracting(each -> each.ad().creative() + " " + each.atMillis() + " " + each.clicked())
        .containsExactly(
            "5001 1610098216000 false", "5001 1610098215250 false", "5002 1610098215250 true");
  }

  @Test
  void aByteOrderMarkIsNoPartOfABidIdAndTextInUtf16IsRead() throws IOException {
    String[] row = published("b1", FRIDAY_NINE);
    String text = "\ufeff" + line(row) + "\r\n" + line(with(row, 2, "2")) + "\r\n";
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Path file = Files.write(folder.resolve("log.txt"), text.getBytes(charset));

      assertThat(IpinyouLog.read(file).clicks()).as(charset.name()).isEqualTo(1);
      assertThat(IpinyouLog.read(file).impressions().get(0).bidId()).isEqualTo("b1");
    }
  }

  @Test
  void halfOfTheLinesUnreadableIsStillALog() throws IOException {
    assertThat(read("a b c", line(published("b1", FRIDAY_NINE))).impressions()).hasSize(1);
  }

  @Test
  void packedFilesAndBytesThatAreNoTextAreRead() throws IOException {
    Path file = folder.resolve("log.txt.GZ");
    String[] row = with(published("b1", FRIDAY_NINE), 4, "Mozilla/5.0 (Wind\u00ffws; A B)");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(line(row).getBytes(StandardCharsets.ISO_8859_1));
    }

    assertThat(IpinyouLog.read(file).impressions())
        .extracting(read -> read.viewer().userAgent())
        .containsExactly("Mozilla/5.0 (Wind\ufffdws; A B)");
  }

  @Test
  void whatTheWriterWritesIsReadBack() throws IOException {
    String[] sparse = with(with(published("b2", "19691231235959999"), 23, "null"), 9, "null");
    List<LoggedImpression> rows =
        read(withFlags("1", published("b1", FRIDAY_NINE)), line(sparse)).impressions();
    for (String name : List.of("copy.txt", "copy.txt.gz")) {
      Path file = folder.resolve(name);
      try (IpinyouLogWriter writer = new IpinyouLogWriter(file)) {
        for (LoggedImpression row : rows) {
          writer.write(row);
        }
      }
      assertThat(IpinyouLog.read(file).impressions()).isEqualTo(rows);
    }
    assertThat(Files.readAllLines(folder.resolve("copy.txt")))
        .allSatisfy(line -> assertThat(line.split("\t", -1)).hasSize(27))
        .first()
        .asString()
        .startsWith("1\t5\t9\tb1\t" + FRIDAY_NINE + "\t1\t");
  }
}
