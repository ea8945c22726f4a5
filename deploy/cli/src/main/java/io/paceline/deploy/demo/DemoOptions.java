package io.paceline.deploy.demo;

import io.paceline.deploy.exchange.ExchangeSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * The options of {@code ./paceline demo}, already checked.
 *
 * @param day which day is played, and how fast
 * @param notices how notices travel, with delays of 0 to 1,000 ms
 * @param garbage true to mix garbage into each input topic
 * @param seed seed of the synthetic market, the notices' delays and the garbage
 * @param parallelism subtasks of each operator, 1 to 64
 * @param headless true for scripts: plain progress lines, web UI on any free port
 * @param port port of the web UI, 0 for a free one
 * @param strict true where a day that does not go as planned is a failure, too
 * @param out folder of summary.json, report.html and paceline.log
 */
public record DemoOptions(
    DayOptions day,
    ExchangeSettings.Notices notices,
    boolean garbage,
    long seed,
    int parallelism,
    boolean headless,
    int port,
    boolean strict,
    Path out) {

  /**
   * Which day is played, and how fast.
   *
   * @param minutes wall time that the day takes, 0.1 to 1440
   * @param logs files of an iPinYou log to play, none for the synthetic market
   * @param campaigns number of campaigns of the synthetic market, 1 to 1,000
   * @param requestsPerSecond requests of the synthetic market per wall second, on average over the
   *     day, 1 to 50,000
   * @param asAsked true where the user named the rate (for a log: the minutes), so that the day is
   *     played like that on any machine
   */
  public record DayOptions(
      double minutes, List<Path> logs, int campaigns, double requestsPerSecond, boolean asAsked) {}

  /**
   * Port of the web UI to ask Flink for; 0, which means any free port, where the run is headless.
   */
  public int webUiPort() {
    return headless ? 0 : port;
  }

  /** Where warnings go. */
  public Path logFile() {
    return out.resolve("paceline.log");
  }
}
