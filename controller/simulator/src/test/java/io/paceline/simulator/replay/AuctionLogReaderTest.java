package io.paceline.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuctionLogReaderTest {

  @TempDir private Path folder;

  @Test
  void headerAndEpisodeMarksArePassedOver() throws IOException {
    AuctionLog log = read("560870\t1000\n1\n0\t51\t0.25\n1\t7\t4.1e-05\n2\n0\t0\t1\n");

    assertThat(log.price()).containsExactly(51, 7, 0);
    assertThat(log.pctr()).containsExactly(0.25, 4.1e-5, 1);
    assertThat(log.click()).containsExactly(0, 1, 0);
    assertThat(log.hour()).isNull();
    assertThat(log.totalCost()).isEqualTo(58);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", " ", "  ", " \t "})
  void tabsAndSpacesSeparateAlike(String gap) throws IOException {
    AuctionLog log = read(String.join(gap, "0", "51", "0.25", "3") + "\r\n\n");

    assertThat(log.price()).containsExactly(51);
    assertThat(log.hour()).containsExactly(3);
  }

  @Test
  void wholeNumbersMayBeWrittenWithAPoint() throws IOException {
    assertThat(read("0 51.0 0.25").price()).containsExactly(51);
  }

  @Test
  void survivalDataHasNoClickProbability() throws IOException {
    AuctionLog log = read("0 66 48 3:1 6:1\n1 30 48 3:1\n");

    assertThat(log.price()).containsExactly(66, 30);
    assertThat(log.pctr()).isNull();
    assertThat(log.scoredOr(0.01).pctr()).containsExactly(0.01, 0.01);
  }

  @Test
  void anImpressionLogGivesPricesAndHours() throws IOException {
    String row =
        "0\t2\t13\tb1\t20131022135101295\t1\tu\twindows_ie\t1.2.3.*\t216\t220\t2\td\tu\tnull\ts\t200"
            + "\t200\tFirstView\tNa\t13\t7319\t277\t205\tnull\t2259\t11423";

    AuctionLog log = read(row + "\n");

    assertThat(log.price()).containsExactly(205);
    assertThat(log.hour()).containsExactly(13);
    assertThat(log.pctr()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 x 0.5",
        "2 51 0.5",
        "0 -1 0.5",
        "0 5.5 0.5",
        "0 51 1.5",
        "0 51 NaN",
        "0 51",
        "0 51 0.5 1",
        "0 51 0.5 1 2",
        "abc",
      })
  void anUnreadableLineIsNamedWithItsNumber(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("0 51 0.5\n1\n" + line + "\n0 51 0.5\n"))
        .withMessageContaining("log.txt, line 3: ")
        .withMessageEndingWith("; mend or remove the line");
  }

  @Test
  void packedLogsAreReadAndWhatIsNoTextIsTold() throws IOException {
    Path file = folder.resolve("log.txt");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("0 51 0.25\n".getBytes(StandardCharsets.UTF_8));
    }
    byte[] packed = Files.readAllBytes(file);

    assertThat(AuctionLogReader.read(file).price()).containsExactly(51);
    Files.write(file, Arrays.copyOf(packed, packed.length - 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuctionLogReader.read(file))
        .withMessage(
            file
                + " cannot be read: its gzip archive is damaged or cut off (its end is missing);"
                + " fetch or pack it again");
    Files.write(file, new byte[] {(byte) 0xb7, 7, 0, (byte) 0xff});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuctionLogReader.read(file))
        .withMessage(file + " is no text in UTF-8; give an auction log");
  }

  @Test
  void anImpressionLogIsRecognisedBehindAByteOrderMarkAndBesideBytesThatAreNoText()
      throws IOException {
    String row =
        "b1\t20131022135101295\t1\tu\tMozilla (\u00ff)\t1.2.3.*\t216\t220\t2\td\tu\tnull\ts\t200"
            + "\t200\tFirstView\tNa\t13\t7319\t277\t205\tnull\t2259\t11423";
    Path file = folder.resolve("log.txt");

    Files.write(file, row.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(AuctionLogReader.read(file).price()).containsExactly(205);
    Files.writeString(file, "\ufeff0 51 0.25\n");
    assertThat(AuctionLogReader.read(file).price()).containsExactly(51);
  }

  @Test
  void aFileWithoutAuctionsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("560870 1000\n1\n"))
        .withMessageContaining("holds no auction");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuctionLogReader.read(folder.resolve("nowhere.txt")))
        .withMessageContaining("nowhere.txt is no file");
  }

  private AuctionLog read(String text) throws IOException {
    return AuctionLogReader.read(
        Files.writeString(folder.resolve("log.txt"), text, StandardCharsets.UTF_8));
  }
}
