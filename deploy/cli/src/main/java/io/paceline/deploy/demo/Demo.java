package io.paceline.deploy.demo;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cluster.CheckpointFolder;
import io.paceline.deploy.cluster.Running;
import io.paceline.deploy.report.Headline;
import io.paceline.deploy.report.HtmlReport;
import io.paceline.deploy.report.ProgressLine;
import io.paceline.deploy.report.RunSummary;
import io.paceline.deploy.report.RunSummary.CampaignSummary;
import io.paceline.deploy.report.RunSummary.Lost;
import io.paceline.deploy.report.SummaryJson;
import io.paceline.deploy.report.SummaryTable;
import io.paceline.deploy.report.Verdict;
import io.paceline.deploy.train.ModelShelf;
import io.paceline.job.PacelineJob;
import io.paceline.model.tensorflow.TensorFlowScorer;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code ./paceline demo}: a broker, the job on Flink and an exchange play one day together,
 * compressed.
 */
public final class Demo implements CommandAction<DemoOptions> {

  /**
   * The port at which {@code ./paceline campaigns} looks for a broker; the demo takes another one
   * where this one is in use.
   */
  private static final int KAFKA_PORT = 9092;

  /** Exit code after Ctrl-C, as shells give it. */
  private static final int INTERRUPTED = 130;

  private final PrintStream out;
  private final boolean terminal;

  /** Prints to {@code out}; {@code terminal} is true where a line can be written over. */
  public Demo(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public int run(DemoOptions options) throws Exception {
    Files.createDirectories(options.out());
    ModelShelf shelf = new ModelShelf(options.out().resolveSibling("models"), out);
    PlayedMarket played = PlayedMarket.of(options, shelf);
    out.printf(
        "Playing %s: %,d requests in %s min, model %s%n",
        played.market().name(),
        played.market().size(),
        Double.toString(played.minutes()).replaceAll("\\.0$", ""),
        played.announcement().version());
    played.notes().forEach(note -> out.println("Note: " + note));
    // The bundle is loaded once before anything is started: one that does not load is reported
    // here, and the job finds the files in the file cache.
    TensorFlowScorer.load(Path.of(played.announcement().path())).close();
    try (Running running = new Running()) {
      // Ctrl-C ends the JVM without returning to this method, so a shutdown hook ends what was
      // started.
      Thread hook = new Thread(running::close, "demo-end");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        return play(options, played, running);
      } catch (Exception e) {
        if (running.isClosing()) {
          // The exception comes from something that the shutdown hook has ended, and needs no
          // message.
          return INTERRUPTED;
        }
        throw e;
      } finally {
        if (!running.isClosing()) {
          Runtime.getRuntime().removeShutdownHook(hook);
        }
      }
    }
  }

  /**
   * The campaigns that their budget limits and not the market; all campaigns where there is none of
   * these.
   */
  private static List<Campaign> steered(List<Campaign> campaigns, Map<String, Long> hindsight) {
    List<Campaign> ample =
        campaigns.stream()
            .filter(
                campaign ->
                    hindsight.get(campaign.id())
                        >= Verdict.AMPLE_MARKET * campaign.dailyBudgetMicros())
            .toList();
    return ample.isEmpty() ? campaigns : ample;
  }

  private int play(DemoOptions options, PlayedMarket asked, Running running) throws Exception {
    DemoSetup stage =
        DemoSetup.set(
            running,
            new DemoSetup.Settings(
                options.webUiPort(),
                options.headless() ? 0 : KAFKA_PORT,
                options.parallelism(),
                options.logFile(),
                running.add(new CheckpointFolder(options.out().resolve("checkpoints"))).path(),
                options.noticeDelayMillis(),
                options.duplicateShare(),
                options.lossShare(),
                options.seed()),
            asked,
            PacelineJob::define,
            out::println);
    PlayedMarket played = stage.played();
    List<Campaign> campaigns = played.market().campaigns(DemoSetup.EPOCH);
    DayRecorder recorder =
        new DayRecorder(
            campaigns,
            steered(campaigns, played.hindsightMicros()),
            stage.clock(),
            stage.exchange().figures(),
            stage.pacing());
    Garbage garbage = options.garbage() ? new Garbage() : null;
    Day day = new Day(stage, recorder, new ProgressLine(out, terminal && !options.headless()));
    day.play(garbage, options.seed());
    day.drain();
    Lost lost = options.lossShare() > 0 ? day.reconcile() : null;

    List<String> notes = new ArrayList<>(played.notes());
    notes.addAll(day.notes());
    if (garbage != null) {
      notes.add(garbage.verdict(stage.deadLetters()));
    }
    RunSummary summary =
        new DaySummary(
                stage.campaigns(),
                campaigns.stream().map(Campaign::id).collect(Collectors.toSet()),
                DemoSetup.EPOCH,
                TrafficWeek.of(
                    played.announcement().trafficShares(), played.announcement().weekShares()),
                stage.exchange().closeBooks(),
                stage.pacing(),
                played.hindsightMicros())
            .of(
                played.market().name(),
                played.speed(),
                options.parallelism(),
                stage.exchange().modelVersion(),
                stage.machine(),
                stage.exchange().figures(),
                stage.deadLetters().count(),
                lost,
                notes);
    write(options.out(), summary, recorder);
    return verdict(summary, garbage == null ? 0 : garbage.sent(), options.strict());
  }

  private void write(Path folder, RunSummary summary, DayRecorder recorder) throws Exception {
    SummaryJson.write(folder.resolve("summary.json"), summary);
    HtmlReport.write(folder.resolve("report.html"), summary, recorder.history());
    out.println(SummaryTable.render(summary));
    out.println("Written: " + folder.resolve("summary.json"));
    out.println("Written: " + folder.resolve("report.html"));
  }

  /**
   * Prints which promises were broken. The exit code is 0 where none was broken and, with {@code
   * strict}, the day also went as planned.
   */
  private int verdict(RunSummary summary, long garbage, boolean strict) {
    List<String> broken = new ArrayList<>();
    if (summary.decisions() != summary.imps()) {
      broken.add(
          summary.imps() + " impressions were offered and " + summary.decisions() + " decided");
    }
    for (CampaignSummary campaign : summary.campaigns()) {
      if (campaign.spendMicros() != campaign.exchangeSpendMicros()) {
        broken.add("ledger and exchange differ on campaign " + campaign.id());
      }
    }
    if (summary.spendMicros() != summary.exchangeSpendMicros()) {
      broken.add(
          "the ledgers say "
              + summary.spendMicros()
              + " micros, the exchange "
              + summary.exchangeSpendMicros());
    }
    long lostMicros = summary.lost() == null ? 0 : summary.lost().billedMicros();
    if (summary.overspendMicros() > lostMicros) {
      broken.add(
          summary.overspendMicros()
              + " micros were spent beyond the budgets, "
              + lostMicros
              + " of which lost notices can explain");
    }
    if (summary.lost() != null && summary.lost().missedMicros() != lostMicros) {
      broken.add(
          "before the spend reports the ledgers missed "
              + summary.lost().missedMicros()
              + " micros, the lost notices carried "
              + lostMicros);
    }
    if (summary.deadLetters() != garbage) {
      broken.add(summary.deadLetters() + " dead letters, " + garbage + " expected");
    }
    broken.forEach(text -> out.println("Broken promise: " + text));
    boolean asPlanned = Headline.of(summary).mark() == Verdict.Mark.GOOD;
    if (strict && !asPlanned) {
      out.println("Not as planned (--strict): the summary's first line says why");
    }
    return broken.isEmpty() && (asPlanned || !strict) ? 0 : 1;
  }
}
