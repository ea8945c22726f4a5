package io.paceline.deploy.demo;

import java.nio.file.Path;

/**
 * The options of {@code ./paceline demo}, already checked.
 *
 * @param minutes wall time that the day takes, 0.1 to 1440
 * @param headless true for scripts: plain progress lines, web UI on any free port
 * @param port of the web UI, 0 for a free one
 * @param parallelism subtasks of each operator, 1 to 64
 * @param log an iPinYou log to play, null for the synthetic market
 * @param garbage true to mix garbage into each input topic
 * @param campaigns of the synthetic market, 1 to 1,000
 * @param requestsPerSecond of the synthetic market, on average per wall second, 1 to 50,000
 * @param asAsked true where the user named the rate (for a log: the minutes), so that the day is
 *     played like that on any machine
 * @param seed of the synthetic market and of the notices' delays
 * @param noticeDelayMillis longest delay of a notice, wall time, 0 to 1,000; each notice is delayed
 *     by a random part of it, so that notices arrive out of order
 * @param duplicateShare share of the notices that are sent twice, 0 to 1
 * @param lossShare share of the notices that never arrive, 0 to 1
 * @param strict true where a day that does not go as planned is a failure, too
 * @param out folder of summary.json, report.html and paceline.log
 */
public record DemoOptions(
    double minutes,
    boolean headless,
    int port,
    int parallelism,
    Path log,
    boolean garbage,
    int campaigns,
    double requestsPerSecond,
    boolean asAsked,
    long seed,
    long noticeDelayMillis,
    double duplicateShare,
    double lossShare,
    boolean strict,
    Path out) {

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
