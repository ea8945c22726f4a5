package io.paceline.deploy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.deploy.report.ProgressLine.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final long START = 1_000_000L;
  private static final Progress NOON =
      new Progress(43_500_000L, 512.4, 0.314, 12_340_000L, 12_500_000L, 25_000_000L, 18.6);
  private static final Progress NOTHING_YET =
      new Progress(0L, 0.0, Double.NaN, 0L, 0L, 25_000_000L, Double.NaN);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void aTerminalsLineIsWrittenOverItself() {
    ProgressLine line = new ProgressLine(out, true);

    line.show(NOON, START);
    line.show(NOTHING_YET, START + 1);
    line.end();

    assertThat(written()).startsWith("\r").endsWith(System.lineSeparator());
    // For String.lines, a carriage return ends a line as a line feed does.
    List<String> shown = written().lines().toList();
    assertThat(shown.get(1))
        .isEqualTo("12:05  512 requests/s  win rate 31.4 %  spend 49.4 % (plan 50.0 %)  p99 19 ms");
    assertThat(shown.get(1)).hasSizeLessThan(80);
    assertThat(shown.get(2)).startsWith("00:00  0 requests/s  win rate –");
    assertThat(shown.get(2).length())
        .as("covers what stood there")
        .isGreaterThanOrEqualTo(shown.get(1).length());
  }

  @Test
  void elsewhereOnePlainLineComesEveryFiveSeconds() {
    ProgressLine line = new ProgressLine(out, false);

    line.show(NOON, START);
    line.show(NOON, START + 4_999);
    line.show(NOON, START + 5_000);
    line.end();

    assertThat(written().lines()).hasSize(2).allMatch(text -> text.startsWith("12:05"));
    assertThat(written()).doesNotContain("\r");
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
