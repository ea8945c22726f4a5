package io.paceline.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
